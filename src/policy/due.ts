/** When something is due, by the plan and by the law laid over it: the stricter date wins and says which rule set it (R008). */
import type { Calendar } from '../kernel/calendar.ts';
import { Temporal } from '../kernel/clock.ts';
import type { Policy } from './policy.ts';
import type { Cycle, Start, StartKind } from './schema-duties.ts';
import type { Duration } from './schema-words.ts';

/** Days are YYYY-MM-DD throughout: a sweep compares and keeps very many of them. */
export interface DueBy {
  readonly dueOn: string;
  /** As people read it: what the rule says, and where it stands. */
  readonly rule: string;
  /** Set by a law over the plan: no rule of the district's own moves it. */
  readonly law?: true;
}

export interface NextDue extends DueBy {
  /** Done before this day, it does not count for this one (T8). */
  readonly countsFrom: string;
}

/** The days that a first time may be counted from, as far as they apply to somebody. */
export type Starts = Readonly<Partial<Record<StartKind, string>>>;

const startWords: Readonly<Record<StartKind, string>> = {
  hire: 'the hire date',
  adoption: 'the adoption of the plan',
  role: 'the role was given',
  naming: 'being named for it',
  noticed: 'it was first owed',
};

/**
 * What follows from the day of hiring. Those employed when the plan was adopted have that day, too (R053), and no time
 * of the plan runs for them from before there was one.
 */
export function employmentStarts(policy: Policy, hireDate: string): Starts {
  const { adopted } = policy.pack.pack;
  return hireDate <= adopted ? { hire: adopted, adoption: adopted } : { hire: hireDate };
}

/** Every date that the plan or a law sets for the first time. `hireWords` replaces “the hire date”. */
export function firstDues(
  policy: Policy,
  duty: string,
  starts: Starts,
  hireWords = starts.adoption === undefined ? startWords.hire : startWords.adoption,
): readonly DueBy[] {
  const say = (start: Start, from: string, source: string) => ({
    dueOn: addTo(policy.calendar, from, start.within),
    rule: `${durationWords(start.within)} after ${start.from === 'hire' ? hireWords : startWords[start.from]} (${source})`,
  });
  const candidates: DueBy[] = [];
  for (const start of policy.pack.duties[duty]?.first ?? []) {
    const from = starts[start.from];
    if (from !== undefined) candidates.push(say(start, from, start.src));
  }
  for (const { overlay, duties } of policy.overlays)
    for (const start of duties[duty]?.first ?? []) {
      const from = starts[start.from];
      if (from === undefined) continue;
      const due: DueBy = { ...say(start, from, lawSource(overlay, start.src)), law: true };
      // A law sets no date that lies before the law itself.
      if (due.dueOn >= overlay.version) candidates.push(due);
    }
  return candidates;
}

/** When it is due again. `done`: the days on which it was done, in order; without any, cycles run from `since`. */
export function nextDues(
  policy: Policy,
  duty: string,
  done: readonly string[],
  since: string,
): readonly NextDue[] {
  const candidates: NextDue[] = [];
  for (const cycle of policy.pack.duties[duty]?.again ?? [])
    candidates.push(cycleDue(policy, cycle, cycle.src, done, since, ''));
  for (const { overlay, duties } of policy.overlays)
    for (const cycle of duties[duty]?.again ?? [])
      candidates.push({
        ...cycleDue(policy, cycle, lawSource(overlay, cycle.src), done, since, overlay.version),
        law: true,
      });
  return candidates;
}

/** The earliest; of two equal ones the first, which is the plan's own. */
export function strictest<D extends DueBy>(candidates: readonly D[]): D | undefined {
  return candidates.reduce<D | undefined>(
    (best, one) => (best === undefined || one.dueOn < best.dueOn ? one : best),
    undefined,
  );
}

