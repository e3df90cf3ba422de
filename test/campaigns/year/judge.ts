/** Holds what was sent and shown against what the plan asks; each judge returns what is wrong, in words. */

import { ownerOf, weeklyDays } from './chain.ts';
import { isWorking, latest, localTime, mondayOf, plus, working, yearAfter } from './days.ts';
import { cap, type Owed, stepDays, walk } from './ladders.ts';
import { dayOf, type ObligationSeen, outages, type SeenInTables, workingRuns, type Year } from './live.ts';
import { fileDays, type Member } from './staff.ts';

/** Enough to see what is wrong, and that it is not one. */
const most = 15;

export function said(problems: readonly string[]): readonly string[] {
  return problems.length <= most
    ? problems
    : [...problems.slice(0, most), `and ${problems.length - most} more`];
}

export function isThere({ fromFile, untilFile, lastDay, away }: Member, day: string): boolean {
  if (lastDay !== undefined && day > lastDay) return false;
  if (day < (fileDays[fromFile] ?? '') || (untilFile !== undefined && day >= (fileDays[untilFile] ?? '')))
    return false;
  return !away.some(({ from, until }) => from <= day && day <= until);
}

export function isOpenAt({ opened_at, met_at, replaced_at }: ObligationSeen, at: Date): boolean {
  return opened_at <= at && (met_at === null || met_at > at) && (replaced_at === null || replaced_at > at);
}

export function owedOf(member: Member, one: ObligationSeen): Owed {
  const openedOn = dayOf(one.opened_at);
  return {
    ...{ duty: one.duty, dueOn: one.due_on, countsFrom: one.counts_from ?? undefined },
    openedOn: openedOn < member.hiredOn ? member.hiredOn : openedOn,
  };
}

/** Late by two dates of one duty, people are not told anew: the second goes on where the first one stood. */
export function goesOn(all: readonly ObligationSeen[]): ReadonlySet<string> {
  const late = new Set(
    all
      .filter((one) => one.replaced_for === 'facts' && one.replaced_at && one.due_on < dayOf(one.replaced_at))
      .map((one) => `${one.person_id} ${one.duty} ${one.replaced_at?.getTime()}`),
  );
  return new Set(
    all
      .filter(
        (one) =>
          late.has(`${one.person_id} ${one.duty} ${one.opened_at.getTime()}`) &&
          one.due_on < dayOf(one.opened_at),
      )
      .map(({ id }) => id),
  );
}

/** Every reminder and escalation that the ladders ask for, on its day, and none beside. */
export function ladders(year: Year, seen: SeenInTables): readonly string[] {
  const runs = workingRuns(year);
  const going = goesOn(seen.obligations);
  const composed = weeklyDays(runs);
  const { office } = year;
  const problems: string[] = [];
  for (const one of seen.obligations) {
    const member = year.members.get(one.person_id);
    if (!member || going.has(one.id)) continue;
    const days = runs.filter(([day, at]) => isOpenAt(one, at) && isThere(member, day)).map(([day]) => day);
    const named = days.filter((day) => composed.has(day) && ownerOf(year, member, day) !== undefined);
    const asked = walk(owedOf(member, one), days, {
      snoozed: office.snoozed.get(one.id) ?? [],
      byHand: office.byHandBefore.get(one.person_id) ?? new Set(),
      weekly: new Set(named),
    });
    const was = { reminded: seen.reminded.get(one.id) ?? [], shown: one.shown ?? {} };
    // a supervisor's message of the day names what they see, and the person's card all that is owed
    const byHand = (day: string) =>
      office.byHandBefore.get(one.person_id)?.has(day) || office.byHandAfter.get(one.person_id)?.has(day);
    const text = (given: typeof was) =>
      `${given.reminded.filter((day) => !byHand(day)).join(' ')} | ${Object.entries(given.shown)
        .map((pair) => pair.join(' '))
        .sort()
        .join(', ')}`;
    if (text(asked) !== text(was))
      problems.push(
        `${member.email} ${one.duty} due ${one.due_on}, open ${dayOf(one.opened_at)} to ${one.met_at ? dayOf(one.met_at) : '-'}, put off ${JSON.stringify(office.snoozed.get(one.id) ?? [])}: asked ${text(asked)}; was ${text(was)}`,
      );
  }
  return said(problems);
}

