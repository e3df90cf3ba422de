/** A new incident with everybody who has a part in it from the start. */
import { type Temporal, toDate } from '../../../kernel/clock.ts';
import { newId, newSpokenCode } from '../../../kernel/ids.ts';
import type { Tx } from '../../../store/tx.ts';
import type { Ongoing, Part } from '../rules/incident.ts';

export interface NewIncident {
  readonly id: string;
  readonly reference: string;
  readonly policy: string;
  readonly deskRole: string | undefined;
  readonly reporterId: string | undefined;
  /** SHA-256 of the code by which a nameless reporter reads on. */
  readonly followUp: string | undefined;
  readonly noticedAt: Temporal.Instant | undefined;
  readonly kinds: readonly string[];
  readonly systems: readonly string[];
  readonly people: number | undefined;
  readonly ongoing: Ongoing;
  readonly subjects: readonly Named[];
  readonly parties: readonly NewParty[];
}

/** A person, or whoever holds a role. */
export type Named = { readonly personId: string } | { readonly role: string };
export type NewParty = Named & { readonly part: Part };

/** Drawn at random, so that numbers have no gap; a million of them before two are alike is more likely than not. */
export function newReference(): string {
  return `BR-${newSpokenCode(5)}`;
}

/** A reference that is taken already throws, and with it the transaction: `transact` does not repeat that. */
export async function insertIncident(tx: Tx, incident: NewIncident): Promise<void> {
  const { subjects, parties, kinds, systems, noticedAt } = incident;
  await tx.db.incident.create({
    data: {
      id: incident.id,
      reference: incident.reference,
      policy: incident.policy,
      state: 'concern',
      version: 1,
      deskRole: incident.deskRole ?? null,
      reportedAt: toDate(tx.now),
      reporterId: incident.reporterId ?? null,
      followUp: incident.followUp ?? null,
      noticedAt: noticedAt ? toDate(noticedAt) : null,
      kinds: [...kinds],
      systems: [...systems],
      people: incident.people ?? null,
      ongoing: incident.ongoing,
      confidential: subjects.length > 0,
    },
  });
  await addSubjects(tx, incident.id, subjects, undefined);
  await addParties(tx, incident.id, parties, undefined);
}

export async function addSubjects(
  tx: Tx,
  incidentId: string,
  subjects: readonly Named[],
  addedById: string | undefined,
): Promise<void> {
  if (subjects.length === 0) return;
  await tx.db.incidentSubject.createMany({
    data: subjects.map((one) => ({
      ...{ id: newId(), incidentId, ...columns(one) },
      addedAt: toDate(tx.now),
      addedById: addedById ?? null,
    })),
  });
}

export async function addParties(
  tx: Tx,
  incidentId: string,
  parties: readonly NewParty[],
  addedById: string | undefined,
): Promise<void> {
  if (parties.length === 0) return;
  await tx.db.incidentParty.createMany({
    data: parties.map((one) => ({
      ...{ id: newId(), incidentId, part: one.part, ...columns(one) },
      since: toDate(tx.now),
      addedById: addedById ?? null,
    })),
  });
}

/** They see it no longer by that part. */
export async function endParties(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db.incidentParty.updateMany({ where: { id: { in: [...ids] } }, data: { until: toDate(tx.now) } });
}

function columns(named: Named): { readonly personId: string | null; readonly role: string | null } {
  return 'personId' in named
    ? { personId: named.personId, role: null }
    : { personId: null, role: named.role };
}
