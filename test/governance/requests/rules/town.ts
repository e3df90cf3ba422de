/** A small district in memory for walks through whole workflows, and what must hold whenever somebody sends something. */
import { carryOut, goOn, type Stamp } from '../../../../src/governance/requests/rules/carry-out.ts';
import { castOf, type Staff } from '../../../../src/governance/requests/rules/cast.ts';
import { decide } from '../../../../src/governance/requests/rules/decide.ts';
import type { Cast, Move, Refusal } from '../../../../src/governance/requests/rules/moves.ts';
import type { Check, DataRequest, Release } from '../../../../src/governance/requests/rules/request.ts';
import type { Calendar } from '../../../../src/kernel/calendar.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import type { Result } from '../../../../src/kernel/result.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import type { DataRequestPolicy, Step } from '../../../../src/policy/schema-requests.ts';
import { mark, morning, newRequest } from './builders.ts';

export interface Town {
  readonly policy: Policy;
  readonly rolesOf: Readonly<Record<string, readonly string[]>>;
  readonly staff: Staff;
}

/** What happened, in order; the test's own record, from which it judges what the rules allowed. */
export interface Told {
  readonly actor: string;
  readonly move: Move;
  /** The step that had come. */
  readonly step: Step | undefined;
  readonly before: DataRequest;
  readonly after: DataRequest;
}

/** Days are another test's business, and reckoning them takes most of a walk's time. */
export function withoutDays(policy: Policy): Policy {
  const still: Calendar = { ...policy.calendar, due: (from) => from, nextReminderTime: (at) => at };
  return { ...policy, calendar: still };
}

export function townOf(policy: Policy, rolesOf: Town['rolesOf'], stoodIn: Staff['stoodIn'] = []): Town {
  const holders = (role: string) => Object.keys(rolesOf).filter((id) => rolesOf[id]?.includes(role));
  const { classify, route } = policy.pack.data_requests;
  const stewards = holders(route.to);
  const roles = Object.keys(policy.pack.roles);
  return {
    policy,
    rolesOf,
    staff: {
      stewardsOf: new Map([['graduation', stewards]]),
      allStewards: stewards,
      coordinators: holders(classify.by),
      standIns: holders(classify.stand_in),
      holdersOf: new Map(roles.map((role) => [role, holders(role)])),
      stoodIn,
    },
  };
}

let ids = 0;

function stampOf(actorId: string): Stamp {
  return {
    actorId,
    now: morning,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
  };
}

export function begin(town: Town, more: Partial<DataRequest>): DataRequest {
  const { policy } = town;
  const blank = { ...newRequest(policy, more), stays: [] };
  return goOn(policy.pack.data_requests, policy.calendar, blank, stampOf('ann'));
}

export function wouldBe(town: Town, request: DataRequest, actorId: string, move: Move) {
  const { policy, rolesOf } = town;
  const actor = { id: actorId, roles: rolesOf[actorId] ?? [] };
  return decide(policy.pack, request, move, actor, castFor(town, request));
}

/** Many moves are tried on one state. */
const casts = new WeakMap<DataRequest, Cast>();

function castFor({ policy, staff }: Town, request: DataRequest): Cast {
  const cast = casts.get(request) ?? castOf(policy.pack.separation, request, staff);
  casts.set(request, cast);
  return cast;
}

/** Decides and carries out, with what the commands write beside it. */
export function act(
  town: Town,
  request: DataRequest,
  actorId: string,
  move: Move,
): Result<DataRequest, Refusal> {
  const decided = wouldBe(town, request, actorId, move);
  if (!decided.ok) return decided;
  const plan = town.policy.pack.data_requests;
  const stamp = stampOf(actorId);
  const after = carryOut(plan, town.policy.calendar, request, decided.value, stamp);
  return { ok: true, value: beside(plan, request, after, actorId, move, stamp) };
}

function beside(
  plan: DataRequestPolicy,
  before: DataRequest,
  after: DataRequest,
  by: string,
  move: Move,
  stamp: Stamp,
): DataRequest {
  const last = after.releases.at(-1);
  const withLast = (more: Partial<Release>): DataRequest =>
    last ? { ...after, releases: [...after.releases.slice(0, -1), { ...last, ...more }] } : after;
  const at = stamp.now;
  switch (move.kind) {
    case 'draft': {
      const id = `agreement-${after.agreements.length}`;
      const drafted = { id, reference: id, version: 1, endsOn: Temporal.PlainDate.from('2027-06-30') };
      const untouched = { voidedById: undefined, voidedAt: undefined };
      const agreement = { ...drafted, draftedById: by, draftedAt: at, ...untouched };
      return { ...after, agreements: [...after.agreements, agreement] };
    }
    case 'fulfil':
      return { ...after, releases: [...after.releases, made(after, by, stamp)] };
    case 'protect':
      return withLast({ technique: 'suppressed', protectedById: by, fileHash: mark });
    case 'tick':
      return withLast({ checks: [...(last?.checks ?? []), ...answersOf(plan, before, move.part, by)] });
    case 'qa':
      return withLast({ checkedById: by, checkedAt: at, passed: move.passed });
    case 'send':
      return withLast({ sentById: by, sentAt: at });
    case 'recall':
      return withLast({ recalledById: by, recalledAt: at });
    case 'schedule':
      return {
        ...after,
        stays: after.stays.map((stay) => (stay.endedAt ? stay : { ...stay, meetingId: 'meeting' })),
      };
    default:
      return after;
  }
}

