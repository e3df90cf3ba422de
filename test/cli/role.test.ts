/** `safekeep role`: given, taken back and listed at the command line, by whom and on which days. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { safekeep } from '../support/cli.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type GivenPerson, givenPerson } from '../support/people.ts';

let db: TestDatabase;
let hr: GivenPerson;
let ana: GivenPerson;
let bo: GivenPerson;
beforeEach(async () => {
  db = await testDatabase();
  hr = await givenPerson(db.store, { name: 'Hana Reyes', roles: ['hr'] });
  ana = await givenPerson(db.store, { name: 'Ana Ortiz' });
  bo = await givenPerson(db.store, { name: 'Bo Lind' });
});
afterEach(() => db.drop());

const role = (...argv: readonly string[]) => safekeep({ DATABASE_URL: db.ownerUrl }, 'role', ...argv);
const json = async (...argv: readonly string[]) =>
  JSON.parse((await safekeep({ DATABASE_URL: db.ownerUrl }, '--json', 'role', ...argv)).out);
const holdings = () =>
  db.store.db.roleHolding.findMany({ where: { personId: { not: hr.id } }, orderBy: { id: 'asc' } });
const day = (text: string) => new Date(text);

describe('safekeep role grant', () => {
  it('gives a role from one day until another, says by whom, and tells whoever has it now', async () => {
    const span = ['--from', '2030-01-15', '--until', '2032-01-14'];
    const ran = await role('grant', ana.email, 'Board member', ...span, '--by', hr.email);
    expect(ran).toEqual({
      ...{ code: 0, err: '' },
      out: 'Ana Ortiz: Board member from January 15, 2030 until January 14, 2032.',
    });
    expect(await holdings()).toMatchObject([
      {
        ...{ personId: ana.id, role: 'board_member', grantedById: hr.id },
        ...{ heldFrom: day('2030-01-15'), heldUntil: day('2032-01-14') },
      },
    ]);
    expect(await db.store.db.outbox.findMany()).toMatchObject([{ notice: 'people.role', personId: ana.id }]);
    expect(await safekeep({ DATABASE_URL: db.ownerUrl }, 'audit', 'verify')).toMatchObject({ code: 0 });
  });

  it('D1: a single role has one holder; it is handed over on a day where that is asked for', async () => {
    await role('grant', ana.email, 'superintendent', '--from', '2020-01-01');
    const taken = await role('grant', bo.email, 'superintendent', '--from', '2030-01-15');
    expect(taken).toMatchObject({ code: 1, out: '' });
    expect(taken.err).toMatch(/Ana Ortiz holds this role.*With --hand-over it passes/s);
    expect(await holdings()).toHaveLength(1);
    const given = await role('grant', bo.email, 'superintendent', '--from', '2030-01-15', '--hand-over');
    expect(given.out.split('\n')).toEqual([
      'Bo Lind: Superintendent from January 15, 2030.',
      'Ana Ortiz holds it until January 14, 2030.',
    ]);
    const told = await db.store.db.outbox.findMany({
      where: { personId: ana.id },
      orderBy: { madeAt: 'asc' },
    });
    expect(told.at(-1)?.facts).toMatchObject({ what: 'taken', until: '2030-01-14' });
  });

  it.each<[string, () => readonly string[], RegExp]>([
    [
      'a role that the plan does not have',
      () => [ana.email, 'superintendant'],
      /Did you mean superintendent\?/,
    ],
    ['a role that follows from the roster', () => [ana.email, 'supervisor'], /follows from the roster/],
    ['somebody who is not on the roster', () => ['no@legacy.example', 'legal'], /Nobody on the roster/],
    ['a day that is none', () => [ana.email, 'legal', '--from', '2027-02-30'], /--from is a day such as/],
    [
      'an end before the beginning',
      () => [ana.email, 'legal', '--from', '2030-02-02', '--until', '2030-02-01'],
      /before the first/,
    ],
    ['a role for oneself', () => [ana.email, 'legal', '--by', ana.email], /to themselves/],
    [
      'a decider whom nobody knows',
      () => [ana.email, 'legal', '--by', 'x@legacy.example'],
      /Nobody who works here/,
    ],
  ])(
    '%s is refused in words, with a code that is not zero, and nothing is given',
    async (_what, argv, says) => {
      const ran = await role('grant', ...argv());
      expect(ran).toMatchObject({ code: 1, out: '' });
      expect(ran.err).toMatch(says);
      expect(await holdings()).toEqual([]);
    },
  );

  it('is not given to whoever has left', async () => {
    const gone = await givenPerson(db.store, { status: 'left' });
    expect(await role('grant', gone.email, 'legal')).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('works here now') },
    });
  });

  it('speaks JSON', async () => {
    const given = await json('grant', ana.email, 'legal', '--from', '2030-01-15');
    expect(given).toEqual({
      ...{ email: ana.email, role: 'legal', from: '2030-01-15', until: null, tookOverFrom: [] },
    });
  });
});

describe('safekeep role revoke', () => {
  it('takes a role back at once, or with a last day, by name; and not twice', async () => {
    for (const who of [ana, bo]) await role('grant', who.email, 'legal', '--from', '2020-01-01');
    expect(await role('revoke', ana.email, 'legal', '--by', hr.email)).toEqual({
      ...{ code: 0, err: '', out: 'Legal staff is taken back from Ana Ortiz.' },
    });
    const later = await role('revoke', bo.email, 'Legal staff', '--until', '2030-06-30');
    expect(later.out).toBe('Legal staff ends for Bo Lind with June 30, 2030.');
    const [first, second] = await holdings().then((all) =>
      [ana, bo].map(({ id }) => all.find((one) => one.personId === id)),
    );
    expect(first).toMatchObject({ revokedById: hr.id });
    expect(first?.heldUntil?.getTime()).toBeLessThan(Date.now());
    expect(second).toMatchObject({ heldUntil: day('2030-06-30'), revokedById: null });
    expect(await role('revoke', ana.email, 'legal')).toMatchObject({
      ...{ code: 1, err: 'Ana Ortiz does not hold Legal staff beyond that day.' },
    });
  });

  it('never takes Human Resources from the last who could give roles', async () => {
    expect(await role('revoke', hr.email, 'hr')).toMatchObject({
      ...{ code: 1, out: '', err: expect.stringContaining('last one who can give roles') },
    });
    expect(await db.store.db.roleHolding.findFirst({ where: { personId: hr.id } })).toMatchObject({
      heldUntil: null,
    });
  });
});

describe('safekeep role list', () => {
  it('shows who holds what now and later, given by whom; with --all also what is over', async () => {
    await role('grant', ana.email, 'legal', '--from', '2020-01-01', '--by', hr.email);
    await role('grant', bo.email, 'legal', '--from', '2030-01-15');
    await role('revoke', ana.email, 'legal', '--until', '2020-06-30', '--by', hr.email);
    const lines = (await role('list')).out.split('\n');
    expect(lines).toContain('legal: Legal staff');
    expect(lines).toContain('  Bo Lind from January 15, 2030 (to come)');
    expect(lines.join()).not.toContain('Ana Ortiz');
    expect(lines[lines.indexOf('superintendent: Superintendent') + 1]).toBe('  nobody');
    expect((await role('list', '--all')).out).toContain(
      '  Ana Ortiz from January 1, 2020 until June 30, 2020, given by Hana Reyes, taken back by Hana Reyes',
    );
    const roles: { role: string; holders: unknown[] }[] = await json('list', '--all');
    expect(roles.find((one) => one.role === 'legal')?.holders).toMatchObject([
      { email: ana.email, from: '2020-01-01', until: '2020-06-30', grantedBy: 'Hana Reyes' },
      { email: bo.email, from: '2030-01-15', until: null, grantedBy: null },
    ]);
  });
});
