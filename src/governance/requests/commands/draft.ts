/** Draft the agreement: its reference, purpose, scope and end; a first draft is made of them to read and print (R066). */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import type { Fields } from '../../../chat/form.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { detailLabel, wordsOf } from '../cards/names.ts';
import { nextSentence } from '../cards/next.ts';
import { stepBlocks } from '../cards/ruling.ts';
import { type Agreement, answerTo, reference } from '../rules/request.ts';
import { isReferenceTaken, nextReference } from '../store/agreements.ts';
import type { CaseFile } from '../store/case-file.ts';
import { askedFields, faultsOfAnswers, givenAnswers } from './asks.ts';
import { change } from './change.ts';
import { lookAtStep } from './step-now.ts';

function draftFields(plan: DataRequestPolicy, today: Temporal.PlainDate) {
  const hint = `Such as ${begin(plan, today)}014`;
  return {
    reference: { kind: 'text', label: 'Reference', hint, max: 40, scan: false },
    ...wordFields(today.toString()),
  } as const satisfies Fields;
}

/** What whoever drafts it says, and may correct later. */
export function wordFields(today: string) {
  return {
    purpose: {
      kind: 'text',
      label: 'Purpose',
      hint: 'What the data may be used for, and nothing else',
      multiline: true,
      max: 2000,
    },
    scope: {
      kind: 'text',
      label: 'Scope',
      hint: 'Which data, about whom, for which years',
      multiline: true,
      max: 2000,
    },
    ends_on: { kind: 'date', label: 'Until when does it hold?', from: today },
  } as const satisfies Fields;
}

export const draft: FormHandler = {
  id: 'request.draft',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookAtStep(ask, subject, () => ({ kind: 'draft' }));
    if (!looked.ok) return looked.refused;
    const { file, step } = looked;
    const today = todayOf(ask);
    return {
      title: `Draft: ${reference(file.request)}`,
      submit: 'Make the draft',
      intro: [
        ...stepBlocks(file, step, ask.actor),
        {
          kind: 'text',
          text: 'A first draft is made of this and of the request, to read and print. It is no legal advice: those who approve it come next.',
        },
      ],
      fields: { ...draftFields(file.policy.pack.data_requests, today), ...askedFields(step.asks) },
      values: {
        reference: await nextReference(ask.reader, begin(file.policy.pack.data_requests, today)),
        purpose: wordsOf(file, 'purpose'),
        scope: scopeOf(file),
        ends_on: endOf(file),
      },
    };
  },
  async submit(act, subject, values) {
    const looked = await lookAtStep(act, subject, () => ({ kind: 'draft' }));
    if (!looked.ok) {
      const { refused, card } = looked.refused;
      return { kind: 'refused', text: refused, ...(card ? { card } : {}) };
    }
    const { step } = looked;
    const text = (name: string) => values[name] ?? '';
    const taken = await isReferenceTaken(act.reader, text('reference'));
    const errors = {
      ...(taken ? { reference: 'Another agreement has this reference. Choose the next one.' } : {}),
      ...(await faultsOfAnswers(act, step.asks, values)),
    };
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    const by = { stayId: subject.stay, givenById: act.actor.id, givenAt: act.now };
    const given = givenAnswers(step.asks, values, by);
    const agreement: Agreement = {
      id: newId(),
      reference: text('reference'),
      version: 1,
      endsOn: Temporal.PlainDate.from(text('ends_on')),
      draftedById: act.actor.id,
      draftedAt: act.now,
      voidedById: undefined,
      voidedAt: undefined,
    };
    return change(act, subject.id, {
      what: 'request.agreement-drafted',
      move: { kind: 'draft' },
      stay: subject.stay ?? '',
      amend: (after) => ({
        ...after,
        agreements: [...after.agreements, agreement],
        answers: [...after.answers, ...given.answers],
      }),
      words: () => ({
        ...given.words,
        [`agreement_purpose:${agreement.id}`]: text('purpose'),
        [`agreement_scope:${agreement.id}`]: text('scope'),
      }),
      facts: (after) => ({
        version: after.version,
        agreement: agreement.id,
        endsOn: agreement.endsOn.toString(),
      }),
      tell: () => {},
      say: (file) => `${agreement.reference} is drafted. ${nextSentence(file, act.actor)}`,
    });
  },
};

/** "MOA-2026-". */
function begin({ memorandum }: DataRequestPolicy, { year }: Temporal.PlainDate): string {
  return `${memorandum?.reference ?? 'MOA'}-${year}-`;
}

/** As long as whoever asked wants to use the data, where that was asked. */
function endOf({ request, policy }: CaseFile): string | undefined {
  const question = policy.pack.data_requests.memorandum?.until;
  return question === undefined ? undefined : answerTo(request, question)?.value;
}

function scopeOf(file: CaseFile): string {
  const data = `${file.collections.map(({ name }) => name).join(', ')}: ${detailLabel(file)}`;
  return [data, wordsOf(file, 'groups')].filter(Boolean).join('\n').slice(0, 2000);
}

function todayOf(ask: Ask): Temporal.PlainDate {
  return ask.policy.calendar.localDay(ask.now);
}
