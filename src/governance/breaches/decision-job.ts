/** A decision that two take together waits: whoever can take part is asked, and the desk hears who is missing (R074). Nothing is decided by it. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { callPartners, partnersOf, peopleOf } from './commands/deciders.ts';
import { peopleWith } from './commands/tell.ts';
import { incidentKind } from './rules/incident.ts';
import { isMissed, type Proposal, waitingProposal } from './rules/proposal.ts';
import { type IncidentFile, openIncidents } from './store/incidents.ts';
import { setMissed } from './store/proposals.ts';
import { writeEvent } from './store/timeline.ts';

/** Waiting decisions of one district; far more than any has. */
const most = 200;

export const decisionJob: Job = {
  name: 'breach-decision',
  summary: 'Says who is missing where a decision on a report waits for a second person',
  everyMinutes: 1,
  discreet: true,
  async run(sweep) {
    const where = { proposals: { some: { state: 'waits' } } };
    const did: string[] = [];
    for (const file of await openIncidents(sweep, where, most)) {
      const waiting = waitingProposal(file);
      if (waiting) did.push(...(await lookAfter(sweep, file, waiting)));
    }
    return { did, more: false };
  },
};

async function lookAfter(sweep: Sweep, file: IncidentFile, waiting: Proposal): Promise<readonly string[]> {
  const { incident, policy } = file;
  const about = { kind: incidentKind, id: incident.id };
  const proposer = await sweep.directory.person(sweep.reader, waiting.byId);
  if (proposer?.status !== 'active') return [];
  const partners = await partnersOf(sweep, file, proposer);
  const facts = { proposal: waiting.id };
  const seated = await callPartners(sweep, incident, partners, undefined);
  if (seated) {
    for (const { id } of peopleOf(partners))
      sweep.tx.notify({ notice: 'breach.proposed', about, to: { personId: id }, facts });
    sweep.tx.moved(about);
  }
  const asked = seated ? ['asked somebody else to take part in a decision'] : [];
  const { after_minutes } = policy.pack.breaches.response.decision;
  if (waiting.missedAt || !isMissed(waiting, after_minutes, sweep.now)) return asked;
  const desk = await peopleWith(sweep, incident, ['desk']);
  const told = new Set([...desk, proposer.id]);
  await setMissed(sweep.tx, waiting.id);
  await writeEvent(sweep.tx, incident.id, {
    ...{ what: 'decision-missed', byId: undefined },
    facts: { ...facts, people: peopleOf(partners).map(({ id }) => id) },
  });
  for (const personId of told)
    sweep.tx.notify({
      ...{ notice: 'breach.decision-waits', about, to: { personId }, facts },
      notBefore: policy.calendar.nextReminderTime(sweep.now),
    });
  sweep.tx.moved(about);
  return [...asked, 'said who is missing in a decision'];
}
