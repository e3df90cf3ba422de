/** A sample district on a database of its own: files come in, days pass with every job of the program, people do what they owe. */
import path from 'node:path';
import { systemViewer } from '../../../src/app/access.ts';
import type { Sweep } from '../../../src/app/context.ts';
import type { Job } from '../../../src/app/feature.ts';
import { createHouse } from '../../../src/app/house.ts';
import { sceneAt } from '../../../src/app/scene.ts';
import { houseRegistry } from '../../../src/cli/open.ts';
import { recordSignature } from '../../../src/governance/agreements/store/record.ts';
import { features } from '../../../src/governance/features.ts';
import { createDirectory } from '../../../src/governance/people/store/directory.ts';
import { meetObligation } from '../../../src/governance/people/store/obligations.ts';
import { turnReminders } from '../../../src/governance/people/store/reminders.ts';
import { applyPage } from '../../../src/governance/roster/commands/apply.ts';
import { bringIn } from '../../../src/governance/roster/commands/bring.ts';
import { confirmImport } from '../../../src/governance/roster/commands/decide.ts';
import { noAnswers } from '../../../src/governance/roster/rules/layout.ts';
import { importById } from '../../../src/governance/roster/store/imports.ts';
import { runJob } from '../../../src/jobs/run-job.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { openStore } from '../../../src/store/client.ts';
import { startEmbedded } from '../../../src/store/embedded.ts';
import { createLoader } from '../../../src/store/loader.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { markAsSample } from '../../../src/store/settings.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Tx } from '../../../src/store/tx.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { legacyPolicy } from '../../support/policy.ts';
import { firstDay, type Member, writeFiles } from './staff.ts';

export interface District {
  readonly store: Store;
  /** What people type, press and fill in, at the time that was set last. */
  readonly door: FrontDoor;
  at(day: string, time: string): void;
  readonly jobs: readonly string[];
  /** Of each job the milliseconds of its longest run. */
  readonly slowest: ReadonlyMap<string, number>;
  /** Brings a whole file in and says yes to all of it, also that everybody missing has left. */
  bring(day: string, members: readonly Member[]): Promise<Readonly<Record<string, unknown>>>;
  change<T>(day: string, time: string, write: (tx: Tx) => Promise<T>): Promise<T>;
  /** Every job, as of a local time of that day. How many notices they wrote. */
  runJobs(day: string, time: string): Promise<number>;
  does(day: string, acts: readonly Act[]): Promise<void>;
  idOf(email: string): Promise<string>;
  stop(): Promise<void>;
}

/** What somebody does on a day. `line`: which of the two alternatives of the agreement they initial. */
export interface Act {
  readonly personId: string;
  readonly personType: Member['type'];
  readonly hireDate: string;
  readonly name: string;
  readonly duty: string;
  readonly line: 'T1' | 'T2';
}

export async function startDistrict(folder: string): Promise<District> {
  const policy = await legacyPolicy();
  const log = createLog('silent');
  const embedded = await startEmbedded({ dataDir: folder, fsync: false, log });
  await migrate(embedded.ownerUrl);
  const store = await openStore(embedded.appUrl);
  const clock = fixedClock(`${firstDay}T10:00:00Z`);
  const registry = houseRegistry();
  const directory = createDirectory(clock, policy.pack.pack.zone);
  const scene = { directory, house: createHouse(registry), policy, policyOf: async () => policy };
  const jobs: readonly Job[] = [...registry.jobs.values()];
  const instant = (day: string, time: string) => policy.calendar.at(Temporal.PlainDate.from(day), time);
  const acting = (tx: Tx): Sweep => ({ ...sceneAt(scene, systemViewer, tx, tx.now), tx });
  const people = new Map<string, string>();
  const slowest = new Map<string, number>();
  await store.transact({ personId: null, surface: 'cli', now: clock.now() }, async (tx) => {
    await markAsSample(tx);
    await turnReminders(tx, true, null);
  });

  const district: District = {
    ...{ store, door: frontDoor({ store, policy, clock, features }) },
    at: (day, time) => clock.set(instant(day, time)),
    jobs: jobs.map(({ name }) => name),
    slowest,
    change(day, time, write) {
      clock.set(instant(day, time));
      return store.transact({ personId: null, surface: 'cli', now: clock.now() }, write, {
        timeoutMs: 120_000,
      });
    },
    async bring(day, members) {
      const at = path.join(folder, `files-${day}`);
      await writeFiles(at, members);
      clock.set(instant(day, '05:00'));
      const hr = await store.db.person.findUnique({ where: { email: 'p6@district.example' } });
      const staged = await bringIn({
        ...{ store, load: createLoader(embedded.appUrl), path: at, staffPath: undefined },
        author: () => ({ personId: null, surface: 'cli', now: clock.now() }),
        preparing: { today: day, delta: false, answers: noAnswers, inventedOnly: true },
        announce: async () => undefined,
        onStep: () => undefined,
      });
      if (!staged.ok || staged.value.kind !== 'staged')
        throw new Error(`not staged: ${JSON.stringify(staged)}`);
      const { id: importId } = staged.value;
      const yes = await district.change(day, '05:00', (tx) =>
        confirmImport(acting(tx), { importId, byId: hr?.id ?? null, goneToo: hr !== null, lacks: undefined }),
      );
      if (yes.kind !== 'confirmed') throw new Error(`not confirmed: ${JSON.stringify(yes)}`);
      while ((await district.change(day, '05:00', (tx) => applyPage(acting(tx), importId))).more);
      const done = await importById(store, importId);
      if (done?.state !== 'applied') throw new Error(`not applied: ${done?.state}`);
      const { staff, new: added, changed, gone, stale } = done.counts;
      return { day, rows: staff, added, changed, gone, stale };
    },
    async runJobs(day, time) {
      clock.set(instant(day, time));
      let notices = 0;
      for (const job of jobs) {
        const from = performance.now();
        const report = await runJob({ store, scene, clock }, job, clock.now()).catch((cause: unknown) => {
          throw new Error(`${job.name} on ${day}`, { cause });
        });
        const took = Math.round(performance.now() - from);
        slowest.set(job.name, Math.max(slowest.get(job.name) ?? 0, took));
        if (report.outcome !== 'ran') throw new Error(`${job.name} on ${day}: ${report.outcome}`);
        notices += report.notices;
      }
      return notices;
    },
    async does(day, acts) {
      for (let from = 0; from < acts.length; from += 100)
        await district.change(day, '15:00', async (tx) => {
          for (const act of acts.slice(from, from + 100)) await doOne(tx, day, act);
        });
    },
    async idOf(email) {
      const known = people.get(email);
      if (known !== undefined) return known;
      const { id } = await store.db.person.findUniqueOrThrow({ where: { email }, select: { id: true } });
      people.set(email, id);
      return id;
    },
    async stop() {
      await store.close();
      await embedded.stop();
    },
  };

  async function doOne(tx: Tx, day: string, { personId, personType, hireDate, name, duty, line }: Act) {
    if (duty === 'nda') {
      await recordSignature(tx, {
        policy,
        agreement: 'nda',
        person: { id: personId, personType, hireDate },
        how: { way: 'signed', surface: 'web', typedName: name, initials: { [line]: tx.now.toString() } },
      });
      return;
    }
    const metBy = duty === 'aup' ? 'acknowledgement' : `training:${personId}:${duty}:${day}`;
    await meetObligation(tx, { personId, duty, metBy, metOn: Temporal.PlainDate.from(day) });
  }

  return district;
}
