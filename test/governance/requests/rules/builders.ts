/** A request as the rules see it, built for tables and properties; nothing here touches a database. */
import { carryOut, goOn, type Stamp } from '../../../../src/governance/requests/rules/carry-out.ts';
import { castOf, type Staff } from '../../../../src/governance/requests/rules/cast.ts';
import { decide } from '../../../../src/governance/requests/rules/decide.ts';
import type { Move, Refusal } from '../../../../src/governance/requests/rules/moves.ts';
import type { DataRequest, Release } from '../../../../src/governance/requests/rules/request.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import type { Result } from '../../../../src/kernel/result.ts';
import type { Policy } from '../../../../src/policy/policy.ts';

/** A Wednesday morning in Utah. */
export const morning = Temporal.Instant.from('2026-11-18T16:00:00Z');

/** Of the one file that is made in all these stories. */
export const mark = 'f'.repeat(64);

/** Who is who: Ann asks and happens to be a steward too, Max stands in for the Coordinator. */
export const staff: Staff = {
  stewardsOf: new Map([['graduation', ['ann', 'ben', 'cid']]]),
  allStewards: ['ann', 'ben', 'cid', 'dora'],
  coordinators: ['kim'],
  standIns: ['max'],
  holdersOf: new Map([
    ['coordinator_data_stats', ['kim']],
    ['student_data_manager', ['max']],
    ['legal', ['lou']],
    ['board_secretary', ['bea']],
    ['superintendent', ['sue']],
    ['purchasing_contract_manager', ['pat']],
  ]),
};

export const rolesOf: Readonly<Record<string, readonly string[]>> = {
  ann: ['data_steward'],
  ben: ['data_steward'],
  cid: ['data_steward'],
  dora: ['data_steward'],
  kim: ['coordinator_data_stats'],
  max: ['student_data_manager'],
  joe: [],
  lou: ['legal'],
  bea: ['board_secretary'],
  sue: ['superintendent'],
  pat: ['purchasing_contract_manager'],
  dan: ['data_analyst'],
};

export function stamper(): (actorId: string | undefined) => Stamp {
  let ids = 0;
  let hours = 0;
  return (actorId) => {
    hours += 1;
    return {
      actorId,
      now: morning.add({ hours }),
      newId: () => {
        ids += 1;
        return `id-${ids}`;
      },
    };
  };
}

export function newRequest(policy: Policy, more: Partial<DataRequest> = {}): DataRequest {
  const blank: DataRequest = {
    id: 'request',
    number: 1001,
    version: 1,
    state: 'open',
    requesterId: 'ann',
    outsiderId: undefined,
    typedById: 'ann',
    cameInBy: 'chat',
    cameInOn: Temporal.PlainDate.from('2026-11-18'),
    collectionIds: ['graduation'],
    detail: 'whole',
    format: 'number',
    neededBy: undefined,
    level: undefined,
    levelById: undefined,
    levelAt: undefined,
    levelStandingId: undefined,
    holderId: undefined,
    fulfillerId: undefined,
    repeatOfId: undefined,
    route: 'general',
    pii: false,
    resubmissionOfId: undefined,
    splitFromId: undefined,
    mergedIntoId: undefined,
    answerBy: undefined,
    answerRemindOn: undefined,
    publicRecordById: undefined,
    publicRecordAt: undefined,
    answers: [],
    agreements: [],
    policy: policy.fingerprint,
    filedAt: morning,
    endedAt: undefined,
    stays: [],
    questions: [],
    releases: [],
    ...more,
  };
  return goOn(policy.pack.data_requests, policy.calendar, blank, {
    actorId: blank.typedById,
    now: morning,
    newId: () => 'first',
  });
}

/** Decides and carries out, with the release that the command would write beside it. */
export function play(
  policy: Policy,
  request: DataRequest,
  actorId: string,
  move: Move,
  stamp: Stamp,
): Result<DataRequest, Refusal> {
  const actor = { id: actorId, roles: rolesOf[actorId] ?? [] };
  const cast = castOf(policy.pack.separation, request, staff);
  const decided = decide(policy.pack, request, move, actor, cast);
  if (!decided.ok) return decided;
  const after = carryOut(policy.pack.data_requests, policy.calendar, request, decided.value, stamp);
  return { ok: true, value: { ...after, releases: releasesAfter(after, actorId, move, stamp) } };
}

function releasesAfter(request: DataRequest, actorId: string, move: Move, stamp: Stamp): readonly Release[] {
  const { releases } = request;
  const last = releases.at(-1);
  if (move.kind === 'fulfil')
    return [
      ...releases,
      {
        id: stamp.newId(),
        version: releases.length + 1,
        fulfilledById: actorId,
        fulfilledAt: stamp.now,
        folderLink: 'https://files.legacy.example/x',
        dateStamp: Temporal.PlainDate.from('2026-11-18'),
        deliveryMethod: undefined,
        deliveredOn: undefined,
        sentById: undefined,
        sentAt: undefined,
        recalledAt: undefined,
        recalledById: undefined,
        technique: undefined,
        protectedById: undefined,
        fileHash: mark,
        checkedById: undefined,
        checkedAt: undefined,
        passed: undefined,
        checks: [],
        definitions: [],
      },
    ];
  if (!last) return releases;
  if (move.kind === 'send')
    return [...releases.slice(0, -1), { ...last, sentById: actorId, sentAt: stamp.now }];
  if (move.kind === 'protect')
    return [...releases.slice(0, -1), { ...last, technique: 'suppressed', protectedById: actorId }];
  if (move.kind === 'qa')
    return [
      ...releases.slice(0, -1),
      { ...last, checkedById: actorId, checkedAt: stamp.now, passed: move.passed },
    ];
  if (move.kind === 'recall')
    return [...releases.slice(0, -1), { ...last, recalledById: actorId, recalledAt: stamp.now }];
  return releases;
}

/** Plays a story that must go through, and returns where it leads. */
export function after(
  policy: Policy,
  start: DataRequest,
  story: readonly (readonly [string, Move | Move['kind']])[],
): DataRequest {
  const stamp = stamper();
  return story.reduce((request, [actorId, told]) => {
    const move = typeof told === 'string' ? moveOf(told) : told;
    const played = play(policy, request, actorId, move, stamp(actorId));
    if (!played.ok) throw new Error(`${actorId} may not ${move.kind}: ${played.problem.why}`);
    return played.value;
  }, start);
}

export function moveOf(kind: Move['kind']): Move {
  switch (kind) {
    case 'classify':
      return { kind, level: 'low' };
    case 'hand_over':
      return { kind, to: 'cid', toSteward: true };
    case 'send':
      return { kind, requesterLeft: false, mark };
    case 'recall':
      return { kind, holderHere: true };
    case 'rule':
      return { kind, outcome: 'approved' };
    case 'qa':
      return { kind, passed: true, mark };
    case 'tick':
      return { kind, part: 'holder' };
    case 'split':
      return { kind, collectionIds: ['graduation'] };
    case 'merge':
      throw new Error('say into which request it is merged');
    default:
      return { kind };
  }
}
