/** Who should have had a weekly message, from who was late and what was shown; against what was sent. */
import { ownerOf } from './chain.ts';
import { mondayOf, plus } from './days.ts';
import { goesOn, isOpenAt, isThere, slotOf } from './judge.ts';
import { dayOf, type ObligationSeen, type SeenInTables, workingRuns, type Year } from './live.ts';
import { holders } from './records.ts';
import type { Member } from './staff.ts';

/** Nobody has more than one a week, nobody has one when all is well, and whoever has people who are late has theirs. */
export function weekly(year: Year, seen: SeenInTables): readonly string[] {
  const problems: string[] = [];
  const runs = workingRuns(year);
  const ids = new Map([...year.members].map(([id, { email }]) => [email, id]));
  const roleIds = (role: string) => (holders[role] ?? []).map((n) => ids.get(`p${n}@district.example`) ?? '');
  const going = goesOn(seen.obligations);
  const sentIn = new Map<string, string>();
  for (const { notice, person_id, not_before } of seen.sent) {
    if (notice !== 'supervision.weekly') continue;
    const day = dayOf(not_before);
    const key = `${person_id} ${mondayOf(day)}`;
    if (sentIn.has(key)) problems.push(`${key}: a second one on ${day}`);
    sentIn.set(key, day);
  }
  const contents = new Map<string, ReadonlySet<string>>();
  for (const [day, at] of runs) contents.set(day, haveContent(day, at));
  for (const monday of new Set(runs.map(([day]) => mondayOf(day)))) {
    const slot = slotOf(monday, runs);
    for (const owner of slot ? (contents.get(slot[0]) ?? []) : [])
      if (!sentIn.has(`${owner} ${monday}`))
        problems.push(`${year.members.get(owner)?.email} had nothing in the week of ${monday}`);
  }
  for (const [key, day] of sentIn) {
    const [owner = ''] = key.split(' ');
    if (!contents.get(day)?.has(owner) && !listsShownTo(owner, day))
      problems.push(`${year.members.get(owner)?.email} had a message on ${day}, and all was well`);
  }
  return problems.length <= 15 ? problems : [...problems.slice(0, 15), `and ${problems.length - 15} more`];

  function haveContent(day: string, at: Date): ReadonlySet<string> {
    const owners = new Set<string>();
    for (const one of seen.obligations) {
      const member = year.members.get(one.person_id);
      if (!member || !isThere(member, day) || !isOpenAt(one, at)) continue;
      const told = firstTold(one);
      if (told !== undefined && told < day && one.due_on <= plus(day, 7))
        for (const id of chargeOf(member, day)) if (id !== one.person_id) owners.add(id);
      for (const [to, on] of Object.entries(one.shown ?? {}))
        if (on <= day) for (const id of roleIds(to)) if (id !== one.person_id) owners.add(id);
    }
    return owners;
  }

  /** Late by two dates of one duty, they were told of the first. */
  function firstTold({ id, person_id, duty }: ObligationSeen): string | undefined {
    const own = seen.reminded.get(id)?.[0];
    if (own !== undefined || !going.has(id)) return own;
    return seen.obligations
      .filter((one) => one.person_id === person_id && one.duty === duty)
      .flatMap((one) => seen.reminded.get(one.id) ?? [])
      .sort()[0];
  }

  function chargeOf(member: Member, day: string): readonly string[] {
    if (member.type === 'board') return roleIds('board_secretary');
    const owner = ownerOf(year, member, day);
    return owner === undefined ? roleIds('hr') : [owner];
  }

  /** A list that somebody did not confirm is shown to others as well. */
  function listsShownTo(owner: string, day: string): boolean {
    return seen.lists.some(({ holder_id, shown_to, shown_on }) => {
      if (shown_on === null || shown_on > day) return false;
      const holder = year.members.get(holder_id ?? '');
      const above = holder && ownerOf(year, holder, day);
      return shown_to.some((to) => (to === 'supervisor' ? above === owner : roleIds(to).includes(owner)));
    });
  }
}
