/** The program from an empty folder on: what it says, what it refuses in one line, and how it stops. */
import { chmod, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  databasePid,
  databaseUrl,
  newFolder,
  type Process,
  type Program,
  type Settings,
  spawnProgram,
  startProgram,
  sweepUp,
  until,
} from '../support/program.ts';
import { overHttp } from '../support/slack-client.ts';
import type { SlackPeer } from '../support/slack-peer.ts';
import { fillInRequest, inFrontOf, startWorkspace } from '../support/slack-staff.ts';

let dataDir: string;
let peer: SlackPeer;

beforeAll(async () => {
  dataDir = await newFolder();
  peer = await startWorkspace();
});
afterAll(async () => {
  await sweepUp();
  await peer?.close();
});

async function get(url: string): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(url, { redirect: 'manual' });
  return { status: answer.status, text: await answer.text() };
}

/** The one line it says before it ends, having done nothing. */
async function refusal(settings: Settings): Promise<string> {
  const refused: Process = spawnProgram(settings);
  const { code } = await refused.ended;
  expect(code).toBe(1);
  expect(refused.said, refused.log.join('\n')).toHaveLength(1);
  return refused.said[0] ?? '';
}

describe('one after another on one folder', () => {
  let first: Program;
  let second: Program;

  it('with Slack’s credentials and nobody on the roster it stops and names both ways to begin', async () => {
    const line = await refusal({ dataDir, slack: peer });
    expect(line).toContain('safekeep -- init');
    expect(line).toContain('init --sample');
    expect(await databasePid(dataDir)).toBeUndefined();
  });

  it('without credentials it becomes the sample district, and says one line', async () => {
    first = await startProgram({ dataDir });
    expect(first.said).toEqual([
      expect.stringMatching(/^Safekeep is ready: http:\/\/127\.0\.0\.1:\d+ {2}\(sample district/),
    ]);
    expect(await get(`${first.url}/healthz`)).toEqual({ status: 200, text: '{"status":"alive"}' });
    const ready = await get(`${first.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(JSON.parse(ready.text)).toMatchObject({
      database: { ready: true },
      policy: { pack: 'legacy-ut' },
      delivery: { undeliverable: 0 },
    });
    const page = await fetch(first.url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Eleanor Whitcombe');
  });

  it('a second program on the same folder shares its PostgreSQL', async () => {
    const server = await databasePid(dataDir);
    second = await startProgram({ dataDir, slack: peer });
    expect(await databasePid(dataDir)).toBe(server);
    expect((await get(`${second.url}/readyz`)).status).toBe(200);
  });

  it('refuses to put the sample district on the network', async () => {
    const line = await refusal({ dataDir, env: { PUBLIC_URL: 'https://safekeep.legacyprep.example' } });
    expect(line).toContain('runs on this machine only');
    expect(line).toContain('PUBLIC_URL');
    expect((await get(`${first.url}/readyz`)).status).toBe(200);
  });

  it('refuses a port that is taken, names another, and has touched nothing', async () => {
    const { port } = new URL(first.url);
    const untouched = await newFolder();
    const line = await refusal({ dataDir: untouched, env: { PORT: port } });
    expect(line).toContain(`Port ${port} is taken`);
    expect(line).toContain(`PORT=${Number(port) + 1}`);
    expect(await readdir(untouched)).toEqual([]);
  });

  it('a stop in the middle of a request lets it finish', async () => {
    const principal = inFrontOf(peer, 'principal', overHttp(second.url, peer));
    const modal = await principal.commandForModal('/data-request');
    await fillInRequest(modal, 'Filed while stopping');
    const owner = new pg.Client({ connectionString: await databaseUrl(dataDir) });
    await owner.connect();
    try {
      // every change waits for the audit trail's head, so this one is in the middle for as long as we like
      await owner.query('begin');
      await owner.query('select from audit_head for update');
      const filing = modal.submit();
      await until('the filing waits', async () => {
        const { rows } = await owner.query("select from pg_stat_activity where wait_event_type = 'Lock'");
        return rows.length > 0;
      });
      const stopped = second.stop();
      await second.logs('"msg":"stopping"');
      expect((await get(`${second.url}/readyz`)).status).toBe(503);
      await owner.query('rollback');
      expect((await filing).text).toMatch(/DR-\d+ is filed/);
      expect(await stopped).toEqual({ code: 0, signal: null });
      const { rows } = await owner.query("select from case_text where body = 'Filed while stopping'");
      expect(rows).toHaveLength(1);
    } finally {
      await owner.end();
    }
  });

  it('the one that is left goes on, and takes the PostgreSQL with it when it is stopped', async () => {
    expect((await get(`${first.url}/readyz`)).status).toBe(200);
    expect(await first.stop()).toEqual({ code: 0, signal: null });
    expect(first.said).toHaveLength(1);
    expect(await databasePid(dataDir)).toBeUndefined();
  });
});

describe('a start that is broken off', () => {
  it('leaves no PostgreSQL behind', async () => {
    const early = spawnProgram({ dataDir });
    await until('its PostgreSQL runs', async () => (await databasePid(dataDir)) !== undefined);
    early.child.kill('SIGTERM');
    const { code, signal } = await early.ended;
    expect({ code, signal, said: early.said }).toEqual({ code: 0, signal: null, said: [] });
    expect(await databasePid(dataDir)).toBeUndefined();
  });
});

describe('a folder that it may not write', () => {
  it('is named in one line, and left as it is', async () => {
    const ground = await newFolder();
    const closed = path.join(ground, 'closed');
    await mkdir(closed);
    await chmod(closed, 0o555);
    const nobody = 65534;
    const line = await refusal({
      dataDir: closed,
      ...(process.getuid?.() === 0 ? { uid: nobody } : {}),
    });
    expect(line).toContain(`may not write ${closed}`);
    expect(line).toContain('DATA_DIR');
    expect(await readdir(closed)).toEqual([]);
  });
});
