/** One PostgreSQL for the whole run, with one migrated database that every test file copies. */
import { access, chmod, constants, mkdtemp, rm, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createLog } from '../../src/kernel/log.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** As the owner, to the maintenance database. */
    readonly clusterUrl: string;
    /** As the application, to a database that is not there: put the name in. */
    readonly appUrl: string;
  }
}

export const templateName = 'safekeep_template';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(await fastestPlace(), 'safekeep-test-'));
  // Run as root, the server works as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const starting = startEmbedded({ dataDir: folder, fsync: false, log: createLog('silent') });
  const embedded = await starting.catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  const clusterUrl = withDatabase(embedded.ownerUrl, 'postgres');
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${templateName}`);
  await migrate(withDatabase(embedded.ownerUrl, templateName));
  await client.end();
  project.provide('clusterUrl', clusterUrl);
  project.provide('appUrl', embedded.appUrl);
  return async () => {
    await embedded.stop();
    await removeFolder();
  };
}

const memory = '/dev/shm';
const enoughBytes = 4 * 2 ** 30;

/** Nearly every test has a database of its own, of a thousand files: in memory they are made in a twentieth of the time. */
async function fastestPlace(): Promise<string> {
  try {
    await access(memory, constants.W_OK);
    const { bavail, bsize } = await statfs(memory);
    return bavail * bsize >= enoughBytes ? memory : os.tmpdir();
  } catch {
    return os.tmpdir();
  }
}

export function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}
