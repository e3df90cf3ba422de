/** A full outbox is drawn many at a time, each card still as its own recipient, and a fault of one stays its own. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDelivery } from '../../../src/app/delivery/worker.ts';
import type { Feature, Rendering } from '../../../src/app/feature.ts';
import { createRegistry } from '../../../src/app/registry.ts';
import type { Card } from '../../../src/chat/card.ts';
import { createReach } from '../../../src/governance/people/reach.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { createLog } from '../../../src/kernel/log.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { type FakeCourier, fakeCourier } from '../../support/couriers.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { givenChatter } from '../../support/notes.ts';
import { sceneOf } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const clock = fixedClock('2026-11-02T16:00:00Z');
let db: TestDatabase;
let policy: Policy;
let slack: FakeCourier;
/** How many notices each drawing together was asked for. */
let together: number[];
let singly: number;
let fault: boolean;

beforeAll(async () => {
  db = await testDatabase();
  policy = await legacyPolicy();
});
afterAll(() => db.drop());
beforeEach(() => {
  slack = fakeCourier();
  together = [];
  singly = 0;
  fault = false;
});

/** Says whose card it is; what is hidden is nobody's. */
function card({ ask, facts }: Pick<Rendering, 'ask' | 'facts'>): Card | undefined {
  if (facts.hidden === true) return undefined;
  return { audience: 'person', title: ask.actor.name, blocks: [], actions: [] };
}

async function renderAll(wanted: readonly Rendering[]) {
  together.push(wanted.length);
  if (fault) throw new Error('a bug in one of them');
  return wanted.map(card);
}

async function render(ask: Rendering['ask'], { facts }: Pick<Rendering, 'facts'>) {
  singly += 1;
  if (facts.broken === true) throw new Error('a bug in this one');
  return card({ ask, facts });
}

const room: Feature = {
  room: 'toy',
  notices: [
    { id: 'toy.one', render, renderAll },
    { id: 'toy.other', render, renderAll },
  ],
};

async function told(count: number, facts: { readonly hidden?: true; readonly broken?: true } = {}) {
  const people: Awaited<ReturnType<typeof givenChatter>>[] = [];
  for (let made = 0; made < count; made += 1) people.push(await givenChatter(db.store, clock));
  await db.store.transact({ personId: null, surface: 'cli', now: clock.now() }, async (tx) => {
    for (const [at, { personId }] of people.entries())
      tx.notify({ notice: at % 2 === 0 ? 'toy.one' : 'toy.other', to: { personId }, facts });
  });
  return people;
}

function drain() {
  const { directory, house, policyOf } = sceneOf({ store: db.store, policy, clock });
  return createDelivery({
    store: db.store,
    listenUrl: db.url,
    registry: createRegistry([room]),
    scene: { directory, house, policy, policyOf },
    couriers: [slack],
    reach: createReach(db.store, clock),
    clock,
    log: createLog('silent'),
    sample: false,
    publicUrl: 'https://safekeep.example',
  }).drain();
}

describe('notices of one room', () => {
  it('are drawn together, each as its own recipient', async () => {
    const people = await told(5);
    expect(await drain()).toMatchObject({ sent: 5 });
    expect(together).toEqual([5]);
    expect(singly).toBe(0);
    const found = await sceneOf({ store: db.store, policy, clock }).directory.people(
      db.store,
      people.map(({ personId }) => personId),
    );
    const names = people.map(({ personId, account }) => [account, found.get(personId)?.name]);
    expect(slack.messages.map((one) => [one.account, one.card.title]).sort()).toEqual(names.sort());
  });

  it('are dropped one by one where their recipient may not see them', async () => {
    await told(2, { hidden: true });
    await told(1);
    expect(await drain()).toMatchObject({ sent: 1, dropped: 2 });
  });

  it('are drawn singly when together they can’t be, so that only the broken one waits', async () => {
    fault = true;
    await told(2);
    await told(1, { broken: true });
    expect(await drain()).toMatchObject({ sent: 2, later: 1 });
    expect(singly).toBe(3);
  });
});
