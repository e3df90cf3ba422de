import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Directory } from '../../../src/app/ports.ts';
import { createDirectory } from '../../../src/governance/people/store/directory.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { givenPerson, givenRole } from '../../support/people.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
let database: TestDatabase;
let directory: Directory;

beforeAll(async () => {
  database = await testDatabase();
  directory = createDirectory(clock, 'America/Denver');
});
afterAll(() => database.drop());

describe('the directory', () => {
  it('gives a person whole, with their building, supervisor and today’s roles', async () => {
    const boss = await givenPerson(database.store, { name: 'Boss' });
    const given = await givenPerson(database.store, {
      name: 'Whole Person',
      building: 'North',
      supervisorId: boss.id,
      roles: ['data_steward', 'data_analyst'],
      hireDate: '2024-02-29',
    });
    expect(await directory.person(database.store, given.id)).toEqual(given);
    expect(await directory.person(database.store, 'nobody')).toBeUndefined();
  });

  it('D1: whoever has people to supervise is a supervisor, until the last of them has left', async () => {
    const boss = await givenPerson(database.store);
    const other = await givenPerson(database.store);
    await givenPerson(database.store, { supervisorId: boss.id });
    await givenPerson(database.store, { supervisorId: other.id, status: 'left' });
    expect((await directory.person(database.store, boss.id))?.roles).toEqual(['supervisor']);
    expect((await directory.person(database.store, other.id))?.roles).toEqual([]);
    const supervisors = await directory.holders(database.store, 'supervisor');
    expect(supervisors.map((one) => one.id)).toContain(boss.id);
    expect(supervisors.map((one) => one.id)).not.toContain(other.id);
  });

  it.each([
    ['2026-11-20T06:59:00Z', '2026-11-19', true],
    ['2026-11-20T07:00:00Z', '2026-11-19', false],
  ])(
    'counts a role’s last day to its local midnight: at %s a role until %s is held: %s',
    async (at, until, held) => {
      const person = await givenPerson(database.store);
      await givenRole(database.store, person.id, 'legal', { until });
      const then = createDirectory(fixedClock(at), 'America/Denver');
      expect((await then.person(database.store, person.id))?.roles).toEqual(held ? ['legal'] : []);
      expect((await then.holders(database.store, 'legal')).some((one) => one.id === person.id)).toBe(held);
    },
  );

  it('names only active people as holders of a role', async () => {
    const here = await givenPerson(database.store, { roles: ['breach_team'] });
    await givenPerson(database.store, { roles: ['breach_team'], status: 'leave' });
    await givenPerson(database.store, { roles: ['breach_team'], status: 'left' });
    const soon = await givenPerson(database.store);
    await givenRole(database.store, soon.id, 'breach_team', { from: '2026-11-21' });
    const holders = await directory.holders(database.store, 'breach_team');
    expect(holders.map((one) => one.id)).toEqual([here.id]);
  });

  it('leaves unknown ids out', async () => {
    const one = await givenPerson(database.store);
    const found = await directory.people(database.store, [one.id, 'nobody', one.id]);
    expect([...found.keys()]).toEqual([one.id]);
    expect((await directory.people(database.store, [])).size).toBe(0);
  });
});

describe('the typeahead', () => {
  it('finds every word in name, address or title, in any case, and puts names that begin so first', async () => {
    const mara = await givenPerson(database.store, { name: 'Mara Quill', jobTitle: 'Registrar' });
    const tamara = await givenPerson(database.store, { name: 'Tamara Quill', jobTitle: 'Registrar' });
    await givenPerson(database.store, { name: 'Mara Quill-Gone', jobTitle: 'Registrar', status: 'left' });
    const ids = async (words: string) => (await directory.search(database.store, words)).map((one) => one.id);
    expect(await ids('mara QUILL regis')).toEqual([mara.id, tamara.id]);
    expect(await ids(tamara.email)).toEqual([tamara.id]);
    expect(await ids('mara zzz')).toEqual([]);
  });

  it.each(['%', '_', '!', "'", '\\', '\u0000', '; drop table person'])(
    'takes %j as text to find, not as a pattern',
    async (words) => {
      const odd = await givenPerson(database.store, { name: `Odd ${words.replace('\u0000', 'nul')} One` });
      const found = await directory.search(database.store, `odd ${words}`);
      expect(found.map((one) => one.id)).toContain(odd.id);
      if (words !== '\u0000') expect(found).toHaveLength(1);
    },
  );

  it('shows at most twenty', async () => {
    for (let one = 0; one < 22; one += 1) await givenPerson(database.store, { jobTitle: 'Crowd' });
    expect(await directory.search(database.store, 'crowd')).toHaveLength(20);
  });
});
