/** The whole program as its own process, on a test database with the sample district. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { seedSample } from '../../../src/governance/sample/seed.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { legacyPolicy } from '../../support/policy.ts';

export interface WebProgram {
  readonly url: string;
  readonly database: TestDatabase;
  /** Every line of its log. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

export async function startWebProgram(): Promise<WebProgram> {
  const database = await testDatabase();
  await seedSample(database.store, await legacyPolicy(), systemClock.now());
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: '0', DATABASE_URL: database.ownerUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const url = await addressOf(child, log);
  return {
    url,
    database,
    log,
    async close() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await database.drop();
    },
  };
}

async function addressOf(child: ChildProcess, log: readonly string[]): Promise<string> {
  if (!child.stdout) throw new Error('the program has no output');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const address = /ready: (http\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error(`the program did not start:\n${[...said, ...log].join('\n')}`);
}
