/** A district with a roster, Human Resources, and short ways to bring files in and say yes. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { systemViewer } from '../../../src/app/access.ts';
import type { Sweep } from '../../../src/app/context.ts';
import type { Feature } from '../../../src/app/feature.ts';
import { sceneAt } from '../../../src/app/scene.ts';
import { applyPage } from '../../../src/governance/roster/commands/apply.ts';
import { bringIn } from '../../../src/governance/roster/commands/bring.ts';
import { confirmImport, type Decided } from '../../../src/governance/roster/commands/decide.ts';
import type { Staged } from '../../../src/governance/roster/commands/stage.ts';
import { feature as roster } from '../../../src/governance/roster/feature.ts';
import type { RosterProblem } from '../../../src/governance/roster/files/fault.ts';
import { tellKeepers } from '../../../src/governance/roster/notices.ts';
import { type Answers, noAnswers } from '../../../src/governance/roster/rules/layout.ts';
import {
  importById,
  pendingImport,
  type RosterImport,
} from '../../../src/governance/roster/store/imports.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import type { Result } from '../../../src/kernel/result.ts';
import { createLoader, type Load } from '../../../src/store/loader.ts';
import type { Tx } from '../../../src/store/tx.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { type GivenPerson, givenPerson, sceneOf, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

export type Brought = Result<Staged, RosterProblem>;

export interface Bringing {
  readonly staff?: string;
  readonly delta?: boolean;
  readonly answers?: Partial<Answers>;
  readonly inventedOnly?: boolean;
  /** Instead of the one that brings rows into the database. */
  readonly load?: Load;
}

export interface RosterWorld extends World {
  /** What other rooms were told, in order: "left ID", "changed ID". */
  readonly told: string[];
  readonly database: TestDatabase;
  readonly load: Load;
  /** Human Resources: the only one on the roster when a story begins. */
  hr: GivenPerson;
  /** A district as new: one database serves a whole file of tests. */
  beginsAnew(): Promise<void>;
  readonly door: FrontDoor;
  readonly clock: ReturnType<typeof fixedClock>;
  brings(path: string, how?: Bringing): Promise<Brought>;
  /** Brings it, and fails where it does not wait for a yes then. */
  stages(path: string, how?: Bringing): Promise<RosterImport>;
  /** Human Resources says yes to what waits, and everything is applied. */
  saysYes(how?: { readonly goneToo?: boolean; readonly lacks?: number }): Promise<Decided>;
  /** Brings it and says yes. */
  imports(path: string, how?: Bringing): Promise<RosterImport>;
  acting(tx: Tx): Sweep;
}

const start = '2026-11-23T16:00:00Z';

