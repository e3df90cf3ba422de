/** The import of a roster beside a bare one: each in a process and a database of its own, on one durable server. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createLog } from '../../src/kernel/log.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Measured } from './figures.ts';
import type { Told } from './peak.ts';
import { writeRosterFile } from './roster-file.ts';

export interface RosterBench {
  readonly measured: Measured;
  /** What it took in memory, a sentence a side. */
  readonly memory: readonly string[];
}

/** Three times each, in turns: one is too few on a machine that does other things too. */
const rounds = 3;

export async function measureRoster(people: number): Promise<RosterBench> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-bench-roster-'));
  // Run as root, the server works as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const embedded = await startEmbedded({ dataDir: folder, log: createLog('silent') });
  try {
    const file = path.join(folder, 'staff_ext.csv');
    await writeRosterFile(file, people);
    const admin = new pg.Client({ connectionString: embedded.ownerUrl });
    // The server stops under it when a side fails; what failed is said by its own error.
    admin.on('error', () => undefined);
    await admin.connect();
    const ours: Told[] = [];
    const bare: Told[] = [];
    for (let round = 0; round < rounds; round += 1)
      for (const [side, told] of [
        ['roster-ours.ts', ours],
        ['roster-bare.ts', bare],
      ] as const) {
        await admin.query('drop database if exists roster with (force)');
        await admin.query('create database roster');
        const url = named(embedded.ownerUrl, 'roster');
        await migrate(url);
        told.push(await run(side, { DATABASE_URL: url, ROSTER_FILE: file }));
        await check(url, people);
      }
    await admin.end();
    return {
      measured: {
        what: `roster of ${people} people`,
        ours: ours.map((one) => one.ms),
        bare: bare.map((one) => one.ms),
        limit: 4,
      },
      memory: [`ours: ${say(ours)}`, `bare: ${say(bare)}`],
    };
  } finally {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(script: string, env: Readonly<Record<string, string>>): Promise<Told> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  let told: Told | undefined;
  child.on('message', (message) => {
    told = message as Told;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0 || !told) throw new Error(`${script} ended with ${code}`);
  return told;
}

async function check(url: string, people: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    'select count(*)::int as people, count(supervisor_id)::int as led from person',
  );
  await client.end();
  if (rows[0]?.people !== people || rows[0]?.led !== people - 1)
    throw new Error(`the roster holds ${JSON.stringify(rows[0])} instead of ${people}`);
}

function say(told: readonly Told[]): string {
  const most = Math.max(...told.map((one) => one.peak));
  const grown = Math.max(...told.map((one) => one.peak - one.before));
  return `at most ${most.toFixed(0)} MB resident, ${grown.toFixed(0)} MB more than before it began`;
}

function named(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}