function answersOf(plan: DataRequestPolicy, before: DataRequest, part: string, byId: string): Check[] {
  const list = stepNow(plan, before)?.checklist?.list ?? '';
  const items = plan.checklists[list]?.areas.flatMap((area) => area.items) ?? [];
  return items.map(({ id }) => ({ part, item: id, answer: 'yes', byId, at: morning }));
}

function made({ releases }: DataRequest, by: string, stamp: Stamp): Release {
  return {
    id: stamp.newId(),
    version: releases.length + 1,
    fulfilledById: by,
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
  };
}

/** The way as the pack writes it, read without the code under test. */
export function wayOf(plan: DataRequestPolicy, { route, level, pii }: DataRequest): readonly Step[] {
  const own = plan.routes[route]?.steps;
  const steps = own ?? (level === undefined ? plan.intake.steps : plan.levels[level]?.steps) ?? [];
  return steps.filter(({ when }) => when === undefined || (when === 'pii') === pii);
}

/** The step of the open stay. */
export function stepNow(plan: DataRequestPolicy, request: DataRequest): Step | undefined {
  const open = request.stays.find(({ endedAt }) => !endedAt);
  return wayOf(plan, request).find(({ id }) => id === open?.step);
}

const making = ['fulfil', 'avoid_disclosure', 'checklist', 'qa', 'send', 'close'];
const ruling = ['review', 'draft_agreement', 'approve', 'authorise'];

/** Who did each step, as far as it still counts at the end of the story. */
export function creditOf(plan: DataRequestPolicy, story: readonly Told[]): ReadonlyMap<string, Told> {
  const credit = new Map<string, Told>();
  const undo = (kinds: readonly string[]) => {
    for (const [id, { step }] of credit) if (step && kinds.includes(step.kind)) credit.delete(id);
  };
  for (const told of story) {
    const { move, step, before, after } = told;
    if (move.kind === 'put_back' || move.kind === 'recall') undo(making);
    else if (move.kind === 'identify' || move.kind === 'unidentify') undo([...making, ...ruling]);
    else if (move.kind === 'classify') {
      if (before.level === undefined || before.level === after.level) continue;
      const order = Object.keys(plan.levels);
      const stricter = order.indexOf(after.level ?? '') > order.indexOf(before.level);
      undo(stricter ? [...making, ...ruling] : ruling);
    } else if (move.kind === 'qa' && !move.passed) {
      const way = wayOf(plan, before);
      for (const one of way.slice(way.findIndex(({ id }) => id === step?.on_fail)))
        if (making.includes(one.kind)) credit.delete(one.id);
    } else if (step && completes(move)) credit.set(step.id, told);
  }
  return credit;
}

function completes(move: Move): boolean {
  if (move.kind === 'rule') return move.outcome === 'approved';
  return ['claim', 'gather', 'draft', 'fulfil', 'protect', 'check', 'qa', 'send', 'close'].includes(
    move.kind,
  );
}

/** Whom the plan names for a step, asked of the people and the pack alone. */
export function isEntitled(town: Town, { step, actor, before, move }: Told): boolean {
  if (!step) return false;
  const { rolesOf, policy } = town;
  const plan = policy.pack.data_requests;
  const roles = rolesOf[actor] ?? [];
  if (actor === before.requesterId) return false;
  if (standsInForAsker(town, before, actor, step.by)) return false;
  if (step.kind === 'claim') return roles.includes(plan.route.to);
  if (step.by === 'holder' || (step.kind !== 'qa' && step.by === plan.route.to))
    return actor === before.holderId;
  if (step.by === 'fulfiller') return actor === before.holderId || actor === before.fulfillerId;
  if (roles.includes(step.by)) return true;
  if (move.kind === 'close' || move.kind === 'send') return actor === before.holderId;
  if (step.recorded_by.some((role) => roles.includes(role))) return true;
  // The stand-in acts where every Coordinator asks for the data.
  const coordinators = Object.keys(rolesOf).filter((id) => rolesOf[id]?.includes(plan.classify.by));
  const none = coordinators.every(
    (id) => id === before.requesterId || decidesInAskersPlace(town, before, id),
  );
  const named = [step.by, ...step.recorded_by].includes(plan.classify.by);
  return named && none && roles.includes(plan.classify.stand_in);
}

