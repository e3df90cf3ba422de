import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { type GrantCase, mayGrant } from '../../../src/governance/people/rules/roles.ts';
import { grantRole, rolesHeld } from '../../../src/governance/people/store/roles.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { directoryOf, dispatchAs, fillIn, givenPerson, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const grant: GrantCase = {
  role: { single: true, held: 'by_name' },
  personId: 'ada',
  personActive: true,
  granterId: 'hr',
  from: '2026-11-20',
  until: undefined,
  holdings: [],
};
const held = { personId: 'bo', holderActive: true, from: '2020-01-01', until: undefined };

describe('D1: granting a role', () => {
  it.each<[string, Partial<GrantCase>, string | undefined]>([
    ['that nobody holds is allowed', {}, undefined],
    ['the plan does not have is refused', { role: undefined }, 'unknown-role'],
    [
      'that follows from the roster is refused',
      { role: { single: false, held: 'from_roster' } },
      'not-by-name',
    ],
    ['to somebody who is not here is refused', { personActive: false }, 'inactive'],
    ['to oneself is refused', { granterId: 'ada' }, 'own-role'],
    ['by nobody, as a seed does, is allowed', { granterId: null }, undefined],
    ['that ends before it begins is refused', { until: '2026-11-19' }, 'ends-before-it-begins'],
    ['for one day is allowed', { until: '2026-11-20' }, undefined],
    ['that is single and taken is refused', { holdings: [held] }, 'taken'],
    [
      'that many may hold is allowed',
      { role: { single: false, held: 'by_name' }, holdings: [held] },
      undefined,
    ],
    ['whose only holder is away is allowed', { holdings: [{ ...held, holderActive: false }] }, undefined],
    ['held until its first day is refused', { holdings: [{ ...held, until: '2026-11-20' }] }, 'taken'],
    ['held until the day before is allowed', { holdings: [{ ...held, until: '2026-11-19' }] }, undefined],
    ['promised to another for later is refused', { holdings: [{ ...held, from: '2027-01-01' }] }, 'taken'],
    [
      'that ends before another’s begins is allowed',
      { until: '2026-12-31', holdings: [{ ...held, from: '2027-01-01' }] },
      undefined,
    ],
    ['to its holder is refused', { holdings: [{ ...held, personId: 'ada' }] }, 'holds-already'],
  ])('%s', (_what, change, problem) => {
    const answer = mayGrant({ ...grant, ...change });
    expect(answer.ok ? undefined : answer.problem.kind).toBe(problem);
  });

  it('never leaves a single role with two active holders on one day', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`);
    const span = fc.record({
      personId: fc.constantFrom('a', 'b', 'c'),
      from: day,
      until: fc.option(day, { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (asked) => {
        const holdings: (typeof held & { until: string | undefined })[] = [];
        for (const one of asked)
          if (mayGrant({ ...grant, ...one, holdings }).ok)
            holdings.push({ ...one, holderActive: true } as never);
        for (let n = 1; n <= 28; n += 1) {
          const on = `2026-11-${String(n).padStart(2, '0')}`;
          const holders = holdings.filter((one) => one.from <= on && (one.until ?? '9999') >= on);
          expect(holders.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('roles in the store and in chat', () => {
  const clock = fixedClock('2026-11-20T17:00:00Z');
  let database: TestDatabase;
  let world: World;
  let hr: Person;

  beforeAll(async () => {
    database = await testDatabase();
    world = { store: database.store, policy: await legacyPolicy(), clock, features: [people] };
    hr = await givenPerson(database.store, { name: 'Hana HR', roles: ['hr'] });
  });
  afterAll(() => database.drop());

  it('D1: gives a single role to exactly one of ten people at once', async () => {
    const candidates = [];
    for (let one = 0; one < 10; one += 1) candidates.push(await givenPerson(database.store));
    const answers = await Promise.all(
      candidates.map((person) =>
        database.store.transact({ personId: hr.id, surface: 'web', now: clock.now() }, (tx) =>
          grantRole(tx, world.policy, {
            personId: person.id,
            role: 'superintendent',
            from: Temporal.PlainDate.from('2026-11-20'),
            grantedById: hr.id,
          }),
        ),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const holders = (
      await rolesHeld(database.store, { notOverOn: Temporal.PlainDate.from('2026-11-20') })
    ).filter((one) => one.role === 'superintendent');
    expect(holders).toHaveLength(1);
  });

  it('is given by form, audited, shown under /safekeep roles, and taken back at once', async () => {
    const vi = await givenPerson(database.store, { name: 'Vi Steward' });
    const given = await fillIn(
      world,
      hr.id,
      'people.role.grant',
      { person: vi.id },
      { role: 'data_steward' },
    );
    expect(given).toMatchObject({ kind: 'done', tone: 'good' });
    expect((await directoryOf(world).person(database.store, vi.id))?.roles).toEqual(['data_steward']);
    const audited = await database.store.db.auditEntry.count({
      where: { line: { contains: '"role.granted"' }, AND: { line: { contains: vi.id } } },
    });
    expect(audited).toBe(1);

    const roles = await dispatchAs(world, vi.id, { kind: 'command', name: 'safekeep', text: 'roles' });
    expect(JSON.stringify(roles)).toContain('Vi Steward');
    // Vi may let somebody stand in, and gives no roles.
    expect(roles).toMatchObject({ kind: 'card', card: { actions: [{ form: 'people.delegate' }] } });

    const taken = await fillIn(
      world,
      hr.id,
      'people.role.revoke',
      { person: vi.id },
      { role: 'data_steward' },
    );
    expect(taken).toMatchObject({ kind: 'done', tone: 'good' });
    expect((await directoryOf(world).person(database.store, vi.id))?.roles).toEqual([]);
  });

  it('names the holder when a single role is taken, and keeps what was filled in', async () => {
    const holder = await givenPerson(database.store, { name: 'Sole Holder', roles: ['board_secretary'] });
    const second = await givenPerson(database.store);
    const reply = await fillIn(
      world,
      hr.id,
      'people.role.grant',
      { person: second.id },
      {
        role: 'board_secretary',
      },
    );
    expect(reply).toMatchObject({
      kind: 'invalid',
      open: {
        errors: { role: expect.stringContaining('Sole Holder') },
        form: { values: { person: second.id, role: 'board_secretary' } },
      },
    });
    expect(holder.roles).toEqual(['board_secretary']);
  });

  it('is not open to people outside Human Resources', async () => {
    const teacher = await givenPerson(database.store);
    const reply = await dispatchAs(world, teacher.id, {
      kind: 'open-form',
      form: 'people.role.grant',
      subject: {},
    });
    expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
  });

  it('is not given to oneself', async () => {
    const reply = await fillIn(world, hr.id, 'people.role.grant', { person: hr.id }, { role: 'legal' });
    expect(reply).toMatchObject({ kind: 'invalid', open: { errors: { person: expect.any(String) } } });
  });
});
