import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Act, Sweep } from '../../../src/app/context.ts';
import type { Person } from '../../../src/app/person.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { mayChangeStatus } from '../../../src/governance/people/rules/status.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { directoryOf, dispatchAs, fillIn, givenPerson, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
const goodbyes: string[] = [];
let database: TestDatabase;
let world: World;
let hr: Person;
let worker: Person;

beforeAll(async () => {
  database = await testDatabase();
  const otherRoom = {
    room: 'other',
    onPersonLeft: async (act: Act | Sweep, personId: string) => {
      goodbyes.push(personId);
      act.tx.audit({ what: 'other.ended', about: { kind: 'person', id: personId } });
    },
  };
  world = { store: database.store, policy: await legacyPolicy(), clock, features: [people, otherRoom] };
  hr = await givenPerson(database.store, { name: 'Hana HR', roles: ['hr'] });
});
afterAll(() => database.drop());
beforeEach(async () => {
  goodbyes.length = 0;
  worker = await givenPerson(database.store, { name: 'Wes Worker', roles: ['data_steward'] });
});

function now(): Promise<Person | undefined> {
  return directoryOf(world).person(database.store, worker.id);
}

function leaves(day = '2026-11-20') {
  return fillIn(world, hr.id, 'people.leave', { person: worker.id }, { day });
}

function goesAway(from = '2026-11-20') {
  return fillIn(world, hr.id, 'people.away', { person: worker.id }, { kind: 'leave', from });
}

function isBack() {
  return dispatchAs(world, hr.id, { kind: 'action', id: 'people.back', payload: { person: worker.id } });
}

describe('F: deciding that somebody is no longer staff', () => {
  it.each([
    ['active', 'left', undefined],
    ['active', 'leave', undefined],
    ['leave', 'active', undefined],
    ['leave', 'left', undefined],
    ['left', 'active', undefined],
    ['left', 'leave', 'has-left'],
    ['active', 'active', 'same'],
  ] as const)('from %s to %s: %s', (from, to, problem) => {
    expect(mayChangeStatus({ personId: 'a', actorId: 'b', from, to })).toBe(problem);
    expect(mayChangeStatus({ personId: 'a', actorId: 'a', from, to })).toBe('own');
  });

  it('is done by Human Resources: roles end, every room is told, and all of it is audited', async () => {
    expect(await leaves()).toMatchObject({ kind: 'done', tone: 'good' });
    expect(await now()).toMatchObject({ status: 'left' });
    const holding = await database.store.db.roleHolding.findFirstOrThrow({ where: { personId: worker.id } });
    expect(holding.heldUntil?.toISOString().slice(0, 10)).toBe('2026-11-20');
    expect(goodbyes).toEqual([worker.id]);
    const lines = await database.store.db.auditEntry.findMany({ where: { line: { contains: worker.id } } });
    const what = lines.map((row) => JSON.parse(row.line).what);
    expect(what).toEqual([
      'role.revoked',
      'person.left',
      'person.access-ended',
      'other.ended',
      'person.accounts-detached',
    ]);
  });

  it('keeps the roles of somebody on leave, and gives them back with their standing', async () => {
    await goesAway();
    expect(await now()).toMatchObject({ status: 'leave' });
    expect(await isBack()).toMatchObject({ kind: 'done', tone: 'good' });
    expect(await now()).toMatchObject({
      status: 'active',
      roles: ['data_steward'],
      hireDate: worker.hireDate,
    });
    expect(goodbyes).toHaveLength(1);
  });

  it('happens once when two colleagues say so at the same time', async () => {
    const second = await givenPerson(database.store, { roles: ['hr'] });
    const subject = { person: worker.id };
    const values = { day: '2026-11-20' };
    const answers = await Promise.all(
      [hr, second].map((one) => fillIn(world, one.id, 'people.leave', subject, values)),
    );
    expect(answers.filter((reply) => reply.kind === 'done' && reply.tone === 'good')).toHaveLength(1);
    const left = await database.store.db.auditEntry.count({
      where: { line: { contains: '"person.left"' }, AND: { line: { contains: worker.id } } },
    });
    expect(left).toBe(1);
  });

  it('is not for oneself, nor for anybody outside Human Resources', async () => {
    const own = await dispatchAs(world, hr.id, {
      kind: 'open-form',
      form: 'people.leave',
      subject: { person: hr.id },
    });
    expect(own).toMatchObject({
      kind: 'done',
      tone: 'warning',
      text: expect.stringContaining('own standing'),
    });
    const other = await fillIn(world, worker.id, 'people.leave', { person: hr.id }, {});
    expect(other).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(await directoryOf(world).person(database.store, hr.id)).toMatchObject({ status: 'active' });
  });
});

describe('/safekeep person', () => {
  const ask = (who: Person, text: string) =>
    dispatchAs(world, who.id, { kind: 'command', name: 'safekeep', text });

  it('shows somebody to Human Resources, also one who has left', async () => {
    await leaves();
    const reply = await ask(hr, `person ${worker.email}`);
    expect(reply).toMatchObject({
      kind: 'card',
      card: { title: 'Wes Worker', status: { label: 'Has left' }, about: { id: worker.id } },
    });
  });

  it('lists several who match, each with a button that shows them', async () => {
    const twin = await givenPerson(database.store, { name: 'Wes Worker', roles: [] });
    const reply = await ask(hr, 'person wes worker');
    expect(reply.kind === 'card' && reply.card.title).toMatch(/people match$/);
    const shown = await dispatchAs(world, hr.id, {
      kind: 'action',
      id: 'people.show',
      payload: { person: twin.id },
    });
    expect(shown).toMatchObject({ kind: 'done', card: { about: { id: twin.id } } });
  });

  it.each(['person', 'person zzzqqq'])('says what to do about “%s”', async (text) => {
    expect(await ask(hr, text)).toMatchObject({ kind: 'done', tone: 'warning' });
  });

  it('is not open to others', async () => {
    expect(await ask(worker, `person ${hr.name}`)).toMatchObject({ kind: 'done', tone: 'warning' });
  });
});
