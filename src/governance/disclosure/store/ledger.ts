/** The ledger of everything else that was sent: which data, of which days and groups, to whom, when (B15). */
import { dateToDay, dayToDate, Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import type { LedgerEntry as Row } from '../../../store/generated/client.ts';
import type { CaseKey, Reader, Tx } from '../../../store/tx.ts';
import type { Period } from '../rules/period.ts';

export interface Entry {
  readonly id: string;
  readonly about: CaseKey;
  readonly reference: string;
  readonly release: { readonly id: string; readonly version: number };
  readonly route: string;
  readonly level: string | undefined;
  readonly detail: string;
  readonly collectionIds: readonly string[];
  readonly period: Period;
  readonly askedById: string | undefined;
  readonly outsiderId: string | undefined;
  readonly recipientIds: readonly string[];
  readonly sentOn: Temporal.PlainDate;
  readonly sentById: string;
  readonly recalledAt: Temporal.Instant | undefined;
}

/** The groups that it is about, as words of its case. */
export function groupsOf(entryId: string): string {
  return `release_groups:${entryId}`;
}

export async function addEntry(tx: Tx, entry: Omit<Entry, 'recalledAt'>): Promise<void> {
  await tx.db.ledgerEntry.createMany({
    data: [
      {
        ...{ id: entry.id, caseKind: entry.about.kind, caseId: entry.about.id, reference: entry.reference },
        ...{ releaseId: entry.release.id, version: entry.release.version, route: entry.route },
        ...{ level: entry.level ?? null, detail: entry.detail, collectionIds: [...entry.collectionIds] },
        periodFrom: dayToDate(Temporal.PlainDate.from(entry.period.from)),
        periodUntil: dayToDate(Temporal.PlainDate.from(entry.period.until)),
        askedById: entry.askedById ?? null,
        outsiderId: entry.outsiderId ?? null,
        recipientIds: [...entry.recipientIds],
        sentOn: dayToDate(entry.sentOn),
        sentById: entry.sentById,
        recordedAt: toDate(tx.now),
      },
    ],
  });
  tx.audit({
    what: 'release.recorded',
    about: { kind: 'ledger-entry', id: entry.id },
    facts: { case: entry.about.id, release: entry.release.id, recipients: entry.recipientIds },
  });
}

export async function markEntryRecalled(tx: Tx, releaseId: string): Promise<void> {
  await tx.db.ledgerEntry.updateMany({
    where: { releaseId, recalledAt: null },
    data: { recalledAt: toDate(tx.now) },
  });
}

/** Newest first. Days are YYYY-MM-DD, the last included. */
export async function entries(
  reader: Reader,
  wanted: {
    readonly limit: number;
    readonly from?: string;
    readonly until?: string;
    readonly collectionId?: string;
    readonly outside?: boolean;
    readonly about?: CaseKey;
  },
): Promise<readonly Entry[]> {
  const rows = await reader.db.ledgerEntry.findMany({
    where: {
      ...(wanted.about ? { caseKind: wanted.about.kind, caseId: wanted.about.id } : {}),
      ...(wanted.collectionId ? { collectionIds: { has: wanted.collectionId } } : {}),
      ...(wanted.outside === undefined ? {} : { outsiderId: wanted.outside ? { not: null } : null }),
      sentOn: {
        ...(wanted.from ? { gte: day(wanted.from) } : {}),
        ...(wanted.until ? { lte: day(wanted.until) } : {}),
      },
    },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
    take: wanted.limit,
  });
  return rows.map(fromRow);
}

/**
 * Releases to anybody, of another case, about the same data: what two of them hold may be subtracted (B15). Called back
 * ones count, for nobody can unsee them. Without a period, of any time. Newest first.
 */
export async function overlapping(
  reader: Reader,
  wanted: {
    readonly collectionIds: readonly string[];
    readonly period: Period | undefined;
    readonly notOf: CaseKey;
    readonly limit: number;
  },
): Promise<readonly Entry[]> {
  const { period, notOf } = wanted;
  const rows = await reader.db.ledgerEntry.findMany({
    where: {
      collectionIds: { hasSome: [...wanted.collectionIds] },
      NOT: { caseKind: notOf.kind, caseId: notOf.id },
      ...(period ? { periodFrom: { lte: day(period.until) }, periodUntil: { gte: day(period.from) } } : {}),
    },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
    take: wanted.limit,
  });
  return rows.map(fromRow);
}

function day(text: string): Date {
  return dayToDate(Temporal.PlainDate.from(text));
}

function fromRow(row: Row): Entry {
  return {
    id: row.id,
    about: { kind: row.caseKind, id: row.caseId },
    reference: row.reference,
    release: { id: row.releaseId, version: row.version },
    route: row.route,
    level: row.level ?? undefined,
    detail: row.detail,
    collectionIds: row.collectionIds,
    period: { from: dateToDay(row.periodFrom).toString(), until: dateToDay(row.periodUntil).toString() },
    askedById: row.askedById ?? undefined,
    outsiderId: row.outsiderId ?? undefined,
    recipientIds: row.recipientIds,
    sentOn: dateToDay(row.sentOn),
    sentById: row.sentById,
    recalledAt: row.recalledAt ? toInstant(row.recalledAt) : undefined,
  };
}
