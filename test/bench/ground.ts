/** What every stage stands on: a durable embedded server, and a way to take everything down again in reverse. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createLog } from '../../src/kernel/log.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { initSample } from './children.ts';

export interface Ground {
  /** A database of this name with the sample district in it, or as a copy of another one; its address as the owner. */
  district(name: string, copyOf?: string): Promise<string>;
  /** The same database as the application. */
  asApp(name: string): string;
  pool(url: string): pg.Pool;
  /** Taken down before whatever was begun earlier. */
  with(stop: () => Promise<unknown>): void;
  close(): Promise<void>;
}

export async function layGround(): Promise<Ground> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'safekeep-bench-'));
  // Run as root, the server works as another user, who must be able to pass.
  await chmod(dataDir, 0o711);
  const closing: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const close = async () => {
    for (let next = closing.pop(); next; next = closing.pop()) await next();
  };
  try {
    const embedded = await startEmbedded({ dataDir, log: createLog('silent') });
    closing.push(() => embedded.stop());
    return {
      async district(name, copyOf) {
        await once(
          embedded.ownerUrl,
          `create database ${name}${copyOf === undefined ? '' : ` template ${copyOf}`}`,
        );
        const url = named(embedded.ownerUrl, name);
        if (copyOf === undefined) await initSample(url);
        return url;
      },
      asApp: (name) => named(embedded.appUrl, name),
      pool(connectionString) {
        const made = new pg.Pool({ connectionString, max: 2 });
        // The server stops under them when setting the stage fails; what failed is said by its own error.
        made.on('error', () => undefined);
        closing.push(() => made.end());
        return made;
      },
      with: (stop) => void closing.push(stop),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

function named(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}
