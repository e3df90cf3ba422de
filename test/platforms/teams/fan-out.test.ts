/** Many people told at once: through the outbox into Teams, never wider than the delivery worker. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReach } from '../../../src/governance/people/reach.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { createConnector } from '../../../src/platforms/teams/connector.ts';
import { createCourier } from '../../../src/platforms/teams/courier.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { deliveryAt, rowsOf } from '../../support/delivering.ts';
import { givenChatter, notesIn } from '../../support/notes.ts';
import { legacyPolicy } from '../../support/policy.ts';

const width = 8;
const stewards = 200;
const clock = fixedClock('2026-11-02T16:00:00Z');
let db: TestDatabase;
let policy: Policy;

beforeAll(async () => {
  db = await testDatabase();
  policy = await legacyPolicy();
});
afterAll(() => db.drop());

/** As long without a new call, everybody who may call is waiting. */
const quietMs = 20;

/** A Bot Connector that answers nobody as long as more calls come, and remembers how many ever waited at once. */
async function startGate() {
  const waiting: { readonly response: ServerResponse; readonly conversation: string }[] = [];
  const told: string[] = [];
  let most = 0;
  let quiet: NodeJS.Timeout | undefined;

  function answerAll(): void {
    for (const { response, conversation } of waiting.splice(0)) {
      told.push(conversation);
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: `1:${told.length}` }));
    }
  }

  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      waiting.push({ response, conversation: decodeURIComponent(request.url?.split('/')[3] ?? '') });
      most = Math.max(most, waiting.length);
      clearTimeout(quiet);
      quiet = setTimeout(answerAll, quietMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    told,
    most: () => most,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe(`${stewards} stewards asked at once`, () => {
  it('are each told once, with never more calls under way than the worker is wide', async () => {
    const gate = await startGate();
    const people: Awaited<ReturnType<typeof givenChatter>>[] = [];
    while (people.length < stewards) people.push(await givenChatter(db.store, clock, 'teams'));
    const reach = createReach(db.store, clock);
    for (const { account } of people)
      await reach.found(
        { surface: 'teams', tenant: 'T1', account },
        { service: gate.url, conversation: `a:${account}`, user: `29:${account}` },
      );
    await notesIn(db.store, clock).write(
      'Who takes this one?',
      people.map(({ personId }) => ({ personId })),
    );
    const connector = createConnector({ app: { id: 'app', tenant: 'T1' }, token: async () => 'token' });
    const courier = createCourier(connector, { publicUrl: 'https://safekeep.example', sample: false }, 'T1');
    const site = { db, policy, clock };
    expect(await deliveryAt(site, [courier], { width }).drain()).toMatchObject({ sent: stewards });
    expect(gate.most()).toBe(width);
    expect([...gate.told].sort()).toEqual(people.map(({ account }) => `a:${account}`).sort());
    expect(new Set((await rowsOf(site)).map(({ state, surface }) => `${state} ${surface}`))).toEqual(
      new Set(['sent teams']),
    );
    gate.close();
  });
});
