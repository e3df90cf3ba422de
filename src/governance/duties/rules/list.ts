/** What of somebody's duties stands on their list, and what of it may be put off. */
import { addTo } from '../../../policy/due.ts';
import { ladderOf, latestSnooze, type Rung } from '../../../policy/ladder.ts';
import type { Policy } from '../../../policy/policy.ts';

/** Days are YYYY-MM-DD. */
export interface Owed extends Rung {
  readonly id: string;
  readonly personId: string;
  readonly duty: string;
  readonly rule: string;
  readonly snoozes: number;
  /** Who else is shown it, and since when. */
  readonly shown: readonly { readonly to: string; readonly on: string }[];
  /** The last time of this employment. */
  readonly lastDoneOn: string | undefined;
}

/** A list that shows next year's duty beside today's is soon not read. Nobody is asked for what can't be done yet. */
export function isListed(policy: Policy, one: Owed, today: string): boolean {
  if (one.countsFrom !== undefined && one.countsFrom > today) return false;
  return (
    one.dueOn <= addTo(policy.calendar, today, policy.pack.reminders.ahead) ||
    isTooFarApart(policy, one, today)
  );
}

/** T8: yearly is once a cycle, and not more than a year apart; the second is a warning and no date. */
const mostDaysApart = 366;

export function isTooFarApart(policy: Policy, one: Owed, today: string): boolean {
  const again = policy.pack.duties[one.duty]?.again ?? [];
  const yearly = again.some(({ cycle }) => cycle === 'school_year' || cycle === 'calendar_year');
  if (!yearly || one.lastDoneOn === undefined) return false;
  return today > addTo(policy.calendar, one.lastDoneOn, { amount: mostDaysApart, unit: 'd' });
}

/** The last day until which it may be put off; nothing when it may not be. */
export function snoozableUntil(policy: Policy, one: Owed, today: string): string | undefined {
  const ladder = ladderOf(policy, one.duty);
  if (!ladder || one.toldOn === undefined) return undefined;
  if (one.snoozes >= policy.pack.reminders.snooze.times) return undefined;
  const latest = latestSnooze(policy, ladder, one, today);
  return latest > today ? latest : undefined;
}
