/** The sweeps that open the yearly rounds of lists, and that remind whoever has not confirmed theirs. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { Temporal } from '../../kernel/clock.ts';
import { climb, nextWorkingDay, workingDayFrom } from '../../policy/ladder.ts';
import { type ReminderDay, reminderDay } from '../duties/rules/day.ts';
import { claimDay } from '../duties/store/rungs.ts';
import { digestOf } from '../people/store/obligation-pages.ts';
import { remindersOn } from '../people/store/reminders.ts';
import { expectMany } from '../roster/store/bulk.ts';
import { lookingOn, todayOf } from './commands/surroundings.ts';
import { keepersOf, planOf, type RoundKind, roundOn } from './rules/rounds.ts';
import { openAccess } from './store/access-round.ts';
import { keepListSteps, type ListClimbed, type ListRung, listsDue } from './store/list-ladder.ts';
import { beginRound, type Opening, openAnnual } from './store/rounds.ts';

/** Lists a page. */
const pageSize = 1000;

export const confirmNotice = 'supervision.confirm';
export const openedNotice = 'supervision.round-opened';

/** Once a year everybody is counted in one breath: a hundred thousand people are a few seconds of work. */
const openingMs = 120_000;

export const annualJob: Job = {
  name: 'annual-report',
  summary:
    'Opens the annual report on the plan’s day: a list for each supervisor and the board secretary to confirm',
  everyMinutes: 60,
  patienceMs: openingMs,
  run: (sweep) => open(sweep, 'annual'),
};

export const accessJob: Job = {
  name: 'access-review',
  summary: 'Opens the yearly look at who may see students’ personal data',
  everyMinutes: 60,
  patienceMs: openingMs,
  run: (sweep) => open(sweep, 'access'),
};

async function open(sweep: Sweep, kind: RoundKind): Promise<{ did: readonly string[]; more: boolean }> {
  const { tx, policy } = sweep;
  const nothing = { did: [], more: false };
  const today = todayOf(sweep);
  const days = roundOn(policy, planOf(policy, kind), today);
  if (!days || !(await remindersOn(tx))) return nothing;
  const opening: Opening = { ...days, nextOn: workingDayFrom(policy.calendar, today) };
  if (!(await beginRound(tx, kind, opening))) return nothing;
  await expectMany(tx);
  const opened = await fill(sweep, kind, opening, today);
  const { lists, people, digest } = opened;
  tx.audit({
    what: 'round.opened',
    facts: { kind, asOf: days.asOf, dueOn: days.dueOn, lists, people, digest },
  });
  if (kind === 'annual')
    for (const person of await sweep.directory.holders(
      sweep.reader,
      policy.pack.supervision.annual_report.to,
    ))
      tx.notify({
        notice: openedNotice,
        to: { personId: person.id },
        facts: { kind, asOf: days.asOf },
        notBefore: policy.calendar.nextReminderTime(sweep.now),
      });
  return {
    did: [`as of ${days.asOf}: ${lists} lists about ${people} people, due ${days.dueOn}`],
    more: false,
  };
}

function fill({ tx, policy }: Sweep, kind: RoundKind, opening: Opening, today: string) {
  const { annual_report, personal_data } = policy.pack.supervision;
  const placing = lookingOn(policy, today);
  if (kind === 'access') return openAccess(tx, opening, placing, personal_data.roles);
  return openAnnual(tx, opening, placing, {
    covers: annual_report.covers,
    zone: policy.calendar.zone,
    until: policy.calendar.endOfDay(Temporal.PlainDate.from(opening.asOf)),
  });
}

export const listRemindersJob: Job = {
  name: 'list-reminders',
  summary: 'Reminds whoever has a list to confirm, and shows others what stays unconfirmed',
  everyMinutes: 15,
  async run(sweep) {
    const { tx, policy } = sweep;
    const when = reminderDay(policy, sweep.now);
    if (!when || !(await remindersOn(tx))) return { did: [], more: false };
    const { zone } = policy.calendar;
    const rungs = await listsDue(tx, { day: when.day, zone, limit: pageSize });
    if (rungs.length === 0) return { did: [], more: false };
    const moves = rungs.map((rung) => stepOf(sweep, rung, when.day));
    const told = await tell(sweep, when, rungs, moves);
    await keepListSteps(tx, when.day, moves);
    const shown = moves.reduce((sum, { show }) => sum + show.length, 0);
    const more = rungs.length === pageSize;
    if (told + shown === 0) return { did: [], more };
    tx.audit({
      what: 'lists.reminded',
      facts: { day: when.day, people: told, shown, digest: digestOf(moves) },
    });
    return { did: [`${told} reminded of lists to confirm, ${shown} shown to others`], more };
  },
};

function stepOf({ policy }: Sweep, rung: ListRung, day: string): ListClimbed {
  const ladder = policy.pack.ladders[planOf(policy, rung.kind).ladder];
  if (!ladder) return { id: rung.id, remind: false, show: [], stage: rung.stage, nextOn: undefined };
  const tomorrow = nextWorkingDay(policy.calendar, day);
  // Told before anybody else: whoever is away and never heard of it hears when they are back.
  if (rung.away && rung.toldOn === undefined)
    return { id: rung.id, remind: false, show: [], stage: rung.stage, nextOn: tomorrow };
  const step = climb(policy, ladder, rung, day);
  // What is due today once more is looked at tomorrow: a sweep takes one step a day.
  const nextOn = step.nextOn !== undefined && step.nextOn <= day ? tomorrow : step.nextOn;
  // Away, they are not reminded; that it waits is shown to others all the same.
  return { id: rung.id, ...step, remind: step.remind && !rung.away, nextOn };
}

/** One message a person, with every list of theirs; each counts as their reminder of the day. */
async function tell(
  sweep: Sweep,
  when: ReminderDay,
  rungs: readonly ListRung[],
  moves: readonly ListClimbed[],
): Promise<number> {
  const { tx, policy } = sweep;
  const reminded = new Set(moves.flatMap(({ id, remind }) => (remind ? [id] : [])));
  const due = rungs.filter(({ id }) => reminded.has(id));
  const people = new Set(due.flatMap(({ holderId }) => holderId ?? []));
  const shared = due.filter(({ holderId }) => holderId === undefined);
  for (const role of new Set(shared.flatMap((rung) => keepersOf(policy, rung))))
    for (const person of await sweep.directory.holders(sweep.reader, role)) people.add(person.id);
  const claimed = await claimDay(tx, when.day, [...people]);
  for (const personId of claimed)
    tx.notify({ notice: confirmNotice, to: { personId }, facts: { day: when.day }, notBefore: when.at });
  return claimed.size;
}