/** Of the three that everybody owes: the date that the plan and the law set, whenever it was set. */
export function dueDates(year: Year, seen: SeenInTables): readonly string[] {
  const problems: string[] = [];
  const open = new Set<string>();
  for (const one of seen.obligations) {
    const member = year.members.get(one.person_id);
    if (!member) continue;
    if (!one.met_at && !one.replaced_at) open.add(`${one.person_id} ${one.duty}`);
    const wanted = dueBy(year, member, one);
    if (wanted === undefined || wanted === one.due_on) continue;
    const backs = member.away.filter(({ kind }) => kind === 'leave').map(({ until }) => plus(until, 8));
    if (backs.includes(one.due_on) || backs.some((day) => yearAfter(day) === one.due_on)) continue;
    problems.push(
      `${member.email} hired ${member.hiredOn} ${one.duty}: due ${one.due_on}, should be ${wanted}; opened ${one.opened_at.toISOString()} ${one.replaced_for ?? ''}`,
    );
  }
  const [lastRun = ''] = [...year.runs.keys()].slice(-1);
  for (const [id, member] of year.members) {
    if (!isThere(member, lastRun)) continue;
    const done = (duty: string) => year.done.get(id)?.some((had) => had.duty === duty) === true;
    const owes = ['nda', 'fundamentals', ...(member.type === 'volunteer' || done('aup') ? [] : ['aup'])];
    // what was done on the last afternoon is followed by the next one on the morning after
    const just =
      year.done
        .get(id)
        ?.filter(({ on }) => on === lastRun)
        .map((had) => had.duty) ?? [];
    const isExempt = (duty: string) =>
      year.office.exempted.some(
        (had) => had.personId === id && had.duty === duty && had.from <= lastRun && lastRun <= had.until,
      );
    for (const duty of owes)
      if (isExempt(duty)) {
        if (open.has(`${id} ${duty}`))
          problems.push(`${member.email}: ${duty} is open in spite of an exemption`);
      } else if (!open.has(`${id} ${duty}`) && !just.includes(duty))
        problems.push(`${member.email}: ${duty} is not open at the end`);
  }
  return said(problems);
}

function dueBy(year: Year, { hiredOn }: Member, one: ObligationSeen): string | undefined {
  const opened = localTime(one.opened_at);
  const all = year.done.get(one.person_id) ?? [];
  // what people do is done at three in the afternoon
  const before = all.filter(({ on }) => on < opened.day || (on === opened.day && opened.time >= '15:00'));
  const days = before.filter(({ duty }) => duty === one.duty).map(({ on }) => on);
  const last = days.at(-1);
  // nobody could sign before there was a plan
  if (one.duty === 'aup') return plus(latest(hiredOn, '2017-10-17'), 7);
  if (one.duty === 'nda')
    return (
      days.reduce<string | undefined>(
        (due, day) => yearAfter(due !== undefined && due > day ? due : day),
        undefined,
      ) ?? (hiredOn < '2017-10-17' ? '2017-11-16' : plus(hiredOn, 7))
    );
  if (one.duty !== 'fundamentals') return undefined;
  const lines = before
    .filter(({ line, on }) => line === 'T2' && (last === undefined || on > last))
    .map(({ on }) => plus(on, 30));
  const year4 = Number((last ?? '').slice(0, 4));
  const cycles =
    last === undefined
      ? [plus(hiredOn, 30)]
      : [`${year4 + 1}-12-31`, `${year4 + (last.slice(5) >= '07-01' ? 2 : 1)}-06-30`];
  return [...lines, ...cycles].sort()[0];
}

const nudges = ['duties.nudge', 'supervision.confirm'];

