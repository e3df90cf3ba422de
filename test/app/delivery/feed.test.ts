/** The web surface's notices: drawn when they are looked at, and news without a reload. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFeed, type StoppableFeed } from '../../../src/app/delivery/feed.ts';
import { createRegistry } from '../../../src/app/registry.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { createLog } from '../../../src/kernel/log.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { gate } from '../../support/gate.ts';
import { type Notes, noteFeature, notesIn } from '../../support/notes.ts';
import { givenPerson, sceneOf } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

let db: TestDatabase;
let policy: Policy;
let notes: Notes;
let feed: StoppableFeed | undefined;
const clock = fixedClock('2026-11-02T16:00:00Z');

beforeAll(async () => {
  db = await testDatabase();
  policy = await legacyPolicy();
  notes = notesIn(db.store, clock);
});
afterEach(async () => {
  await feed?.stop();
  feed = undefined;
});
afterAll(() => db.drop());

async function openFeed(): Promise<StoppableFeed> {
  const { directory, house, policyOf } = sceneOf({ store: db.store, policy, clock });
  feed = createFeed({
    store: db.store,
    listenUrl: db.url,
    registry: createRegistry([noteFeature]),
    scene: { directory, house, policy, policyOf },
    clock,
    log: createLog('silent'),
  });
  await feed.ready;
  return feed;
}

describe('a person’s notices', () => {
  it('are drawn as they stand when looked at, newest last, without those of others', async () => {
    const [mine, other] = [await givenPerson(db.store), await givenPerson(db.store)];
    const first = await notes.write('first', [{ personId: mine.id }, { personId: other.id }]);
    clock.set('2026-11-02T16:01:00Z');
    await notes.write('second', [{ personId: mine.id }]);
    await notes.edit(first, 'first, edited');
    const items = await (await openFeed()).recent(mine);
    expect(items.map(({ card }) => card.blocks)).toEqual([
      [{ kind: 'text', text: 'first, edited' }],
      [{ kind: 'text', text: 'second' }],
    ]);
    expect(items.map(({ at }) => at.toString())).toEqual(['2026-11-02T16:00:00Z', '2026-11-02T16:01:00Z']);
  });

  it('leave out what this person may no longer see, what is not yet due and what can’t be drawn', async () => {
    const mine = await givenPerson(db.store);
    const to = [{ personId: mine.id }];
    await notes.hide(await notes.write('hidden', to));
    await notes.write('tomorrow', to, { notBefore: clock.now().add({ hours: 24 }) });
    await notes.write('broken', to, { notice: 'note.broken' });
    await notes.write('seen', to);
    const items = await (await openFeed()).recent(mine);
    expect(items.map(({ card }) => card.blocks)).toEqual([[{ kind: 'text', text: 'seen' }]]);
  });

  it('are at most 50, the latest ones', async () => {
    const mine = await givenPerson(db.store);
    for (let i = 1; i <= 55; i += 1) {
      clock.set(clock.now().add({ seconds: 1 }));
      await notes.write(`note ${i}`, [{ personId: mine.id }]);
    }
    const items = await (await openFeed()).recent(mine);
    expect(items).toHaveLength(50);
    expect(items.at(-1)?.card.blocks).toEqual([{ kind: 'text', text: 'note 55' }]);
  });
});

describe('news', () => {
  it('reaches whoever it is for, when a notice is written and when its case moves on', async () => {
    const [mine, other] = [await givenPerson(db.store), await givenPerson(db.store)];
    const open = await openFeed();
    const told: string[] = [];
    let news = gate();
    const stop = open.subscribe(mine.id, () => {
      told.push('mine');
      news.open();
    });
    open.subscribe(other.id, () => told.push('other'));

    const id = await notes.write('for me', [{ personId: mine.id }]);
    await news.opened;
    news = gate();
    await notes.edit(id, 'for me, edited');
    await news.opened;
    expect(told).toEqual(['mine', 'mine']);

    stop();
    const last = gate();
    open.subscribe(other.id, () => last.open());
    await notes.write('for both', [{ personId: mine.id }, { personId: other.id }]);
    await last.opened;
    expect(told.filter((who) => who === 'mine')).toHaveLength(2);
  });
});
