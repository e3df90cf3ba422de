/** What a scenario calls the people of any plan: a role's id, or what the plan has somebody for. */
import type { Pack } from '../../../policy/schema.ts';

/** Each district has its own roles; these words fit all of them. */
export const planWords = {
  desk: 'whoever a report goes to first',
  desk_above: 'whoever it goes to where it concerns the first',
  executive: 'the executive team, or whoever is called to judge',
  team: 'the first of the response team',
  letters: 'whoever tells the people whose data it is',
  authorities: 'whoever tells the authorities',
  approver: 'whoever lets a letter go',
} as const;

/** The role's id in this plan; nothing where it has none of that kind. */
export function roleOf({ breaches, roles }: Pack, word: string): string | undefined {
  const { route, clocks, response, notices } = breaches;
  const meant: Readonly<Record<keyof typeof planWords, string | undefined>> = {
    desk: route.desk[0],
    desk_above: route.desk[1],
    executive: route.executives.roles[0],
    team: response.team.roles[0],
    letters: clocks.owners.people,
    authorities: clocks.owners.regulator,
    approver: notices.approve.people.by[0],
  };
  if (word in meant) return meant[word as keyof typeof planWords];
  return roles[word] ? word : undefined;
}

/** The first of these that this plan has. */
export function firstRole(pack: Pack, words: readonly string[]): string | undefined {
  return words.map((word) => roleOf(pack, word)).find((role) => role !== undefined);
}

/** Roles whom the incident concerns. */
export function concernedRoles(pack: Pack, words: readonly string[]): ReadonlySet<string> {
  return new Set(words.flatMap((word) => roleOf(pack, word) ?? []));
}
