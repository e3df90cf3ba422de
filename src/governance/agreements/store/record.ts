/** Recording a signature, signed here or on paper, and what follows from it; all in the transaction it is handed. */
import type { Ask } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { firstStepOn } from '../../../policy/ladder.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Agreement } from '../../../policy/schema.ts';
import type { Tx } from '../../../store/tx.ts';
import { doneDays } from '../../people/store/done.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { meetObligation, obligationsOf, openObligation } from '../../people/store/obligations.ts';
import { type Due, openedDue, renewalDue, renewalOpens } from '../rules/due.ts';
import { standingOf } from '../rules/standing.ts';
import { type Variant, variantFor } from '../rules/variant.ts';
import { dropDraft } from './drafts.ts';
import { signatureRow } from './signature-row.ts';
import type { Signature } from './signatures.ts';
import { standingIn } from './standing.ts';

export interface ToRecord {
  readonly policy: Policy;
  /** A key of the pack's agreements, and of its duties. */
  readonly agreement: string;
  readonly person: Pick<Person, 'id' | 'personType' | 'hireDate'>;
  readonly how:
    | {
        readonly way: 'signed';
        readonly surface: Ask['surface'];
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
    const done = await doneDays(tx, policy.calendar, person.id, one.duty);
    if (done.some((day) => day >= signature.signedOn)) continue;
    const due = openedDue(policy, one, signature.signedOn, done.length === 0 ? person.hireDate : undefined);
    const standing = await openObligation(tx, {
      ...{ personId: person.id, duty: one.duty, ...due },
      ...ladderDay(policy, one.duty, due, policy.calendar.localDay(tx.now).toString(), undefined),
    });
    const kept = held.find(({ id }) => id === standing);
    opened.push({ duty: one.duty, dueOn: kept?.dueOn ?? due.dueOn, rule: kept?.rule ?? due.rule });
  }
  return opened;
}

async function insert(
  tx: Tx,
  toRecord: ToRecord,
  agreement: Agreement,
  variant: Variant,
): Promise<Signature> {
  const { row, signature } = signatureRow(tx.now, toRecord, agreement, variant);
  await tx.db.signature.create({ data: row });
  return signature;
}
