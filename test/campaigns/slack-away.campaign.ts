/** Slack away, slow to answer or asking to wait while notices are due: each arrives once, and what cannot be known is counted. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/client.ts';
import type { Store } from '../../src/store/store.ts';
import { type Line, layLine } from '../support/line.ts';
import {
  databaseUrl,
  newFolder,
  type Program,
  sampleDistrict,
  startProgram,
  sweepUp,
  until,
} from '../support/program.ts';
import { type Modal, overHttp } from '../support/slack-client.ts';
import type { SlackPeer } from '../support/slack-peer.ts';
import { everybodySaysHello, fillInRequest, inFrontOf, startWorkspace } from '../support/slack-staff.ts';

let peer: SlackPeer;
let line: Line;
let program: Program;
let store: Store;
/** When each attempt at a message reached Slack. */
let attempts: number[] = [];
const noticesEach = 4;

beforeAll(async () => {
  const dataDir = await newFolder();
  await sampleDistrict(dataDir);
  peer = await startWorkspace();
  line = await layLine(peer.apiUrl);
  program = await startProgram({
    dataDir,
    slack: { botToken: peer.botToken, signingSecret: peer.signingSecret, apiUrl: line.url },
  });
  await everybodySaysHello(peer, overHttp(program.url, peer));
  store = await openStore(await databaseUrl(dataDir));
});
afterAll(async () => {
  await store?.close();
  await program?.stop();
  await line?.close();
  await peer?.close();
  await sweepUp();
});
beforeEach(() => {
  attempts = [];
  peer.bend('chat.postMessage', () => {
    attempts.push(performance.now());
    return undefined;
  });
});

async function openForm(title: string): Promise<Modal> {
  const modal = await inFrontOf(peer, 'principal', overHttp(program.url, peer)).commandForModal(
    '/data-request',
  );
  await fillInRequest(modal, title);
  return modal;
}

async function rowsOf(title: string) {
  const text = await store.db.caseText.findFirstOrThrow({ where: { field: 'title', body: title } });
  return store.db.outbox.findMany({ where: { caseId: text.caseId } });
}

async function delivered(title: string) {
  await until(
    'its notices are delivered',
    async () => (await rowsOf(title)).every(({ state }) => state === 'sent'),
    180_000,
  );
  const rows = await rowsOf(title);
  expect(rows).toHaveLength(noticesEach);
  return rows.map(({ id, repeats }) => ({ repeats, arrivals: arrivalsOf(id) }));
}

function arrivalsOf(rowId: string): number {
  return peer.calls.filter(
    ({ method, body, answer }) =>
      method === 'chat.postMessage' &&
      answer.ok === true &&
      (body.metadata as { event_payload?: { row?: string } })?.event_payload?.row === rowId,
  ).length;
}

describe('notices that are due', () => {
  it('while Slack cannot be reached wait, and each arrives once when it can', async () => {
    const modals = [await openForm('Away 1'), await openForm('Away 2'), await openForm('Away 3')];
    await line.cut();
    for (const modal of modals) expect((await modal.submit()).text).toMatch(/DR-\d+ is filed/);
    await until('it was tried', async () => (await rowsOf('Away 3')).some(({ reason }) => reason !== null));
    expect(attempts).toEqual([]);
    const health = await fetch(`${program.url}/readyz`);
    expect(await health.json()).toMatchObject({ delivery: { oldestUndelivered: expect.any(String) } });
    await line.mend();
    for (const title of ['Away 1', 'Away 2', 'Away 3'])
      for (const one of await delivered(title)) expect(one).toEqual({ repeats: 0, arrivals: 1 });
  });

  it('when the line breaks before the answer are sent again, and counted', async () => {
    const modal = await openForm('Cut off');
    const held = peer.hold('chat.postMessage');
    await modal.submit();
    await held.asked;
    await line.cut();
    held.release();
    await line.mend();
    const all = await delivered('Cut off');
    for (const { repeats, arrivals } of all) {
      expect(arrivals).toBeGreaterThanOrEqual(1);
      expect(arrivals).toBeLessThanOrEqual(1 + repeats);
    }
    // the one that was held had certainly arrived
    expect(all.some(({ arrivals }) => arrivals === 2)).toBe(true);
  });

  it('wait as long as Slack asks (429, Retry-After), all of them, and each arrives once', async () => {
    const retryAfterS = 9;
    const modal = await openForm('Too fast');
    let refusedAt: number | undefined;
    const passed: number[] = [];
    const atOnce: number[] = [];
    peer.bend('chat.postMessage', () => {
      const now = performance.now();
      if (refusedAt === undefined || now - refusedAt < 500) {
        refusedAt ??= now;
        atOnce.push(now);
        return {
          status: 429,
          headers: { 'retry-after': String(retryAfterS) },
          body: { ok: false, error: 'ratelimited' },
        };
      }
      passed.push(now);
      return undefined;
    });
    await modal.submit();
    for (const one of await delivered('Too fast')) expect(one).toEqual({ repeats: 0, arrivals: 1 });
    expect(atOnce.length).toBeGreaterThan(0);
    expect(passed).toHaveLength(noticesEach);
    for (const at of passed) expect(at - (refusedAt ?? 0)).toBeGreaterThanOrEqual(retryAfterS * 1000);
  });
});
