/** The duties room on a database of its own, with the rooms that it stands on, and days that pass. */
import type { Feature, Job } from '../../../src/app/feature.ts';
import { feature as agreements } from '../../../src/governance/agreements/feature.ts';
import { feature as duties } from '../../../src/governance/duties/feature.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { turnReminders } from '../../../src/governance/people/store/reminders.ts';
import { feature as training } from '../../../src/governance/training/feature.ts';
import { dayToDate, fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { arrange, sweepAs, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

export const rooms: readonly Feature[] = [people, agreements, training, duties];

export interface Stage {
  readonly world: World;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly door: FrontDoor;
  readonly db: TestDatabase['store']['db'];
  /** The local time of a day of the district; 08:00 unless given. */
  at(day: string, time?: string): void;
  /** One job to its end; what it did. */
  run(name: string): Promise<readonly string[]>;
  /** Everything that runs by itself on a day, at 08:00. */
  passes(day: string, time?: string): Promise<void>;
  under(policy: Policy): Stage;
  drop(): Promise<void>;
}

const jobs = new Map<string, Job>(
  rooms.flatMap((room) => (room.jobs ?? []).map((job): [string, Job] => [job.name, job])),
);

/** Monday, 3 August 2026, 9:00 in the district. Reminders are on. */
export async function stage(policy?: Policy): Promise<Stage> {
  const database = await testDatabase();
  await arrange(database.store, (tx) => turnReminders(tx, true, null));
  return build(database, policy ?? (await legacyPolicy()), fixedClock('2026-08-03T15:00:00Z'));
}

function build(database: TestDatabase, policy: Policy, clock: Stage['clock']): Stage {
  const world: World = { store: database.store, policy, clock, features: rooms };
  const on: Stage = {
    world,
    clock,
    db: database.store.db,
    door: frontDoor({ ...world, features: rooms }),
    at: (day, time = '08:00') => clock.set(policy.calendar.at(Temporal.PlainDate.from(day), time)),
    async run(name) {
      const job = jobs.get(name);
      if (!job) throw new Error(`no job is called ${name}`);
      const did: string[] = [];
      for (let more = true; more; ) {
        const page = await sweepAs(world, name, (sweep) => job.run(sweep));
        did.push(...page.did);
        more = page.more;
      }
      return did;
    },
    async passes(day, time) {
      on.at(day, time);
      for (const name of ['agreement-versions', 'duties', 'reminders']) await on.run(name);
    },
    under: (other) => build(database, other, clock),
    drop: () => database.drop(),
  };
  return on;
}

/** "aup 2026-08-10", sorted. */
export async function openOf(on: Stage, personId: string): Promise<readonly string[]> {
  const rows = await on.db.obligation.findMany({ where: { personId, metAt: null, replacedAt: null } });
  return rows.map((row) => `${row.duty} ${row.dueOn.toISOString().slice(0, 10)}`).sort();
}

export async function dueOf(on: Stage, personId: string, duty: string) {
  const row = await on.db.obligation.findFirst({ where: { personId, duty, metAt: null, replacedAt: null } });
  return (
    row && {
      dueOn: row.dueOn.toISOString().slice(0, 10),
      rule: row.rule,
      id: row.id,
      nextOn: row.nextOn?.toISOString().slice(0, 10),
    }
  );
}

/** The days on which somebody was reminded, by when it may arrive. */
export async function remindersOf(on: Stage, personId: string): Promise<readonly string[]> {
  const rows = await on.db.outbox.findMany({
    where: { personId, notice: 'duties.nudge' },
    orderBy: { notBefore: 'asc' },
  });
  return rows.map((row) =>
    on.world.policy.calendar.localDay(Temporal.Instant.from(row.notBefore.toISOString())).toString(),
  );
}

export async function shownOf(on: Stage, personId: string): Promise<readonly string[]> {
  const rows = await on.db.obligationShown.findMany({
    where: { obligation: { personId } },
    orderBy: [{ shownOn: 'asc' }, { shownTo: 'asc' }],
  });
  return rows.map((row) => `${row.shownTo} ${row.shownOn.toISOString().slice(0, 10)}`);
}

export function daysFrom(first: string, count: number): readonly string[] {
  const start = Temporal.PlainDate.from(first);
  return Array.from({ length: count }, (_, n) => start.add({ days: n }).toString());
}

/** Something done on a day, whatever room it came from. */
export async function givenDone(
  on: Stage,
  personId: string,
  duty: string,
  day: string,
  more: { readonly version?: number } = {},
): Promise<void> {
  await arrange(on.world.store, (tx) =>
    tx.db.dutyDone.create({
      data: {
        ...{ id: `${personId}:${duty}:${day}`, personId, duty, way: 'paper', ref: `paper:${day}` },
        doneOn: dayToDate(Temporal.PlainDate.from(day)),
        doneAt: new Date(`${day}T18:00:00Z`),
        version: more.version ?? null,
      },
    }),
  );
}

/** The plan with one duty changed. */
export function withDuty(policy: Policy, duty: string, change: object): Policy {
  const before = policy.pack.duties[duty];
  if (!before) throw new Error(`the plan has no duty ${duty}`);
  return {
    ...policy,
    fingerprint: `${policy.fingerprint}+${duty}`,
    pack: { ...policy.pack, duties: { ...policy.pack.duties, [duty]: { ...before, ...change } } },
  };
}
