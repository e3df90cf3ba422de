/** The whole program as its operator meets it: a process of its own on a folder of its own, started, stopped and killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ownerRole } from '../../src/store/embedded/cluster.ts';
import { readPasswords } from '../../src/store/embedded/passwords.ts';
import { readPidFile } from '../../src/store/embedded/pid-file.ts';
import { urlOf } from '../../src/store/embedded/server.ts';
import type { SlackPeer } from './slack-peer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Settings {
  /** Not needed where `env` names a DATABASE_URL. */
  readonly dataDir?: string;
  /** Connects it to Slack; `apiUrl` goes another way to the same peer. */
  readonly slack?: Pick<SlackPeer, 'botToken' | 'signingSecret' | 'apiUrl'>;
  readonly env?: Readonly<Record<string, string>>;
  /** The user it runs as; ourselves unless given. */
  readonly uid?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Process {
  readonly child: ChildProcess;
  /** Lines of standard output so far. */
  readonly said: readonly string[];
  /** Lines of the log so far. */
  readonly log: readonly string[];
  readonly ended: Promise<Ended>;
  /** Resolves when standard output has such a line. */
  says(words: string): Promise<string>;
  /** Resolves when the log has such a line. */
  logs(words: string): Promise<string>;
}

export interface Program extends Process {
  readonly url: string;
  /** As an operator stops it; resolves when it is gone. */
  stop(): Promise<Ended>;
  /** `kill -9`: its PostgreSQL goes on. */
  kill(): Promise<void>;
}

/** What a test started and may have left behind when it failed. */
const living = new Set<ChildProcess>();
const folders: string[] = [];

/** A folder that PostgreSQL's user can enter, also when the tests run as root. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-program-'));
  await chmod(folder, 0o711);
  folders.push(folder);
  return folder;
}

/** For afterAll: nothing that a test started goes on, and its folders are gone. */
export async function sweepUp(): Promise<void> {
  for (const child of living) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    const pid = await databasePid(folder);
    // At once, but leaving no shared memory behind.
    if (pid) process.kill(pid, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

export function spawnProgram(settings: Settings): Process {
  const { dataDir, slack, env, uid } = settings;
  return run('src/main.ts', [], uid, {
    ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }),
    PORT: '0',
    ...(slack
      ? {
          SLACK_BOT_TOKEN: slack.botToken,
          SLACK_SIGNING_SECRET: slack.signingSecret,
          SLACK_API_URL: slack.apiUrl,
        }
      : {}),
    ...env,
  });
}

/** Longer than any start takes, and shorter than a test's hook waits: one that hangs is told with its log. */
const mostForStartMs = 100_000;

/** Resolves when it says that it is ready. */
export async function startProgram(settings: Settings): Promise<Program> {
  const process = spawnProgram(settings);
  const { child, said, log, ended } = process;
  const hurry = new AbortController();
  const ready = await Promise.race([
    ended.then(() => ''),
    process.says('Safekeep is ready: '),
    pause(mostForStartMs, '', { signal: hurry.signal }).catch(() => ''),
  ]);
  hurry.abort();
  const url = /(http\S+)/.exec(ready)?.[1];
  if (url === undefined) throw new Error(`the program did not start:\n${[...said, ...log].join('\n')}`);
  return {
    ...process,
    url,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** One command line of `safekeep` as a process of its own. */
export async function cli(
  dataDir: string,
  ...argv: readonly string[]
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const { said, log, ended } = run('src/cli/main.ts', argv, undefined, { DATA_DIR: dataDir });
  const { code } = await ended;
  return { code, out: said.join('\n'), err: log.join('\n') };
}

/** The sample district in an empty folder. */
export async function sampleDistrict(dataDir: string): Promise<void> {
  const { code, err } = await cli(dataDir, 'init', '--sample');
  if (code !== 0) throw new Error(`init --sample failed:\n${err}`);
}

/** The program's own database as its owner; only while its PostgreSQL runs. */
export async function databaseUrl(dataDir: string): Promise<string> {
  const home = path.join(dataDir, 'postgres');
  const address = await readPidFile(path.join(home, 'data'));
  if (!address) throw new Error(`no PostgreSQL runs in ${home}`);
  const { owner } = await readPasswords(home);
  return urlOf(address, ownerRole, owner, 'safekeep');
}

export async function databasePid(dataDir: string): Promise<number | undefined> {
  return (await readPidFile(path.join(dataDir, 'postgres/data')))?.pid;
}

/** `kill -9` of PostgreSQL's first process; its others notice and end. */
export async function killDatabase(dataDir: string): Promise<void> {
  const pid = await databasePid(dataDir);
  if (pid) process.kill(pid, 'SIGKILL');
}

/** Asks again and again; for what only another process can bring about. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  patienceMs = 30_000,
): Promise<void> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > patienceMs) throw new Error(`it never came to pass: ${what}`);
    await pause(50);
  }
}

function run(
  script: string,
  argv: readonly string[],
  uid: number | undefined,
  env: Readonly<Record<string, string>>,
): Process {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...argv], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: os.tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  living.add(child);
  const out = linesOf(child.stdout);
  const err = linesOf(child.stderr);
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    living.delete(child);
    return { code, signal };
  });
  return { child, said: out.lines, log: err.lines, ended, says: out.next, logs: err.next };
}

/** `next` finds lines that came before, too. */
function linesOf(stream: Readable) {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: stream }).on('line', (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  function next(words: string): Promise<string> {
    return new Promise((resolve) => {
      const look = () => {
        const found = lines.find((line) => line.includes(words));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  }
  return { lines, next };
}
