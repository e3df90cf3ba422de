/**
 * Kills the delivery worker at random moments while it empties the outbox. Where the platform can be asked, every
 * notice arrives exactly once; where it can't, none is lost and every repeat is counted. SEED and ROUNDS repeat or
 * shorten a run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { openStore } from '../../src/store/client.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Store } from '../../src/store/store.ts';
import { chanceFrom } from '../support/chance.ts';
import { givenChatter, linkAccount, notesIn } from '../support/notes.ts';
import { newFolder, sweepUp } from '../support/program.ts';

const rounds = Number(process.env.ROUNDS ?? 20);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const people = 20;
const notesARound = 5;
/** Around the answer and the mark that follows it. */
const longestMs = 20;
const deliverer = path.join(import.meta.dirname, 'deliverer.ts');

afterAll(sweepUp);

/** A platform at the wire: counts what arrives for each row, and can be asked. */
async function startPeer() {
  const arrivals = new Map<string, number>();
  const open = new Set<Socket>();
  let onArrival: () => void = () => undefined;
  const server = createServer((request, response) => {
    const [, what, rowId = ''] = (request.url ?? '').split('/');
    if (what === 'deliver') {
      arrivals.set(rowId, (arrivals.get(rowId) ?? 0) + 1);
      onArrival();
    }
    response.setHeader('content-type', 'application/json');
    // The answer comes a little after the message has arrived: time to die in.
    setTimeout(() => response.end(JSON.stringify({ found: arrivals.has(rowId) })), 2);
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    /** Resolves when this many more have arrived. */
    after: (count: number) =>
      new Promise<void>((resolve) => {
        let left = count;
        onArrival = () => {
          left -= 1;
          if (left === 0) resolve();
        };
      }),
    /** What a killed caller had sent has arrived once its connections are gone. */
    async quiet() {
      while (open.size > 0) await pause(5);
    },
    close: () => server.close(),
  };
}

async function runDeliverer(args: readonly string[], killAt?: Promise<void>): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', deliverer, ...args], { stdio: 'inherit' });
  void killAt?.then(() => child.kill('SIGKILL'));
  await once(child, 'close');
}

/** In place of two minutes' wait: the killed worker's claims are anybody's again. */
function endLeases(store: Store): Promise<unknown> {
  return store.transact({ personId: null, surface: 'cli', now: systemClock.now() }, (tx) =>
    tx.db.outbox.updateMany({
      where: { leasedUntil: { not: null } },
      data: { leasedUntil: new Date('2020-01-01T00:00:00Z') },
    }),
  );
}

describe.each([
  ['that can be asked what has arrived', 'yes'],
  ['that cannot be asked', 'no'],
  ['that cannot be asked, after another one refused', 'after-another'],
])('kills while delivering to a platform %s', (_what, canFind) => {
  it(`seed ${seed}: nothing is lost, and what arrives twice was counted`, async () => {
    const chance = chanceFrom(seed);
    const folder = await newFolder();
    const embedded = await startEmbedded({ dataDir: folder, log: createLog('silent') });
    await migrate(embedded.ownerUrl);
    const store = await openStore(embedded.appUrl);
    const peer = await startPeer();
    const notes = notesIn(store, systemClock);
    const to = await Promise.all(Array.from({ length: people }, () => givenChatter(store, systemClock)));
    if (canFind === 'after-another')
      for (const { personId } of to) await linkAccount(store, systemClock, personId, 'teams');

    for (let round = 1; round <= rounds; round += 1) {
      for (let n = 0; n < notesARound; n += 1)
        await notes.write(
          `note ${round}.${n}`,
          to.map(({ personId }) => ({ personId })),
        );
      const arrived = peer.after(1 + chance.below(notesARound * people));
      const killAt = arrived.then(() => pause(chance.draw() * longestMs));
      await runDeliverer([folder, peer.url, canFind], killAt);
      await peer.quiet();
      await endLeases(store);
    }
    await runDeliverer([folder, peer.url, canFind]);

    const rows = await store.db.outbox.findMany();
    expect(rows).toHaveLength(rounds * notesARound * people);
    expect(rows.filter((row) => row.state !== 'sent')).toEqual([]);
    const lost = rows.filter((row) => !peer.arrivals.has(row.id));
    const uncounted = rows.filter((row) => (peer.arrivals.get(row.id) ?? 0) - 1 > row.repeats);
    const twice = rows.filter((row) => (peer.arrivals.get(row.id) ?? 0) > 1);
    const counted = rows.reduce((sum, row) => sum + row.repeats, 0);
    expect(lost).toEqual([]);
    expect(uncounted).toEqual([]);
    if (canFind === 'yes') expect([twice, counted]).toEqual([[], 0]);
    // Else the kills missed what they were aimed at, and the run proves nothing.
    else expect(counted).toBeGreaterThan(0);
    process.stdout.write(`${rows.length} notices, ${twice.length} arrived twice, ${counted} counted\n`);

    peer.close();
    await store.close();
    await embedded.stop();
  });
});