/** `notBefore`: a cycle that ends before the law was made binds nobody. */
function cycleDue(
  policy: Policy,
  cycle: Cycle,
  source: string,
  done: readonly string[],
  since: string,
  notBefore: string,
): NextDue {
  if (cycle.cycle === 'anniversary' || cycle.cycle === 'months')
    return countedOn(policy.calendar, cycle, source, done, since);
  const school = cycle.cycle === 'school_year';
  const begins = school ? policy.pack.calendar.school_year_from : '01-01';
  const last = done.at(-1);
  let year = last === undefined ? yearOf(since, begins) : yearOf(last, begins) + 1;
  while (endOf(year, begins) < notBefore) year += 1;
  return {
    dueOn: endOf(year, begins),
    countsFrom: `${year}-${begins}`,
    rule: `once in ${school ? `the school year ${year}–${String(year + 1).slice(2)}` : `the calendar year ${year}`} (${source})`,
  };
}

/** From the last time, or from the day it was due where it was done early: doing so does not shorten the next cycle (T8). */
function countedOn(
  calendar: Calendar,
  cycle: Cycle,
  source: string,
  done: readonly string[],
  since: string,
): NextDue {
  const length: Step =
    cycle.cycle === 'months' ? { months: cycle.months ?? 0 } : { amount: 1, unit: 'y' as const };
  const words = 'months' in length ? plural(length.months, 'month') : durationWords(length);
  const early = cycle.early ?? { amount: 0, unit: 'd' as const };
  const opensAt = (due: string) => addTo(calendar, due, { amount: -early.amount, unit: early.unit });
  let dueOn: string | undefined;
  let wasEarly = false;
  for (const day of done) {
    if (dueOn !== undefined && day < opensAt(dueOn)) continue;
    wasEarly = dueOn !== undefined && day < dueOn;
    dueOn = step(calendar, wasEarly && dueOn !== undefined ? dueOn : day, length);
  }
  const first = dueOn === undefined;
  dueOn ??= step(calendar, since, length);
  const after = first ? 'the beginning' : wasEarly ? 'the last one was due' : 'the last time';
  return { dueOn, countsFrom: opensAt(dueOn), rule: `${words} after ${after} (${source})` };
}

type Step = { readonly months: number } | Duration;

function step(calendar: Calendar, from: string, length: Step): string {
  return 'months' in length ? addMonths(from, length.months) : addTo(calendar, from, length);
}

/** No month counts as full before it is: August 31 and six months lead to March 1 (as T6 for years). */
function addMonths(from: string, months: number): string {
  const start = Temporal.PlainDate.from(from);
  const moved = start.add({ months });
  return (moved.day < start.day ? moved.add({ days: 1 }) : moved).toString();
}

/** Which cycle a day lies in, by the year in which the cycle begins. */
function yearOf(day: string, begins: string): number {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= begins ? year : year - 1;
}

function endOf(year: number, begins: string): string {
  const next = Temporal.PlainDate.from(`${year + 1}-${begins}`);
  return next.subtract({ days: 1 }).toString();
}

/** Days counted once are kept: a sweep over a district asks for the same few thousand again and again. */
const counted = new WeakMap<Calendar, Map<string, string>>();
const mostKept = 50_000;

/** A day so much later, or earlier with a negative amount. Throws on hours: they need an instant. */
export function addTo(calendar: Calendar, from: string, { amount, unit }: Duration): string {
  if (unit === 'h') throw new Error('people owe something by a day: give its times in d, bd, sd or y');
  let known = counted.get(calendar);
  if (!known || known.size >= mostKept) {
    known = new Map();
    counted.set(calendar, known);
  }
  const key = `${from} ${amount}${unit}`;
  let day = known.get(key);
  if (day === undefined) {
    day = calendar.addDays(Temporal.PlainDate.from(from), amount, unit).toString();
    known.set(key, day);
  }
  return day;
}

const units = { h: 'hour', d: 'day', bd: 'business day', sd: 'school day', y: 'year' } as const;

export function durationWords({ amount, unit }: Duration): string {
  return plural(amount, units[unit]);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function lawSource(overlay: { readonly name: string; readonly version: string }, src: string): string {
  return `${overlay.name}, version ${overlay.version}: ${src}`;
}
