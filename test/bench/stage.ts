/** Sets the scene: one durable embedded server with a database for each side, a Slack peer, our program and bare Bolt. */
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createLog } from '../../src/kernel/log.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { initSample, startHelper, startProgram, stop, workspace } from './children.ts';
import { type Loose, type Sender, senderTo } from './slack-sender.ts';

export interface Side {
  readonly child: ChildProcess;
  readonly sender: Sender;
  /** As the owner. */
  readonly db: pg.Pool;
}

export interface Stage {
  readonly ours: Side;
  readonly bare: Side;
  /** Everybody's Slack account, the one who files first. */
  readonly users: readonly string[];
  /** The modal that our program opens for a trigger. */
  opened(trigger: string): Promise<Loose>;
  /** The text and blocks of the last message posted, and how many were. */
  posted(): Promise<{ readonly count: number; readonly message: Readonly<Record<string, string>> }>;
  close(): Promise<void>;
}

const filer = 'e.whitcombe@legacyprep.example';

export async function setStage(): Promise<Stage> {
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
    await once(embedded.ownerUrl, 'create database ours');
    const [oursUrl, bareUrl] = [named(embedded.ownerUrl, 'ours'), named(embedded.ownerUrl, 'bare')];
    await initSample(oursUrl);
    await once(embedded.ownerUrl, 'create database bare template ours');
    const [ours, bare] = [pool(oursUrl), pool(bareUrl)];
    closing.push(
      () => ours.end(),
      () => bare.end(),
    );
    const users = await giveAccounts(ours);
    await giveAccounts(bare);

    const peer = await startHelper('slack-peer.ts');
    closing.push(() => stop(peer.child));
    const opened = modalsOf(peer.child);
    const bolt = await startHelper('bare-bolt.ts', {
      DATABASE_URL: named(embedded.appUrl, 'bare'),
      SLACK_API_URL: peer.url,
    });
    closing.push(() => stop(bolt.child));
    const program = await startProgram({ databaseUrl: oursUrl, peerUrl: peer.url });
    closing.push(() => stop(program.child));
    return {
      ours: { child: program.child, sender: senderTo(program.url), db: ours },
      bare: { child: bolt.child, sender: senderTo(bolt.url), db: bare },
      users,
      opened,
      async posted() {
        const { counts, lastMessage } = (await (await fetch(`${peer.url}/seen`)).json()) as Loose;
        return { count: counts['chat.postMessage'] ?? 0, message: lastMessage };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Everybody has spoken in Slack once: accounts are matched at the first word, which is not what is measured. */
async function giveAccounts(db: pg.Pool): Promise<readonly string[]> {
  const { rows } = await db.query<{ account: string }>(
    `with given as (
       insert into account (id, person_id, surface, tenant, account, state, seen_at)
       select gen_random_uuid()::text, id, 'slack', $1, 'U' || row_number() over (order by email), 'linked', now()
         from person where status = 'active'
       returning account, person_id)
     select account from given join person p on p.id = person_id order by p.email = $2 desc, account`,
    [workspace.team, filer],
  );
  return rows.map(({ account }) => account);
}

function modalsOf(peer: ChildProcess): Stage['opened'] {
  const arrived = new Map<string, Loose>();
  const awaited = new Map<string, (view: Loose) => void>();
  peer.on('message', ({ trigger, view }: { trigger: string; view: Loose }) => {
    const wants = awaited.get(trigger);
    awaited.delete(trigger);
    if (wants) wants(view);
    else arrived.set(trigger, view);
  });
  return async (trigger) => {
    const view = arrived.get(trigger);
    arrived.delete(trigger);
    return view ?? new Promise((resolve) => awaited.set(trigger, resolve));
  };
}

function pool(connectionString: string): pg.Pool {
  const made = new pg.Pool({ connectionString, max: 2 });
  // The server stops under them when setting the stage fails; what failed is said by its own error.
  made.on('error', () => undefined);
  return made;
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
