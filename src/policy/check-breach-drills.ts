/** The meaning of what a pack says about exercises: its roles and its course are there, and its time is one that comes back. */
import type { Path, Report } from './problem.ts';
import type { Pack } from './schema.ts';

export function checkBreachDrills(pack: Pack, report: Report): void {
  const { drills } = pack.breaches;
  if (!drills) return;
  const here = (path: Path, says: string) => report(['breaches', 'drills', ...path], says);
  const named = (role: string, path: Path) => {
    if (pack.roles[role]?.held !== 'by_name') here(path, `“${role}” is no role that somebody is named to`);
  };
  for (const [index, role] of drills.by.entries()) named(role, ['by', index]);
  if (!pack.training.courses[drills.course])
    here(['course'], `there is no course “${drills.course}” among the trainings`);
  if (!drills.wanted) return;
  const { every, role } = drills.wanted;
  if (every.unit === 'h' || every.unit === 'sd' || every.amount === 0)
    here(['wanted', 'every'], 'it comes back after days or years: give d, bd or y');
  if (!drills.by.includes(role))
    here(['wanted', 'role'], `“${role}” may hold none: name one of the roles under “by”`);
}
