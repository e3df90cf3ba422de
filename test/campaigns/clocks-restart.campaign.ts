/** Dozens of clocks while the process dies between pages and is started again; `kill-while-reminding` does it for real. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { features } from '../../src/governance/features.ts';
import { runJob } from '../../src/jobs/run-job.ts';
import { Temporal } from '../../src/kernel/clock.ts';
import { givenClocks, reminderFaults, ticksOf } from '../governance/breaches/clock-ledger.ts';
import { givenTown, type Town } from '../governance/breaches/world.ts';
import { chanceFrom } from '../support/chance.ts';
import { sceneOf } from '../support/people.ts';

const seed = Number(process.env.SEED ?? 20_261_122);

let town: Town;

beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

class Killed extends Error {}

it(`seed ${seed}: none is late by more than a tick, and none is told twice`, {
  timeout: 180_000,
}, async () => {
  const chance = chanceFrom(seed);
  // More than a page of them at the very same minute.
  await givenClocks(town, 27, 2);
  const job = features.flatMap(({ jobs = [] }) => jobs).find(({ name }) => name === 'breach-clocks');
  if (!job) throw new Error('there is no such job');
  let kills = 0;
  const dying: typeof job = {
    ...job,
    async run(sweep) {
      const page = await job.run(sweep);
      if (chance.draw() < 0.3) {
        kills += 1;
        throw new Killed();
      }
      return page;
    },
  };
  const { store, clock, world } = town;
  for (const tick of await ticksOf(store)) {
    clock.set(tick);
    for (let done = false; !done; )
      done = await runJob({ store, clock, scene: sceneOf(world) }, dying, Temporal.Instant.from(tick)).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          return false;
        },
      );
  }
  expect(kills).toBeGreaterThan(5);
  expect(await reminderFaults(store)).toEqual([]);
});
