/**
 * Kills the process with SIGKILL while it reminds of the legal clocks of dozens of breaches, and starts it again from the
 * first minute: none is late by more than a tick, and none is told twice. SEED and ROUNDS repeat or shorten a run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { openStore } from '../../src/store/client.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { givenClocks, reminderFaults, ticksOf } from '../governance/breaches/clock-ledger.ts';
import { givenTown } from '../governance/breaches/world.ts';
import { chanceFrom } from '../support/chance.ts';
import { newFolder, sweepUp } from '../support/program.ts';

const rounds = Number(process.env.ROUNDS ?? 12);
const seed = Number(process.env.SEED ?? systemClock.now().epochMilliseconds % 1_000_000);
const longestMs = 400;
const reminder = path.join(import.meta.dirname, 'reminder.ts');

afterAll(sweepUp);

/** Comes back: whether it was killed, after so many minutes and a little. */
async function runReminder(
  url: string,
  ticks: readonly string[],
  killAfter?: { minutes: number; ms: number },
) {
  const child = spawn(process.execPath, ['--import', 'tsx', reminder, url, ...ticks], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let done = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    done += chunk.toString().split('\n').length - 1;
    if (killAfter && done >= killAfter.minutes) void pause(killAfter.ms).then(() => child.kill('SIGKILL'));
  });
  const [code, signal] = await once(child, 'close');
  if (signal === null && code !== 0) throw new Error(`the reminder ended with ${code}`);
  return signal === 'SIGKILL';
}

it(`seed ${seed}: reminders of legal clocks outlive kill -9`, async () => {
  const chance = chanceFrom(seed);
  const embedded = await startEmbedded({ dataDir: await newFolder(), log: createLog('silent') });
  await migrate(embedded.ownerUrl);
  const store = await openStore(embedded.appUrl);
  const town = await givenTown({ store, drop: () => store.close() });
  await givenClocks(town, 40, 10);
  const ticks = await ticksOf(store);
  let killed = 0;
  for (let round = 0; round < rounds; round += 1) {
    // From the first minute again: what was told stays told, and the minute in which it died is made up for.
    const minutes = 1 + chance.below(Math.max(1, Math.floor((ticks.length * (round + 1)) / rounds)));
    if (await runReminder(embedded.appUrl, ticks, { minutes, ms: chance.below(longestMs) })) killed += 1;
  }
  await runReminder(embedded.appUrl, ticks);
  process.stdout.write(`${ticks.length} minutes, killed ${killed} times\n`);
  expect(killed).toBeGreaterThan(rounds / 2);
  expect(await reminderFaults(store)).toEqual([]);
  await store.close();
  await embedded.stop();
});
