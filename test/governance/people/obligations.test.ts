import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Task } from '../../../src/app/feature.ts';
import type { Person } from '../../../src/app/person.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import {
  meetObligation,
  obligationsOf,
  openObligation,
} from '../../../src/governance/people/store/obligations.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import type { Tx } from '../../../src/store/tx.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { askAs, givenPerson, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
let database: TestDatabase;
let world: World;
let person: Person;

beforeAll(async () => {
  database = await testDatabase();
  world = { store: database.store, policy: await legacyPolicy(), clock, features: [people] };
});
afterAll(() => database.drop());
beforeEach(async () => {
  clock.set('2026-11-20T17:00:00Z');
  person = await givenPerson(database.store);
});

function change<T>(write: (tx: Tx) => Promise<T>): Promise<T> {
  return database.store.transact({ personId: person.id, surface: 'web', now: clock.now() }, write);
}

function open(duty: string, dueOn: string, rule = '003 §4.4.4 (2): within the first week') {
  return change((tx) =>
    openObligation(tx, { personId: person.id, duty, dueOn: Temporal.PlainDate.from(dueOn), rule }),
  );
}

async function standing(): Promise<string[]> {
  const all = await obligationsOf(database.store, person.id);
  return all.map((one) => `${one.duty} ${one.dueOn} ${one.metAt ? 'met' : 'open'}`);
}

async function owed(): Promise<readonly Task[]> {
  const tasks = (await people.tasksOf?.(await askAs(world, person.id))) ?? [];
  return tasks.filter((task) => task.list === 'i-owe');
}

describe('an obligation', () => {
  it('R042: is opened with its day and the rule that set it, and met by what it names', async () => {
    await open('fundamentals', '2026-12-20');
    expect(await standing()).toEqual(['fundamentals 2026-12-20 open']);
    const met = { personId: person.id, duty: 'fundamentals', metBy: 'training:1' };
    expect(await change((tx) => meetObligation(tx, met))).toBe(true);
    expect(await change((tx) => meetObligation(tx, met))).toBe(false);
    expect(await standing()).toEqual(['fundamentals 2026-12-20 met']);
  });

  it.each([
    ['earlier', '2026-12-01', ['nda 2026-12-01 open'], 2],
    ['same', '2026-12-10', ['nda 2026-12-10 open'], 1],
    ['later', '2026-12-31', ['nda 2026-12-10 open'], 1],
  ])('R008: with an %s day keeps the stricter one, and no other open', async (_what, second, now, rows) => {
    await open('nda', '2026-12-10');
    await open('nda', second);
    expect(await standing()).toEqual(now);
    expect(await database.store.db.obligation.count({ where: { personId: person.id } })).toBe(rows);
  });

  it('opens anew after it was met', async () => {
    await open('nda', '2026-11-01');
    await change((tx) => meetObligation(tx, { personId: person.id, duty: 'nda', metBy: 'signature:1' }));
    await open('nda', '2027-11-01');
    expect(await standing()).toEqual(['nda 2026-11-01 met', 'nda 2027-11-01 open']);
  });

  it('stands alone, with the earliest day, when many open it at the same time', async () => {
    const days = ['12', '10', '11', '14', '10', '13', '15', '10'];
    await Promise.all(days.map((day) => open('nda', `2026-12-${day}`)));
    expect(await standing()).toEqual(['nda 2026-12-10 open']);
  });

  it('meets no other duty and nobody else’s', async () => {
    await open('nda', '2026-12-10');
    const other = await givenPerson(database.store);
    await change((tx) => meetObligation(tx, { personId: person.id, duty: 'fundamentals', metBy: 'x' }));
    await change((tx) => meetObligation(tx, { personId: other.id, duty: 'nda', metBy: 'x' }));
    expect(await standing()).toEqual(['nda 2026-12-10 open']);
  });
});

describe('what I owe', () => {
  it('shows the duty, its day and rule, and opens the agreement right there', async () => {
    await open('nda', '2026-11-27');
    expect(await owed()).toEqual([
      {
        list: 'i-owe',
        title: 'Sign the privacy agreement (NDA)',
        detail: 'Due November 27, 2026: 003 §4.4.4 (2): within the first week',
        dueOn: '2026-11-27',
        late: false,
        action: expect.objectContaining({ form: 'agreement.sign', subject: { agreement: 'nda' } }),
      },
    ]);
  });

  it.each([
    ['2026-11-28T06:59:00Z', false],
    ['2026-11-28T07:00:00Z', true],
  ])('is late only after the end of the local day: at %s late is %s', async (at, late) => {
    await open('nda', '2026-11-27');
    clock.set(at);
    expect((await owed()).map((task) => task.late)).toEqual([late]);
  });

  it('is empty once it is met', async () => {
    await open('nda', '2026-11-27');
    await change((tx) => meetObligation(tx, { personId: person.id, duty: 'nda', metBy: 'signature:1' }));
    expect(await owed()).toEqual([]);
  });
});
