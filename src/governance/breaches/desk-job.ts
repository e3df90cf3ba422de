/** Roles change hands: an incident whose desk is empty, or has come to whom it concerns, moves on; one with nobody finds somebody. */
import type { Job } from '../../app/feature.ts';
import { moveDesk, namedAs } from './commands/move-desk.ts';
import { readIncidents } from './store/incidents.ts';

/** Open incidents of one district; far more than any has. */
const most = 1_000;

export const deskJob: Job = {
  name: 'breach-desk',
  summary: 'Hands a report on whose desk is empty, or has come to somebody whom it concerns',
  everyMinutes: 1,
  discreet: true,
  async run(sweep) {
    const open = {
      OR: [{ state: { in: ['concern', 'breach'] } }, { improvements: { some: { state: 'open' } } }],
    };
    const did: string[] = [];
    for (const incident of await readIncidents(sweep.reader, sweep.viewer, open, most))
      if (await moveDesk(sweep, incident, namedAs(incident.subjects), undefined))
        did.push('moved a report on');
    return { did, more: false };
  },
};
