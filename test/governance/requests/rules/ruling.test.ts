/** What decisions do to a request, in any order: a denial leaves nothing open, and nothing is decided out of turn (R066, R067). */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Move } from '../../../../src/governance/requests/rules/moves.ts';
import { type DataRequest, openStay } from '../../../../src/governance/requests/rules/request.ts';
import { doneStays, positionOf, rulingsLeft } from '../../../../src/governance/requests/rules/workflow.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import { legacyPolicy } from '../../../support/policy.ts';
import { newRequest, play, rolesOf, stamper } from './builders.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await legacyPolicy();
});

const on = Temporal.PlainDate.from('2026-11-18');
const outcomes = ['approved', 'approved', 'approved', 'approved', 'denied', 'pulled'] as const;

const moves = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Move>({ kind: 'rule', outcome: 'approved' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('rule' as const),
      outcome: fc.constantFrom(...outcomes),
      inFor: fc.record({ byId: fc.constantFrom(undefined, 'lou', 'sue', 'pat', 'ann'), on: fc.constant(on) }),
    }),
  },
  { weight: 8, arbitrary: fc.constant<Move>({ kind: 'rule', outcome: 'denied' }) },
  { weight: 2, arbitrary: fc.constantFrom<Move>({ kind: 'draft' }, { kind: 'schedule' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Move>(
      { kind: 'classify', level: 'medium' },
      { kind: 'classify', level: 'high' },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<Move>({ kind: 'decline' }, { kind: 'withdraw' }) },
);

/** What the commands add to what the rules decide: the agreement that is drafted, the meeting that is picked. */
function withCommand(request: DataRequest, move: Move, actorId: string, at: Temporal.Instant): DataRequest {
  const open = openStay(request);
  if (move.kind === 'schedule')
    return {
      ...request,
      stays: request.stays.map((stay) => (stay === open ? { ...stay, meetingId: 'm' } : stay)),
    };
  if (move.kind !== 'draft') return request;
  const id = `agreement-${request.agreements.length}`;
  const drafted = { id, reference: id, version: 1, endsOn: on, draftedById: actorId, draftedAt: at };
  return {
    ...request,
    agreements: [...request.agreements, { ...drafted, voidedById: undefined, voidedAt: undefined }],
  };
}

/** Every person presses anything; what is refused is passed over. */
function playAll(presses: readonly { readonly who: string; readonly move: Move }[]) {
  const stamps = stamper();
  const high = play(policy, newRequest(policy), 'kim', { kind: 'classify', level: 'high' }, stamps('kim'));
  if (!high.ok) throw new Error('the Coordinator could not classify');
  const trail: {
    readonly who: string;
    readonly move: Move;
    readonly before: DataRequest;
    readonly after: DataRequest;
  }[] = [];
  let request = high.value;
  for (const { who, move } of presses) {
    const stamp = stamps(who);
    const played = play(policy, request, who, move, stamp);
    if (!played.ok) continue;
    const after = withCommand(played.value, move, who, stamp.now);
    trail.push({ who, move, before: request, after });
    request = after;
  }
  return { request, trail };
}

const approves = (byId?: string): Move => ({ kind: 'rule', outcome: 'approved', inFor: { byId, on } });

/** What takes a request on comes up more often than the rest, so that stories get somewhere. */
const onward = fc.constantFrom<{ who: string; move: Move }>(
  ...['kim', 'lou', 'sue', 'pat'].map((who) => ({
    who,
    move: { kind: 'rule', outcome: 'approved' } as const,
  })),
  { who: 'kim', move: { kind: 'draft' } },
  { who: 'bea', move: { kind: 'schedule' } },
  { who: 'bea', move: approves() },
  { who: 'kim', move: approves('sue') },
);
const anything = fc.record({ who: fc.constantFrom(...Object.keys(rolesOf)), move: moves });

const presses = fc.array(fc.oneof({ weight: 2, arbitrary: onward }, { weight: 1, arbitrary: anything }), {
  minLength: 20,
  maxLength: 90,
});

describe('whatever is decided, in whatever order', () => {
  it('R067: a denial ends the request, leaves no step open and no agreement in force, and nothing follows', () => {
    let denials = 0;
    fc.assert(
      fc.property(presses, (all) => {
        const { request, trail } = playAll(all);
        const denied = trail.findIndex(({ after }) =>
          after.stays.some(({ outcome }) => outcome === 'denied'),
        );
        if (denied < 0) return;
        denials += 1;
        expect(trail.length).toBe(denied + 1);
        expect(request.state).toBe('declined');
        expect(openStay(request)).toBeUndefined();
        expect(request.agreements.filter(({ voidedAt }) => !voidedAt)).toEqual([]);
      }),
      { numRuns: 120 },
    );
    expect(denials).toBeGreaterThan(5);
  });

  it('R066: each step is taken in the plan’s order, by whom it names or who records it, never by whoever asked', () => {
    let furthest = 0;
    fc.assert(
      fc.property(presses, (all) => {
        for (const { who, move, before, after } of playAll(all).trail) {
          expect(after.agreements.filter(({ voidedAt }) => !voidedAt).length).toBeLessThanOrEqual(1);
          if (move.kind !== 'rule') continue;
          const position = positionOf(policy.pack.data_requests, before);
          if (position.at !== 'step') throw new Error('decided where no step was');
          const { step } = position;
          expect(who).not.toBe('ann');
          expect(move.inFor?.byId).not.toBe('ann');
          const roles = move.inFor && step.at !== 'board_meeting' ? step.recorded_by : [step.by];
          expect(roles.some((role) => rolesOf[who]?.includes(role))).toBe(true);
          if (step.at === 'board_meeting') expect(openStay(before)?.meetingId).toBe('m');
          const done = doneStays(policy.pack.data_requests, after).size;
          furthest = Math.max(furthest, done);
          if (!rulingsLeft(policy.pack.data_requests, after) && after.level === 'high')
            expect(after.agreements.some(({ voidedAt }) => !voidedAt)).toBe(true);
        }
      }),
      { numRuns: 120 },
    );
    expect(furthest).toBeGreaterThanOrEqual(5);
  });
});
