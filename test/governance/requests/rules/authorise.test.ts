/** 003 §3.3: nothing that may identify students leaves without the Student Data Manager's named yes, by any route. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Move } from '../../../../src/governance/requests/rules/moves.ts';
import { type DataRequest, sentRelease } from '../../../../src/governance/requests/rules/request.ts';
import { positionOf, workflowOf } from '../../../../src/governance/requests/rules/workflow.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import { legacyPolicy } from '../../../support/policy.ts';
import { after, moveOf, newRequest, play, rolesOf, stamper } from './builders.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await legacyPolicy();
});

const moves: readonly Move['kind'][] = [
  'claim',
  'gather',
  'draft',
  'rule',
  'fulfil',
  'protect',
  'qa',
  'send',
  'put_back',
  'identify',
  'unidentify',
  'hand_over',
  'recall',
];

const outsider = { requesterId: undefined, outsiderId: 'olaf', typedById: 'joe' };

/** The next move that the plan wants, by somebody who may; or anything, by anybody. */
const steps = fc.array(
  fc.record({
    who: fc.constantFrom(...['ben', 'cid', 'kim', 'max', 'lou', 'joe']),
    what: fc.constantFrom(...moves),
    onward: fc.boolean(),
  }),
  { minLength: 30, maxLength: 60, size: 'max' },
);

function wanted(request: DataRequest): { who: string; what: Move['kind'] } | undefined {
  const position = positionOf(policy.pack.data_requests, request);
  if (position.at !== 'step') return undefined;
  const { kind, by } = position.step;
  // What was sent is called back, so that a replacement has to come by the whole way again.
  if (kind === 'close') return { who: 'kim', what: 'recall' };
  const holder = request.holderId ?? 'ben';
  const who =
    by === 'holder' || kind === 'claim'
      ? holder
      : kind === 'qa'
        ? holder === 'ben'
          ? 'cid'
          : 'ben'
        : Object.keys(rolesOf).find((id) => rolesOf[id]?.includes(by));
  const what: Partial<Record<typeof kind, Move['kind']>> = {
    review: 'rule',
    approve: 'rule',
    authorise: 'rule',
    draft_agreement: 'draft',
    avoid_disclosure: 'protect',
  };
  return who === undefined ? undefined : { who, what: what[kind] ?? (kind as Move['kind']) };
}

describe('whatever people do, in whatever order', () => {
  it('what was sent while it may identify students had the named yes since it was last called back', () => {
    let sent = 0;
    let sentAgain = 0;
    const routes = Object.entries(policy.pack.data_requests.routes).filter(([, { pii }]) => pii !== 'never');
    fc.assert(
      fc.property(fc.constantFrom(...routes), fc.boolean(), steps, ([route, { pii }], marked, story) => {
        const stamp = stamper();
        let request = newRequest(policy, { ...outsider, route, pii: pii === 'always' || marked });
        for (const { who, what, onward } of story) {
          const next = (onward && wanted(request)) || { who, what };
          const was = sentRelease(request);
          const played = play(policy, request, next.who, moveOf(next.what), stamp(next.who));
          if (!played.ok) continue;
          request = played.value;
          if (!sentRelease(request) || was || !request.pii) continue;
          sent += 1;
          const recalled = request.stays.findLastIndex(({ outcome }) => outcome === 'recalled');
          if (recalled >= 0) sentAgain += 1;
          const yes = request.stays
            .slice(recalled + 1)
            .filter(({ step, outcome }) => step === 'authorise' && outcome === 'done');
          expect(yes.length, route).toBeGreaterThan(0);
          for (const { endedById } of yes) expect(rolesOf[endedById ?? '']).toContain('student_data_manager');
        }
      }),
      { numRuns: 60 },
    );
    // a property that never comes to its point proves nothing
    expect(sent).toBeGreaterThan(10);
    expect(sentAgain).toBeGreaterThan(10);
  });
});

it('marked on the way, what was decided and made for other data is done again', () => {
  const start = newRequest(policy, { ...outsider, route: 'internal', requesterId: undefined });
  const made = after(policy, start, [
    ['ben', 'claim'],
    ['ben', 'fulfil'],
    ['ben', 'protect'],
  ]);
  expect(workflowOf(policy.pack.data_requests, made).map(({ id }) => id)).not.toContain('authorise');
  const marked = after(policy, made, [['kim', 'identify']]);
  expect(positionOf(policy.pack.data_requests, marked)).toMatchObject({ step: { id: 'authorise' } });
  const yes = after(policy, marked, [['max', 'rule']]);
  expect(positionOf(policy.pack.data_requests, yes)).toMatchObject({ step: { id: 'fulfil' } });
});

it('R013: the mark is taken back by the Student Data Manager alone, and all is decided and made anew', () => {
  const marked = { ...newRequest(policy, { ...outsider, route: 'internal' }), pii: true };
  const back = (who: string, more: Partial<DataRequest> = {}) =>
    play(policy, { ...marked, ...more }, who, { kind: 'unidentify' }, stamper()(who));
  for (const who of ['ben', 'joe', 'kim'])
    expect(back(who)).toMatchObject({ problem: { why: 'only_role', roles: ['student_data_manager'] } });
  expect(back('max')).toMatchObject({ value: { pii: false } });
  expect(back('max', { requesterId: 'max' })).toMatchObject({ problem: { why: 'only_role' } });
  expect(back('max', { pii: false })).toMatchObject({ problem: { why: 'pii_not_marked' } });
  expect(back('max', { route: 'own_record' })).toMatchObject({ problem: { why: 'pii_by_nature' } });
  expect(back('max', { detail: 'identified' })).toMatchObject({ problem: { why: 'pii_by_nature' } });
  const decided = after(policy, marked, [['max', 'rule']]);
  const again = after(policy, decided, [['max', 'unidentify']]);
  expect(again.stays.at(-2)).toMatchObject({ outcome: 'reclassified', endedById: 'max' });
});

it.each([
  ['ben', 'only_role'],
  ['joe', 'only_role'],
])('%s does not mark it', (who, why) => {
  const start = newRequest(policy, { ...outsider, route: 'internal' });
  expect(play(policy, start, who, { kind: 'identify' }, stamper()(who))).toMatchObject({ problem: { why } });
});

it('never on a kind of request that never gets such data, nor twice, nor once it was sent', () => {
  const may = (more: Partial<DataRequest>) =>
    play(policy, newRequest(policy, { ...outsider, ...more }), 'kim', { kind: 'identify' }, stamper()('kim'));
  expect(may({ route: 'researcher' })).toMatchObject({ problem: { why: 'pii_never' } });
  expect(may({ route: 'general' })).toMatchObject({ problem: { why: 'pii_never' } });
  expect(may({ route: 'vendor', pii: true })).toMatchObject({ problem: { why: 'pii_already' } });
});

it('taken over by somebody else, it is authorised for them', () => {
  const start = newRequest(policy, { ...outsider, route: 'internal', pii: true });
  const yes = after(policy, start, [['max', 'rule']]);
  expect(positionOf(policy.pack.data_requests, yes)).toMatchObject({ step: { id: 'claim' } });
  const stays = yes.stays.map((stay) => (stay.endedAt ? stay : { ...stay, outcome: 'taken_over' as const }));
  expect(positionOf(policy.pack.data_requests, { ...yes, stays })).toMatchObject({
    step: { id: 'authorise' },
  });
});
