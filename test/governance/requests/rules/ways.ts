/** Walks every way through a workflow: each outcome at each step, each loop as often as it may be run. */
import type { Move } from '../../../../src/governance/requests/rules/moves.ts';
import type { DataRequest } from '../../../../src/governance/requests/rules/request.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import type { Step } from '../../../../src/policy/schema-requests.ts';
import { mark } from './builders.ts';
import { act, begin, faults, stepNow, type Told, type Town } from './town.ts';

const today = Temporal.PlainDate.from('2026-11-18');

/** A way that leads back, or round by another hand: how often each may be taken on one walk. */
export type Loops = Readonly<Record<'failed' | 'pulled' | 'put_back' | 'recall' | 'recorded', number>>;

export const straight: Loops = { failed: 0, pulled: 0, put_back: 0, recall: 0, recorded: 0 };

export interface Option {
  readonly actor: string;
  readonly move: Move;
  readonly loop?: keyof Loops;
}

export interface Start {
  readonly name: string;
  readonly request: Partial<DataRequest>;
  /** Where it goes by level. */
  readonly level?: string;
}

/** Every workflow of the plan: each level, and each route with steps of its own, with PII and without as it may be. */
export function startsOf({ policy }: Town): readonly Start[] {
  const { routes, levels } = policy.pack.data_requests;
  return Object.entries(routes).flatMap(([route, { steps, pii }]): Start[] => {
    if (!steps)
      return Object.keys(levels).map((level) => ({ name: `${route}, ${level}`, request: { route }, level }));
    const each = pii === 'may' ? [true, false] : [pii === 'always'];
    return each.map((is) => ({
      name: `${route}${is ? ', about students' : ''}`,
      request: { route, pii: is },
    }));
  });
}

/** Somebody whom the plan names for it and who may. */
function who(town: Town, request: DataRequest, role: string, checks = false): string {
  const makers = request.releases.flatMap((one) => [one.fulfilledById, one.protectedById]);
  const others = checks ? [request.holderId, ...makers] : [request.releases.at(-1)?.checkedById];
  const busy = [request.requesterId, ...others];
  const found = Object.keys(town.rolesOf).find(
    (id) => town.rolesOf[id]?.includes(role) && !busy.includes(id),
  );
  if (!found) throw new Error(`nobody is left who is a ${role}`);
  return found;
}

/** Everything that can happen at a step, by those for whom it is. */
export function optionsAt(town: Town, request: DataRequest, step: Step): readonly Option[] {
  const plan = town.policy.pack.data_requests;
  const holder = request.holderId ?? '';
  const back: Option = { actor: holder, move: { kind: 'put_back' }, loop: 'put_back' };
  const checks = step.kind === 'qa';
  const doer = () =>
    ['holder', 'fulfiller'].includes(step.by) ? holder : who(town, request, step.by, checks);
  const of = (move: Move): Option => ({ actor: doer(), move });
  switch (step.kind) {
    case 'claim':
      return [{ actor: who(town, request, plan.route.to), move: { kind: 'claim' } }];
    case 'gather':
      return [of({ kind: 'gather' })];
    case 'draft_agreement':
      return [of({ kind: 'draft' })];
    case 'fulfil':
      return [of({ kind: 'fulfil' }), back];
    case 'avoid_disclosure':
      return [of({ kind: 'protect' }), back];
    case 'checklist':
      return checking(town, request, step, back);
    case 'qa':
      return [
        of({ kind: 'qa', passed: true, mark }),
        { ...of({ kind: 'qa', passed: false }), loop: 'failed' },
        back,
      ];
    case 'send':
      return [of({ kind: 'send', requesterLeft: false, mark }), back];
    case 'close':
      return [
        of({ kind: 'close' }),
        { actor: holder, move: { kind: 'recall', holderHere: true }, loop: 'recall' },
      ];
    case 'review':
    case 'approve':
    case 'authorise':
      return rulings(town, request, step, doer());
  }
}

