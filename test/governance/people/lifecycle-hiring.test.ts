/** Coming to the district by hand, and coming back to it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/chat/interaction.ts';
import { signaturesOf } from '../../../src/governance/agreements/store/signatures.ts';
import { recordDone } from '../../../src/governance/people/store/done.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import { arrange, dispatchAs, fillIn, type GivenPerson, givenPerson } from '../../support/people.ts';
import { type Life, life } from './lifecycle-stage.ts';

let on: Life;
let boss: GivenPerson;
beforeAll(async () => {
  on = await life();
  boss = await givenPerson(on.world.store, { name: 'Bea Boss', building: 'North' });
});
afterAll(() => on.drop());

const facts = { name: 'Nia New', email: 'Nia@Legacy.example', job_title: 'Teacher', hire_date: '2026-11-02' };

function idOf(reply: Reply): string {
  const id = 'card' in reply ? reply.card?.about?.id : undefined;
  if (!id) throw new Error(`nobody came of it: ${JSON.stringify(reply)}`);
  return id;
}

/** What everybody owes by now. */
async function dates(): Promise<void> {
  for (const job of ['agreement-versions', 'duties']) await on.runs(job);
}

async function owed(personId: string) {
  const rows = await on.db.obligation.findMany({ where: { personId, metAt: null, replacedAt: null } });
  return rows.map(({ duty, dueOn }) => `${duty} ${dueOn.toISOString().slice(0, 10)}`).sort();
}

describe('hiring by hand', () => {
  it('R051, R052: puts somebody on the roster who owes both signatures within the first week', async () => {
    const reply = await on.fills('people.hire', {}, { ...facts, building: 'North', supervisor: boss.id });
    expect(reply).toMatchObject({ kind: 'done', tone: 'good', card: { title: 'Nia New' } });
    const id = idOf(reply);
    expect(await on.person(id)).toMatchObject({
      ...{ name: 'Nia New', email: 'nia@legacy.example', building: 'North', supervisorId: boss.id },
      ...{ status: 'active', hireDate: '2026-11-02', roles: [] },
    });
    await dates();
    expect(await owed(id)).toEqual(expect.arrayContaining(['aup 2026-11-09', 'nda 2026-11-09']));
    const [kept] = await on.db.personChange.findMany({ where: { personId: id } });
    expect(kept).toMatchObject({ kind: 'hired', byId: on.hr.id, before: {} });
    expect(await on.told(boss.id)).toEqual(['people.team']);
  });

  it('a name that is known already is asked about, and taken when it is somebody else', async () => {
    const same = { ...facts, email: 'nia2@legacy.example' };
    expect(await on.fills('people.hire', {}, same)).toMatchObject({
      kind: 'invalid',
      open: { errors: { name: expect.stringContaining('on the roster already') } },
    });
    const reply = await on.fills('people.hire', {}, { ...same, namesake: true });
    expect(reply).toMatchObject({ kind: 'done', tone: 'good' });
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['somebody else’s address', { email: 'BEA@legacy.example' }, 'email', /Bea Boss .* has this address/],
    ['a leaver’s address', { email: 'gone@legacy.example' }, 'email', /hire them again from their card/],
    ['a Social Security number', { employee_id: '123-45-6789' }, 'employee_id', /Nothing was kept/],
    ['no name', { name: ' ' }, 'name', /./],
  ])('%s is a message under its field, and nobody is hired', async (_what, wrong, field, says) => {
    await arrange(on.world.store, (tx) =>
      tx.db.person.update({ where: { id: boss.id }, data: { email: 'bea@legacy.example' } }),
    );
    const gone = { name: 'Gus Gone', email: 'gone@legacy.example', status: 'left' } as const;
    if (!(await on.db.person.findFirst({ where: { email: gone.email } })))
      await givenPerson(on.world.store, gone);
    const before = await on.db.person.count();
    const reply = await on.fills('people.hire', {}, { ...facts, name: 'Ned Next', ...wrong });
    expect(reply).toMatchObject({
      kind: 'invalid',
      open: { errors: { [field]: expect.stringMatching(says) } },
    });
    expect(await on.db.person.count()).toBe(before);
  });

  it('is open to Human Resources alone', async () => {
    const reply = await fillIn(on.world, boss.id, 'people.hire', {}, { ...facts, name: 'Nobody Else' });
    expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(await on.db.person.count({ where: { name: 'Nobody Else' } })).toBe(0);
  });

  it('whoever has no address or account yet is Human Resources’ to mend, and no supervisor hears of it', async () => {
    const { email: _none, ...bare } = facts;
    const reply = await on.fills('people.hire', {}, { ...bare, name: 'Ana Bare', supervisor: boss.id });
    expect(reply).toMatchObject({ tone: 'good', text: expect.stringContaining('can’t sign in') });
    expect((await on.listOf(on.hr.id)).join()).toMatch(
      /1 person has no e-mail address yet,\d people have no chat account yet/,
    );
    expect((await on.listOf(boss.id)).join()).not.toMatch(/address|account/);
    const ask = (who: string) =>
      dispatchAs(on.world, who, { kind: 'command', name: 'safekeep', text: 'contacts' });
    expect(JSON.stringify(await ask(on.hr.id))).toContain('Ana Bare');
    expect(JSON.stringify(await ask(boss.id))).not.toContain('Ana Bare');
    await on.changes(idOf(reply), { email: 'ana@legacy.example' });
    expect((await on.listOf(on.hr.id)).join()).not.toContain('e-mail address');
  });
});

