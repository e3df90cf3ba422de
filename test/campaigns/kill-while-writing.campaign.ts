/**
 * The store alone, under heavier writing than people can do: kills the writer, and every other time its PostgreSQL
 * too, at random moments. What was said to be committed must be there, and each change wholly, with its notices and
 * its audit entry, or not at all. SEED and ROUNDS repeat or shorten a run.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { createLog } from '../../src/kernel/log.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openStore } from '../../src/store/client.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import type { Store } from '../../src/store/store.ts';
import { chanceFrom } from '../support/chance.ts';
import { killDatabase, newFolder, sweepUp } from '../support/program.ts';

const rounds = Number(process.env.ROUNDS ?? 20);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const longestMs = 400;
const writer = path.join(import.meta.dirname, 'writer.ts');

afterAll(sweepUp);

/** What the writer was told is committed before it was killed. */
async function killWhileWriting(
  folder: string,
  round: number,
  moment: { readonly afterMs: number; readonly databaseToo: boolean },
): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: string[] = [];
  let kill: Promise<void> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line);
    kill ??= pause(moment.afterMs).then(async () => {
      if (moment.databaseToo) await killDatabase(folder);
      child.kill('SIGKILL');
    });
  }
  await kill;
  return told;
}

async function problemsIn(store: Store, told: readonly string[]): Promise<readonly string[]> {
  const problems: string[] = [];
  const made = new Set((await store.db.setting.findMany()).map((row) => row.key));
  for (const id of told) if (!made.has(id)) problems.push(`${id} was told as committed and is gone`);
  const rows = await store.db.outbox.groupBy({ by: ['caseId'], _count: true });
  const notices = new Map(rows.map((row) => [row.caseId ?? '', row._count]));
  const entries = (await store.db.auditEntry.findMany()).map(
    ({ line }) => (JSON.parse(line) as { case: { id: string } }).case.id,
  );
  if (new Set(entries).size !== entries.length) problems.push('a change has two audit entries');
  const audited = new Set(entries);
  for (const id of new Set([...made, ...notices.keys(), ...audited])) {
    const whole = made.has(id) && notices.get(id) === 2 && audited.has(id);
    if (!whole) problems.push(`${id} is only partly there`);
  }
  const verdict = await verifyAudit(store);
  if (!verdict.ok) problems.push(`the audit trail is ${verdict.problem} at ${verdict.seq}`);
  return problems;
}

it(`${rounds} kills while four write at once: nothing told is lost, nothing is there in part`, async () => {
  process.stdout.write(`seed ${seed}\n`);
  const chance = chanceFrom(seed);
  const folder = await newFolder();
  const told: string[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const moment = { afterMs: chance.draw() * longestMs, databaseToo: round % 2 === 1 };
    told.push(...(await killWhileWriting(folder, round, moment)));
    const embedded = await startEmbedded({ dataDir: folder, log: createLog('silent') });
    const store = await openStore(embedded.appUrl);
    expect(await problemsIn(store, told), `round ${round}`).toEqual([]);
    await store.close();
    await embedded.stop();
  }
  expect(told.length).toBeGreaterThan(0);
  process.stdout.write(`${told.length} changes were told as committed; all are there\n`);
});
