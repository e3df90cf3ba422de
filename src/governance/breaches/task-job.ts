/** Tasks that come due: whoever has them is reminded, then the desk, and at the end the executive team. Nothing is done by itself. */
import type { Job } from '../../app/feature.ts';
import { toDate } from '../../kernel/clock.ts';
import { chase } from './commands/chase.ts';
import { openIncidents } from './store/incidents.ts';
import { setReminded } from './store/tasks.ts';

const pageSize = 50;

export const taskJob: Job = {
  name: 'breach-tasks',
  summary: 'Reminds whoever has a task in the response to a report, then the desk, then the executive team',
  everyMinutes: 5,
  discreet: true,
  async run(sweep) {
    const due = { state: 'open', nextAt: { lte: toDate(sweep.now) } };
    const where = { state: { in: ['concern', 'breach'] }, tasks: { some: due } };
    const files = await openIncidents(sweep, where, pageSize);
    let told = 0;
    for (const file of files)
      told += await chase(sweep, file, {
        ladder: file.policy.pack.breaches.response.reminders,
        all: file.tasks.flatMap(({ state, dueAt, nextAt, ...task }) =>
          state === 'open' && dueAt && nextAt ? [{ ...task, dueAt }] : [],
        ),
        facts: 'tasks',
        notices: { due: 'breach.task-due', left: 'breach.task-left' },
        what: 'incident.task-reminded',
        write: (id, now) => setReminded(sweep.tx, id, now),
      });
    // No reference: whoever runs jobs may be whom it concerns.
    return {
      did: Array.from({ length: told }, () => 'reminded somebody of a task'),
      more: files.length === pageSize,
    };
  },
};
