import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { feature as inventory } from '../../../src/governance/inventory/feature.ts';
import {
  collectionsByIds,
  rememberDefinitions,
  stewardsOf,
} from '../../../src/governance/inventory/store/collections.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { dispatchAs, fillIn, givenCollection, givenPerson, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
let database: TestDatabase;
let world: World;
let owner: Person;
let steward: Person;
let teacher: Person;
let collection: string;

beforeAll(async () => {
  database = await testDatabase();
  world = { store: database.store, policy: await legacyPolicy(), clock, features: [people, inventory] };
  owner = await givenPerson(database.store, { name: 'Olga Owner' });
  steward = await givenPerson(database.store, { name: 'Stan Steward', roles: ['data_steward'] });
  teacher = await givenPerson(database.store);
  collection = await givenCollection(database.store, {
    name: 'Attendance',
    location: 'PowerSchool, district server',
    ownerId: owner.id,
    stewardIds: [steward.id],
    definitions: 'Present: in class by 8:10.',
  });
  await givenCollection(database.store, { name: 'Payroll', system: 'Munis' });
});
afterAll(() => database.drop());

const type = (who: Person, text: string) =>
  dispatchAs(world, who.id, { kind: 'command', name: 'safekeep', text });

describe('W07: the inventory of data collections', () => {
  it('is open to all staff: where each lies, its owner and stewards', async () => {
    const all = await type(teacher, 'inventory');
    expect(all).toMatchObject({ kind: 'card', card: { actions: [{ kind: 'link' }] } });
    expect(JSON.stringify(all)).toMatch(/Attendance.*Olga Owner.*Payroll/s);
    const one = JSON.stringify(await type(teacher, 'inventory attend'));
    for (const shown of ['PowerSchool, district server', 'Olga Owner', 'Stan Steward', 'in class by 8:10'])
      expect(one).toContain(shown);
    expect(one).not.toContain('inventory.edit');
    expect(await type(teacher, 'inventory zzz')).toMatchObject({ kind: 'done', tone: 'warning' });
  });

  it('is a page to read and print', async () => {
    const reply = await dispatchAs(world, teacher.id, {
      kind: 'document',
      document: 'inventory.catalogue',
      subject: {},
    });
    expect(reply.kind === 'document' && reply.document).toMatchObject({
      kind: 'page',
      blocks: [
        {
          kind: 'table',
          rows: [expect.arrayContaining(['Attendance', 'Olga Owner']), expect.arrayContaining(['Payroll'])],
        },
      ],
    });
  });

  it('is changed by the owner or a steward, and by nobody else', async () => {
    const subject = { collection };
    for (const keeper of [owner, steward]) {
      const location = `Server of ${keeper.name}`;
      const reply = await fillIn(world, keeper.id, 'inventory.edit', subject, { location });
      expect(reply).toMatchObject({ kind: 'done', tone: 'good' });
      const [now] = await collectionsByIds(database.store, [collection]);
      expect(now).toMatchObject({ location, definitions: 'Present: in class by 8:10.' });
    }
    const refused = await fillIn(world, teacher.id, 'inventory.edit', subject, { location: 'My desk' });
    expect(refused).toMatchObject({ kind: 'done', tone: 'warning' });
    expect((await collectionsByIds(database.store, [collection]))[0]?.location).toBe(
      'Server of Stan Steward',
    );
  });

  it('R090: offers next time what was used last, without a word of it in the audit trail', async () => {
    const used = { definitions: 'Absent: 3 periods or more.', businessRules: 'Grade 3 to 6 only.' };
    await database.store.transact({ personId: steward.id, surface: 'web', now: clock.now() }, async (tx) => {
      await rememberDefinitions(tx, collection, used);
      await rememberDefinitions(tx, collection, used);
    });
    expect((await collectionsByIds(database.store, [collection]))[0]).toMatchObject(used);
    const lines = (await database.store.db.auditEntry.findMany()).map((row) => row.line);
    expect(lines.filter((line) => line.includes('collection.definitions-kept'))).toHaveLength(1);
    expect(lines.join()).not.toContain('3 periods');
  });

  it('knows each collection’s active stewards, and names the ones that have none', async () => {
    const away = await givenPerson(database.store, { status: 'leave' });
    const orphan = await givenCollection(database.store, { stewardIds: [away.id] });
    const found = await stewardsOf(database.store, [collection, orphan]);
    expect(found.get(collection)).toEqual([steward.id]);
    expect(found.get(orphan)).toEqual([]);
  });
});
