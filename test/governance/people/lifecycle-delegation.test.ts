/** A role's work in other hands until a day: who may lend what to whom, that it ends on the day, and separation of duties. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saying } from '../../support/front-door.ts';
import { dispatchAs, fillIn, type GivenPerson, givenCollection, givenPerson } from '../../support/people.ts';
import { asksFor, claims, type Life, life } from './lifecycle-stage.ts';

let on: Life;
let holder: GivenPerson;
let delegate: GivenPerson;
beforeAll(async () => {
  on = await life();
});
afterAll(() => on.drop());
beforeEach(async () => {
  on.at('2026-11-02');
  holder = await givenPerson(on.world.store, { name: 'Stina Steward', roles: ['data_steward'] });
  delegate = await givenPerson(on.world.store, { name: 'Dee Delegate' });
});

const lends = (values: Record<string, string> = {}, who: { readonly id: string } = holder) =>
  fillIn(
    on.world,
    who.id,
    'people.delegate',
    {},
    {
      ...{ role: 'data_steward', delegate: delegate.id, until: '2026-11-13' },
      ...values,
    },
  );
const rolesOf = async (id: string) => (await on.person(id))?.roles;

describe('standing in', () => {
  it('is for the holder to give until a day, is told to both, and ends by itself when that day is over', async () => {
    expect(await lends()).toMatchObject({ tone: 'good', text: expect.stringContaining('Both are told') });
    expect(await on.person(delegate.id)).toMatchObject({
      roles: ['data_steward'],
      standsIn: [{ role: 'data_steward', forId: holder.id, until: '2026-11-13' }],
    });
    expect(await rolesOf(holder.id)).toEqual(['data_steward']);
    expect(await on.told(delegate.id)).toEqual(['people.role']);
    on.at('2026-11-13');
    expect(await rolesOf(delegate.id)).toEqual(['data_steward']);
    on.at('2026-11-14');
    expect(await rolesOf(delegate.id)).toEqual([]);
  });

  it.each([
    ['the holder', () => holder.id],
    ['whoever stands in', () => delegate.id],
    ['Human Resources', () => on.hr.id],
  ])('is ended before its day by %s, once', async (_who, who) => {
    await lends();
    const lent = await on.db.delegation.findFirstOrThrow({ where: { personId: holder.id } });
    const ends = (id: string) =>
      dispatchAs(on.world, id, { kind: 'action', id: 'people.delegation.end', payload: { id: lent.id } });
    const nosy = await givenPerson(on.world.store);
    expect(await ends(nosy.id)).toMatchObject({ tone: 'warning' });
    expect(await rolesOf(delegate.id)).toEqual(['data_steward']);
    expect(await ends(who())).toMatchObject({ tone: 'good' });
    expect(await rolesOf(delegate.id)).toEqual([]);
    expect(await ends(who())).toMatchObject({ tone: 'warning' });
  });

  it('ends with the holder’s own role, and with either employment', async () => {
    await lends();
    await on.fills('people.role.revoke', { person: holder.id }, { role: 'data_steward' });
    expect(await rolesOf(delegate.id)).toEqual([]);
    await on.fills('people.role.grant', { person: holder.id }, { role: 'data_steward' });
    await on.fills('people.leave', { person: holder.id }, { day: '2026-11-02' });
    expect(await rolesOf(delegate.id)).toEqual([]);
    await on.fills('people.rehire', { person: holder.id }, { how: 'gap' });
    await on.fills('people.role.grant', { person: holder.id }, { role: 'data_steward', from: '2026-11-03' });
    on.at('2026-11-03');
    expect(await rolesOf(holder.id)).toEqual(['data_steward']);
    expect(await rolesOf(delegate.id)).toEqual([]);
  });

  it('for somebody who is away is Human Resources’ to give, and never to themselves', async () => {
    const forHolder = { holder: holder.id };
    expect(await lends(forHolder, on.hr)).toMatchObject({
      open: { errors: { role: expect.stringContaining('is here and can lend it') } },
    });
    await on.fills('people.away', { person: holder.id }, { kind: 'leave', from: '2026-11-02' });
    expect(await lends({ ...forHolder, delegate: on.hr.id }, on.hr)).toMatchObject({
      open: { errors: { delegate: expect.any(String) } },
    });
    expect(await lends(forHolder, on.hr)).toMatchObject({ tone: 'good' });
    expect(await rolesOf(delegate.id)).toEqual(['data_steward']);
  });

  it.each<[string, () => Record<string, string>, string]>([
    ['to oneself', () => ({ delegate: holder.id }), 'delegate'],
    ['until a day before the first', () => ({ until: '2026-11-01' }), 'until'],
    ['for longer than the plan allows', () => ({ until: '2027-11-30' }), 'until'],
  ])('%s is refused under its field', async (_what, values, field) => {
    expect(await lends(values())).toMatchObject({
      kind: 'invalid',
      open: { errors: { [field]: expect.any(String) } },
    });
    expect(await on.db.delegation.count({ where: { personId: holder.id } })).toBe(0);
  });

  it('R012: a seat that the board fills is not lent, nor is a role that somebody does not hold', async () => {
    const board = await givenPerson(on.world.store, { roles: ['board_member'] });
    expect(await lends({ role: 'board_member' }, board)).toMatchObject({ tone: 'warning' });
    expect(await lends({ role: 'board_member' }, holder)).toMatchObject({ kind: 'invalid' });
    expect(await lends({}, await givenPerson(on.world.store))).toMatchObject({ tone: 'warning' });
    expect(await on.db.delegation.count({ where: { delegateId: delegate.id } })).toBe(0);
  });

  it('of one role to two people at once leaves it with one', async () => {
    const second = await givenPerson(on.world.store);
    const answers = await Promise.all([lends(), lends({ delegate: second.id })]);
    expect(answers.filter((reply) => reply.kind === 'done' && reply.tone === 'good')).toHaveLength(1);
    expect(await on.db.delegation.count({ where: { personId: holder.id, endedAt: null } })).toBe(1);
  });
});

describe('separation of duties looks at both of them', () => {
  it('nobody prepares a request in the place of whoever asked, nor asked themselves', async () => {
    const collection = await givenCollection(on.world.store, { stewardIds: [holder.id] });
    const theirs = await asksFor(on, holder.id, collection);
    const own = await asksFor(on, delegate.id, collection);
    await lends();
    for (const id of [theirs, own]) {
      const version = (await on.db.dataRequest.findUniqueOrThrow({ where: { id } })).version;
      const reply = await dispatchAs(on.world, delegate.id, {
        ...{ kind: 'action', id: 'request.claim', payload: { id, version: String(version) } },
      });
      expect(saying(reply)).toMatch(/another data steward|asked|not yours/i);
      expect(await on.db.dataRequest.findUnique({ where: { id } })).toMatchObject({ holderId: null });
    }
  });

  it('whoever decided first is who decided: a request that was claimed in time stays theirs after the last day', async () => {
    const collection = await givenCollection(on.world.store, { stewardIds: [holder.id] });
    const id = await asksFor(on, (await givenPerson(on.world.store)).id, collection);
    await lends();
    expect(await claims(on, delegate.id, id)).toMatchObject({ tone: 'good' });
    await expect(claims(on, holder.id, id)).rejects.toThrow('no Claim button');
    await on.told(delegate.id);
    on.at('2026-11-16');
    expect(await rolesOf(delegate.id)).toEqual([]);
    expect(await on.db.dataRequest.findUnique({ where: { id } })).toMatchObject({ holderId: delegate.id });
  });
});

describe('a single role', () => {
  it('D1: passes on a day without two holding it, and both are told', async () => {
    const [first, next] = [await givenPerson(on.world.store), await givenPerson(on.world.store)];
    const gives = (person: string, more: object = {}) =>
      on.fills('people.role.grant', { person }, { role: 'superintendent', ...more });
    expect(await gives(first.id)).toMatchObject({ tone: 'good' });
    expect(await gives(next.id, { from: '2026-11-09' })).toMatchObject({
      open: { errors: { role: expect.stringContaining(first.name) } },
    });
    expect(await gives(next.id, { from: '2026-11-09', hand_over: true })).toMatchObject({ tone: 'good' });
    expect(await on.told(first.id)).toEqual(['people.role']);
    for (const [day, roles] of [
      ['2026-11-08', [['superintendent'], []]],
      ['2026-11-09', [[], ['superintendent']]],
    ] as const) {
      on.at(day);
      expect([await rolesOf(first.id), await rolesOf(next.id)]).toEqual(roles);
    }
  });

  it('Human Resources are never taken from the last one who can give roles at all', async () => {
    const second = await givenPerson(on.world.store, { roles: ['hr'] });
    const takes = (by: string, from: string) =>
      fillIn(on.world, by, 'people.role.revoke', { person: from }, { role: 'hr' });
    expect(await takes(on.hr.id, second.id)).toMatchObject({ tone: 'good' });
    await on.fills('people.role.grant', { person: second.id }, { role: 'hr' });
    await on.fills('people.away', { person: second.id }, { kind: 'leave', from: '2026-11-02' });
    expect(await takes(on.hr.id, on.hr.id)).toMatchObject({ tone: 'warning' });
    expect(await rolesOf(on.hr.id)).toEqual(['hr']);
  });
});