export function oneADay({ sent }: SeenInTables): readonly string[] {
  const seen = new Set<string>();
  return said(
    sent.flatMap(({ person_id, notice, not_before }) => {
      if (!nudges.includes(notice)) return [];
      const key = `${person_id} ${dayOf(not_before)}`;
      if (seen.has(key)) return [`${key}: a second ${notice}`];
      seen.add(key);
      return [];
    }),
  );
}

export function daysAndHours({ sent }: SeenInTables): readonly string[] {
  return said(
    sent.flatMap(({ person_id, notice, not_before }) => {
      if (!/^(duties|supervision|people)\./.test(notice)) return [];
      const { day, time } = localTime(not_before);
      return isWorking(day) && time >= '07:00' && time < '18:00'
        ? []
        : [`${notice} to ${person_id} on ${day} ${time}`];
    }),
  );
}

/** Of a date that goes on where another stood, its person was told when that one was spoken of. */
export function personFirst({ obligations, reminded }: SeenInTables): readonly string[] {
  const going = goesOn(obligations);
  const firstOf = new Map<string, string>();
  for (const { id, person_id, duty } of obligations) {
    const key = `${person_id} ${duty}`;
    const [first] = [firstOf.get(key) ?? [], reminded.get(id)?.[0] ?? []].flat().sort();
    if (first !== undefined) firstOf.set(key, first);
  }
  return said(
    obligations.flatMap(({ id, person_id, duty, shown }) =>
      Object.entries(shown ?? {}).flatMap(([to, on]) => {
        const first = going.has(id) ? firstOf.get(`${person_id} ${duty}`) : reminded.get(id)?.[0];
        return first !== undefined && first < on
          ? []
          : [`${duty} ${id} shown to ${to} on ${on}, told ${first}`];
      }),
    ),
  );
}

/** Of the ladder's own; one that was put off comes once more, and a supervisor's are beside it. */
export function caps({ office }: Year, { obligations, reminded }: SeenInTables): readonly string[] {
  return said(
    obligations.flatMap(({ id, duty, person_id }) => {
      const days = reminded.get(id) ?? [];
      const byHand = (day: string) =>
        office.byHandBefore.get(person_id)?.has(day) || office.byHandAfter.get(person_id)?.has(day);
      const own = days.filter((day) => !byHand(day));
      const most = cap(duty) + (office.snoozed.get(id)?.length ?? 0);
      return own.length <= most && new Set(days).size === days.length
        ? []
        : [`${duty} ${id}: ${days.join(' ')}`];
    }),
  );
}

/** Whoever had steps of their own in an outage hears once, on the first working day after it. */
export function catchUp(year: Year, seen: SeenInTables): readonly string[] {
  const problems: string[] = [];
  const heard = new Map<string, number>();
  for (const { person_id, notice, not_before } of seen.sent)
    if (nudges.includes(notice))
      heard.set(
        `${person_id} ${dayOf(not_before)}`,
        (heard.get(`${person_id} ${dayOf(not_before)}`) ?? 0) + 1,
      );
  for (const { from, until } of outages) {
    const [first, at] = workingRuns(year).find(([day]) => day > until) ?? ['', new Date(0)];
    const waiting = new Set<string>();
    for (const one of seen.obligations) {
      const member = year.members.get(one.person_id);
      if (!member || !isOpenAt(one, at) || !isThere(member, first) || dayOf(one.opened_at) >= from) continue;
      const ownSteps = stepDays(owedOf(member, one)).slice(0, -1);
      if (ownSteps.some((day) => from <= day && day <= until)) waiting.add(one.person_id);
    }
    if (waiting.size === 0) problems.push(`nobody waited for the end of the outage from ${from}`);
    for (const id of waiting)
      if (heard.get(`${id} ${first}`) !== 1)
        problems.push(`${id}: ${heard.get(`${id} ${first}`) ?? 0} messages on ${first}`);
  }
  return said(problems);
}

/** The slot of a week: Monday, or the next working day on which the jobs ran. */
export function slotOf(monday: string, runs: readonly (readonly [string, Date])[]) {
  const from = working(monday);
  return runs.find(([day]) => day >= from && mondayOf(day) === monday);
}
