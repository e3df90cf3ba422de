/** A delivery worker in a house of notes, on a test database: what it is handed, and what has become of the outbox. */
import { createDelivery, type Delivery, type DeliveryDeps } from '../../src/app/delivery/worker.ts';
import type { Courier, Post } from '../../src/app/ports.ts';
import { createRegistry } from '../../src/app/registry.ts';
import { createReach } from '../../src/governance/people/reach.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { claimRows } from '../../src/store/outbox/claim.ts';
import { markBegun } from '../../src/store/outbox/mark.ts';
import type { TestDatabase } from './database.ts';
import { noteFeature } from './notes.ts';
import { sceneOf } from './people.ts';

export interface Site {
  readonly db: TestDatabase;
  readonly policy: Policy;
  readonly clock: Clock;
}

export function deliveryAt(
  { db, policy, clock }: Site,
  couriers: readonly Courier[],
  over: Partial<DeliveryDeps> = {},
): Delivery {
  const { directory, house, policyOf } = sceneOf({ store: db.store, policy, clock });
  return createDelivery({
    store: db.store,
    listenUrl: db.url,
    registry: createRegistry([noteFeature]),
    scene: { directory, house, policy, policyOf },
    couriers,
    reach: createReach(db.store, clock),
    clock,
    log: createLog('silent'),
    sample: false,
    publicUrl: 'https://safekeep.example',
    ...over,
  });
}

export function rowsOf({ db }: Site) {
  return db.store.db.outbox.findMany({ orderBy: { id: 'asc' } });
}

export async function emptyOutbox({ db, clock }: Site): Promise<void> {
  await db.store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
    tx.db.outbox.deleteMany(),
  );
}

/** As after a crash: claimed, begun there where it was, and never marked; its lease run out. */
export async function crashedWhileSending({ db, clock }: Site, way?: string): Promise<void> {
  const rows = await claimRows(db.store, { now: clock.now(), limit: 100, leaseSeconds: 0 });
  if (way === undefined) return;
  await markBegun(
    db.store,
    rows.map(({ id }) => ({ id, way })),
  );
}

/** The key of an account in the outbox, by its name on the platform. */
export async function keyOfAccount({ db }: Site, account: string): Promise<string> {
  return (await db.store.db.account.findFirstOrThrow({ where: { account } })).id;
}

/** Moves the database's leases into the past, in place of waiting for them. */
export async function endLeases({ db, clock }: Site): Promise<void> {
  await db.store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
    tx.db.outbox.updateMany({
      where: { leasedUntil: { not: null } },
      data: { leasedUntil: new Date('2020-01-01T00:00:00Z') },
    }),
  );
}

/** A mail server at the Post port. */
export function mailbox(answer: () => Awaited<ReturnType<Post['send']>> | undefined = () => undefined) {
  const letters: Parameters<Post['send']>[0][] = [];
  const post: Post = {
    async send(letter) {
      const instead = answer();
      if (instead) return instead;
      letters.push(letter);
      return { kind: 'sent', address: { messageId: letter.rowId } };
    },
  };
  return { letters, post };
}
