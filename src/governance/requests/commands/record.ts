/** Record a decision: what a role or the board decided elsewhere, by a named clerk, with its day and its evidence (R066). */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { type Field, fields, type ValuesOf } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Step } from '../../../policy/schema-requests.ts';
import { nameOf } from '../cards/names.ts';
import { stepBlocks } from '../cards/ruling.ts';
import type { Move, Ruling } from '../rules/moves.ts';
import { agreementOf, reference } from '../rules/request.ts';
import { decidersOf } from '../rules/turn.ts';
import { positionOf } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { meetingOf } from '../store/case-file.ts';
import { askedFields, faultsOfAnswers, givenAnswers } from './asks.ts';
import { denialFields } from './rule.ts';
import { keepRuling } from './ruling.ts';
import { lookAtStep } from './step-now.ts';

const whenDenied = { showIf: { field: 'outcome', is: ['denied'] } } as const;
const whenApproved = { field: 'outcome', is: ['approved'] } as const;

type DeciderField = Extract<Field, { readonly kind: 'choice' }>;

function recordFields(file: CaseFile, step: Step, today: string) {
  const board = step.at === 'board_meeting';
  const decider: { readonly decider?: DeciderField } = board
    ? {}
    : {
        decider: {
          kind: 'choice',
          label: 'Who decided?',
          options: decidersAt(file, step).map((id) => ({ value: id, label: nameOf(file, id).slice(0, 75) })),
        },
      };
  return fields({
    ...decider,
    outcome: {
      kind: 'choice',
      label: 'What was decided?',
      options: [
        { value: 'approved', label: board ? 'Consented to' : 'Approved' },
        ...(board ? [{ value: 'pulled', label: 'Pulled, to come up at another meeting' }] : []),
        { value: 'denied', label: 'Denied' },
      ],
    },
    on: { kind: 'date', label: 'On which day?', until: today },
    evidence: {
      kind: 'text',
      label: 'Evidence',
      hint: 'Such as the minutes, a letter or an e-mail, and where it is kept',
      max: 300,
    },
    reason: { ...denialFields.reason, ...whenDenied },
    instead: { ...denialFields.instead, ...whenDenied },
    note: {
      kind: 'text',
      label: 'Note',
      hint: 'Those who work on the request read it; whoever asked does not.',
      multiline: true,
      max: 1000,
      optional: true,
    },
    ...askedFields(step.asks, undefined, whenApproved),
  });
}

function decidersAt({ policy, cast }: CaseFile, step: Step): readonly string[] {
  return decidersOf(policy.pack.data_requests, cast, step.by);
}

/** Tried with the first who may have decided. */
function recording(on: Temporal.PlainDate) {
  return (file: CaseFile): Move => {
    const position = positionOf(file.policy.pack.data_requests, file.request);
    const board = position.at === 'step' && position.step.at === 'board_meeting';
    const byId = position.at === 'step' && !board ? decidersAt(file, position.step)[0] : undefined;
    return { kind: 'rule', outcome: 'approved', inFor: { byId, on } };
  };
}

export const record: FormHandler<ReturnType<typeof recordFields>> = {
  id: 'request.record',
  access: 'everyone',
  async open(ask, subject) {
    const today = todayOf(ask);
    const looked = await lookAtStep(ask, subject, recording(today));
    if (!looked.ok) return looked.refused;
    const { file, step } = looked;
    const heldOn = meetingOf(file)?.heldOn;
    const only = decidersAt(file, step);
    return {
      title: `Record: ${reference(file.request)}`,
      submit: 'Record the decision',
      intro: stepBlocks(file, step, ask.actor),
      fields: recordFields(file, step, today.toString()),
      values: {
        ...(heldOn && isBy(heldOn, today) ? { on: heldOn.toString() } : {}),
        ...(step.at !== 'board_meeting' && only.length === 1 ? { decider: only[0] } : {}),
      },
    };
  },
  async submit(act, subject, values) {
    const looked = await lookAtStep(act, subject, recording(todayOf(act)));
    if (!looked.ok) {
      const { refused, card } = looked.refused;
      return { kind: 'refused', text: refused, ...(card ? { card } : {}) };
    }
    const { file, step } = looked;
    const outcome = values.outcome as Ruling;
    const errors = {
      ...dayFaults(file, values),
      ...(outcome === 'approved' ? await faultsOfAnswers(act, step.asks, values) : {}),
    };
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    const by = { stayId: subject.stay, givenById: act.actor.id, givenAt: act.now };
    return keepRuling(act, subject, {
      outcome,
      inFor: { byId: values.decider, on: Temporal.PlainDate.from(values.on) },
      note: values.note,
      evidence: values.evidence,
      reason: values.reason,
      instead: values.instead,
      ...(outcome === 'approved' ? { given: givenAnswers(step.asks, values, by) } : {}),
    });
  },
};

/** Nothing is decided before it is asked for, nor by a board before it meets. */
function dayFaults(
  file: CaseFile,
  { outcome, on }: Pick<ValuesOf<ReturnType<typeof recordFields>>, 'outcome' | 'on'>,
): Readonly<Record<string, string>> {
  const day = Temporal.PlainDate.from(on);
  const heldOn = meetingOf(file)?.heldOn;
  if (heldOn && outcome !== 'pulled' && !isBy(heldOn, day))
    return {
      on: `The board meets on ${sayDay(heldOn)}. Record what it decides afterwards; pull the request if it does not come up.`,
    };
  const agreement = agreementOf(file.request);
  const draftedOn = agreement && file.policy.calendar.localDay(agreement.draftedAt);
  if (draftedOn && !isBy(draftedOn, day))
    return {
      on: `The agreement was drafted, or last corrected, on ${sayDay(draftedOn)}; what was decided before was not about it.`,
    };
  const filedOn = file.policy.calendar.localDay(file.request.filedAt);
  return isBy(filedOn, day)
    ? {}
    : { on: `The request was filed on ${sayDay(filedOn)}, so nothing was decided before.` };
}

function isBy(first: Temporal.PlainDate, second: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(first, second) <= 0;
}

function todayOf(ask: Ask): Temporal.PlainDate {
  return ask.policy.calendar.localDay(ask.now);
}
