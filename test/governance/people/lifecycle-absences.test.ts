/** Being away on dates: a leave of absence, and the time between two contracts of ten-month staff. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSession, personOfSession } from '../../../src/governance/people/store/sessions.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import { arrange, dispatchAs, type GivenPerson, givenPerson } from '../../support/people.ts';
import { type Life, life } from './lifecycle-stage.ts';

let on: Life;
let boss: GivenPerson;
let worker: GivenPerson;
beforeAll(async () => {
  on = await life();
  boss = await givenPerson(on.world.store, { name: 'Bea Boss' });
});
afterAll(() => on.drop());
beforeEach(async () => {
  on.at('2026-11-02');
  worker = await givenPerson(on.world.store, {
    ...{ name: 'Wes Worker', supervisorId: boss.id, roles: ['data_analyst'] },
  });
  await on.told(boss.id);
});

const away = (values: Record<string, string>) => on.fills('people.away', { person: worker.id }, values);
const status = async () => (await on.person(worker.id))?.status;
const absences = () =>
  on.db.absence.findMany({ where: { personId: worker.id }, orderBy: [{ fromOn: 'asc' }, { id: 'asc' }] });

async function passes(day: string): Promise<void> {
  on.at(day);
  await on.runs('absences');
}

describe('a leave of absence', () => {
  it('begins on its first day and ends on the day after its last, by itself; roles are kept', async () => {
    await away({ kind: 'leave', from: '2026-11-09', until: '2026-11-13' });
    expect(await status()).toBe('active');
    expect(await on.told(boss.id)).toEqual(['people.away']);
    await passes('2026-11-08');
    expect(await status()).toBe('active');
    await passes('2026-11-09');
    expect(await status()).toBe('leave');
    await passes('2026-11-13');
    expect(await status()).toBe('leave');
    await passes('2026-11-14');
    expect(await on.person(worker.id)).toMatchObject({ status: 'active', roles: ['data_analyst'] });
    expect(await absences()).toMatchObject([{ state: 'over', setById: on.hr.id, endedById: null }]);
  });

  it('ends their sessions, and a click meanwhile is refused', async () => {
    const { token } = await on.world.store.transact(
      { personId: worker.id, surface: 'web', now: on.world.clock.now() },
      (tx) => openSession(tx, worker.id, 'sign-in-link'),
    );
    await away({ kind: 'leave', from: '2026-11-02' });
    const today = Temporal.PlainDate.from('2026-11-02');
    expect(await personOfSession(on.world.store, token, on.world.clock.now(), today)).toBeUndefined();
    const click = await dispatchAs(on.world, worker.id, { kind: 'command', name: 'safekeep', text: '' });
    expect(click).toMatchObject({ kind: 'done', tone: 'danger', text: expect.stringContaining('leave') });
  });

  it('without a last day lasts until Human Resources say that they are back, and their supervisor is told', async () => {
    await away({ kind: 'leave', from: '2026-11-02' });
    await passes('2027-02-01');
    expect(await status()).toBe('leave');
    await on.told(boss.id);
    expect(await on.presses('people.back', { person: worker.id })).toMatchObject({ tone: 'good' });
    expect(await status()).toBe('active');
    expect(await absences()).toMatchObject([
      { state: 'over', untilOn: new Date('2027-01-31'), endedById: on.hr.id },
    ]);
    expect(await on.told(boss.id)).toEqual(['people.back']);
    expect(await on.presses('people.back', { person: worker.id })).toMatchObject({ tone: 'warning' });
  });

  it('is called off before it begins, once, and never afterwards', async () => {
    await away({ kind: 'leave', from: '2026-11-09', until: '2026-11-13' });
    const [absence] = await absences();
    const callOff = () => on.presses('people.away.call-off', { absence: absence?.id ?? '' });
    expect(await callOff()).toMatchObject({ tone: 'good' });
    expect(await callOff()).toMatchObject({ tone: 'warning' });
    await passes('2026-11-09');
    expect(await status()).toBe('active');
  });

  it.each([
    ['the last day before the first', { kind: 'leave', from: '2026-11-10', until: '2026-11-09' }, 'until'],
    ['a summer without an end', { kind: 'off-contract', from: '2026-11-10' }, 'until'],
    ['days on which they are away already', { kind: 'leave', from: '2026-11-20' }, 'from'],
  ])('%s is a message under its field', async (_what, values, field) => {
    await away({ kind: 'leave', from: '2026-11-23', until: '2026-11-24' });
    expect(await away(values)).toMatchObject({
      kind: 'invalid',
      open: { errors: { [field]: expect.any(String) } },
    });
    expect(await absences()).toHaveLength(1);
  });
});

describe('off contract', () => {
  it('a whole group is set at once, told twice changes nothing, and other days take their place', async () => {
    const inGroup = { where: { id: { in: [worker.id, boss.id] } }, data: { groups: ['ten-month'] } };
    await arrange(on.world.store, (tx) => tx.db.person.updateMany(inGroup));
    const summer = { group: 'ten-month', from: '2027-06-10', until: '2027-08-09' };
    const sets = (days: object) => on.fills('people.away.group', {}, { ...summer, ...days });
    expect(await sets({})).toMatchObject({ tone: 'good', text: expect.stringContaining('2 set') });
    expect(await sets({})).toMatchObject({ tone: 'warning', text: expect.stringContaining('stand already') });
    expect(await sets({ until: '2027-08-11' })).toMatchObject({
      text: expect.stringContaining('2 given other days'),
    });
    expect(await absences()).toMatchObject([{ kind: 'off-contract', untilOn: new Date('2027-08-11') }]);
    expect(await sets({ until: '2027-06-01' })).toMatchObject({ kind: 'invalid' });
    await passes('2027-06-10');
    expect(await on.person(worker.id)).toMatchObject({ status: 'leave', offContract: true });
    await passes('2027-08-12');
    expect(await status()).toBe('active');
  });

  it('they may sign in over the summer, as the plan says', async () => {
    await away({ kind: 'off-contract', from: '2026-11-02', until: '2026-11-13' });
    expect(await status()).toBe('leave');
    const click = await dispatchAs(on.world, worker.id, { kind: 'command', name: 'safekeep', text: '' });
    expect(click.kind).toBe('card');
  });

  it('a leave within the summer keeps them away when one of the two ends', async () => {
    await away({ kind: 'off-contract', from: '2026-11-02', until: '2026-11-13' });
    await away({ kind: 'leave', from: '2026-11-10', until: '2026-11-30' });
    await passes('2026-11-10');
    await passes('2026-11-14');
    expect(await on.person(worker.id)).toMatchObject({ status: 'leave' });
    expect(await on.person(worker.id)).not.toHaveProperty('offContract');
    await passes('2026-12-01');
    expect(await status()).toBe('active');
  });

  it('down for the whole of it: the sweep afterwards leaves everybody at work', async () => {
    await away({ kind: 'leave', from: '2026-11-09', until: '2026-11-13' });
    await passes('2026-11-30');
    expect(await status()).toBe('active');
    expect(await absences()).toMatchObject([{ state: 'over' }]);
  });
});
