/**
 * Kills the program, and every other time its PostgreSQL too, at random moments of writing: what was said to be
 * committed must be there, and each change wholly, with its notices and its audit entry, or not at all.
 * Run by hand (minutes): `npm run campaign` or `npm run campaign -- ROUNDS`.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { createLog } from '../../src/kernel/log.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openStore } from '../../src/store/client.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import type { Store } from '../../src/store/store.ts';

const rounds = Number(process.argv[2] ?? 50);
const longestMs = 400;
const writer = path.join(import.meta.dirname, 'crash-writer.ts');
const folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-campaign-'));
await chmod(folder, 0o711);

/** What the writer was told is committed before it was killed. */
async function killWhileWriting(round: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: string[] = [];
  let kill: Promise<void> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line);
    kill ??= pause(Math.random() * longestMs).then(() => killAll(round, () => child.kill('SIGKILL')));
  }
  await kill;
  return told;
}

async function killAll(round: number, killProgram: () => void): Promise<void> {
  if (round % 2 === 1) {
    const pidFile = await readFile(path.join(folder, 'postgres/data/postmaster.pid'), 'utf8');
    process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
  }
  killProgram();
}

async function check(store: Store, told: readonly string[]): Promise<readonly string[]> {
  const problems: string[] = [];
  const made = new Set((await store.db.setting.findMany()).map((row) => row.key));
  for (const id of told) if (!made.has(id)) problems.push(`${id} was told as committed and is gone`);
  const rows = await store.db.outbox.groupBy({ by: ['caseId'], _count: true });
  const notices = new Map(rows.map((row) => [row.caseId ?? '', row._count]));
  const entries = (await store.db.auditEntry.findMany()).map(
    ({ line }) => (JSON.parse(line) as { case: { id: string } }).case.id,
  );
  const entered = new Set(entries);
  if (entered.size !== entries.length) problems.push('a change has two audit entries');
  for (const id of new Set([...made, ...notices.keys(), ...entered])) {
    const whole = made.has(id) && notices.get(id) === 2 && entered.has(id);
    if (!whole) problems.push(`${id} is only partly there`);
  }
  const verdict = await verifyAudit(store);
  if (!verdict.ok) problems.push(`the audit trail is ${verdict.problem} at ${verdict.seq}`);
  return problems;
}

const told: string[] = [];
let problems: readonly string[] = [];
for (let round = 1; round <= rounds && problems.length === 0; round += 1) {
  told.push(...(await killWhileWriting(round)));
  const embedded = await startEmbedded({ dataDir: folder, log: createLog('silent') });
  const store = await openStore(embedded.appUrl);
  problems = await check(store, told);
  const all = await store.db.setting.count();
  await store.close();
  await embedded.stop();
  process.stdout.write(`round ${round}: ${told.length} told, ${all} there, ${problems.length} problems\n`);
}
for (const problem of problems.slice(0, 20)) process.stdout.write(`${problem}\n`);
await rm(folder, { recursive: true, force: true });
process.exit(problems.length === 0 ? 0 : 1);
