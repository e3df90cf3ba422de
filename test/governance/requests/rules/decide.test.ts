/** Every move on a request: who may make it, when, and what refuses it. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { castOf } from '../../../../src/governance/requests/rules/cast.ts';
import { decide } from '../../../../src/governance/requests/rules/decide.ts';
import type { Move } from '../../../../src/governance/requests/rules/moves.ts';
import { type DataRequest, sentRelease } from '../../../../src/governance/requests/rules/request.ts';
import { doneStays, positionOf, workflowOf } from '../../../../src/governance/requests/rules/workflow.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import { legacyPolicy } from '../../../support/policy.ts';
import { after, mark, moveOf, newRequest, play, rolesOf, staff, stamper } from './builders.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await legacyPolicy();
});

type Told = readonly [string, Move | Move['kind']];
const claimed: Told[] = [['ben', 'claim']];
const fulfilled: Told[] = [...claimed, ['ben', 'fulfil']];
const ready: Told[] = [...fulfilled, ['kim', 'classify']];
const sent: Told[] = [...ready, ['ben', 'send']];
const closed: Told[] = [...sent, ['ben', 'close']];
const medium: Told[] = [...fulfilled, ['kim', { kind: 'classify', level: 'medium' }]];
const guarded: Told[] = [...medium, ['ben', 'protect']];
const failed: Told[] = [...guarded, ['dora', { kind: 'qa', passed: false }]];
const passed: Told[] = [...guarded, ['cid', 'qa']];
const asking: Told[] = [...claimed, ['ben', 'ask']];

describe('may', () => {
  it.each<[string, Told[], Told, string]>([
    ['R064: any steward of the data claims it', [], ['ben', 'claim'], 'yes'],
    ['our rule: whoever asked never claims it', [], ['ann', 'claim'], 'apart'],
    ['a steward of other data does not claim it', [], ['dora', 'claim'], 'only_stewards'],
    ['a claim is taken once', claimed, ['cid', 'claim'], 'taken'],
    ['a second click of the winner changes nothing', claimed, ['ben', 'claim'], 'held_by_you'],
    ['R063: only the Coordinator classifies', [], ['ben', 'classify'], 'only_classifier'],
    ['R063: the Coordinator classifies', [], ['kim', 'classify'], 'yes'],
    ['the stand-in does not, while the Coordinator can', [], ['max', 'classify'], 'only_classifier'],
    ['a level the plan does not have', [], ['kim', { kind: 'classify', level: 'extreme' }], 'unknown_level'],
    ['the classification may be corrected before sending', ready, ['kim', 'classify'], 'yes'],
    ['R063: it stands once something was sent', sent, ['kim', 'classify'], 'sent_already'],
    ['R063: nothing is sent unclassified', fulfilled, ['ben', 'send'], 'unclassified'],
    ['only the holder fulfils', claimed, ['cid', 'fulfil'], 'only_holder'],
    ['nothing is fulfilled unclaimed', [], ['ben', 'fulfil'], 'only_holder'],
    ['nothing is fulfilled twice', ready, ['ben', 'fulfil'], 'other_step'],
    ['nothing is sent before it is made', [...claimed, ['kim', 'classify']], ['ben', 'send'], 'other_step'],
    ['R065: the holder protects small groups', medium, ['ben', 'protect'], 'yes'],
    ['R065: nobody else does', medium, ['cid', 'protect'], 'only_holder'],
    ['R065: nothing is sent before it is protected', medium, ['ben', 'send'], 'other_step'],
    ['R065: another data steward checks it', guarded, ['cid', 'qa'], 'yes'],
    ['R065: a data steward of other data may check it too', guarded, ['dora', 'qa'], 'yes'],
    ['R065: who prepared it does not check it', guarded, ['ben', 'qa'], 'apart'],
    ['R065: who asked for it does not check it, though a steward', guarded, ['ann', 'qa'], 'apart'],
    ['R065: who is no steward does not', guarded, ['kim', 'qa'], 'only_checkers'],
    [
      'R065: another file does not pass',
      guarded,
      ['cid', { kind: 'qa', passed: true, mark: 'e' }],
      'other_file',
    ],
    ['R065: nor does what has no mark', guarded, ['cid', { kind: 'qa', passed: true }], 'other_file'],
    ['R065: sending back needs no mark', guarded, ['cid', { kind: 'qa', passed: false }], 'yes'],
    ['R065: nothing is sent unchecked', guarded, ['ben', 'send'], 'other_step'],
    ['R065: what failed is not sent', failed, ['ben', 'send'], 'other_step'],
    ['R065: what failed goes back to who made it', failed, ['ben', 'fulfil'], 'yes'],
    ['R065: the new version is protected anew', [...failed, ['ben', 'fulfil']], ['cid', 'qa'], 'other_step'],
    [
      'R065: who made the version that failed does not check its modification',
      [...failed, ['ben', 'hand_over'], ['cid', 'fulfil'], ['cid', 'protect']],
      ['ben', 'qa'],
      'apart',
    ],
    ['R065: the file that was checked is sent', passed, ['ben', 'send'], 'yes'],
    [
      'R065: no other file is',
      passed,
      ['ben', { kind: 'send', requesterLeft: false, mark: 'e' }],
      'other_file',
    ],
    ['R065: nor one without a mark', passed, ['ben', { kind: 'send', requesterLeft: false }], 'other_file'],
    ['without QA the mark may be left out', ready, ['ben', { kind: 'send', requesterLeft: false }], 'yes'],
    [
      'without QA a mark that is given fits what was made',
      ready,
      ['ben', { kind: 'send', requesterLeft: false, mark: 'e' }],
      'other_file',
    ],
    ['the holder sends', ready, ['ben', 'send'], 'yes'],
    ['not to somebody who has left', ready, ['ben', { kind: 'send', requesterLeft: true }], 'requester_left'],
    [
      '34 CFR 99.31(a)(6): not under an agreement that has ended',
      ready,
      ['ben', { kind: 'send', requesterLeft: false, agreementOver: true }],
      'agreement_over',
    ],
    ['nothing is closed before it is sent', ready, ['ben', 'close'], 'other_step'],
    ['X11: the steward closes', sent, ['ben', 'close'], 'yes'],
    ['only the holder puts back', claimed, ['cid', 'put_back'], 'only_holder'],
    ['not after sending', sent, ['ben', 'put_back'], 'sent_already'],
    ['handed to another steward', claimed, ['ben', 'hand_over'], 'yes'],
    ['never to whoever asked', claimed, ['ben', { kind: 'hand_over', to: 'ann', toSteward: true }], 'apart'],
    [
      'never to somebody who is no steward',
      claimed,
      ['ben', { kind: 'hand_over', to: 'joe', toSteward: false }],
      'not_a_steward',
    ],
    ['one question at a time', asking, ['ben', 'ask'], 'question_open'],
    ['whoever asked answers', asking, ['ann', 'answer'], 'yes'],
    ['the steward records an answer that came by phone', asking, ['ben', 'answer'], 'yes'],
    ['a stranger does not answer', asking, ['joe', 'answer'], 'only_asker'],
    ['nothing is answered twice', [...asking, ['ann', 'answer']], ['ann', 'answer'], 'no_question'],
    ['nothing is fulfilled while a question is open', asking, ['ben', 'fulfil'], 'question_open'],
    ['R067: the holder declines', claimed, ['ben', 'decline'], 'yes'],
    ['R067: the Coordinator declines', [], ['kim', 'decline'], 'yes'],
    ['a steward who does not hold it does not', claimed, ['cid', 'decline'], 'only_decider'],
    ['whoever asked does not decline, but withdraws', [], ['ann', 'decline'], 'only_decider'],
    ['whoever asked withdraws', claimed, ['ann', 'withdraw'], 'yes'],
    ['nobody else withdraws', claimed, ['ben', 'withdraw'], 'only_asker'],
    ['what was sent is not withdrawn', sent, ['ann', 'withdraw'], 'sent_already'],
    ['a steward who is asked says that it is public', [], ['cid', 'publish'], 'yes'],
    ['not while another holds it', claimed, ['cid', 'publish'], 'only_decider'],
    ['the maker recalls', sent, ['ben', 'recall'], 'yes'],
    ['the Student Data Manager recalls, also after the end', closed, ['max', 'recall'], 'yes'],
    ['whoever asked does not recall', closed, ['ann', 'recall'], 'only_decider'],
    ['nothing is recalled before it is sent', ready, ['ben', 'recall'], 'not_sent'],
    ['nothing is recalled twice', [...closed, ['ben', 'recall']], ['ben', 'recall'], 'not_sent'],
    ['a closed request is claimed by nobody', closed, ['cid', 'claim'], 'ended'],
    ['a declined request stays declined', [['kim', 'decline']], ['ben', 'claim'], 'ended'],
    ['a declined request has nothing to recall', [['kim', 'decline']], ['kim', 'recall'], 'ended'],
  ])('%s', (_, story, [actorId, told], expected) => {
    const request = after(policy, newRequest(policy), story);
    const move = typeof told === 'string' ? moveOf(told) : told;
    const played = play(policy, request, actorId, move, stamper()(actorId));
    expect(played.ok ? 'yes' : played.problem.why).toBe(expected);
  });

  it('R063: the stand-in classifies what the Coordinator asked for, and the Coordinator does not', () => {
    const own = newRequest(policy, { requesterId: 'kim', typedById: 'kim' });
    expect(play(policy, own, 'kim', moveOf('classify'), stamper()('kim'))).toMatchObject({
      ok: false,
      problem: { why: 'apart' },
    });
    expect(play(policy, own, 'max', moveOf('classify'), stamper()('max')).ok).toBe(true);
  });

  it('F: whoever typed in an outsider’s request may fulfil it, for they did not ask', () => {
    const typed = newRequest(policy, { requesterId: undefined, outsiderId: 'out', typedById: 'ben' });
    expect(play(policy, typed, 'ben', moveOf('claim'), stamper()('ben')).ok).toBe(true);
  });
});

describe('after', () => {
  const story = (told: readonly Told[]) => after(policy, newRequest(policy), told);
  const at = (request: DataRequest) => {
    const position = positionOf(policy.pack.data_requests, request);
    return position.at === 'step' ? position.step.id : position.at;
  };

  it.each<[string, Told[], string]>([
    ['filing', [], 'claim'],
    ['a claim', claimed, 'fulfil'],
    ['fulfilling unclassified: sending waits for the level', fulfilled, 'send'],
    ['classifying what is fulfilled', ready, 'send'],
    ['sending', sent, 'close'],
    ['closing', closed, 'end'],
    ['putting back what is fulfilled: it is made anew', [...ready, ['ben', 'put_back']], 'claim'],
    ['… and claimed again', [...ready, ['ben', 'put_back'], ['cid', 'claim']], 'fulfil'],
    ['handing over what is ready: the next holder sends it', [...ready, ['ben', 'hand_over']], 'send'],
    ['recalling: a replacement is made', [...closed, ['ben', 'recall']], 'fulfil'],
    [
      'recalling what a leaver made: it waits to be claimed',
      [...closed, ['kim', { kind: 'recall', holderHere: false }]],
      'claim',
    ],
    [
      'reissuing',
      [...closed, ['ben', 'recall'], ['ben', 'fulfil'], ['ben', 'send'], ['ben', 'close']],
      'end',
    ],
    [
      'a level with other steps: R066 puts the review first',
      [...fulfilled, ['kim', { kind: 'classify', level: 'high' }]],
      'review',
    ],
    [
      'R065: what is done counts in the level’s own steps',
      [...fulfilled, ['kim', { kind: 'classify', level: 'medium' }]],
      'avoid_disclosure',
    ],
    [
      'correcting the level: what was done is not asked for again',
      [...fulfilled, ['kim', { kind: 'classify', level: 'high' }], ['kim', 'classify']],
      'send',
    ],
  ])('%s', (_, told, step) => {
    expect(at(story(told))).toBe(step);
  });

  it('R067: what comes later in the plan can’t be taken before what comes first', () => {
    const request = story([...fulfilled, ['kim', { kind: 'classify', level: 'high' }]]);
    for (const kind of ['fulfil', 'send', 'close'] as const)
      expect(play(policy, request, 'ben', moveOf(kind), stamper()('ben'))).toMatchObject({
        ok: false,
        problem: { why: 'other_step', step: 'The Coordinator reviews the request' },
      });
  });
});

describe('whatever people click, in whatever order', () => {
  const moves: readonly Move[] = [
    ...(['claim', 'put_back', 'ask', 'answer', 'fulfil', 'protect', 'close'] as const).map((kind) => ({
      kind,
    })),
    ...(['decline', 'withdraw', 'publish'] as const).map((kind) => ({ kind })),
    ...['low', 'medium', 'high'].map((level) => ({ kind: 'classify' as const, level })),
    ...['ann', 'ben', 'dora'].map((to) => ({ kind: 'hand_over' as const, to, toSteward: true })),
    ...[true, false].map((requesterLeft) => ({ kind: 'send' as const, requesterLeft, mark })),
    ...[true, false].map((passed) => ({ kind: 'qa' as const, passed, mark })),
    ...[true, false].map((holderHere) => ({ kind: 'recall' as const, holderHere })),
  ];
  const pairs = Object.keys(rolesOf).flatMap((who) => moves.map((move) => [who, move] as const));
  const onward = ['claim', 'fulfil', 'protect', 'qa', 'send', 'close', 'answer'];
  const endings = ['decline', 'withdraw', 'publish'];

  /** Blind clicks mostly bounce, so most follow what the rules would let through, and of that what leads onward. */
  const click = fc.record({
    how: fc.constantFrom('blind', 'allowed', 'onward', 'onward', 'low', 'ending'),
    luck: fc.nat(),
  });
  type Click = { readonly how: string; readonly luck: number };

  function choose(request: DataRequest, { how, luck }: Click): readonly [string, Move] {
    const cast = castOf(policy.pack.separation, request, staff);
    const allowed = pairs.filter(
      ([id, move]) => decide(policy.pack, request, move, { id, roles: rolesOf[id] ?? [] }, cast).ok,
    );
    const wanted: Readonly<Record<string, (move: Move) => boolean>> = {
      allowed: ({ kind }) => !endings.includes(kind),
      onward: ({ kind }) => onward.includes(kind),
      low: (move) => move.kind === 'classify' && move.level !== 'high',
      ending: ({ kind }) => luck % 10 === 0 && endings.includes(kind),
    };
    const some = allowed.filter(([, move]) => wanted[how]?.(move));
    const from = some.length > 0 ? some : pairs;
    return from[luck % from.length] ?? ['joe', { kind: 'claim' }];
  }

  it('nobody is two things at once, nothing is sent unclassified, and an end is an end', () => {
    const reached = { checked: 0, sent: 0, closed: 0, recalled: 0 };
    fc.assert(
      fc.property(fc.array(click, { minLength: 20, maxLength: 60 }), (clicks) => {
        const stamp = stamper();
        let request = newRequest(policy);
        for (const one of clicks) {
          const [actorId, made] = choose(request, one);
          const played = play(policy, request, actorId, made, stamp(actorId));
          if (!played.ok) continue;
          const before = request;
          request = played.value;
          expect(request.version).toBe(before.version + 1);
          if (before.state !== 'open') expect([before.state, made.kind]).toEqual(['closed', 'recall']);
          if (made.kind === 'claim') expect(before.holderId).toBeUndefined();
          expect(request.stays.filter(({ endedAt }) => !endedAt).length).toBeLessThanOrEqual(1);
          expect([request.holderId, request.fulfillerId, request.levelById]).not.toContain('ann');
          for (const { fulfilledById } of request.releases) expect(fulfilledById).not.toBe('ann');
          if (sentRelease(request)) {
            expect(request.level).toBeDefined();
            const sent = request.releases.at(-1);
            if (request.level === 'medium') {
              expect(sent?.passed).toBe(true);
              expect([sent?.fulfilledById, sent?.protectedById, 'ann']).not.toContain(sent?.checkedById);
              reached.checked += 1;
            }
            reached.sent += 1;
          }
          if (request.state === 'closed') {
            const steps = workflowOf(policy.pack.data_requests, request);
            const done = doneStays(policy.pack.data_requests, request);
            expect(steps.every(({ id, kind }) => kind === 'claim' || done.has(id))).toBe(true);
            reached.closed += 1;
          }
          if (made.kind === 'recall') reached.recalled += 1;
        }
      }),
      { numRuns: 60 },
    );
    // The property means nothing unless the stories get that far.
    expect(reached.sent).toBeGreaterThan(0);
    expect(reached.checked).toBeGreaterThan(0);
    expect(reached.closed).toBeGreaterThan(0);
    expect(reached.recalled).toBeGreaterThan(0);
  });
});
