/** Whose people somebody is on a day: the next one up who works here and has not been away for long. Counted anew. */
import { isWorking, mondayOf, plus, working } from './days.ts';
import type { Year } from './live.ts';
import { fileDays, type Member, supervisorIn } from './staff.ts';

/** Away for so many working days, they are passed over. */
const vacantAfter = 10;

/** Their id; nothing for board members, and where nobody is left. */
export function ownerOf(year: Year, member: Member, day: string): string | undefined {
  if (member.type === 'board') return undefined;
  const file = fileDays.findLastIndex((from) => from <= day);
  let up = supervisorIn(year.staff, member, file);
  while (up && isPassedOver(year, up, day)) up = supervisorIn(year.staff, up, file);
  return up && idOf(year, up);
}

const known = new WeakMap<Year, Map<string, string>>();

function idOf(year: Year, { email }: Member): string | undefined {
  let ids = known.get(year);
  if (!ids) {
    ids = new Map([...year.members].map(([id, one]) => [one.email, id]));
    known.set(year, ids);
  }
  return ids.get(email);
}

function isPassedOver({ runs }: Year, { lastDay, away }: Member, day: string): boolean {
  if (lastDay !== undefined && day > lastDay) return true;
  const now = away.find(({ from, until }) => from <= day && day <= until);
  if (!now) return false;
  // seen to be away on the first day on which anything ran
  const since = [...runs.keys()].find((run) => run >= now.from) ?? day;
  return since <= workingDaysBefore(day, vacantAfter);
}

function workingDaysBefore(day: string, days: number): string {
  let at = day;
  for (let left = days; left > 0; ) {
    at = plus(at, -1);
    if (isWorking(at)) left -= 1;
  }
  return at;
}

/** The days on which weekly messages are put together: Monday's, or the first on which the jobs ran after it. */
export function weeklyDays(runs: readonly (readonly [string, Date])[]): ReadonlySet<string> {
  const days = new Set<string>();
  for (const monday of new Set(runs.map(([day]) => mondayOf(day)))) {
    const slot = runs.find(([day]) => day >= working(monday) && mondayOf(day) === monday);
    if (slot) days.add(slot[0]);
  }
  return days;
}
