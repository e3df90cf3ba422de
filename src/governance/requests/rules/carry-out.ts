/** What a request looks like after a decision: the stay that ends, the one that begins, and its timer. */
import type { Calendar } from '../../../kernel/calendar.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import type { Decision } from './may.ts';
import { type DataRequest, openQuestion, openStay, type Stay } from './request.ts';
import { afterPause, waitTimes } from './waiting.ts';
import { positionOf, takersOf, workflowOf } from './workflow.ts';

export interface Stamp {
  /** Nobody, when a sweep did it. */
  readonly actorId: string | undefined;
  readonly now: Temporal.Instant;
  readonly newId: () => string;
}

export function carryOut(
  plan: DataRequestPolicy,
  calendar: Calendar,
  request: DataRequest,
  decision: Decision,
  stamp: Stamp,
): DataRequest {
  const changed: DataRequest = {
    ...request,
    ...decision.set,
    ...('level' in decision.set ? { levelAt: stamp.now } : {}),
    version: request.version + 1,
    stays: withEnded(request, decision, stamp),
    questions: withQuestion(request, decision, stamp),
    agreements: withVoided(request, decision, stamp),
  };
  return goOn(plan, calendar, pausedOrResumed(plan, calendar, changed, decision, stamp), stamp);
}

/** Puts a request at the step where it now stands; also how one begins. */
export function goOn(
  plan: DataRequestPolicy,
  calendar: Calendar,
  request: DataRequest,
  stamp: Stamp,
): DataRequest {
  const position = positionOf(plan, request);
  if (position.at === 'end')
    return {
      ...request,
      state: request.state === 'open' ? 'closed' : request.state,
      endedAt: stamp.now,
      stays: request.stays.map((stay) => (stay.endedAt ? stay : ended(stay, 'ended', stamp))),
    };
  const open = openStay(request);
  const step = position.at === 'step' ? position.step : undefined;
  if (open && open.step === step?.id) return { ...request, endedAt: undefined };
  const stays = request.stays.map((stay) => (stay === open ? ended(stay, 'rerouted', stamp) : stay));
  if (!step) return { ...request, endedAt: undefined, stays };
  const waitsForAnswer = step.kind !== 'claim' && openQuestion(request) !== undefined;
  const begun: Stay = {
    id: stamp.newId(),
    step: step.id,
    startedAt: stamp.now,
    endedAt: undefined,
    endedById: undefined,
    outcome: undefined,
    pausedAt: waitsForAnswer ? stamp.now : undefined,
    ...waitTimes(calendar, step, stamp.now),
    ...untold,
    takers: takersOf(step),
  };
  return { ...request, endedAt: undefined, stays: [...stays, begun] };
}

const untold = {
  remindedAt: undefined,
  escalatedAt: undefined,
  decidedById: undefined,
  decidedOn: undefined,
  meetingId: undefined,
  packetAt: undefined,
} as const;

/** What an agreement does not outlive: what it was drafted for is asked for no more, or in another way. */
const voiding: readonly Stay['outcome'][] = ['denied', 'reclassified', 'relaxed', 'ended'];

function withVoided(request: DataRequest, { ends }: Decision, stamp: Stamp): DataRequest['agreements'] {
  if (!voiding.includes(ends)) return request.agreements;
  return request.agreements.map((one) =>
    one.voidedAt ? one : { ...one, voidedAt: stamp.now, voidedById: stamp.actorId },
  );
}

function ended(stay: Stay, outcome: Stay['outcome'], stamp: Stamp): Stay {
  return { ...stay, endedAt: stamp.now, endedById: stamp.actorId, outcome };
}

function withEnded(request: DataRequest, decision: Decision, stamp: Stamp): readonly Stay[] {
  const { ends, decided } = decision;
  if (!ends) return request.stays;
  const open = openStay(request);
  const by = decided ? { decidedById: decided.byId, decidedOn: decided.on } : {};
  if (open)
    return request.stays.map((stay) => (stay === open ? { ...ended(stay, ends, stamp), ...by } : stay));
  // No step is open after the end or before classification: a stay without length records what happened.
  const marker: Stay = {
    id: stamp.newId(),
    step: request.stays.at(-1)?.step ?? 'none',
    startedAt: stamp.now,
    endedAt: stamp.now,
    endedById: stamp.actorId,
    outcome: ends,
    pausedAt: undefined,
    remindAt: undefined,
    escalateAt: undefined,
    dueAt: undefined,
    ...untold,
    takers: [],
  };
  return [...request.stays, marker];
}

function withQuestion(request: DataRequest, decision: Decision, stamp: Stamp): DataRequest['questions'] {
  if (decision.question === 'asked' && stamp.actorId)
    return [
      ...request.questions,
      { id: stamp.newId(), askedById: stamp.actorId, askedAt: stamp.now, answeredAt: undefined },
    ];
  if (decision.question === 'answered')
    return request.questions.map((question) =>
      question.answeredAt ? question : { ...question, answeredAt: stamp.now },
    );
  return request.questions;
}

function pausedOrResumed(
  plan: DataRequestPolicy,
  calendar: Calendar,
  request: DataRequest,
  decision: Decision,
  stamp: Stamp,
): DataRequest {
  if (!decision.question) return request;
  const stays = request.stays.map((stay) => {
    if (stay.endedAt) return stay;
    if (decision.question === 'asked') return { ...stay, pausedAt: stamp.now };
    if (!stay.pausedAt) return stay;
    const unit = workflowOf(plan, request).find(({ id }) => id === stay.step)?.waits?.take.unit;
    return { ...stay, pausedAt: undefined, ...afterPause(calendar, stay, stay.pausedAt, stamp.now, unit) };
  });
  return { ...request, stays };
}
