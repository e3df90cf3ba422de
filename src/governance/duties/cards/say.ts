/** One thing that somebody owes, in words: by when and why, who else hears of it, and the way to do it. */
import type { Person } from '../../../app/person.ts';
import type { Action } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { ladderOf, plannedShows } from '../../../policy/ladder.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import { isTooFarApart, type Owed } from '../rules/list.ts';
import { wayOf } from '../rules/way.ts';

export interface Said {
  readonly title: string;
  readonly detail: string;
  readonly late: boolean;
  readonly action: Action | undefined;
}

export type Reader = Pick<Person, 'supervisorId' | 'personType'>;

/** `topics`: what a training is about this year, where somebody has said so. */
export function sayOwed(
  policy: Policy,
  one: Owed,
  {
    today,
    topics,
    reader,
  }: { readonly today: string; readonly topics: string | undefined; readonly reader: Reader },
): Said {
  const late = one.dueOn < today;
  const sentences = [
    `${late ? 'Was due' : 'Due'} ${sayDay(one.dueOn)}: ${one.rule}`,
    ...(isTooFarApart(policy, one, today) && one.lastDoneOn
      ? [`More than 366 days have passed since the last time (${sayDay(one.lastDoneOn)})`]
      : []),
    ...(topics ? [`This year it is about: ${topics}`] : []),
    ...(one.snoozedUntil !== undefined && one.snoozedUntil > today
      ? [`Put off until ${sayDay(one.snoozedUntil)}`]
      : []),
    ...others(policy, one, today, reader),
  ];
  return {
    title: dutyName(policy, one.duty),
    detail: sentences.join('. '),
    late,
    action: wayTo(policy, one.duty),
  };
}

export function dutyName(policy: Policy, duty: string): string {
  return policy.pack.duties[duty]?.name ?? duty;
}

/** The person is told before anybody else, and when. */
function others(policy: Policy, one: Owed, today: string, reader: Reader): readonly string[] {
  const ladder = ladderOf(policy, one.duty);
  const planned = ladder && one.toldOn !== undefined ? plannedShows(policy, ladder, one, today) : [];
  const since = one.shown.map(({ to, on }) => `${nameOf(policy, to, reader)} since ${sayDay(on)}`);
  // A supervisor hears on a weekday of their own choice, in the week before it is due.
  const from = planned.map(({ to, on }) =>
    to === 'supervisor'
      ? `${nameOf(policy, to, reader)} from ${sayDay(on)} on`
      : `${nameOf(policy, to, reader)} on ${sayDay(on)}`,
  );
  return [
    ...(since.length > 0 ? [`Also shown to ${since.join(' and to ')}`] : []),
    ...(from.length > 0 ? [`If it is still open then, also shown to ${from.join(' and to ')}`] : []),
  ];
}

/** Who has no supervisor is on the list of whoever keeps it instead: the board's, or everybody else's. */
function nameOf(policy: Policy, to: string, reader: Reader): string {
  if (to === 'supervisor' && reader.supervisorId !== undefined) return 'your supervisor';
  if (to === 'supervisor') {
    const { board, otherwise } = policy.pack.supervision.weekly;
    return nameOf(policy, reader.personType === 'board' ? board : otherwise, reader);
  }
  const name = roleName(policy, to);
  return policy.pack.roles[to]?.single ? `the ${name}` : name;
}

/** The button that leads there. */
export function wayTo(policy: Policy, duty: string): Action | undefined {
  const way = wayOf(policy, duty);
  return way && { kind: 'open-form', ...way };
}
