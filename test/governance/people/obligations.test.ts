import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import {
  meetObligation,
  obligationsOf,
  openObligation,
  unmeetObligations,
} from '../../../src/governance/people/store/obligations.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import type { Tx } from '../../../src/store/tx.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { givenPerson } from '../../support/people.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
let database: TestDatabase;
let person: Person;

beforeAll(async () => {
  database = await testDatabase();
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

describe('what was done', () => {
  it('T8: before the day from which it counts, it meets nothing, and stays on record', async () => {
    await change((tx) =>
      openObligation(tx, {
        ...{ personId: person.id, duty: 'fundamentals', rule: 'yearly' },
        dueOn: Temporal.PlainDate.from('2027-12-31'),
        countsFrom: Temporal.PlainDate.from('2027-01-01'),
      }),
    );
    const met = (day: string) =>
      change((tx) =>
        meetObligation(tx, {
          ...{ personId: person.id, duty: 'fundamentals', metBy: `training:${day}` },
          metOn: Temporal.PlainDate.from(day),
        }),
      );
    expect(await met('2026-11-20')).toBe(false);
    expect(await standing()).toEqual(['fundamentals 2027-12-31 open']);
    clock.set('2027-01-04T17:00:00Z');
    expect(await met('2027-01-04')).toBe(true);
    const done = await database.store.db.dutyDone.findMany({ where: { personId: person.id } });
    expect(done).toHaveLength(2);
  });

  it('taken back, it is owed again by the date that it had', async () => {
    await open('fundamentals', '2026-12-20');
    const met = { personId: person.id, duty: 'fundamentals', metBy: 'training:7' };
    await change((tx) => meetObligation(tx, met));
    await change((tx) => unmeetObligations(tx, 'training:7'));
    expect(await standing()).toEqual(['fundamentals 2026-12-20 open']);
    const [done] = await database.store.db.dutyDone.findMany({ where: { personId: person.id } });
    expect(done?.takenBackAt).not.toBeNull();
    expect(await change((tx) => meetObligation(tx, met))).toBe(true);
    const again = await database.store.db.dutyDone.findMany({ where: { personId: person.id } });
    expect(again.map((row) => row.takenBackAt)).toEqual([null]);
  });

  it('taken back while the next one is open, nothing is open twice', async () => {
    await open('fundamentals', '2026-12-20');
    await change((tx) =>
      meetObligation(tx, { personId: person.id, duty: 'fundamentals', metBy: 'training:8' }),
    );
    await open('fundamentals', '2027-12-31');
    await change((tx) => unmeetObligations(tx, 'training:8'));
    expect(await standing()).toEqual(['fundamentals 2026-12-20 met', 'fundamentals 2027-12-31 open']);
  });
});
