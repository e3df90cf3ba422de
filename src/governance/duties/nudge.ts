/** The sweep over the ladders: one reminder a person a day for whatever is due, others shown what is late, each to its end. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { climb, ladderOf, nextWorkingDay } from '../../policy/ladder.ts';
import type { Policy } from '../../policy/policy.ts';
import { planByKeys } from '../../store/plan-by-keys.ts';
import { digestOf } from '../people/store/obligation-pages.ts';
import { remindersOn } from '../people/store/reminders.ts';
import { type ReminderDay, reminderDay } from './rules/day.ts';
import { notifyOf } from './store/remind.ts';
import {
  type Climbed,
  claimDay,
  countWaiting,
  dueRungs,
  keepClimbed,
  keepWaiting,
  type OnLadder,
} from './store/rungs.ts';

/** Obligations a page. */
const pageSize = 1000;

export const nudgeJob: Job = {
  name: 'reminders',
  summary: 'Reminds people of what they owe, once a day at most, and shows others what is late',
  everyMinutes: 15,
  async run(sweep) {
    const when = reminderDay(sweep.policy, sweep.now);
    if (!when) return { did: [], more: false };
    if (!(await remindersOn(sweep.tx))) {
      const waiting = await countWaiting(sweep.tx, when.day);
      const said = `reminders are off: ${waiting} ${waiting === 1 ? 'person waits' : 'people wait'}`;
      return { did: waiting > 0 ? [said] : [], more: false };
    }
    await planByKeys(sweep.tx);
    const { zone } = sweep.policy.calendar;
    const { rungs, waiting, more } = await dueRungs(sweep.tx, { day: when.day, zone, limit: pageSize });
    await keepWaiting(sweep.tx, waiting, nextWorkingDay(sweep.policy.calendar, when.day));
    return { did: rungs.length === 0 ? [] : [await takeSteps(sweep, when, rungs)], more };
  },
};

async function takeSteps(sweep: Sweep, when: ReminderDay, rungs: readonly OnLadder[]): Promise<string> {
  const { tx, policy } = sweep;
  const moves = rungs.map((rung) => ({ ...stepOf(policy, rung, when.day), personId: rung.personId }));
  await keepClimbed(tx, when.day, moves);
  const named = new Map<string, string[]>();
  for (const { id, personId, remind } of moves)
    if (remind) named.set(personId, [...(named.get(personId) ?? []), id]);
  const told = await claimDay(tx, when.day, [...named.keys()]);
  for (const [personId, owed] of named) if (told.has(personId)) notifyOf(tx, when, personId, owed);
  const shown = moves.reduce((sum, { show }) => sum + show.length, 0);
  const facts = { people: told.size, obligations: moves.filter((one) => one.remind).length, shown };
  // One line for the page: the rows keep what was done to each, and the digest says which.
  if (facts.people + facts.shown > 0)
    tx.audit({ what: 'duties.reminded', facts: { ...facts, day: when.day, digest: digestOf(moves) } });
  return said(moves, facts);
}

/** A duty without a ladder has nothing to say. */
function stepOf(policy: Policy, rung: OnLadder, day: string): Climbed {
  const ladder = ladderOf(policy, rung.duty);
  if (!ladder) return { id: rung.id, remind: false, show: [], stage: rung.stage, nextOn: undefined };
  return { id: rung.id, ...climb(policy, ladder, rung, day) };
}

function said(
  moves: readonly Climbed[],
  facts: { readonly people: number; readonly obligations: number; readonly shown: number },
): string {
  const shown = new Map<string, number>();
  for (const { show } of moves) for (const to of show) shown.set(to, (shown.get(to) ?? 0) + 1);
  const parts = [
    `${facts.people} reminded of ${facts.obligations}`,
    ...[...shown].map(([to, count]) => `${count} shown to ${to}`),
  ];
  return parts.join(', ');
}
