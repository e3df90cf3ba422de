/** References to evidence and their chain of custody. Whoever reads them was shown their incident. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { incidentKind } from '../rules/incident.ts';

/** Who holds it: somebody on the roster, or somebody outside, whom words name; and where it lies. */
export interface Holding {
  readonly holderId: string | undefined;
  readonly holder: string | undefined;
  readonly place: string;
}

export interface Custody {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly byId: string;
  readonly holderId: string | undefined;
}

export interface Evidence {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly byId: string;
  readonly hash: string | undefined;
  /** Oldest first; never empty. */
  readonly custody: readonly Custody[];
}

export async function insertEvidence(
  tx: Tx,
  incidentId: string,
  byId: string,
  found: { readonly what: string; readonly hash: string | undefined } & Holding,
): Promise<string> {
  const id = newId();
  const { what, hash, ...holding } = found;
  await tx.db.incidentEvidence.create({
    data: { ...{ id, incidentId, byId, hash: hash ?? null }, at: toDate(tx.now) },
  });
  await writeTexts(tx, { kind: incidentKind, id: incidentId }, byId, { [`evidence:${id}`]: what });
  await insertCustody(tx, incidentId, id, byId, holding);
  return id;
}

export async function insertCustody(
  tx: Tx,
  incidentId: string,
  evidenceId: string,
  byId: string,
  { holderId, holder, place }: Holding,
): Promise<void> {
  const id = newId();
  const seq = 1 + (await tx.db.incidentCustody.count({ where: { evidenceId } }));
  await tx.db.incidentCustody.create({
    data: { ...{ id, evidenceId, seq, byId, holderId: holderId ?? null }, at: toDate(tx.now) },
  });
  await writeTexts(tx, { kind: incidentKind, id: incidentId }, byId, {
    [`custody-place:${id}`]: place,
    ...(holder === undefined ? {} : { [`custody-holder:${id}`]: holder }),
  });
}

export async function evidenceOf(reader: Reader, incidentId: string): Promise<readonly Evidence[]> {
  const rows = await reader.db.incidentEvidence.findMany({
    where: { incidentId },
    include: { custody: { orderBy: { seq: 'asc' } } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, at, byId, hash, custody }) => ({
    ...{ id, byId, hash: hash ?? undefined },
    at: toInstant(at),
    custody: custody.map((one) => ({
      ...{ id: one.id, byId: one.byId, holderId: one.holderId ?? undefined },
      at: toInstant(one.at),
    })),
  }));
}
