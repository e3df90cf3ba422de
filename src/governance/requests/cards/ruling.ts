/** What a decision is about, and what was decided: for those who decide and those who work on a request. */
import type { Person } from '../../../app/person.ts';
import type { Action, Block } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Step } from '../../../policy/schema-requests.ts';
import { decide } from '../rules/decide.ts';
import type { Decided, Ruling } from '../rules/moves.ts';
import { openStay, type Stay } from '../rules/request.ts';
import { decidersOf } from '../rules/turn.ts';
import { allSteps, doneStays, positionOf, workflowOf } from '../rules/workflow.ts';
import { type CaseFile, meetingOf } from '../store/case-file.ts';
import { agreementItem, correctionBlocks } from './agreement.ts';
import { authorisedBlocks } from './kind.ts';
import { nameOf, wordsOf } from './names.ts';
import { whoDoes } from './next.ts';

/** Above the fields of a decision: the step with its source, the purpose, and the agreement to read. */
export function stepBlocks(file: CaseFile, step: Step, viewer: Person): readonly Block[] {
  const meeting = meetingOf(file);
  const purpose = wordsOf(file, 'purpose');
  const item = agreementItem(file, viewer);
  return [
    { kind: 'text', text: `${step.name} (${step.src}).` },
    ...(step.kind === 'authorise' ? authorisedBlocks(file) : []),
    ...(meeting ? [{ kind: 'text' as const, text: `Meeting of the board: ${sayDay(meeting.heldOn)}.` }] : []),
    ...(purpose ? [{ kind: 'quote' as const, label: 'Purpose', text: purpose }] : []),
    ...(item ? [{ kind: 'list' as const, items: [item] }] : []),
    ...correctionBlocks(file, viewer),
    ...(item ? correctable(file, step, viewer) : []),
  ];
}

/** Denying ends the request, so the way that doesn't is named. */
function correctable(file: CaseFile, { kind }: Step, viewer: Person): readonly Block[] {
  const drafts = workflowOf(file.policy.pack.data_requests, file.request).find(
    (one) => one.kind === 'draft_agreement',
  );
  if (kind !== 'approve' || !drafts) return [];
  const mine = decide(file.policy.pack, file.request, { kind: 'redraft' }, viewer, file.cast).ok;
  const who = mine
    ? 'You can correct it from the request’s card, and it is decided on anew'
    : `${whoDoes(file, drafts)} can correct it, and it comes back to you`;
  return [{ kind: 'text', text: `Is something in the agreement wrong? ${who}.` }];
}

/** Approve, Authorise, Deny, Record a decision, Pick a meeting: those that this viewer may press. */
export function rulingButtons(file: CaseFile, viewer: Person): readonly Action[] {
  const { request, policy, cast } = file;
  const position = positionOf(policy.pack.data_requests, request);
  const stay = openStay(request);
  if (position.at !== 'step' || !stay) return [];
  const { step } = position;
  const subject = { id: request.id, stay: stay.id };
  const may = (outcome: Ruling, inFor?: Decided) => {
    const move = { kind: 'rule', outcome, ...(inFor ? { inFor } : {}) } as const;
    return decide(policy.pack, request, move, viewer, cast).ok;
  };
  const form = (name: string, label: string, style?: 'primary' | 'danger'): Action => ({
    kind: 'open-form',
    form: name,
    label,
    subject,
    ...(style ? { style } : {}),
  });
  const own = may('approved');
  const byId =
    step.at === 'board_meeting' ? undefined : decidersOf(policy.pack.data_requests, cast, step.by)[0];
  const records = may('approved', { byId, on: policy.calendar.localDay(stay.startedAt) });
  const schedules = decide(policy.pack, request, { kind: 'schedule' }, viewer, cast).ok;
  const drafts = decide(policy.pack, request, { kind: 'draft' }, viewer, cast).ok;
  const redrafts = decide(policy.pack, request, { kind: 'redraft' }, viewer, cast).ok;
  return [
    ...(own ? [form('request.approve', step.kind === 'authorise' ? 'Authorise' : 'Approve', 'primary')] : []),
    ...(records ? [form('request.record', 'Record a decision', own ? undefined : 'primary')] : []),
    ...(drafts ? [form('request.draft', 'Draft the agreement', 'primary')] : []),
    ...(schedules
      ? [form('request.schedule', stay.meetingId ? 'Pick another meeting' : 'Pick a meeting', 'primary')]
      : []),
    ...(redrafts ? [form('request.redraft', 'Correct the agreement')] : []),
    ...(may('denied') ? [form('request.deny', 'Deny', 'danger')] : []),
  ];
}

/** Not for whoever asked: these are words among those who decide. */
export function rulingBlocks(file: CaseFile, viewer: Person): readonly Block[] {
  const { request, policy } = file;
  if ([request.requesterId, request.typedById].includes(viewer.id)) return [];
  const nameOfStep = (id: string) =>
    allSteps(policy.pack.data_requests).find((step) => step.id === id)?.name ?? id;
  const counts = [...doneStays(policy.pack.data_requests, request).values()];
  return request.stays.flatMap((stay) =>
    ['ruling_note', 'evidence'].flatMap((field): Block[] => {
      const text = wordsOf(file, `${field}:${stay.id}`);
      const label = field === 'evidence' ? 'evidence' : `note of ${nameOf(file, stay.endedById)}`;
      const anew =
        stay.outcome === 'done' && !counts.includes(stay) ? ', before it had to be decided anew' : '';
      return text ? [{ kind: 'quote', label: `${nameOfStep(stay.step)}: ${label}${anew}`, text }] : [];
    }),
  );
}

/** "Lou Legal", or "the board" where it decides at a meeting. */
export function whoDecided(file: CaseFile, stay: Stay): string {
  if (stay.meetingId !== undefined) return 'the board';
  return nameOf(file, stay.decidedById ?? stay.endedById);
}
