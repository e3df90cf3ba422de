/** The program while its PostgreSQL is away: what people are told, that nothing is lost, and that it comes back by itself. */
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cli,
  databasePid,
  killDatabase,
  newFolder,
  type Program,
  sampleDistrict,
  startProgram,
  sweepUp,
  until,
} from '../support/program.ts';
import { type Modal, overHttp, type SlackPerson } from '../support/slack-client.ts';
import type { SlackPeer } from '../support/slack-peer.ts';
import { everybodySaysHello, fillInRequest, inFrontOf, startWorkspace } from '../support/slack-staff.ts';

let dataDir: string;
let peer: SlackPeer;
let program: Program;
let principal: SlackPerson;
let modal: Modal;
let worried: Modal;

beforeAll(async () => {
  dataDir = await newFolder();
  peer = await startWorkspace();
  await sampleDistrict(dataDir);
  program = await startProgram({ dataDir, slack: peer });
  const carry = overHttp(program.url, peer);
  await everybodySaysHello(peer, carry);
  principal = inFrontOf(peer, 'principal', carry);
});
afterAll(async () => {
  await sweepUp();
  await peer?.close();
});

const data = () => path.join(dataDir, 'postgres/data');
const status = async (page: string) => (await fetch(`${program.url}${page}`)).status;

/** Killed, and kept from being started again until `putBack`. */
async function takeAway(): Promise<void> {
  await rename(data(), `${data()}.away`);
  process.kill(await pidAt(`${data()}.away`), 'SIGKILL');
  await until('it is noticed', async () => (await status('/readyz')) === 503);
}

async function pidAt(folder: string): Promise<number> {
  return Number((await readFile(path.join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function putBack(): Promise<void> {
  await rename(`${data()}.away`, data());
  await until('it serves again', async () => (await status('/readyz')) === 200);
}

/** Of the sample district's plan: whom to call where a report can't be kept. */
const phone = '555-0142';
const worry = 'A list went to the wrong address';

describe('while PostgreSQL is away', () => {
  it('the process lives and says that it cannot serve', async () => {
    worried = await principal.commandForModal('/breach');
    await worried.fill('What happened?', worry);
    modal = await principal.commandForModal('/data-request');
    await fillInRequest(modal, 'Filed in bad weather');
    await takeAway();
    expect(await status('/healthz')).toBe(200);
    const ready = await fetch(`${program.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ status: 'unavailable', database: { ready: false } });
  });

  it('a page and a command answer kindly, with a reference that the log has too', async () => {
    const page = await fetch(program.url);
    const text = await page.text();
    expect(page.status).toBeGreaterThanOrEqual(500);
    expect(text).toContain('Something went wrong on our side');
    const answer = await principal.commandForMessage('/safekeep');
    expect(answer.words).toContain('nothing was changed');
    for (const said of [text, answer.words]) {
      const reference = /reference: ([0-9A-Z]{6})/.exec(said)?.[1] ?? 'no reference';
      expect(program.log.some((line) => line.includes(reference))).toBe(true);
      expect(said).not.toMatch(/\bat .*\.ts:\d+|Prisma|ENOENT/);
    }
  });

  it('a form that is sent stays open with what was typed', async () => {
    await modal.submit();
    expect(modal.title).toBe('Data request');
    expect(modal.value('Title')).toBe('Filed in bad weather');
    expect(Object.values(modal.errors)).toEqual([expect.stringContaining('nothing was changed')]);
  });

  it('R074: a report of a possible breach says that it is not kept and whom to call, and stays as typed', async () => {
    await worried.submit();
    const said = `${worried.words} ${Object.values(worried.errors).join()}`;
    expect(said).toContain('Your report was not kept. Please call now');
    expect(said).toContain(phone);
    expect(worried.value('What happened?')).toBe(worry);
    const typed = await principal.commandForMessage('/breach');
    expect(typed.words).toContain(phone);
  });

  it('the page that asks for no name opens all the same, and says the same of what is sent', async () => {
    const page = await fetch(`${program.url}/report`);
    expect(page.status).toBe(200);
    const cookie = page.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const text = await page.text();
    const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const form = new URLSearchParams();
    for (const [, name = '', value = ''] of hidden) form.set(name, value);
    form.set('one.happened', worry);
    form.set('one.about', 'nobody');
    const sent = await fetch(`${program.url}/report`, { method: 'POST', body: form, headers: { cookie } });
    const answer = await sent.text();
    expect(answer).toContain('Your report was not kept. Please call now');
    expect(answer).toContain(phone);
    expect(answer).toContain(worry);
  });

  it('so does the error page, for whoever wanted to report signed in', async () => {
    const cookie = { headers: { cookie: 'safekeep_session=whoever' } };
    const wanted = await (await fetch(`${program.url}/forms/breach.report`, cookie)).text();
    expect(wanted).toContain('Something went wrong on our side');
    expect(wanted).toContain(phone);
    expect(await (await fetch(`${program.url}/forms/request.file`, cookie)).text()).not.toContain(phone);
  });

  it('it comes back without anybody’s help, and the same form goes through, once', async () => {
    await putBack();
    const ack = await modal.submit();
    const reference = /DR-\d+(?= is filed)/.exec(ack.text)?.[0] ?? 'no number';
    expect(
      (await inFrontOf(peer, 'steward', principal.carry).nextDirectMessage(reference)).buttons,
    ).toContain('Claim');
    expect((await principal.commandForMessage('/data-request', reference)).words).toContain(
      'Filed in bad weather',
    );
  });
});

describe('a PostgreSQL that was killed', () => {
  it('is started again at once', async () => {
    const before = await databasePid(dataDir);
    await killDatabase(dataDir);
    await until('another runs', async () => {
      const now = await databasePid(dataDir);
      return now !== undefined && now !== before && (await status('/readyz')) === 200;
    });
    expect((await principal.commandForMessage('/safekeep')).words).toContain('What I asked for');
  });

  it('stays when a command line that used it meanwhile leaves, and is stopped with the program', async () => {
    const server = await databasePid(dataDir);
    expect(await cli(dataDir, 'audit', 'verify')).toMatchObject({
      code: 0,
      out: expect.stringContaining('whole'),
    });
    expect(await databasePid(dataDir)).toBe(server);
    expect(await status('/readyz')).toBe(200);
    expect(await program.stop()).toEqual({ code: 0, signal: null });
    expect(await databasePid(dataDir)).toBeUndefined();
  });
});
