/** What each recipient may do with what they were sent, and that they said they know (34 CFR 99.33). */
import { dateToDay, dayToDate, type Temporal, toDate } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { DisclosureTerms as Row } from '../../../store/generated/client.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Disclosure } from './disclosures.ts';

/** The case that the cards of one recipient's terms are about. */
export const termsKind = 'disclosure-terms';

export interface Terms {
  readonly id: string;
  readonly disclosureId: string;
  /** Somebody here, or an outsider; never both. */
  readonly personId: string | undefined;
  readonly outsiderId: string | undefined;
  readonly acknowledgedOn: Temporal.PlainDate | undefined;
  /** Themselves, or whoever wrote down what an outsider said. */
  readonly recordedById: string | undefined;
}

/** One for each recipient; their ids, in that order. */
export async function addTerms(
  tx: Tx,
  disclosureId: string,
  to: readonly { readonly personId?: string; readonly outsiderId?: string }[],
): Promise<readonly string[]> {
  const rows = to.map(({ personId = null, outsiderId = null }) => ({
    ...{ id: newId(), disclosureId, personId, outsiderId },
  }));
  if (rows.length > 0) await tx.db.disclosureTerms.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

/** False when they had said so before. `evidence`: where an outsider's word is kept; it stands with the case. */
export async function acknowledgeTerms(
  tx: Tx,
  terms: Terms,
  disclosure: Disclosure,
  said: { readonly on: Temporal.PlainDate; readonly byId: string; readonly evidence?: string },
): Promise<boolean> {
  const { count } = await tx.db.disclosureTerms.updateMany({
    where: { id: terms.id, acknowledgedOn: null },
    data: { acknowledgedOn: dayToDate(said.on), recordedById: said.byId, recordedAt: toDate(tx.now) },
  });
  if (count === 0) return false;
  const texts =
    said.evidence === undefined
      ? undefined
      : await writeTexts(tx, disclosure.about, said.byId, { [evidenceOf(terms.id)]: said.evidence });
  const about = { kind: termsKind, id: terms.id };
  tx.audit({
    what: 'disclosure.terms-acknowledged',
    about,
    facts: { disclosure: disclosure.id, on: said.on.toString(), ...(texts ? { texts } : {}) },
  });
  tx.moved(about);
  return true;
}

export function evidenceOf(termsId: string): string {
  return `terms_evidence:${termsId}`;
}

export async function termsById(reader: Reader, id: string): Promise<Terms | undefined> {
  const row = await reader.db.disclosureTerms.findUnique({ where: { id } });
  return row ? fromRow(row) : undefined;
}

/** In no order. */
export async function termsOfDisclosures(reader: Reader, ids: readonly string[]): Promise<readonly Terms[]> {
  const rows = await reader.db.disclosureTerms.findMany({ where: { disclosureId: { in: [...ids] } } });
  return rows.map(fromRow);
}

/** Not acknowledged: one's own, or those of outsiders whom this person sent data; of all outsiders for whoever keeps the record. */
export async function openTerms(
  reader: Reader,
  wanted: { readonly personId: string; readonly keeper: boolean },
): Promise<readonly Terms[]> {
  const { personId, keeper } = wanted;
  const rows = await reader.db.disclosureTerms.findMany({
    where: {
      acknowledgedOn: null,
      disclosure: { recalledAt: null },
      OR: [
        { personId },
        {
          outsiderId: { not: null },
          ...(keeper ? {} : { disclosure: { recordedById: personId, recalledAt: null } }),
        },
      ],
    },
    orderBy: { id: 'asc' },
    take: 200,
  });
  return rows.map(fromRow);
}

function fromRow(row: Row): Terms {
  return {
    id: row.id,
    disclosureId: row.disclosureId,
    personId: row.personId ?? undefined,
    outsiderId: row.outsiderId ?? undefined,
    acknowledgedOn: row.acknowledgedOn ? dateToDay(row.acknowledgedOn) : undefined,
    recordedById: row.recordedById ?? undefined,
  };
}
