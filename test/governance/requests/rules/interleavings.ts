/** Random people with random roles, and what they try in any order; most tries are at the step that has come. */
import fc from 'fast-check';
import type { Move } from '../../../../src/governance/requests/rules/moves.ts';
import type { DataRequest } from '../../../../src/governance/requests/rules/request.ts';
import { partsWith } from '../../../../src/governance/requests/store/stood-in.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import { mark } from './builders.ts';
import { everyMove } from './forgeries.ts';
import { act, begin, faults, stepNow, type Told, type Town, townOf } from './town.ts';
import { type Start, startsOf } from './ways.ts';

const on = Temporal.PlainDate.from('2026-11-18');

interface Try {
  /** Who tries first; the others after them, until somebody may. */
  readonly who: number;
  /** Anything at all instead, by this one alone. */
  readonly wild: boolean;
  readonly which: number;
}

export interface Story {
  readonly people: readonly (readonly string[])[];
  readonly start: number;
  readonly requester: number;
  /** Somebody stands in for somebody else. */
  readonly lent: { readonly by: number; readonly to: number; readonly role: number } | undefined;
  readonly tries: readonly Try[];
}

/** Roles that steps of the plan name. */
function rolesAsked(policy: Policy): readonly string[] {
  const { routes, levels, route, classify } = policy.pack.data_requests;
  const ways = [...Object.values(levels), ...Object.values(routes)].flatMap(({ steps = [] }) => steps);
  const named = ways.flatMap(({ by, recorded_by, checklist }) => [
    by,
    ...recorded_by,
    ...(checklist?.by ?? []),
  ]);
  const all = [route.to, classify.by, classify.stand_in, ...named];
  return [...new Set(all)].filter((one) => !['holder', 'fulfiller'].includes(one)).sort();
}

export function interleaving(policy: Policy, longest = 60): fc.Arbitrary<Story> {
  const roles = [...rolesAsked(policy)];
  const some = fc.subarray(roles, { minLength: Math.floor(roles.length / 2) });
  const oneTry = fc.record({
    who: fc.nat(4),
    wild: fc.nat(9).map((dice) => dice < 2),
    which: fc.nat(1000),
  });
  return fc.record({
    people: fc.array(some, { minLength: 2, maxLength: 5 }),
    start: fc.nat(1000),
    requester: fc.nat(4),
    lent: fc.option(fc.record({ by: fc.nat(4), to: fc.nat(4), role: fc.nat(1000) }), { nil: undefined }),
    tries: fc.array(oneTry, { minLength: 30, maxLength: longest }),
  });
}

export interface Played {
  readonly wrong: readonly string[];
  /** The names of the ways on which something was sent. */
  readonly sent: readonly string[];
}

export function playAll(policy: Policy, story: Story): Played {
  const town = townFor(policy, story);
  const ids = Object.keys(town.rolesOf);
  const id = (index: number) => ids[index % ids.length] ?? '';
  const starts = startsOf(town);
  const start = starts[story.start % starts.length] as Start;
  const plan = policy.pack.data_requests;
  const asker = id(story.requester);
  let request = begin(town, { ...start.request, requesterId: asker, typedById: asker });
  const told: Told[] = [];
  const wrong: string[] = [];
  const sent: string[] = [];
  const wild = everyMove(policy);
  for (const { who, wild: isWild, which } of story.tries) {
    const move = isWild ? (wild[which % wild.length] as Move) : sensible(town, request, start, which);
    const actors = isWild ? [id(who)] : ids.map((_, index) => id(who + index));
    for (const actor of actors) {
      const real =
        move.kind === 'hand_over' ? { ...move, to: id(which), toSteward: isSteward(town, id(which)) } : move;
      const done = act(town, request, actor, real);
      if (!done.ok) continue;
      told.push({ actor, move: real, step: stepNow(plan, request), before: request, after: done.value });
      wrong.push(...faults(town, told));
      if (move.kind === 'send') sent.push(start.name);
      request = done.value;
      break;
    }
  }
  return { wrong, sent };
}

