/** Keeps a report, by name or without one, and tells whoever has to act: never anybody whom it concerns (R074, R075, R078). */
import type { Nameless, Secret } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { newId, spokenCodeOf } from '../../../kernel/ids.ts';
import { incidentKind, type Ongoing } from '../rules/incident.ts';
import { deskOf } from '../rules/route.ts';
import { insertIncident, type Named, type NewParty, newReference } from '../store/insert.ts';
import { writeEvent } from '../store/timeline.ts';
import { startClocks } from './recompute-clocks.ts';
import { standing } from './standing.ts';

export interface Report {
  readonly kinds: readonly string[];
  readonly systems: readonly string[];
  readonly people: number | undefined;
  readonly ongoing: Ongoing;
  readonly noticedAt: Temporal.Instant | undefined;
  readonly subjects: readonly Named[];
  /** Texts of the case by field; empty ones are left out by whoever calls. */
  readonly words: Readonly<Record<string, string>>;
}

export interface Kept {
  readonly id: string;
  readonly reference: string;
  /** Somebody gets it; false while it concerns everybody of the route. */
  readonly routed: boolean;
  /** For a reporter without a name: to read on by, shown once. */
  readonly code: string | undefined;
}

/** By whom: a person, or somebody who did not say who they are and has only their page's secret. */
export async function keepReport(act: Nameless, report: Report, by: Person | Secret): Promise<Kept> {
  const reporter = 'secret' in by ? undefined : by;
  const { route } = act.policy.pack.breaches;
  const { tx } = act;
  const { concerned, holders } = await standing(act, report.subjects);
  const deskRole = deskOf(route, concerned, holders);
  const supervisorId = route.supervisor ? reporter?.supervisorId : undefined;
  const supervisor =
    supervisorId !== undefined && !concerned.personIds.has(supervisorId) ? supervisorId : undefined;
  const parties: NewParty[] = [
    ...(deskRole === undefined ? [] : [{ part: 'desk', role: deskRole } as const]),
    ...(supervisor === undefined ? [] : [{ part: 'supervisor', personId: supervisor } as const]),
  ];
  const [id, reference] = [newId(), newReference()];
  const code = 'secret' in by ? codeOf(by) : undefined;
  const { kinds, systems, people, ongoing, noticedAt, subjects, words } = report;
  await insertIncident(tx, {
    ...{ id, reference, policy: act.policy.fingerprint, deskRole, reporterId: reporter?.id },
    ...{ kinds, systems, people, ongoing, noticedAt, subjects, parties },
    followUp: code === undefined ? undefined : sha256(code),
  });
  await writeEvent(tx, id, {
    what: 'reported',
    byId: reporter?.id,
    facts: { nameless: reporter === undefined, desk: deskRole ?? null, subjects: subjects.length },
    words,
  });
  await startClocks(act, { id, policy: act.policy.fingerprint });
  const about = { kind: incidentKind, id };
  for (const personId of deskRole === undefined ? [] : (holders.get(deskRole) ?? []))
    tx.notify({ notice: 'breach.reported', about, to: { personId } });
  if (supervisor !== undefined && !(holders.get(deskRole ?? '') ?? []).includes(supervisor))
    tx.notify({ notice: 'breach.supervisor', about, to: { personId: supervisor } });
  return { id, reference, routed: deskRole !== undefined, code };
}

/** Their page can show it again as long as it is open; from what is kept here nobody can make it. */
export function codeOf({ secret }: Secret): string {
  return spokenCodeOf(secret, 12);
}
