/** What is to be done after an incident comes due: whoever has it is reminded, then the desk, and at the end the executive team. */
import type { Job } from '../../app/feature.ts';
import { toDate } from '../../kernel/clock.ts';
import { chase } from './commands/chase.ts';
import { improvementsOf, setImprovementReminded } from './store/improvements.ts';
import { openIncidents } from './store/incidents.ts';

const pageSize = 50;

export const improvementJob: Job = {
  name: 'breach-actions',
  summary: 'Reminds of what is to be done after an incident, also once that is closed',
  everyMinutes: 15,
  discreet: true,
  async run(sweep) {
    const due = { state: 'open', nextAt: { lte: toDate(sweep.now) } };
    const files = await openIncidents(sweep, { improvements: { some: due } }, pageSize);
    let told = 0;
    for (const file of files) {
      const { id } = file.incident;
      const all = (await improvementsOf(sweep.reader, [id])).get(id) ?? [];
      told += await chase(sweep, file, {
        ladder: file.policy.pack.breaches.after.reminders,
        all: all.flatMap(({ state, nextAt, ...action }) =>
          state === 'open' && nextAt ? [{ ...action, ownerRole: 'desk' }] : [],
        ),
        facts: 'actions',
        notices: { due: 'breach.action-due', left: 'breach.action-left' },
        what: 'incident.action-reminded',
        write: (one, now) => setImprovementReminded(sweep.tx, one, now),
      });
    }
    // No reference: whoever runs jobs may be whom it concerns.
    return {
      did: Array.from({ length: told }, () => 'reminded somebody of what is to be done better'),
      more: files.length === pageSize,
    };
  },
};
