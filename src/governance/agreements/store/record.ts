/** Recording a signature, signed here or on paper, and what follows from it; all in the transaction it is handed. */
import type { Person } from '../../../app/person.ts';
import type { Surface } from '../../../chat/interaction.ts';
import { dayToDate, Temporal, toDate } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { firstStepOn } from '../../../policy/ladder.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Agreement } from '../../../policy/schema.ts';
import type { Signature as SignatureRow } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { meetObligation, obligationsOf, openObligation } from '../../people/store/obligations.ts';
import { type Due, openedDue, renewalDue, renewalOpens } from '../rules/due.ts';
import { sealOf } from '../rules/seal.ts';
import { standingOf } from '../rules/standing.ts';
import { exactText } from '../rules/text.ts';
import { type Variant, variantFor } from '../rules/variant.ts';
import { type Version, versionOn, versionToSign } from '../rules/versions.ts';
import { dropDraft } from './drafts.ts';
import { type Signature, sealedPart, signatureFrom } from './signatures.ts';
import { standingIn } from './standing.ts';

export interface ToRecord {
  readonly policy: Policy;
  /** A key of the pack's agreements, and of its duties. */
  readonly agreement: string;
  readonly person: Pick<Person, 'id' | 'personType' | 'hireDate'>;
  readonly how:
    | {
        readonly way: 'signed';
        readonly surface: Surface;
        readonly typedName: string;
        readonly initials: Readonly<Record<string, string>>;
      }
    | {
        readonly way: 'paper';
        /** The date on the form, YYYY-MM-DD. */
        readonly signedOn: string;
        readonly keptAt: string;
        /** Which of the alternative lines the form bears: T1 or T2. */
        readonly lines: readonly string[];
        /** Null when a roster's history was taken over. */
        readonly recordedById: string | null;
      };
}

export interface Recorded {
  readonly signature: Signature;
  /** When it is due again; `undefined` when it doesn't count any more (an old paper form). */
  readonly renewal: Due | undefined;
  /** Duties that an initialled line opened (R042). */
  readonly opened: readonly (Due & { readonly duty: string })[];
}

/**
 * Writes a signature with its seal and what follows from it: the duty met, the next one opened, the draft gone.
 * Throws when the plan has no such agreement or none for this kind of person; ask the rules first.
 */
export async function recordSignature(tx: Tx, toRecord: ToRecord): Promise<Recorded> {
  const { policy, agreement: id, person, how } = toRecord;
  const agreement = policy.pack.agreements[id];
  const variant = agreement && variantFor(agreement, person.personType);
  if (!agreement || !variant) throw new Error('this plan has no such agreement for this person');
  await lockPerson(tx, person.id);
  const today = policy.calendar.localDay(tx.now).toString();
  const before = (await standingIn(tx, policy, id, person.id, today)).standing;
  const signature = await insert(tx, toRecord, agreement, variant);
  if (how.way === 'signed') await dropDraft(tx, person.id, id);
  tx.audit({
    what: how.way === 'signed' ? 'agreement.signed' : 'agreement.paper-recorded',
    about: { kind: 'signature', id: signature.id },
    facts: {
      person: person.id,
      agreement: id,
      variant: variant.id,
      version: signature.version,
      seal: signature.seal,
    },
  });
  tx.moved({ kind: 'agreement', id: `${id}:${person.id}` });
  const after = standingOf(policy, agreement, { latest: signature, openDue: undefined, today });
  const newest = before.kind === 'never' || before.signature.signedOn <= signature.signedOn;
  if (!newest || after.kind === 'overtaken') return { signature, renewal: undefined, opened: [] };
  const renewal = renewalDue(
    policy,
    agreement,
    signature.signedOn,
    before.kind === 'counts' ? before.renewBy : undefined,
  );
  await meetObligation(tx, {
    ...{ personId: person.id, duty: id, metBy: `signature:${signature.id}` },
    metOn: Temporal.PlainDate.from(signature.signedOn),
    way: how.way === 'paper' ? 'paper' : 'here',
    anyDay: true,
  });
  const countsFrom = renewalOpens(policy, agreement, renewal.dueOn.toString());
  await openObligation(tx, {
    ...{ personId: person.id, duty: id, ...renewal, countsFrom: Temporal.PlainDate.from(countsFrom) },
    ...ladderDay(policy, id, renewal, today, countsFrom),
  });
  return { signature, renewal, opened: await openDuties(tx, toRecord, agreement, signature) };
}

function ladderDay(
  policy: Policy,
  duty: string,
  due: Due,
  openedOn: string,
  countsFrom: string | undefined,
): { readonly nextOn?: Temporal.PlainDate } {
  const day = firstStepOn(policy, duty, { dueOn: due.dueOn.toString(), openedOn, countsFrom });
  return day === undefined ? {} : { nextOn: Temporal.PlainDate.from(day) };
}

/** Not for a duty that was met since: a paper form recorded late must not ask for last year's training again. */
async function openDuties(
  tx: Tx,
  { policy, person }: ToRecord,
  agreement: Agreement,
  signature: Signature,
): Promise<Recorded['opened']> {
  const wanted = agreement.opens.filter((one) => one.line in signature.initials);
  if (wanted.length === 0) return [];
  const held = await obligationsOf(tx, person.id);
  const opened: (Due & { duty: string })[] = [];
  for (const one of wanted) {
    const metSince = held.some(
      ({ duty, metAt }) =>
        duty === one.duty && metAt && policy.calendar.localDay(metAt).toString() >= signature.signedOn,
    );
    if (metSince) continue;
    const neverDone = !held.some(({ duty, metAt }) => duty === one.duty && metAt);
    const due = openedDue(policy, one, signature.signedOn, neverDone ? person.hireDate : undefined);
    const standing = await openObligation(tx, {
      ...{ personId: person.id, duty: one.duty, ...due },
      ...ladderDay(policy, one.duty, due, policy.calendar.localDay(tx.now).toString(), undefined),
    });
    const kept = held.find(({ id }) => id === standing);
    opened.push({ duty: one.duty, dueOn: kept?.dueOn ?? due.dueOn, rule: kept?.rule ?? due.rule });
  }
  return opened;
}

/** On paper the text and the other initials are on the form itself: we hold where it lies and claim no more. */
function paperText(agreement: Agreement, version: Version, keptAt: string): string {
  return `${agreement.name}\nVersion ${version.version}, signed on paper. The text and the initials are on the form kept at: ${keptAt}`;
}

async function insert(
  tx: Tx,
  { policy, agreement: id, person, how }: ToRecord,
  agreement: Agreement,
  variant: Variant,
): Promise<Signature> {
  const paper = how.way === 'paper' ? how : undefined;
  const at = paper ? policy.calendar.at(Temporal.PlainDate.from(paper.signedOn), '12:00') : tx.now;
  const version = paper ? versionOn(agreement, paper.signedOn) : versionToSign(agreement);
  const row: Omit<SignatureRow, 'seal' | 'initials'> & { initials: Record<string, string> } = {
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
  await tx.db.signature.create({ data: { ...row, seal } });
  return { ...signature, seal };
}
