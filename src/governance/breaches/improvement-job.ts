/** What is to be done after an incident comes due: whoever has it is reminded, then the desk, and at the end the executive team. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { toDate } from '../../kernel/clock.ts';
import { ownersOf } from './commands/owners.ts';
import { peopleWith } from './commands/tell.ts';
import { incidentKind } from './rules/incident.ts';
import { remind } from './rules/task.ts';
import { improvementsOf, setImprovementReminded } from './store/improvements.ts';
import { type IncidentFile, openIncidents } from './store/incidents.ts';

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
    for (const file of files) told += await remindAbout(sweep, file);
    // No reference: whoever runs jobs may be whom it concerns.
    return {
      did: Array.from({ length: told }, () => 'reminded somebody of what is to be done better'),
      more: files.length === pageSize,
    };
  },
};

/** Each person hears once, of all that is theirs. */
async function remindAbout(sweep: Sweep, { incident, policy }: IncidentFile): Promise<number> {
  const { reminders } = policy.pack.breaches.after;
  const desk = [...(await peopleWith(sweep, incident, ['desk']))];
  const executives = [...(await peopleWith(sweep, incident, ['executive']))];
  const due = new Map<string, string[]>();
  const left: string[] = [];
  for (const action of (await improvementsOf(sweep.reader, [incident.id])).get(incident.id) ?? []) {
    if (action.state !== 'open' || !action.nextAt) continue;
    const { owner, end, stage, nextAt, ...told } = remind(
      policy.calendar,
      reminders,
      action.dueAt,
      action.stage,
      sweep.now,
    );
    if (stage === action.stage) continue;
    const theirs = await ownersOf(sweep, incident, { ownerId: action.ownerId, ownerRole: 'desk' });
    const people = new Set([...(owner ? theirs : []), ...(told.desk ? desk : [])]);
    for (const personId of people) due.set(personId, [...(due.get(personId) ?? []), action.id]);
    if (end) left.push(action.id);
    await setImprovementReminded(sweep.tx, action.id, { stage, nextAt });
    sweep.tx.audit({
      what: 'incident.action-reminded',
      about: { kind: incidentKind, id: incident.id },
      facts: { action: action.id, people: [...people], end },
    });
  }
  for (const [personId, ids] of due) tell(sweep, incident.id, 'breach.action-due', personId, ids);
  const last = left.length === 0 ? [] : executives;
  for (const personId of last) tell(sweep, incident.id, 'breach.action-left', personId, left);
  return due.size + last.length;
}

function tell(
  sweep: Sweep,
  incidentId: string,
  notice: string,
  personId: string,
  actions: readonly string[],
): void {
  sweep.tx.notify({
    ...{ notice, about: { kind: incidentKind, id: incidentId }, to: { personId }, facts: { actions } },
    notBefore: sweep.policy.calendar.nextReminderTime(sweep.now),
  });
}
