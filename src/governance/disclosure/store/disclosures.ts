/** FERPA's record: that data which identify students were asked for, refused, ended without, or given (34 CFR 99.32). */
import { dateToDay, dayToDate, Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import type { Disclosure as Row } from '../../../store/generated/client.ts';
import type { CaseKey, Reader, Tx } from '../../../store/tx.ts';

/** The case that the cards of one line are about. */
export const disclosureKind = 'disclosure';

export type DisclosureKind = 'requested' | 'refused' | 'ended' | 'disclosed';

export interface Disclosure {
  readonly id: string;
  /** The case it belongs to; the words stand there. */
  readonly about: CaseKey;
  readonly reference: string;
  readonly kind: DisclosureKind;
  readonly release: { readonly id: string; readonly version: number } | undefined;
  readonly happenedOn: Temporal.PlainDate;
  readonly askedById: string | undefined;
  readonly outsiderId: string | undefined;
  readonly recipientIds: readonly string[];
  readonly route: string;
  /** The fingerprint of the plan whose terms hold. */
  readonly policy: string;
  readonly basis: string;
  readonly emergency: boolean;
  /** Why it need not stand in each student's record. */
  readonly exempt: string | undefined;
  readonly approvedById: string | undefined;
  readonly recordedById: string;
  readonly recordedAt: Temporal.Instant;
  readonly postedAt: Temporal.Instant | undefined;
  readonly postedById: string | undefined;
  readonly recalledAt: Temporal.Instant | undefined;
}

export type NewDisclosure = Omit<
  Disclosure,
  'recordedById' | 'recordedAt' | 'postedAt' | 'postedById' | 'recalledAt'
>;

export async function addDisclosure(tx: Tx, byId: string, line: NewDisclosure): Promise<void> {
  await tx.db.disclosure.createMany({
    data: [
      {
        ...{ id: line.id, caseKind: line.about.kind, caseId: line.about.id, reference: line.reference },
        ...{ kind: line.kind, route: line.route, policy: line.policy, basis: line.basis },
        releaseId: line.release?.id ?? null,
        version: line.release?.version ?? null,
        happenedOn: dayToDate(line.happenedOn),
        askedById: line.askedById ?? null,
        outsiderId: line.outsiderId ?? null,
        recipientIds: [...line.recipientIds],
        emergency: line.emergency,
        exempt: line.exempt ?? null,
        approvedById: line.approvedById ?? null,
        recordedById: byId,
        recordedAt: toDate(tx.now),
      },
    ],
  });
  tx.audit({
    what: 'disclosure.recorded',
    about: { kind: disclosureKind, id: line.id },
    facts: {
      case: line.about.id,
      kind: line.kind,
      release: line.release?.id ?? null,
      recipients: line.recipientIds,
    },
  });
}

/** What it gave was called back; it stays on record. */
export async function markDisclosureRecalled(tx: Tx, releaseId: string): Promise<void> {
  await tx.db.disclosure.updateMany({
    where: { releaseId, recalledAt: null },
    data: { recalledAt: toDate(tx.now) },
  });
}

/** False when it was said before. Every line of the case until then is said to stand in the students' records. */
export async function markPosted(tx: Tx, line: Disclosure, byId: string): Promise<boolean> {
  const { count } = await tx.db.disclosure.updateMany({
    where: {
      ...{ caseKind: line.about.kind, caseId: line.about.id, exempt: null, postedAt: null },
      recordedAt: { lte: toDate(line.recordedAt) },
    },
    data: { postedAt: toDate(tx.now), postedById: byId },
  });
  if (count === 0) return false;
  const about = { kind: disclosureKind, id: line.id };
  tx.audit({ what: 'disclosure.posted', about, facts: { case: line.about.id, lines: count } });
  tx.moved(about);
  return true;
}

export async function disclosureById(reader: Reader, id: string): Promise<Disclosure | undefined> {
  const row = await reader.db.disclosure.findUnique({ where: { id } });
  return row ? fromRow(row) : undefined;
}

/** Oldest first. */
export async function disclosuresOfCase(reader: Reader, about: CaseKey): Promise<readonly Disclosure[]> {
  const rows = await reader.db.disclosure.findMany({
    where: { caseKind: about.kind, caseId: about.id },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(fromRow);
}

/** Newest first. Days are YYYY-MM-DD, the last included. */
export async function disclosures(
  reader: Reader,
  wanted: {
    readonly limit: number;
    readonly from?: string;
    readonly until?: string;
    readonly kind?: DisclosureKind;
    readonly toPost?: true;
    readonly outside?: true;
  },
): Promise<readonly Disclosure[]> {
  const day = (text: string) => dayToDate(Temporal.PlainDate.from(text));
  const rows = await reader.db.disclosure.findMany({
    where: {
      ...(wanted.kind ? { kind: wanted.kind } : {}),
      ...(wanted.toPost ? waitsForPosting : {}),
      ...(wanted.outside ? { outsiderId: { not: null } } : {}),
      happenedOn: {
        ...(wanted.from ? { gte: day(wanted.from) } : {}),
        ...(wanted.until ? { lte: day(wanted.until) } : {}),
      },
    },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
    take: wanted.limit,
  });
  return rows.map(fromRow);
}

/** That it was asked for is posted with what came of it. */
const waitsForPosting = { exempt: null, postedAt: null, kind: { in: ['refused', 'ended', 'disclosed'] } };

export function isToPost({ kind, exempt, postedAt }: Disclosure): boolean {
  return kind !== 'requested' && exempt === undefined && postedAt === undefined;
}

function fromRow(row: Row): Disclosure {
  return {
    id: row.id,
    about: { kind: row.caseKind, id: row.caseId },
    reference: row.reference,
    kind: row.kind as DisclosureKind,
    release:
      row.releaseId !== null && row.version !== null
        ? { id: row.releaseId, version: row.version }
        : undefined,
    happenedOn: dateToDay(row.happenedOn),
    askedById: row.askedById ?? undefined,
    outsiderId: row.outsiderId ?? undefined,
    recipientIds: row.recipientIds,
    route: row.route,
    policy: row.policy,
    basis: row.basis,
    emergency: row.emergency,
    exempt: row.exempt ?? undefined,
    approvedById: row.approvedById ?? undefined,
    recordedById: row.recordedById,
    recordedAt: toInstant(row.recordedAt),
    postedAt: row.postedAt ? toInstant(row.postedAt) : undefined,
    postedById: row.postedById ?? undefined,
    recalledAt: row.recalledAt ? toInstant(row.recalledAt) : undefined,
  };
}
