/** Nobody has taken a report up in the plan's minutes: the executive team is called. At night too; this never waits. */
import type { Job } from '../../app/feature.ts';
import { toDate } from '../../kernel/clock.ts';
import { calledFor, seatCalled } from './commands/called.ts';
import { isUnattended } from './rules/unattended.ts';
import { openIncidents } from './store/incidents.ts';

const pageSize = 50;

export const unattendedJob: Job = {
  name: 'breach-unattended',
  summary: 'Calls the executive team to a report that nobody has taken up in time',
  everyMinutes: 1,
  discreet: true,
  async run(sweep) {
    const waiting = await openIncidents(
      sweep,
      {
        state: 'concern',
        acknowledgedAt: null,
        executivesCalledAt: null,
        reportedAt: { lte: toDate(sweep.now) },
      },
      pageSize,
    );
    const due = waiting.filter(({ incident, policy }) =>
      isUnattended(incident, policy.pack.breaches.route.executives.after_minutes, sweep.now),
    );
    const did: string[] = [];
    // Where there is nobody at the moment, it is tried again until there is.
    for (const file of due) {
      const told = await seatCalled(sweep, file.incident, await calledFor(sweep, file), { byId: undefined });
      if (told.length > 0) did.push('called the executive team to a report');
    }
    return { did, more: false };
  },
};
