/** One open duty on its ladder: when its person is reminded, when others are shown it, and where it ends. */
import type { Calendar } from '../kernel/calendar.ts';
import { Temporal } from '../kernel/clock.ts';
import { addTo } from './due.ts';
import type { Policy } from './policy.ts';
import type { Ladder } from './schema-duties.ts';

/** Days are YYYY-MM-DD. */
export interface Rung {
  readonly dueOn: string;
  readonly openedOn: string;
  /** Before this day it can't be done, so nobody is told. */
  readonly countsFrom: string | undefined;
  /** Steps taken; beyond the pack's steps each reminder after them, then the end, is one more. */
  readonly stage: number;
  /** The day on which the last of them was taken; needed where a reminder may be put off. */
  readonly steppedOn?: string | undefined;
  readonly toldOn: string | undefined;
  /** By the ladder itself, not by a supervisor's button. */
  readonly remindedOn: string | undefined;
  readonly snoozedUntil: string | undefined;
  readonly shownTo: readonly string[];
  /** Whether messages get through to the person; if not, Human Resources hears of that, and nobody else is shown it. */
  readonly reachable: boolean;
}

export interface Climb {
  readonly remind: boolean;
  /** Who is shown it from this day on: `supervisor`, or roles. */
  readonly show: readonly string[];
  readonly stage: number;
  /** Nothing after the end. */
  readonly nextOn: string | undefined;
}

/**
 * What happens on this working day. Whatever days were missed before it come together in one reminder (T9), and others
 * are shown the duty on a later day than the one on which the person was first told: the person is told before them.
 */
export function climb(policy: Policy, ladder: Ladder, at: Rung, day: string): Climb {
  const { calendar } = policy;
  const { steps, repeat, ends } = ladder;
  if (at.snoozedUntil !== undefined && at.snoozedUntil > day)
    return { remind: false, show: [], stage: at.stage, nextOn: workingDayFrom(calendar, at.snoozedUntil) };
  let stage = at.stage;
  let remind = at.snoozedUntil !== undefined;
  while (stage < steps.length && stepDay(policy, ladder, stage, at) <= day) {
    if (steps[stage]?.tell.includes('self') || at.toldOn === undefined) remind = true;
    stage += 1;
  }
  let ended = false;
  if (at.stage >= steps.length && repeatDay(policy, ladder, at) <= day) {
    ended = at.stage - steps.length >= repeat.at_most;
    if (!ended) remind = true;
    stage = at.stage + 1;
  }
  const waiting = toldFrom(ladder, stage).filter((to) => !at.shownTo.includes(to));
  const toldBefore = at.toldOn !== undefined && at.toldOn < day;
  const show = toldBefore && at.reachable ? [...waiting] : [];
  if (ended && !at.shownTo.includes(ends.show_to) && !show.includes(ends.show_to)) show.push(ends.show_to);
  if (ended) return { remind, show, stage, nextOn: undefined };
  const after: Rung = {
    ...{ ...at, stage, steppedOn: stage > at.stage ? day : at.steppedOn },
    ...(remind ? { remindedOn: day, toldOn: at.toldOn ?? day } : {}),
  };
  const next = nextEvent(policy, ladder, after);
  const othersNext = waiting.length > show.length && !toldBefore ? nextWorkingDay(calendar, day) : next;
  return { remind, show, stage, nextOn: othersNext < next ? othersNext : next };
}

/** When the ladder has something to say for the first time. */
export function firstStepOn(
  policy: Policy,
  duty: string,
  due: { readonly dueOn: string; readonly openedOn: string; readonly countsFrom: string | undefined },
): string | undefined {
  const ladder = ladderOf(policy, duty);
  if (!ladder) return undefined;
  const first = stepDay(policy, ladder, 0, due);
  const opened = workingDayFrom(policy.calendar, due.openedOn);
  return first < opened ? opened : first;
}

