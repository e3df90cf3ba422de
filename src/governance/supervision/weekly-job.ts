/** The sweep that sends each supervisor one message a week about who is late, and each role what is shown to it. */
import type { Scene, Sweep } from '../../app/context.ts';
import type { Job, PlannedReminder } from '../../app/feature.ts';
import { Temporal } from '../../kernel/clock.ts';
import type { Policy } from '../../policy/policy.ts';
import { type ReminderDay, reminderDay, weekOf } from '../duties/rules/day.ts';
import { digestOf } from '../people/store/obligation-pages.ts';
import { remindersOn } from '../people/store/reminders.ts';
import { expectMany } from '../roster/store/bulk.ts';
import { weeklyKind } from './cards/weekly.ts';
import { lookingOn } from './commands/surroundings.ts';
import { isAboutPeople, partName, rolesShown } from './rules/parts.ts';
import { lastSlots } from './rules/week.ts';
import { standIns } from './store/stand-ins.ts';
import {
  type Counted,
  type DueOwner,
  keepWeek,
  markShown,
  ownersToLookAt,
  ownersWith,
  type When,
} from './store/weekly.ts';

/** Messages a page. */
const pageSize = 1000;

export const weeklyNotice = 'supervision.weekly';

export const weeklyJob: Job = {
  name: 'weekly-digest',
  summary: 'Sends supervisors and roles their one message a week about who is late; nothing when all is well',
  everyMinutes: 15,
  async run(sweep) {
    const { tx, policy } = sweep;
    const when = reminderDay(policy, sweep.now);
    if (!when || !(await remindersOn(tx))) return { did: [], more: false };
    const wanted = whenOn(policy, when.day, pageSize);
    const { week } = wanted;
    const looking = lookingOn(policy, when.day);
    const ids = await ownersToLookAt(tx, looking, wanted);
    if (ids.length === 0) return { did: [], more: false };
    await expectMany(tx);
    const owners = await ownersWith(tx, looking, ids);
    const rows = owners.flatMap(({ personId, parts }) =>
      parts.length > 0 ? parts : [nobodyTheirs(personId)],
    );
    const kept = await keepWeek(tx, week, when.day, rows);
    const mine = owners.filter(({ personId }) => kept.has(personId));
    const told = await tell(sweep, when, week, mine);
    const shown = await markShown(
      tx,
      looking,
      mine.flatMap(({ personId, parts }) =>
        parts.some(({ kind, late, soon }) => kind === 'team' && late + soon > 0) ? [personId] : [],
      ),
    );
    tx.audit({
      what: 'digest.composed',
      facts: { week, people: mine.length, told, shown, digest: digestOf(rows) },
    });
    return {
      did: [`week of ${week}: ${told} told, ${mine.length - told} with nothing to tell`],
      more: ids.length === pageSize,
    };
  },
};

function whenOn(policy: Policy, day: string, limit: number): When {
  return {
    week: weekOf(Temporal.PlainDate.from(day)).toString(),
    slots: lastSlots(policy, day),
    usual: policy.pack.reminders.weekly_on,
    roles: rolesShown(policy),
    limit,
  };
}

/** Seen to in this week all the same, so that the next sweep need not ask again. */
function nobodyTheirs(personId: string): Counted {
  return { personId, kind: 'team', people: 0, late: 0, soon: 0 };
}

/** How many had something to tell. */
async function tell(
  { tx }: Sweep,
  when: ReminderDay,
  week: string,
  owners: readonly DueOwner[],
): Promise<number> {
  const readers = new Map(
    (await standIns(tx, when.day, { personIds: owners.map(({ personId }) => personId) })).map((one) => [
      one.personId,
      one.readerId,
    ]),
  );
  let told = 0;
  for (const owner of owners) {
    const news = owner.parts.filter(({ late, soon }) => late + soon > 0);
    const people = news.some(({ kind }) => isAboutPeople(kind)) || owner.lists > 0;
    const role = news.some(({ kind }) => !isAboutPeople(kind)) || owner.roleLists > 0;
    const reader = readers.get(owner.personId);
    const to =
      reader === undefined
        ? people || role
          ? [owner.personId]
          : []
        : readersOf(owner, reader, people, role);
    for (const personId of to)
      tx.notify({
        notice: weeklyNotice,
        about: { kind: weeklyKind, id: owner.personId },
        to: { personId },
        facts: { week },
        notBefore: when.at,
      });
    if (to.length > 0) told += 1;
  }
  return told;
}

/** Who would be told on that day: for the preview before anybody is reminded. */
export async function plannedWeekly(scene: Scene, day: string): Promise<readonly PlannedReminder[]> {
  const { policy, reader } = scene;
  const looking = lookingOn(policy, day);
  const ids = await ownersToLookAt(reader, looking, whenOn(policy, day, mostPlanned));
  const owners = await ownersWith(reader, looking, ids);
  return owners.flatMap(({ personId, parts }) => {
    const people = parts.reduce((sum, { late, soon }) => sum + late + soon, 0);
    if (people === 0) return [];
    return [
      {
        ...{ personId, message: 'Weekly message about who is late', count: people },
        about: parts.filter(({ late, soon }) => late + soon > 0).map(({ kind }) => partName(policy, kind)),
      },
    ];
  });
}

/** More supervisors than any district has. */
const mostPlanned = 100_000;

/** What a role is shown is nobody's to hand on. */
function readersOf(owner: DueOwner, reader: string, people: boolean, role: boolean): readonly string[] {
  return [...(people ? [reader] : []), ...(role ? [owner.personId] : [])];
}