export async function rosterWorld(): Promise<RosterWorld> {
  const database = await testDatabase();
  const { store } = database;
  const policy = await legacyPolicy();
  const clock = fixedClock(start);
  const told: string[] = [];
  const listener: Feature = {
    room: 'listener',
    onPersonLeft: async (_by, id) => void told.push(`left ${id}`),
    onPersonChanged: async (_by, ids) => void told.push(...ids.map((id) => `changed ${id}`)),
  };
  const features = [roster, listener];
  const base: World = { store, policy, clock, features };
  const load = createLoader(database.url);
  const scene = sceneOf(base);
  const acting = (tx: Tx): Sweep => ({ ...sceneAt(scene, systemViewer, tx, tx.now), tx });
  const world: RosterWorld = {
    ...base,
    ...{ clock, database, load, acting, told },
    hr: await newHr(store),
    async beginsAnew() {
      await emptied(database);
      told.length = 0;
      clock.set(start);
      world.hr = await newHr(store);
    },
    door: frontDoor({ ...base, features }),
    brings: (path, how = {}) =>
      bringIn({
        ...{ store, load: how.load ?? load, path, staffPath: how.staff },
        author: () => ({ personId: null, surface: 'cli', now: clock.now() }),
        preparing: {
          today: policy.calendar.localDay(clock.now()).toString(),
          delta: how.delta ?? false,
          answers: { ...noAnswers, ...how.answers },
          inventedOnly: how.inventedOnly ?? false,
        },
        announce: async (tx, id) => void (await tellKeepers(acting(tx), 'roster.staged', id)),
        onStep: () => undefined,
      }),
    async stages(path, how) {
      const brought = await world.brings(path, how);
      if (!brought.ok || brought.value.kind !== 'staged')
        throw new Error(`it does not wait for a yes: ${JSON.stringify(brought)}`);
      const found = await importById(store, brought.value.id);
      if (!found) throw new Error('the import vanished');
      return found;
    },
    async saysYes(how = {}) {
      const pending = await pendingImport(store);
      if (!pending) throw new Error('nothing waits for a yes');
      const author = { personId: world.hr.id, surface: 'web', now: clock.now() };
      const decided = await store.transact(author, (tx) =>
        confirmImport(acting(tx), {
          ...{ importId: pending.id, byId: world.hr.id, goneToo: how.goneToo ?? false, lacks: how.lacks },
        }),
      );
      if (decided.kind === 'confirmed')
        while ((await store.transact(author, (tx) => applyPage(acting(tx), pending.id))).more);
      return decided;
    },
    async imports(path, how) {
      const staged = await world.stages(path, how);
      const decided = await world.saysYes({ lacks: staged.counts.gone });
      if (decided.kind !== 'confirmed') throw new Error(`no yes was taken: ${decided.kind}`);
      // so that what comes next is later, as it is in life
      clock.set(clock.now().add({ minutes: 1 }));
      await pause(0);
      const ended = await importById(store, staged.id);
      if (!ended) throw new Error('the import vanished');
      return ended;
    },
  };
  return world;
}

function newHr(store: World['store']): Promise<GivenPerson> {
  return givenPerson(store, {
    ...{ name: 'Grace Pettibone', email: 'g.pettibone@legacyprep.example' },
    ...{ jobTitle: 'Director of Human Resources', roles: ['hr'], personType: 'volunteer' },
  });
}

async function emptied({ ownerUrl }: TestDatabase): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(
    'truncate roster_import, roster_row, roster_listing, roster_change, roster_defect, roster_layout, outbox, building, person cascade',
  );
  await owner.end();
}

/** Everybody on the roster but Human Resources, by address or, without one, by name. */
export async function everybody({ store, hr }: RosterWorld) {
  const people = await store.db.person.findMany({
    where: { id: { not: hr.id } },
    include: { building: true, supervisor: true },
    orderBy: { name: 'asc' },
  });
  return people.map((person) => ({
    ...{ id: person.id, name: person.name, email: person.email, employeeId: person.employeeId },
    ...{ title: person.jobTitle, type: person.personType, school: person.building?.name ?? null },
    ...{ supervisor: person.supervisor?.email ?? null, hired: person.hireDate.toISOString().slice(0, 10) },
    ...{ status: person.status, dataAccess: person.dataAccess, groups: person.groups },
  }));
}

export async function personOf(world: RosterWorld, email: string) {
  const found = (await everybody(world)).find((one) => one.email === email);
  if (!found) throw new Error(`nobody has the address ${email}`);
  return found;
}

/** All that the store holds, as text: for what must be found nowhere. */
export async function everythingKept({ database, store }: RosterWorld): Promise<string> {
  const tables = await store.db.$queryRawUnsafe<{ name: string }[]>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
      and table_name <> '_prisma_migrations'`,
  );
  if (tables.length < 10 || !database.url) throw new Error('the tables were not found');
  const all: string[] = [];
  for (const { name } of tables)
    all.push(JSON.stringify(await store.db.$queryRawUnsafe(`select to_jsonb(t) as row from "${name}" t`)));
  return all.join('\n');
}