export function ladderOf(policy: Policy, duty: string): Ladder | undefined {
  const name = policy.pack.duties[duty]?.ladder;
  return name === undefined ? undefined : policy.pack.ladders[name];
}

export interface PlannedShow {
  readonly to: string;
  readonly on: string;
}

/**
 * Who is still to be shown it, and from when, as its person is told on this day. Kept to: it may happen later than said
 * (after days off, a leave or an outage), never earlier. The end is named once the due date has come. A supervisor's
 * weekly message names whatever is due soon, whatever the ladder says and whichever weekday they chose for it.
 */
export function plannedShows(policy: Policy, ladder: Ladder, at: Rung, day: string): readonly PlannedShow[] {
  const planned = ladderShows(policy, ladder, at, day);
  if (at.shownTo.includes('supervisor')) return planned;
  const { amount, unit } = policy.pack.supervision.weekly.ahead;
  const soon = workingDayFrom(policy.calendar, addTo(policy.calendar, at.dueOn, { amount: -amount, unit }));
  const weekly = later(soon, earliestShow(policy, at, day));
  const step = planned.find(({ to }) => to === 'supervisor')?.on ?? weekly;
  return [
    { to: 'supervisor', on: earlier(step, weekly) },
    ...planned.filter(({ to }) => to !== 'supervisor'),
  ];
}

/** Nobody else before the day after the person was told. */
function earliestShow({ calendar }: Policy, { toldOn }: Rung, day: string): string {
  return toldOn !== undefined && toldOn < day ? workingDayFrom(calendar, day) : nextWorkingDay(calendar, day);
}

function ladderShows(policy: Policy, ladder: Ladder, at: Rung, day: string): readonly PlannedShow[] {
  const earliest = earliestShow(policy, at, day);
  const planned: PlannedShow[] = [];
  for (const [index, step] of ladder.steps.entries())
    for (const to of step.tell) {
      if (to === 'self' || at.shownTo.includes(to) || planned.some((one) => one.to === to)) continue;
      planned.push({ to, on: later(stepDay(policy, ladder, index, at), earliest) });
    }
  const { show_to } = ladder.ends;
  const told = at.shownTo.includes(show_to) || planned.some(({ to }) => to === show_to);
  if (!told && (at.stage >= ladder.steps.length || ladder.repeat.at_most === 0))
    planned.push({ to: show_to, on: later(endDay(policy, ladder, at, day), earliest) });
  return planned;
}

/** The last day until which the next reminder may be put off: the pack's bound, and never past the next escalation. */
export function latestSnooze(policy: Policy, ladder: Ladder, at: Rung, day: string): string {
  const bound = addTo(policy.calendar, day, policy.pack.reminders.snooze.at_most);
  return ladderShows(policy, ladder, at, day).reduce(
    (latest, { to, on }) => (isEnd(ladder, to) || on >= latest ? latest : on),
    at.stage >= ladder.steps.length ? earlier(bound, endDay(policy, ladder, at, day)) : bound,
  );
}

/** Reminders that a ladder sends at most for one duty, without those that its person asked for by putting one off. */
export function mostReminders(ladder: Ladder): number {
  return ladder.steps.filter(({ tell }) => tell.includes('self')).length + ladder.repeat.at_most;
}

function isEnd(ladder: Ladder, to: string): boolean {
  return to === ladder.ends.show_to && !ladder.steps.some(({ tell }) => tell.includes(to));
}

function nextEvent(policy: Policy, ladder: Ladder, at: Rung): string {
  return at.stage < ladder.steps.length
    ? stepDay(policy, ladder, at.stage, at)
    : repeatDay(policy, ladder, at);
}

/** Everybody but the person whom the steps taken so far tell. */
function toldFrom(ladder: Ladder, stage: number): readonly string[] {
  return [...new Set(ladder.steps.slice(0, stage).flatMap(({ tell }) => tell))].filter((to) => to !== 'self');
}

