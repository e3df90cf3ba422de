/** A report without a name on its way to the desk: delivered, refused, in doubt or interrupted, it leaves the hour alone. */

import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { houseFeature } from '../../../src/app/home.ts';
import type { Courier } from '../../../src/app/ports.ts';
import { createRegistry } from '../../../src/app/registry.ts';
import { features } from '../../../src/governance/features.ts';
import { runJob } from '../../../src/jobs/run-job.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { takePlace } from '../../../src/store/outbox/presence.ts';
import { type FakeCourier, fakeCourier } from '../../support/couriers.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { crashedWhileSending, deliveryAt, keyOfAccount } from '../../support/delivering.ts';
import { everyRow, fineTimes } from '../../support/every-row.ts';
import { arrange, sceneOf } from '../../support/people.ts';
import { givenTown, namelessly, reportedAt, type Town } from './world.ts';

let database: TestDatabase;
let town: Town;
let courier: FakeCourier;
let logged: string[];
let before: ReadonlySet<string>;

const report = { happened: 'A list lay open in the copy room.', about: 'nobody' };
const site = () => ({ db: database, policy: town.policy, clock: town.clock });

beforeEach(async () => {
  database = await testDatabase();
  town = await givenTown(database);
  courier = fakeCourier();
  logged = [];
  const { itsm } = town.people;
  await arrange(town.store, (tx) =>
    tx.db.account.create({
      data: {
        ...{ id: newId(), personId: itsm.id, surface: 'slack', tenant: 'T1', account: 'U-itsm' },
        ...{ state: 'linked', seenAt: new Date('2026-01-05T00:00:00Z') },
      },
    }),
  );
  before = new Set(await everyRow(town.store));
  await namelessly(town.door, 'breach.anonymous', report);
});
afterEach(() => town.database.drop());

const deliveryOf = (one: Courier = courier) =>
  deliveryAt(site(), [one], {
    registry: createRegistry([houseFeature, ...features]),
    log: createLog('debug', { write: (line) => void logged.push(line) }),
  });

/** Rows that came or changed since, whose times are finer than the hour. */
async function tellTales(): Promise<readonly string[]> {
  const rows = (await everyRow(town.store)).filter((row) => !before.has(row));
  expect(rows.some((row) => row.startsWith('outbox: '))).toBe(true);
  return rows.filter((row) => fineTimes(row).some((time) => !ofTheLaw(row, time)));
}

/** Days later, and counted from the hour by the law alone. */
function ofTheLaw(row: string, time: string): boolean {
  return row.startsWith('incident_clock') && time.slice(0, 10) > '2026-11-20';
}

const toTheDesk = () => town.store.db.outbox.findFirstOrThrow({ where: { personId: town.people.itsm.id } });

