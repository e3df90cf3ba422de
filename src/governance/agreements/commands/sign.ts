/** Signing: the form, the draft that is kept line by line, and the sealed signature. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Fields, RawValues, ValuesOf } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Agreement } from '../../../policy/schema.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { consentField, nameField, signForm } from '../cards/sign-form.ts';
import { stateCard } from '../cards/state.ts';
import { linesOf, problemsOf } from '../rules/completeness.ts';
import { plainName } from '../rules/say.ts';
import { maySign } from '../rules/standing.ts';
import { sameName } from '../rules/typed-name.ts';
import { versionToSign } from '../rules/versions.ts';
import { type Draft, draftOf, keepDraft } from '../store/drafts.ts';
import { recordSignature } from '../store/record.ts';
import { agreementOf, type Mine, mineOf, noAgreement, todayOf } from './agreement-of.ts';
import { receiptOf } from './receipt.ts';

export const signHandler: FormHandler<Fields> = {
  id: 'agreement.sign',
  access: 'everyone',
  open,
  check,
  change,
  submit,
};

async function open(ask: Ask, subject: Payload): ReturnType<FormHandler<Fields>['open']> {
  const found = agreementOf(ask, subject);
  if (!found) return { refused: noAgreement };
  const mine = await mineOf(ask, found);
  if (!mine.variant) return { refused: notAsked };
  if (!maySign(mine.standing))
    return { refused: alreadySigned(mine), card: stateCard({ ...mine, today: todayOf(ask) }) };
  const draft = await draftFor(ask, mine);
  return signForm({
    ...found,
    variant: mine.variant,
    version: versionToSign(found.agreement),
    signer: ask.actor.name,
    drafted: Object.keys(draft.initials),
  });
}

const notAsked =
  'The plan asks people in your kind of position for no signature. If that is wrong, please ask Human Resources.';

function alreadySigned({ id, agreement, standing }: Mine): string {
  const until = standing.kind === 'counts' ? ` It counts until ${sayDay(standing.renewBy)}.` : '';
  return `You have signed the ${plainName(id, agreement)} already.${until} There is nothing to do now.`;
}

/** Initials given under another version's text are not carried over: each line is read again. */
async function draftFor(ask: Ask, { id, agreement }: Mine): Promise<Draft> {
  const version = versionToSign(agreement).version;
  const draft = await draftOf(ask.reader, ask.actor.id, id);
  if (draft?.version !== version) return { version, initials: {} };
  const lines = new Set(linesOf(agreement).map((line) => line.id));
  return {
    version,
    initials: Object.fromEntries(Object.entries(draft.initials).filter(([id]) => lines.has(id))),
  };
}

/** Only the line that changed: an older message that arrives late must not undo newer ticks. */
async function change(act: Act, subject: Payload, changed: string, values: RawValues): Promise<void> {
  const found = agreementOf(act, subject);
  if (!found || !linesOf(found.agreement).some((line) => line.id === changed)) return;
  await lockPerson(act.tx, act.actor.id);
  const mine = await mineOf(act, found);
  if (!mine.variant || !maySign(mine.standing)) return;
  const draft = await draftFor(act, mine);
  const { [changed]: before, ...others } = draft.initials;
  const initials =
    values[changed] === true ? { ...others, [changed]: before ?? act.tx.now.toString() } : others;
  await keepDraft(act.tx, act.actor.id, found.id, { ...draft, initials });
}

/** Everything that is wrong in one breath, also what no single line can know: T1 and T2 both, another name. */
function check(ask: Ask, subject: Payload, values: RawValues): Readonly<Record<string, string>> {
  const found = agreementOf(ask, subject);
  return found ? faultsOf(found.agreement, values, ask.actor.name) : {};
}

function faultsOf(agreement: Agreement, values: RawValues, signer: string): Readonly<Record<string, string>> {
  return {
    ...problemsOf(agreement, new Set(initialledIn(agreement, values))),
    ...(values[consentField] === true
      ? {}
      : { [consentField]: 'Please tick this box, or ask Human Resources for the paper form.' }),
    ...(sameName(String(values[nameField] ?? ''), signer)
      ? {}
      : { [nameField]: `Please type your full name as it stands on the roster: ${signer}` }),
  };
}

function initialledIn(agreement: Agreement, values: RawValues): readonly string[] {
  return linesOf(agreement)
    .map((line) => line.id)
    .filter((line) => values[line] === true);
}

async function submit(act: Act, subject: Payload, given: ValuesOf<Fields>): Promise<Outcome> {
  // the fields come from the pack, so their types are known only when it is read
  const values: RawValues = given;
  const found = agreementOf(act, subject);
  if (!found) return { kind: 'refused', text: noAgreement };
  await lockPerson(act.tx, act.actor.id);
  const mine = await mineOf(act, found);
  if (!mine.variant) return { kind: 'refused', text: notAsked };
  if (!maySign(mine.standing))
    return { kind: 'refused', text: alreadySigned(mine), card: stateCard({ ...mine, today: todayOf(act) }) };

  const initialled = initialledIn(found.agreement, values);
  const typedName = String(values[nameField] ?? '');
  const errors = faultsOf(found.agreement, values, act.actor.name);
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };

  const draft = await draftFor(act, mine);
  const now = act.tx.now.toString();
  const recorded = await recordSignature(act.tx, {
    policy: act.policy,
    agreement: found.id,
    person: act.actor,
    how: {
      way: 'signed',
      surface: act.surface,
      typedName,
      initials: Object.fromEntries(initialled.map((line) => [line, draft.initials[line] ?? now])),
    },
  });
  const about = { kind: 'signature', id: recorded.signature.id };
  act.tx.notify({ notice: 'agreement.receipt', about, to: { personId: act.actor.id } });
  const training = recorded.opened.map(
    (one) => ` Because of what you initialled, “${dutyName(act, one.duty)}” is due by ${sayDay(one.dueOn)}.`,
  );
  return {
    kind: 'done',
    text: `Signed and sealed. Thank you.${training.join('')}`,
    card: await receiptOf(act, found, recorded.signature),
    about,
  };
}

function dutyName(ask: Ask, duty: string): string {
  return ask.policy.pack.duties[duty]?.name ?? duty;
}
