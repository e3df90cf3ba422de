/** What Human Resources were asked to correct on the roster, and what they decided. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { readTexts, writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { lockPerson } from '../../people/store/lock.ts';
import type { CorrectionKind, CorrectionState } from '../rules/corrections.ts';

export const correctionCase = 'correction';

export interface Correction {
  readonly id: string;
  readonly personId: string;
  readonly kind: CorrectionKind;
  readonly askedById: string;
  readonly askedAt: Temporal.Instant;
  readonly state: CorrectionState;
  readonly decidedById: string | undefined;
  readonly decidedAt: Temporal.Instant | undefined;
  readonly note: string | undefined;
  readonly answer: string | undefined;
}

/** Nothing when the same is asked about them already; the person's row makes two at once take turns. */
export async function askCorrection(
  tx: Tx,
  asked: {
    readonly personId: string;
    readonly kind: CorrectionKind;
    readonly byId: string;
    readonly note: string | undefined;
  },
): Promise<string | undefined> {
  const { personId, kind, byId, note } = asked;
  await lockPerson(tx, personId);
  if (await openCorrection(tx, personId, kind)) return undefined;
  const id = newId();
  await tx.db.rosterCorrection.create({
    data: { id, personId, kind, askedById: byId, askedAt: toDate(tx.now), state: 'open' },
  });
  const about = { kind: correctionCase, id };
  const texts = note ? await writeTexts(tx, about, byId, { note }) : {};
  tx.audit({ what: 'roster.correction-asked', about, facts: { person: personId, kind, texts } });
  return id;
}

export async function openCorrection(
  reader: Reader,
  personId: string,
  kind: CorrectionKind,
): Promise<Correction | undefined> {
  const row = await reader.db.rosterCorrection.findFirst({ where: { personId, kind, state: 'open' } });
  return row ? correctionById(reader, row.id) : undefined;
}

export async function correctionById(reader: Reader, id: string): Promise<Correction | undefined> {
  const row = await reader.db.rosterCorrection.findUnique({ where: { id } });
  if (!row) return undefined;
  const texts = (await readTexts(reader, correctionCase, [id])).get(id) ?? {};
  const words = (field: string) => {
    const text = texts[field];
    return text && (text.body ?? '(blanked)');
  };
  return {
    ...{ id: row.id, personId: row.personId, askedById: row.askedById },
    kind: row.kind as CorrectionKind,
    askedAt: toInstant(row.askedAt),
    state: row.state as CorrectionState,
    decidedById: row.decidedById ?? undefined,
    decidedAt: row.decidedAt ? toInstant(row.decidedAt) : undefined,
    note: words('note'),
    answer: words('answer'),
  };
}

/** False when somebody has decided before. */
export async function decideCorrection(
  tx: Tx,
  id: string,
  decided: {
    readonly state: 'accepted' | 'refused';
    readonly byId: string;
    readonly answer: string | undefined;
  },
): Promise<boolean> {
  const { count } = await tx.db.rosterCorrection.updateMany({
    where: { id, state: 'open' },
    data: { state: decided.state, decidedById: decided.byId, decidedAt: toDate(tx.now) },
  });
  if (count === 0) return false;
  const about = { kind: correctionCase, id };
  const texts = decided.answer ? await writeTexts(tx, about, decided.byId, { answer: decided.answer }) : {};
  tx.audit({ what: `roster.correction-${decided.state}`, about, facts: { texts } });
  tx.moved(about);
  return true;
}

export interface OpenCorrection {
  readonly id: string;
  readonly personId: string;
  readonly kind: CorrectionKind;
}

/** Oldest first, at most 25. */
export async function openCorrections(reader: Reader): Promise<readonly OpenCorrection[]> {
  const rows = await reader.db.rosterCorrection.findMany({
    where: { state: 'open' },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
    take: 25,
    select: { id: true, personId: true, kind: true },
  });
  return rows.map((row) => ({ ...row, kind: row.kind as CorrectionKind }));
}