describe('a nameless report', () => {
  it('is delivered at once, and keeps neither when that was nor where the message lies', async () => {
    const delivery = deliveryOf();
    await delivery.drain();
    await delivery.stop();
    expect(courier.messages).toHaveLength(1);
    expect(await toTheDesk()).toMatchObject({ state: 'sent', address: null });
    expect(await tellTales()).toEqual([]);
    expect(logged).toEqual([]);
  });

  it('that Slack asks to wait for, or does not answer, waits no longer than others and keeps no time', async () => {
    const answers = [
      () => ({ kind: 'later', afterMs: 30_000, reason: 'slow down' }) as const,
      () => {
        throw new Error('cut');
      },
    ];
    courier.before = () => answers.shift()?.();
    const delivery = deliveryOf();
    for (const seconds of [0, 31, 120]) {
      town.clock.set(reportedAt.add({ seconds }).toString());
      await delivery.drain();
      expect(await tellTales()).toEqual([]);
    }
    await delivery.stop();
    expect(courier.messages).toHaveLength(1);
    expect(logged.join()).not.toContain((await toTheDesk()).id);
  });

  it('is not tried again and again while it waits', async () => {
    courier.before = () => ({ kind: 'later', afterMs: 30_000, reason: 'slow down' });
    const delivery = deliveryOf();
    await delivery.drain();
    await delivery.drain();
    expect(courier.calls).toBe(1);
    await delivery.stop();
  });

  it('that can’t arrive keeps why, and nothing of it is learnt about the account', async () => {
    courier.before = () => ({ kind: 'never', reason: 'app not installed', blocked: true });
    const delivery = deliveryOf();
    await delivery.drain();
    await delivery.stop();
    expect(await toTheDesk()).toMatchObject({ reason: expect.stringContaining('app not installed') });
    expect(await tellTales()).toEqual([]);
    const { id } = await town.store.db.incident.findFirstOrThrow();
    const page = await town.door.does(town.people.itsm.id, {
      ...{ kind: 'document', document: 'breach.page', subject: { id } },
    });
    expect(JSON.stringify(page)).toContain('No message reached them: please call');
    expect(JSON.stringify(page)).toContain(town.people.itsm.name);
  });

  it('that was cut off by a crash is taken up by the next program, and leaves no time either', async () => {
    await crashedWhileSending(site(), await keyOfAccount(site(), 'U-itsm'));
    expect(await tellTales()).toEqual([]);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await takePlace(client, false);
    await client.end();
    expect(await tellTales()).toEqual([]);
    const delivery = deliveryOf();
    await delivery.drain();
    await delivery.stop();
    expect(await toTheDesk()).toMatchObject({ state: 'sent', address: null });
    expect(await tellTales()).toEqual([]);
  });

  it('is looked at by every job through its hour, and none writes when it came', async () => {
    for (const minutes of [1, 2, 20, 34]) {
      town.clock.set(reportedAt.add({ minutes }).toString());
      for (const job of createRegistry([houseFeature, ...features]).jobs.values())
        await runJob(
          { store: town.store, scene: sceneOf(town.world), clock: town.clock },
          job,
          town.clock.now(),
        );
    }
    const about = (await town.store.db.incident.findFirstOrThrow()).id;
    const rows = (await tellTales()).filter((row) => row.includes(about));
    expect(rows).toEqual([]);
  });

  it('calls the executive team when its hour is over, lest the call tell the moment', async () => {
    const unattended = features
      .flatMap(({ jobs = [] }) => jobs)
      .find(({ name }) => name === 'breach-unattended');
    if (!unattended) throw new Error('there is no such job');
    const called = async (at: string) => {
      town.clock.set(at);
      await runJob(
        { store: town.store, scene: sceneOf(town.world), clock: town.clock },
        unattended,
        town.clock.now(),
      );
      return (await town.store.db.incident.findFirstOrThrow()).executivesCalledAt !== null;
    };
    expect(await called('2026-11-20T17:59:59Z')).toBe(false);
    expect(await called('2026-11-20T18:00:00Z')).toBe(true);
  });
});

describe('too many at once', () => {
  it('are not looked at any more within the hour; the number to call is said, and what was typed stays', async () => {
    for (let at = 1; at < 60; at += 1) await namelessly(town.door, 'breach.anonymous', report);
    const reply = await namelessly(town.door, 'breach.anonymous', report);
    expect(reply).toMatchObject({ kind: 'invalid' });
    expect(JSON.stringify(reply)).toMatch(/not looked at.*555-0142/);
    expect(JSON.stringify(reply)).toContain('copy room');
    expect(await town.store.db.incident.count()).toBe(60);
    town.clock.set('2026-11-20T18:00:00Z');
    expect(await namelessly(town.door, 'breach.anonymous', report)).toMatchObject({ kind: 'done' });
  });

  it('codes that are guessed are not looked up any more, the right one neither', async () => {
    for (let at = 0; at < 240; at += 1)
      await namelessly(town.door, 'breach.follow-up', { code: '0000-0000-0000' });
    const reply = await namelessly(town.door, 'breach.follow-up', { code: '0000-0000-0001' });
    expect(JSON.stringify(reply)).toContain('not looked at');
    expect(JSON.stringify(reply)).not.toContain('No report has this code');
  });
});
