/** What follows once it is decided, or opened again: the team and its tasks, the legal times, and who hears of it. */
import type { Act } from '../../../app/context.ts';
import { toDate, toIso } from '../../../kernel/clock.ts';
import type { Facts } from '../../../store/tx.ts';
import { type Incident, incidentKind, partsOf, worksOn } from '../rules/incident.ts';
import type { Proposal } from '../rules/proposal.ts';
import { writeEvent } from '../store/timeline.ts';
import type { IncidentData } from '../store/write.ts';
import { found } from './found.ts';
import { openListTasks } from './list-tasks.ts';
import { type ClockNews, recomputeClocks } from './recompute-clocks.ts';
import { openTasks, seatTeam } from './response-tasks.ts';
import { tellWorkers } from './tell.ts';

/** The incident's own row, as it stands from then on. */
export function concluded(act: Act, incident: Incident, proposal: NewRuling): IncidentData {
  const { ruling, severity, discoveredAt, byId } = proposal;
  if (ruling === 'reopen')
    return {
      ...{ state: 'concern', ruling: null, decidedAt: null, decidedById: null, severity: null },
      ...{ closedAt: null, closedById: null },
    };
  return {
    ...{ state: ruling, ruling, decidedAt: toDate(act.now), decidedById: byId },
    severity: severity ?? null,
    ...(ruling === 'breach' && !incident.teamCalledAt ? { teamCalledAt: toDate(act.now) } : {}),
    ...(discoveredAt ? { discoveredAt: toDate(discoveredAt), discoveredById: byId } : {}),
  };
}

export type NewRuling = Pick<Proposal, 'ruling' | 'severity' | 'discoveredAt' | 'byId'>;

export interface Conclusion {
  /** As it was before. */
  readonly incident: Incident;
  readonly proposal: Proposal;
  /** Who decided it, beside whoever proposed it; none where nobody else could be asked. */
  readonly withId: string | undefined;
  readonly facts?: Facts;
  /** Texts that are written with it, by field. */
  readonly words?: Readonly<Record<string, string>>;
  /** "proposal-learned:<id>" was written. */
  readonly learned: boolean;
  /** They agreed elsewhere, and are told that somebody wrote so down. */
  readonly toldId?: string;
}

/** In the transaction in which `concluded` was written. */
export async function conclude(act: Act, conclusion: Conclusion): Promise<ClockNews> {
  const { incident, proposal, withId, facts = {}, words = {}, learned, toldId } = conclusion;
  const byId = act.actor.id;
  const { ruling, severity, discoveredAt, early } = proposal;
  const together = {
    ...{ proposal: proposal.id, proposed: proposal.byId, alone: withId === undefined },
    with: withId === undefined ? [] : [withId],
    ...facts,
  };
  if (ruling === 'reopen') {
    const was = { was: incident.decided?.ruling ?? null, closed: incident.state === 'closed' };
    await writeEvent(act.tx, incident.id, {
      ...{ what: 'reopened', byId, words },
      facts: { ...was, ...together },
    });
    const news = await recomputeClocks(act, incident, 'facts', byId);
    await tell(act, incident, 'breach.reopened', 'breach.looked-at-again', toldId);
    return news;
  }
  await writeEvent(act.tx, incident.id, {
    ...{ what: 'determined', byId, words },
    facts: { ruling, severity: severity ?? null, ...together },
  });
  if (discoveredAt)
    await writeEvent(act.tx, incident.id, {
      ...{ what: 'discovery-set', byId: proposal.byId },
      facts: { at: toIso(discoveredAt), early, proposal: proposal.id },
    });
  if (learned)
    await writeEvent(act.tx, incident.id, {
      ...{ what: 'learned', byId: proposal.byId },
      facts: { proposal: proposal.id },
    });
  if (ruling === 'breach') {
    await respond(act, incident.id, incident.teamCalledAt === undefined);
    await openListTasks(act, incident.id);
  }
  const news = await recomputeClocks(act, incident, 'decided', byId);
  await tell(act, incident, 'breach.determined', 'breach.ended', toldId);
  return news;
}

/** The team is called with the decision, unless it was before, and what there is to do in a breach opens. */
async function respond(act: Act, id: string, first: boolean): Promise<void> {
  const called = first ? await found(act, id) : undefined;
  const roles = called?.policy.pack.breaches.response.team.roles.map((role) => ({ role }));
  if (called && roles) await seatTeam(act, called.incident, roles);
  const seated = await found(act, id);
  if (seated) await openTasks(act, seated, ['team', 'breach']);
}

async function tell(
  act: Act,
  incident: Incident,
  toWorkers: string,
  toReporter: string,
  toldId: string | undefined,
): Promise<void> {
  const about = { kind: incidentKind, id: incident.id };
  if (toldId !== undefined) act.tx.notify({ notice: 'breach.named', about, to: { personId: toldId } });
  await tellWorkers(act, incident, toWorkers, [act.actor.id, ...(toldId === undefined ? [] : [toldId])]);
  const { reporterId } = incident;
  if (reporterId === undefined || reporterId === act.actor.id) return;
  const reporter = await act.directory.person(act.reader, reporterId);
  if (reporter && !worksOn(partsOf(incident, reporter)))
    act.tx.notify({ notice: toReporter, about, to: { personId: reporterId } });
}
