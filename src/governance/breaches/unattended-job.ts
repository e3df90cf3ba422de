/** Nobody has taken a report up in the plan's minutes: the executive team is called. At night too; this never waits. */
import type { Job } from '../../app/feature.ts';
import { toDate } from '../../kernel/clock.ts';
import { seatExecutives } from './commands/call-executives.ts';
import { incidentKind } from './rules/incident.ts';
import { isUnattended } from './rules/unattended.ts';
import { openIncidents } from './store/incidents.ts';
import { writeEvent } from './store/timeline.ts';
import { writeIncident } from './store/write.ts';

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
    for (const { incident } of due) {
      await writeIncident(sweep.tx, incident, { executivesCalledAt: toDate(sweep.now) });
      await writeEvent(sweep.tx, incident.id, { what: 'executives-called', byId: undefined });
      await seatExecutives(sweep, incident, undefined);
      sweep.tx.moved({ kind: incidentKind, id: incident.id });
    }
    return { did: due.map(() => 'called the executive team to a report'), more: false };
  },
};