function checking(town: Town, request: DataRequest, step: Step, back: Option): readonly Option[] {
  const checks = request.releases.at(-1)?.checks ?? [];
  const part = step.checklist?.by.find((one) => !checks.some((check) => check.part === one));
  const holder = request.holderId ?? '';
  if (part === undefined) return [{ actor: holder, move: { kind: 'check' } }, back];
  return [{ actor: part === 'holder' ? holder : who(town, request, part), move: { kind: 'tick', part } }];
}

function rulings(town: Town, request: DataRequest, step: Step, actor: string): readonly Option[] {
  const rule = (outcome: 'approved' | 'denied' | 'pulled', more: object = {}, by = actor): Option => ({
    actor: by,
    move: { kind: 'rule', outcome, ...more },
    ...(outcome === 'pulled' ? { loop: 'pulled' } : {}),
  });
  if (step.at === 'board_meeting') {
    if (!request.stays.some(({ endedAt, meetingId }) => !endedAt && meetingId))
      return [{ actor, move: { kind: 'schedule' } }];
    const board = { inFor: { byId: undefined, on: today } };
    return [rule('approved', board), rule('denied', board), rule('pulled', board)];
  }
  const recorded = step.recorded_by.map(
    (role): Option => ({
      ...rule('approved', { inFor: { byId: actor, on: today } }, who(town, request, role)),
      loop: 'recorded',
    }),
  );
  const back: readonly Option[] = step.on_fail
    ? [{ actor, move: { kind: 'qa', passed: false }, loop: 'failed' }]
    : [];
  return [rule('approved'), rule('denied'), ...recorded, ...back];
}

export interface Walked {
  /** Walks that came to an end, by how. */
  readonly ends: Map<string, number>;
  readonly visited: Set<string>;
  readonly wrong: string[];
}

/** `see` is shown each state once it is reached, with the story that led there. */
export function walk(
  town: Town,
  start: Start,
  loops: Loops,
  see: (request: DataRequest, story: readonly Told[]) => void = () => {},
): Walked {
  const plan = town.policy.pack.data_requests;
  const walked: Walked = { ends: new Map(), visited: new Set(), wrong: [] };
  const classifier =
    Object.keys(town.rolesOf).find((id) => town.rolesOf[id]?.includes(plan.classify.by)) ?? '';

  const go = (request: DataRequest, story: readonly Told[], left: Loops): void => {
    see(request, story);
    const step = stepNow(plan, request);
    if (step) walked.visited.add(step.id);
    if (request.state !== 'open') {
      walked.ends.set(request.state, (walked.ends.get(request.state) ?? 0) + 1);
      if (request.state !== 'closed') return;
      if (left.recall > 0) take(request, story, left, { actor: classifier, move: recall, loop: 'recall' });
      return;
    }
    if (!step) throw new Error(`${start.name}: nothing can be done after ${said(story)}`);
    for (const option of optionsAt(town, request, step))
      if (!option.loop || left[option.loop] > 0) take(request, story, left, option);
  };
  const take = (request: DataRequest, story: readonly Told[], left: Loops, option: Option): void => {
    const { actor, move, loop } = option;
    const done = act(town, request, actor, move);
    if (!done.ok) {
      walked.wrong.push(
        `${start.name}: ${actor} may not ${move.kind} after ${said(story)}: ${done.problem.why}`,
      );
      return;
    }
    const told = { actor, move, step: stepNow(plan, request), before: request, after: done.value };
    const more = [...story, told];
    walked.wrong.push(...faults(town, more));
    go(done.value, more, loop ? { ...left, [loop]: left[loop] - 1 } : left);
  };

  const begun = begin(town, start.request);
  const level = start.level;
  if (level === undefined) go(begun, [], loops);
  else {
    const move: Move = { kind: 'classify', level };
    const set = act(town, begun, classifier, move);
    if (!set.ok) throw new Error(`the level can't be set: ${set.problem.why}`);
    go(set.value, [{ actor: classifier, move, step: undefined, before: begun, after: set.value }], loops);
  }
  return walked;
}

const recall: Move = { kind: 'recall', holderHere: true };

function said(story: readonly Told[]): string {
  return story.map(({ actor, move }) => `${actor} ${move.kind}`).join(', ') || 'its filing';
}
