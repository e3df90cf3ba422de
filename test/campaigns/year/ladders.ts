/** What the plan's ladders ask for, walked day by day from their text; nothing here comes from the program. */
import { latest, plus, working } from './days.ts';

interface Step {
  /** Days from the due date; `opened` for the day on which it is first spoken of. */
  readonly at: 'opened' | number;
  readonly self: boolean;
  readonly others: readonly string[];
}

interface Ladder {
  readonly steps: readonly Step[];
  readonly every: number;
  readonly atMost: number;
  readonly end: string;
}

const last = [
  { at: -1, self: true, others: ['supervisor'] },
  { at: 0, self: false, others: ['it_security_manager'] },
];
const mine = (at: Step['at']): Step => ({ at, self: true, others: [] });
const firstWeek: Ladder = { steps: [mine('opened'), mine(-3), ...last], every: 7, atMost: 6, end: 'hr' };
const training: Ladder = {
  steps: [mine('opened'), mine(-14), mine(-3), ...last],
  ...{ every: 7, atMost: 8, end: 'hr' },
};
/** Of a list that somebody has to confirm; told of it at once. */
const confirmation: Ladder = {
  steps: [
    ...[mine('opened'), mine(-5), mine(0)],
    { at: 3, self: false, others: ['supervisor'] },
    { at: 7, self: false, others: ['it_security_manager'] },
  ],
  ...{ every: 7, atMost: 3, end: 'superintendent' },
};
export const aList = 'a list';
const spokenOfAhead = 60;
/** The weekly message names what is due within so many days. */
const namedAhead = 7;

export function ladderOf(duty: string): Ladder {
  if (duty === aList) return confirmation;
  return duty === 'aup' || duty === 'nda' ? firstWeek : training;
}

export function cap(duty: string): number {
  const { steps, atMost } = ladderOf(duty);
  return steps.filter(({ self }) => self).length + atMost;
}

export interface Owed {
  readonly duty: string;
  readonly dueOn: string;
  /** The first day on which its person was at work and it stood open. */
  readonly openedOn: string;
  readonly countsFrom: string | undefined;
}

export interface Asked {
  readonly reminded: readonly string[];
  /** To whom it was shown, and when. */
  readonly shown: Readonly<Record<string, string>>;
}

/** A step on a day off waits for the next working day; where that is past the due date, it comes on the one before. */
export function stepDays({ duty, dueOn, openedOn, countsFrom }: Owed): readonly string[] {
  let before = '';
  return ladderOf(duty).steps.map(({ at }) => {
    before = latest(before, nominal(at));
    return before;
  });

  function nominal(at: Step['at']): string {
    if (at === 'opened') return working(latest(openedOn, plus(dueOn, -spokenOfAhead), countsFrom ?? ''));
    const day = plus(dueOn, at);
    return at < 0 && working(day) > dueOn ? working(day, -1) : working(day);
  }
}

/** What else happens to one duty on its days. */
export interface Besides {
  /** Put off on the one day until the other. */
  readonly snoozed?: readonly { readonly on: string; readonly until: string }[];
  /** Reminded by their supervisor before the sweep: what they were never told of waits for the next day. */
  readonly byHand?: ReadonlySet<string>;
  /** Named in their supervisor's weekly message on these days, where they were told before. */
  readonly weekly?: ReadonlySet<string>;
  /** Of lists: not reminded on these days, and shown to others all the same once they were told. */
  readonly away?: (day: string) => boolean;
}

/** `days`: working days on which somebody looked, it was open, and its person was there. */
export function walk(owed: Owed, days: Iterable<string>, besides: Besides = {}): Asked {
  const { steps, every, atMost, end } = ladderOf(owed.duty);
  const on = stepDays(owed);
  const reminded: string[] = [];
  const shown: Record<string, string> = {};
  let taken = 0;
  let repeats = 0;
  let nextRepeat = '';
  let over = false;
  let putOff: string | undefined;
  const snoozes = [...(besides.snoozed ?? [])];
  for (const day of days) {
    const told = reminded[0];
    // put off in the afternoon, so that it counts from the next day on
    while (snoozes[0] && snoozes[0].on < day) putOff = snoozes.shift()?.until;
    const isNamed =
      told !== undefined && told < day && besides.weekly?.has(day) && plus(day, namedAhead) >= owed.dueOn;
    if (isNamed) shown.supervisor ??= day;
    if (over) continue;
    const away = besides.away?.(day) === true;
    if (told === undefined && (away || besides.byHand?.has(day))) continue;
    if (putOff !== undefined && putOff > day) continue;
    let remind = putOff !== undefined;
    putOff = undefined;
    let ended = false;
    if (taken < steps.length) {
      const from = taken;
      while (taken < steps.length && (on[taken] ?? '') <= day) taken += 1;
      remind ||= steps.slice(from, taken).some(({ self }) => self) || (taken > from && told === undefined);
      if (taken > from && taken === steps.length)
        nextRepeat = repeatAfter(on.at(-1) ?? '', remind ? day : reminded.at(-1), day);
    } else if (day >= nextRepeat) {
      ended = repeats === atMost;
      remind ||= !ended;
      repeats += 1;
      nextRepeat = working(plus(day, every));
    } else if (remind) nextRepeat = working(plus(latest(on.at(-1) ?? '', day), every));
    if (told !== undefined)
      for (const to of steps.slice(0, taken).flatMap(({ others }) => others)) shown[to] ??= day;
    if (remind && !away) reminded.push(day);
    if (ended) {
      shown[end] ??= day;
      over = true;
    }
  }
  return { reminded, shown };

  /** A week after the last step or reminder, whichever came later; where that is past, after the day it was taken. */
  function repeatAfter(step: string, reminder: string | undefined, day: string): string {
    const usual = working(plus(latest(step, reminder ?? ''), every));
    return usual > day ? usual : working(plus(day, every));
  }
}