describe('somebody who left is here again', () => {
  /** Hired long ago, signed, trained, with a role; gone since Friday. */
  async function leaver(name: string) {
    const person = await givenPerson(on.world.store, {
      name,
      roles: ['data_steward'],
      supervisorId: boss.id,
    });
    on.at('2026-09-01');
    await dates();
    await on.signs(person);
    const doneOn = Temporal.PlainDate.from('2026-09-01');
    const done = {
      personId: person.id,
      duty: 'fundamentals',
      ref: 'training:1',
      way: 'here',
      doneOn,
    } as const;
    await arrange(on.world.store, (tx) => recordDone(tx, done));
    await dates();
    const before = await owed(person.id);
    on.at('2026-11-02');
    await on.fills('people.leave', { person: person.id }, { day: '2026-10-30' });
    expect(await on.person(person.id)).toMatchObject({ status: 'left' });
    return { ...person, owed: before };
  }
  const signed = (id: string) => signaturesOf(on.world.store, on.world.policy.calendar, 'nda', id);

  it('T7: after a gap: a new hire date, everything owed anew; signatures and history stay, roles do not', async () => {
    const person = await leaver('Rae Again');
    const reply = await on.fills('people.rehire', { person: person.id }, { how: 'again', day: '2026-11-02' });
    expect(reply).toMatchObject({ kind: 'done', tone: 'good' });
    expect(await on.person(person.id)).toMatchObject({ status: 'active', hireDate: '2026-11-02', roles: [] });
    await dates();
    expect(await owed(person.id)).toEqual(expect.arrayContaining(['nda 2026-11-09', 'aup 2026-11-09']));
    expect(await signed(person.id)).toHaveLength(1);
    const history = await on.db.personChange.findMany({ where: { personId: person.id } });
    expect(history).toMatchObject([
      { kind: 'hired-again', before: { hireDate: '2020-08-17' }, after: { hireDate: '2026-11-02' } },
    ]);
  });

  it('without a gap: the hire date stays, and what was done counts', async () => {
    const person = await leaver('Gil Gapless');
    await on.fills('people.rehire', { person: person.id }, { how: 'gap' });
    expect(await on.person(person.id)).toMatchObject({ status: 'active', hireDate: '2020-08-17', roles: [] });
    await dates();
    // Targeted training hung on the role, which does not come back by itself.
    expect(await owed(person.id)).toEqual(person.owed.filter((one) => !one.startsWith('targeted')));
    expect(person.owed).toContain('nda 2027-09-01');
    expect(await signed(person.id)).toHaveLength(1);
  });

  it('is not hired again from a day before they left, nor while they are here', async () => {
    const person = await leaver('Eve Early');
    const subject = { person: person.id };
    expect(await on.fills('people.rehire', subject, { how: 'again', day: '2026-10-30' })).toMatchObject({
      kind: 'invalid',
      open: { errors: { day: expect.any(String) } },
    });
    await on.fills('people.rehire', subject, { how: 'again', day: '2026-11-02' });
    expect(await on.fills('people.rehire', subject, { how: 'again', day: '2026-11-02' })).toMatchObject({
      tone: 'warning',
      text: expect.stringContaining('works here'),
    });
  });
});
