/** The meaning of a pack's training: courses meet duties that exist, and roles that exist hold and keep them. */
import type { Report } from './problem.ts';
import type { Pack } from './schema.ts';

export function checkTraining({ training, duties, roles }: Pack, report: Report): void {
  for (const [course, { meets }] of Object.entries(training.courses))
    for (const [index, duty] of meets.entries())
      if (!duties[duty])
        report(['training', 'courses', course, 'meets', index], `there is no duty “${duty}”`);
  for (const part of ['trainers', 'keepers'] as const)
    for (const [index, role] of training[part].entries())
      if (!roles[role]) report(['training', part, index], `there is no role “${role}”`);
}