/** With a role that whoever asked has lent to them. */
/** Whoever stands in for the asker with any role that decides is kept from every decision on that request. */
function decidesInAskersPlace({ staff }: Town, { requesterId }: DataRequest, actor: string): boolean {
  return (staff.stoodIn ?? []).some(
    ({ delegateId, forId, parts }) =>
      delegateId === actor && forId === requesterId && parts.includes('approver'),
  );
}

function standsInForAsker(
  { staff }: Town,
  { requesterId }: DataRequest,
  actor: string,
  role: string,
): boolean {
  return (staff.stoodIn ?? []).some(
    (one) => one.delegateId === actor && one.forId === requesterId && one.role === role,
  );
}

/** Whose work it counts as too, while stewards stand in for one another. */
function facesOf({ staff, policy }: Town, actor: string | undefined): readonly (string | undefined)[] {
  const { to } = policy.pack.data_requests.route;
  const places = (staff.stoodIn ?? []).filter(({ delegateId, role }) => delegateId === actor && role === to);
  return [actor, ...places.map(({ forId }) => forId)];
}

/** What must hold after any move; a sentence for each thing that does not. */
export function faults(town: Town, story: readonly Told[]): readonly string[] {
  const told = story.at(-1);
  if (!told) return [];
  const { after, move, before } = told;
  const plan = town.policy.pack.data_requests;
  const found: string[] = [];
  const open = after.stays.filter(({ endedAt }) => !endedAt);
  if (open.length > 1) found.push(`${open.length} stays are open at once`);
  if (after.state !== 'open' && (open.length > 0 || !after.endedAt)) found.push('it ended and goes on');
  if (!['open', 'closed', 'declined', 'withdrawn', 'public', 'merged'].includes(after.state))
    found.push(`“${after.state}” is no end`);
  if (after.state === 'closed' && move.kind !== 'close' && before.state === 'open')
    found.push(`“${move.kind}” closed it`);
  if (before.stays.at(-1)?.outcome === 'denied') found.push('it went on after a denial');
  if (after.agreements.filter(({ voidedAt }) => !voidedAt).length > 1) found.push('two agreements stand');
  if (move.kind === 'send') found.push(...faultsOfSending(town, story.slice(0, -1), told));
  for (const part of [after.holderId, after.fulfillerId, after.levelById])
    if (part !== undefined && part === after.requesterId) found.push('whoever asked has a hand in it');
  return found.map(
    (one) =>
      `${move.kind} by ${told.actor} at ${told.step?.id ?? 'no step'} (${plan.routes[after.route]?.name}): ${one}`,
  );
}

/** Never sent without each step before it, done by somebody whom the plan names, and by distinct people. */
function faultsOfSending(town: Town, story: readonly Told[], sending: Told): readonly string[] {
  const { before } = sending;
  const plan = town.policy.pack.data_requests;
  const way = wayOf(plan, before);
  const credit = creditOf(plan, story);
  const found: string[] = [];
  if (!plan.routes[before.route]?.steps && before.level === undefined) found.push('sent without a level');
  for (const step of way.slice(
    0,
    way.findIndex(({ kind }) => kind === 'send'),
  )) {
    const by = credit.get(step.id);
    if (step.kind === 'claim') {
      if (before.holderId === undefined) found.push('sent while nobody holds it');
    } else if (!by) found.push(`sent without “${step.id}”`);
    else if (!isEntitled(town, by))
      found.push(`“${step.id}” was done by ${by.actor}, whom the plan does not name`);
  }
  const doers = (...kinds: string[]) =>
    [...credit.values()].filter(({ step }) => step && kinds.includes(step.kind));
  const making = [before.holderId, ...doers('fulfil', 'avoid_disclosure').map(({ actor }) => actor)];
  const makers = making.flatMap((id) => facesOf(town, id));
  for (const { actor } of doers('qa'))
    if (facesOf(town, actor).some((face) => makers.includes(face)))
      found.push(`${actor} checked their own work`);
  for (const { actor } of credit.values())
    if (actor === before.requesterId) found.push('whoever asked did a step');
  if (sending.actor === before.requesterId) found.push('whoever asked sent it');
  const { authorised_by } = plan.pii;
  if (before.pii && !doers('authorise').some(({ actor }) => town.rolesOf[actor]?.includes(authorised_by)))
    found.push('data about students were sent without the named authorisation');
  return found;
}
