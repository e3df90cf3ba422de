/** Signatures as they are kept; each is written once and never changed. */
import type { Calendar } from '../../../kernel/calendar.ts';
import { dateToDay, type Temporal, toInstant } from '../../../kernel/clock.ts';
import type { Signature as SignatureRow } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import type { Sealed } from '../rules/seal.ts';

export interface Signature extends Sealed {
  readonly id: string;
  readonly seal: string;
  /** The local day: of signing, or the one on the paper. YYYY-MM-DD. */
  readonly signedOn: string;
  readonly at: Temporal.Instant;
  readonly policy: string;
}

export function signatureFrom(row: SignatureRow, calendar: Calendar): Signature {
  const at = toInstant(row.signedAt);
  const paperDate = row.paperDate ? dateToDay(row.paperDate).toString() : undefined;
  return {
    id: row.id,
    agreement: row.agreement,
    variant: row.variant,
    version: row.version,
    text: row.text,
    initials: row.initials as Record<string, string>,
    personId: row.personId,
    typedName: row.typedName,
    way: row.way,
    surface: row.surface,
    signedAt: at.toString(),
    paper: paperDate
      ? { date: paperDate, keptAt: row.paperKeptAt ?? '', recordedById: row.recordedById }
      : null,
    seal: row.seal,
    signedOn: paperDate ?? calendar.localDay(at).toString(),
    at,
    policy: row.policy,
  };
}

export async function signatureById(
  reader: Reader,
  calendar: Calendar,
  id: string,
): Promise<Signature | undefined> {
  const row = await reader.db.signature.findUnique({ where: { id } });
  return row ? signatureFrom(row, calendar) : undefined;
}

/** Newest first. */
export async function signaturesOf(
  reader: Reader,
  calendar: Calendar,
  agreement: string,
  personId?: string,
): Promise<readonly Signature[]> {
  const rows = await reader.db.signature.findMany({
    where: { agreement, ...(personId ? { personId } : {}) },
    orderBy: [{ signedAt: 'desc' }, { id: 'asc' }],
  });
  return rows.map((row) => signatureFrom(row, calendar));
}

/** What the seal covers, apart from how a row is kept. */
export function sealedPart(signature: Signature): Sealed {
  const { id: _id, seal: _seal, signedOn: _on, at: _at, policy: _policy, ...sealed } = signature;
  return sealed;
}
