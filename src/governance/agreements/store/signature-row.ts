/** A signature as it is written down, with its seal; nothing of it is changed afterwards. */
import { dayToDate, Temporal, toDate } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Agreement } from '../../../policy/schema.ts';
import type { Signature as Row } from '../../../store/generated/client.ts';
import { sealOf } from '../rules/seal.ts';
import { exactText } from '../rules/text.ts';
import type { Variant } from '../rules/variant.ts';
import { type Version, versionOn, versionToSign } from '../rules/versions.ts';
import type { ToRecord } from './record.ts';
import { type Signature, sealedPart, signatureFrom } from './signatures.ts';

export type SignatureRow = Omit<Row, 'initials'> & { readonly initials: Record<string, string> };

export function signatureRow(
  now: Temporal.Instant,
  { policy, agreement: id, person, how }: ToRecord,
  agreement: Agreement,
  variant: Variant,
): { readonly row: SignatureRow; readonly signature: Signature } {
  const paper = how.way === 'paper' ? how : undefined;
  const at = paper ? policy.calendar.at(Temporal.PlainDate.from(paper.signedOn), '12:00') : now;
  const version = paper ? versionOn(agreement, paper.signedOn) : versionToSign(agreement);
  const row: Omit<SignatureRow, 'seal'> = {
    id: newId(),
    personId: person.id,
    agreement: id,
    variant: variant.id,
    version: version.version,
    way: how.way,
    // the driver keeps milliseconds, and the seal is computed over what is kept
    signedAt: toDate(at),
    surface: how.way === 'signed' ? how.surface : null,
    typedName: how.way === 'signed' ? how.typedName : null,
    text: paper ? paperText(agreement, version, paper.keptAt) : exactText(agreement, variant, version),
    initials:
      how.way === 'signed'
        ? { ...how.initials }
        : Object.fromEntries(how.lines.map((line) => [line, at.toString()])),
    paperDate: paper ? dayToDate(Temporal.PlainDate.from(paper.signedOn)) : null,
    paperKeptAt: paper?.keptAt ?? null,
    recordedById: paper?.recordedById ?? null,
    policy: policy.fingerprint,
  };
  const signature = signatureFrom({ ...row, seal: '' }, policy.calendar);
  const seal = sealOf(sealedPart(signature));
  return { row: { ...row, seal }, signature: { ...signature, seal } };
}

/** On paper the text and the other initials are on the form itself: we hold where it lies and claim no more. */
function paperText(agreement: Agreement, version: Version, keptAt: string): string {
  return `${agreement.name}\nVersion ${version.version}, signed on paper. The text and the initials are on the form kept at: ${keptAt}`;
}