type Dated = Pick<Rung, 'dueOn' | 'openedOn' | 'countsFrom'>;

/**
 * A step on a day off waits for the next working day (T10); one that would then come after the due date is taken on the
 * last working day before it. No step comes before the one that stands before it.
 */
function stepDay(policy: Policy, { steps }: Ladder, index: number, at: Dated): string {
  let day = '';
  for (const step of steps.slice(0, index + 1)) day = later(day, ownDay(policy, step.at, at));
  return day;
}

function ownDay(policy: Policy, at: Ladder['steps'][number]['at'], { dueOn, openedOn, countsFrom }: Dated) {
  const { calendar } = policy;
  if (at === 'opened') {
    const { amount, unit } = policy.pack.reminders.ahead;
    const seen = addTo(calendar, dueOn, { amount: -amount, unit });
    return workingDayFrom(calendar, later(later(openedOn, seen), countsFrom ?? ''));
  }
  const nominal = addTo(calendar, dueOn, at);
  const working = workingDayFrom(calendar, nominal);
  return at.amount < 0 && working > dueOn ? workingDayUntil(calendar, nominal) : working;
}

/** So long after the last reminder, and after the last step: after an outage the rest keeps its distance. */
function repeatDay(policy: Policy, ladder: Ladder, at: Rung): string {
  return onceMore(policy, ladder, repeatsFrom(policy, ladder, at, ''));
}

function onceMore({ calendar }: Policy, { repeat }: Ladder, from: string): string {
  return workingDayFrom(calendar, addTo(calendar, from, repeat.every));
}

/**
 * Once it repeats, a date that was moved from one late day to another does not move the rhythm. Where the last step was
 * taken so late that the first repeat was over by then, the rhythm begins with the day on which it was taken.
 */
function repeatsFrom(policy: Policy, ladder: Ladder, at: Rung, otherwise: string): string {
  if (at.stage > ladder.steps.length && at.remindedOn !== undefined) return at.remindedOn;
  const from = later(stepDay(policy, ladder, ladder.steps.length - 1, at), at.remindedOn ?? otherwise);
  const { steppedOn = '' } = at;
  return at.stage === ladder.steps.length && onceMore(policy, ladder, from) <= steppedOn ? steppedOn : from;
}

function endDay(policy: Policy, ladder: Ladder, at: Rung, day: string): string {
  const { every, at_most } = ladder.repeat;
  const done = Math.max(0, at.stage - ladder.steps.length);
  let end = repeatsFrom(policy, ladder, at, day);
  for (let left = at_most - done; left >= 0; left -= 1) end = addTo(policy.calendar, end, every);
  return workingDayFrom(policy.calendar, end);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

export function nextWorkingDay(calendar: Calendar, day: string): string {
  return workingDayFrom(calendar, addTo(calendar, day, { amount: 1, unit: 'd' }));
}

/** This day, or the next working day. */
export function workingDayFrom(calendar: Calendar, day: string): string {
  return seek(calendar, day, 1);
}

function workingDayUntil(calendar: Calendar, day: string): string {
  return seek(calendar, day, -1);
}

const found = new WeakMap<Calendar, Map<string, string>>();
const mostKept = 50_000;
/** A calendar that knows no working day at all is a mistake, not a reason to look for ever. */
const farthestDays = 400;

function seek(calendar: Calendar, from: string, direction: 1 | -1): string {
  let known = found.get(calendar);
  if (!known || known.size >= mostKept) {
    known = new Map();
    found.set(calendar, known);
  }
  const key = `${direction} ${from}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  let day = Temporal.PlainDate.from(from);
  for (let tried = 0; !calendar.isWorkingDay(day); tried += 1) {
    if (tried > farthestDays) throw new RangeError('the calendar has no working day on which to remind');
    day = day.add({ days: direction });
  }
  known.set(key, day.toString());
  return day.toString();
}
