/** Once a week Human Resources hears who can't be reached, and why; nothing when everybody can. */
import type { Sweep } from '../../app/context.ts';
import type { Job, NoticeKind } from '../../app/feature.ts';
import { holds } from '../../app/person.ts';
import { Temporal } from '../../kernel/clock.ts';
import { getSetting, putSetting } from '../../store/settings.ts';
import { unreachableCard } from './cards/unreachable.ts';
import { loadUnreachable, unreachableLines } from './commands/unreachable.ts';
import { remindersOn } from './store/reminders.ts';

const role = 'hr';
const noticeId = 'people.unreachable';
const weekKey = 'people.unreachable-week';

export const unreachableWeekly: Job = {
  name: 'unreachable-weekly',
  summary: 'Tells Human Resources once a week who can’t be reached, and why',
  everyMinutes: 60,
  async run(sweep) {
    const { policy, tx } = sweep;
    const at = policy.calendar.nextReminderTime(sweep.now);
    const today = policy.calendar.localDay(sweep.now);
    const week = weekBegun(sweep, today);
    if (week === undefined || !(await remindersOn(tx))) return { did: [], more: false };
    if (((await getSetting(tx, weekKey)) ?? '') >= week) return { did: [], more: false };
    await putSetting(tx, weekKey, week);
    const lines = await unreachableLines({ ...sweep, reader: tx });
    const people = new Set(lines.map(({ person }) => person.id)).size;
    if (people === 0) return { did: [], more: false };
    const keepers = await sweep.directory.holders(tx, role);
    for (const { id: personId } of keepers)
      tx.notify({ notice: noticeId, to: { personId }, facts: { week }, notBefore: at });
    return { did: [`${people} can’t be reached: ${keepers.length} told in Human Resources`], more: false };
  },
};

/** The week's Monday, from the plan's weekday on, or the next working day after it. */
function weekBegun({ policy }: Sweep, today: Temporal.PlainDate): string | undefined {
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const begins = monday.add({ days: policy.pack.reminders.weekly_on - 1 });
  const due = Temporal.PlainDate.compare(today, begins) >= 0;
  return due && policy.calendar.isWorkingDay(today) ? monday.toString() : undefined;
}

/** Drawn when it arrives: whoever can be reached again by then is no longer on it. */
export const unreachableNotice: NoticeKind = {
  id: noticeId,
  async render(ask) {
    if (!holds(ask.actor, role)) return undefined;
    const all = await loadUnreachable(ask);
    return all.lines.length === 0 ? undefined : unreachableCard(all);
  },
};
