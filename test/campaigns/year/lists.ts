/** The annual report and the look at access: who stood in them, when their lists were asked for and shown; held against the plan. */
import { isWorking, latest, localTime, plus } from './days.ts';
import { isThere, said } from './judge.ts';
import { aList, walk } from './ladders.ts';
import { dayOf, type ListSeen, type SeenInTables, workingRuns, type Year } from './live.ts';
import { fileDays, type Member } from './staff.ts';

/** Roles that keep lists of nobody's are asked for those as well: their own days can't be told apart. */
const keepers = [1, 2, 5, 6, 7];
const within: Readonly<Record<string, number>> = { annual: 15, access: 20 };

export function lists(year: Year, seen: SeenInTables): readonly string[] {
  const problems = [...rounds(year, seen)];
  const runs = workingRuns(year);
  const nudged = daysOf(seen, 'duties.nudge');
  const asked = new Map<string, Set<string>>();
  for (const one of seen.lists) {
    const holder = year.members.get(one.holder_id ?? '');
    if (one.holder_id === null || !holder || one.handed_on) continue;
    const after = year.office.byHandAfter.get(one.holder_id);
    const days = runs
      .filter(([, at]) => one.opened_at <= at && (one.confirmed_at === null || one.confirmed_at > at))
      .map(([day]) => day)
      .filter((day) => !nudged.get(one.holder_id ?? '')?.has(day) || after?.has(day));
    const opened = dayOf(one.opened_at);
    const wanted = walk({ duty: aList, dueOn: one.due_on, openedOn: opened, countsFrom: undefined }, days, {
      away: (day) => !isThere(holder, day),
    });
    for (const day of wanted.reminded)
      asked.set(one.holder_id, (asked.get(one.holder_id) ?? new Set()).add(day));
    const shown = Object.entries(wanted.shown);
    const first = shown.map(([, day]) => day).sort()[0];
    const was = [...one.shown_to].sort().join(' ');
    const should = shown
      .map(([to]) => to)
      .sort()
      .join(' ');
    if (was !== should || (first ?? null) !== one.shown_on)
      problems.push(
        `${holder.email} ${one.kind} due ${one.due_on}: to be shown to ${should} from ${first}, was to ${was} from ${one.shown_on}`,
      );
  }
  const told = daysOf(seen, 'supervision.confirm');
  for (const [id, member] of year.members) {
    if (keepers.includes(member.n) || seen.lists.some((one) => one.holder_id === id && one.handed_on))
      continue;
    const [was, should] = [told.get(id), asked.get(id)].map((days) => [...(days ?? [])].sort().join(' '));
    if (was !== should && member.lastDay === undefined)
      problems.push(`${member.email}: asked for lists on ${was} instead of ${should}`);
  }
  return said(problems);
}

function daysOf({ sent }: SeenInTables, wanted: string): ReadonlyMap<string, ReadonlySet<string>> {
  const days = new Map<string, Set<string>>();
  for (const { person_id, notice, not_before } of sent)
    if (notice === wanted) days.set(person_id, (days.get(person_id) ?? new Set()).add(dayOf(not_before)));
  return days;
}

/** Once each, due so many working days later, and with everybody who was on the roster that day. */
function rounds(year: Year, { lists: all, rounds: opened }: SeenInTables): readonly string[] {
  const problems: string[] = [];
  for (const [kind, on] of [
    ['access', '2026-10-01'],
    ['annual', '2027-05-01'],
  ] as const) {
    const mine = opened.filter((one) => one.kind === kind);
    if (mine.length !== 1) problems.push(`${kind}: ${mine.length} rounds`);
    for (const { as_of, opened_at, due_on, people, lines } of mine) {
      if (as_of !== on) problems.push(`${kind}: as of ${as_of}`);
      const due = workingDaysAfter(dayOf(opened_at), within[kind] ?? 0);
      if (due !== due_on) problems.push(`${kind}: due ${due_on} instead of ${due}`);
      const roster = [...year.members.values()].filter((one) => wasOnRoster(one, on)).length;
      if (people !== roster) problems.push(`${kind}: ${people} on the roster instead of ${roster}`);
      if (kind === 'annual' && lines !== roster)
        problems.push(`annual: ${lines} people in its lists instead of ${roster}`);
    }
    if (!all.some((one) => one.kind === kind && one.confirmed_at)) problems.push(`${kind}: nobody confirmed`);
  }
  return problems;
}

function wasOnRoster({ fromFile, untilFile, hiredOn, lastDay }: Member, day: string): boolean {
  const came = latest(fileDays[fromFile] ?? '', hiredOn);
  if (came > day || (untilFile !== undefined && (fileDays[untilFile] ?? '') <= day)) return false;
  return lastDay === undefined || lastDay >= day;
}

function workingDaysAfter(day: string, days: number): string {
  let at = day;
  for (let left = days; left > 0; ) {
    at = plus(at, 1);
    if (isWorking(at)) left -= 1;
  }
  return at;
}

/** Counts for whoever reads the run. */
export function listFigures(
  all: readonly ListSeen[],
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const of = (kind: string) => {
    const mine = all.filter((one) => one.kind === kind);
    const shownTo = (to: string) => mine.filter(({ shown_to }) => shown_to.includes(to)).length;
    return {
      ...{ opened: mine.length, confirmed: mine.filter(({ confirmed_at }) => confirmed_at).length },
      late: mine.filter(({ confirmed_at, due_on }) => confirmed_at && localTime(confirmed_at).day > due_on)
        .length,
      handedOn: mine.filter(({ handed_on }) => handed_on).length,
      toSupervisor: shownTo('supervisor'),
      toItSecurity: shownTo('it_security_manager'),
      toSuperintendent: shownTo('superintendent'),
    };
  };
  return { annual: of('annual'), access: of('access') };
}
