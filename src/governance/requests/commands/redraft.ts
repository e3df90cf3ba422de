/** Correct the agreement: the next version of it, which those who decide on it see from the beginning (R066, R067). */
import type { FormHandler } from '../../../app/feature.ts';
import type { Fields } from '../../../chat/form.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { wordsOf } from '../cards/names.ts';
import { nextSentence } from '../cards/next.ts';
import { type Agreement, agreementOf, type DataRequest, openStay, reference } from '../rules/request.ts';
import { turnOf } from '../rules/turn.ts';
import { undoneDeciders } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { change } from './change.ts';
import { wordFields } from './draft.ts';
import { lookFor } from './look.ts';
import { tellPeople } from './tell.ts';

const changeField = {
  change: {
    kind: 'text',
    label: 'What is put right?',
    hint: 'Everybody who decides on it reads this first.',
    multiline: true,
    max: 500,
  },
} as const satisfies Fields;

export const redraft: FormHandler = {
  id: 'request.redraft',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'redraft' }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const today = ask.policy.calendar.localDay(ask.now);
    return {
      title: `Correct: ${agreementOf(file.request)?.reference ?? reference(file.request)}`,
      submit: 'Make the next version',
      intro: [
        {
          kind: 'text',
          text: 'The version before is kept, and void. Whoever decided on it decides again, in the order of the plan; data that were prepared under it are prepared and checked again.',
        },
      ],
      fields: { ...wordFields(today.toString()), ...changeField },
      values: asItStands(file),
    };
  },
  async submit(act, subject, values) {
    const looked = await lookFor(act, subject, () => ({ kind: 'redraft' }));
    if (!looked.ok) {
      const { refused, card } = looked.refused;
      return { kind: 'refused', text: refused, ...(card ? { card } : {}) };
    }
    const text = (name: string) => values[name] ?? '';
    const before = asItStands(looked.file);
    if (Object.entries(before).every(([name, value]) => value === text(name)))
      return {
        kind: 'invalid',
        errors: { change: 'Nothing above was changed, so there is no new version.' },
      };
    return change(act, subject.id, {
      what: 'request.agreement-corrected',
      move: { kind: 'redraft' },
      stay: subject.stay ?? '',
      amend: (after) => {
        const old = standing(after);
        const next: Agreement = {
          id: newId(),
          reference: old.reference,
          version: old.version + 1,
          endsOn: Temporal.PlainDate.from(text('ends_on')),
          draftedById: act.actor.id,
          draftedAt: act.now,
          voidedById: undefined,
          voidedAt: undefined,
        };
        const voided = { ...old, voidedById: act.actor.id, voidedAt: act.now };
        return {
          ...after,
          agreements: [...after.agreements.map((one) => (one === old ? voided : one)), next],
        };
      },
      words: (after) => {
        const { id } = standing(after);
        return {
          [`agreement_purpose:${id}`]: text('purpose'),
          [`agreement_scope:${id}`]: text('scope'),
          [`agreement_change:${id}`]: text('change'),
        };
      },
      facts: (after) => {
        const { id, version, endsOn } = standing(after);
        const stay = openStay(after)?.id ?? null;
        return {
          version: after.version,
          agreement: id,
          agreementVersion: version,
          endsOn: endsOn.toString(),
          stay,
        };
      },
      tell: (telling, was) => {
        const { request, cast, policy } = telling.file;
        const plan = policy.pack.data_requests;
        tellPeople(
          telling,
          'request.agreement-corrected',
          [...undoneDeciders(plan, was, request), ...turnOf(plan, was, cast), ...turnOf(plan, request, cast)],
          { agreement: standing(request).id },
        );
      },
      say: (file) =>
        `${standing(file.request).reference} is corrected: version ${standing(file.request).version}. ${nextSentence(file, act.actor)}`,
    });
  },
};

function standing(request: DataRequest): Agreement {
  const agreement = agreementOf(request);
  if (!agreement) throw new Error('an agreement was corrected that is not in force');
  return agreement;
}

function asItStands(file: CaseFile): Readonly<Record<string, string>> {
  const { id, endsOn } = standing(file.request);
  return {
    purpose: wordsOf(file, `agreement_purpose:${id}`) ?? '',
    scope: wordsOf(file, `agreement_scope:${id}`) ?? '',
    ends_on: endsOn.toString(),
  };
}