function isSteward(town: Town, personId: string): boolean {
  return town.rolesOf[personId]?.includes(town.policy.pack.data_requests.route.to) ?? false;
}

function townFor(policy: Policy, { people, lent }: Story): Town {
  const rolesOf = people.map((roles) => [...roles]);
  const [by, to] = lent ? [lent.by % people.length, lent.to % people.length] : [0, 0];
  const role = lent && rolesOf[by]?.[lent.role % rolesOf[by].length];
  if (role === undefined || by === to) return townOf(policy, named(rolesOf));
  rolesOf[to] = [...new Set([...(rolesOf[to] ?? []), role])];
  const parts = partsWith(policy.pack.data_requests, role);
  return townOf(policy, named(rolesOf), [
    { delegateId: `p${to}`, forId: `p${by}`, role, parts, over: false },
  ]);
}

function named(rolesOf: readonly (readonly string[])[]) {
  return Object.fromEntries(rolesOf.map((roles, index) => [`p${index}`, roles]));
}

/** Now and then the request changes under its steps, or goes to other hands. */
function besides(town: Town, request: DataRequest, which: number): Move | undefined {
  const plan = town.policy.pack.data_requests;
  const levels = Object.keys(plan.levels);
  if (which % 23 === 1 && request.level !== undefined)
    return { kind: 'classify', level: levels[which % levels.length] ?? '' };
  if (which % 23 === 2) return { kind: 'identify' };
  if (which % 23 === 5) return { kind: 'unidentify' };
  if (which % 23 === 3) return { kind: 'put_back' };
  return which % 23 === 4 ? { kind: 'hand_over', to: '', toSteward: true } : undefined;
}

/** What the step that has come asks for. */
function sensible(town: Town, request: DataRequest, start: Start, which: number): Move {
  const plan = town.policy.pack.data_requests;
  const step = stepNow(plan, request);
  if (start.level !== undefined && request.level === undefined && which % 2 === 0)
    return { kind: 'classify', level: start.level };
  const aside = besides(town, request, which);
  if (aside) return aside;
  switch (step?.kind) {
    case undefined:
    case 'claim':
      return { kind: 'claim' };
    case 'gather':
    case 'fulfil':
    case 'close':
      return { kind: step.kind };
    case 'draft_agreement':
      return { kind: 'draft' };
    case 'avoid_disclosure':
      return { kind: 'protect' };
    case 'checklist': {
      const parts = [...(step.checklist?.by ?? [])];
      const left = parts.find(
        (part) => !request.releases.at(-1)?.checks.some((check) => check.part === part),
      );
      return left ? { kind: 'tick', part: left } : { kind: 'check' };
    }
    case 'qa':
      return which % 8 === 0 ? { kind: 'qa', passed: false } : { kind: 'qa', passed: true, mark };
    case 'send':
      return { kind: 'send', requesterLeft: false, mark };
    case 'review':
    case 'approve':
    case 'authorise':
      return ruling(town, request, step.at === 'board_meeting', step.by, which);
  }
}

function ruling(town: Town, request: DataRequest, atBoard: boolean, by: string, which: number): Move {
  const outcome = which % 40 === 0 ? 'denied' : 'approved';
  if (atBoard) {
    const picked = request.stays.some(({ endedAt, meetingId }) => !endedAt && meetingId !== undefined);
    if (!picked) return { kind: 'schedule' };
    return { kind: 'rule', outcome: which % 9 === 0 ? 'pulled' : outcome, inFor: { byId: undefined, on } };
  }
  const deciders = Object.keys(town.rolesOf).filter((id) => town.rolesOf[id]?.includes(by));
  const byId = deciders[which % Math.max(deciders.length, 1)];
  return which % 3 === 0 && byId !== undefined
    ? { kind: 'rule', outcome, inFor: { byId, on } }
    : { kind: 'rule', outcome };
}
