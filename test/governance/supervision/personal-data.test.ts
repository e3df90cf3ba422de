import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { arrange, givenCollection, givenPerson } from '../../support/people.ts';
import { button, cardOf, type District, district, uses, words } from './world.ts';

let town: District;
let sdm: Person;
let itsm: Person;
let owner: Person;
let principal: Person;
let steward: Person;
let teacher: Person;
let plain: Person;

beforeAll(async () => {
  town = await district('2026-10-01T09:00');
  await town.remindersOn();
  const { store } = town.database;
  const head = await givenPerson(store, { name: 'Helen Head' });
  sdm = await givenPerson(store, {
    name: 'Sam Manager',
    roles: ['student_data_manager'],
    supervisorId: head.id,
  });
  itsm = await givenPerson(store, {
    name: 'Curt Security',
    roles: ['it_security_manager'],
    supervisorId: head.id,
  });
  owner = await givenPerson(store, { name: 'Olga Owner', supervisorId: head.id });
  principal = await givenPerson(store, { name: 'Paula Principal', supervisorId: head.id });
  steward = await givenPerson(store, {
    name: 'Stan Steward',
    roles: ['data_steward'],
    supervisorId: principal.id,
  });
  teacher = await givenPerson(store, { name: 'Tina Teacher', dataAccess: true, supervisorId: principal.id });
  plain = await givenPerson(store, { name: 'Pia Plain', supervisorId: principal.id });
  await givenPerson(store, { name: 'Gone Girl', dataAccess: true, status: 'left' });
  await givenCollection(store, { name: 'Enrolment', ownerId: owner.id, stewardIds: [steward.id] });
  await givenCollection(store, { name: 'Grades', stewardIds: [teacher.id] });
});
afterAll(() => town.drop());

const lines = () =>
  town.database.store.db.accessLine.findMany({ include: { list: { select: { holderId: true } } } });

/** Answers for each line that is asked, by the name in its label. */
async function looksThrough(
  who: Person,
  answers: Readonly<Record<string, 'keep' | 'remove'>>,
): Promise<Reply> {
  const home = cardOf(await town.door.types(who.id, '/safekeep'));
  const card = cardOf(await uses(town, who, button(home, 'Look', 'Who may see personal data')));
  const form = card.actions.find((one) => one.kind === 'open-form');
  const open = await town.door.opens(
    who.id,
    'supervision.review',
    form?.kind === 'open-form' ? form.subject : {},
  );
  const values = Object.fromEntries(
    Object.entries(open.form.fields).flatMap(([id, { label }]) => {
      const name = Object.keys(answers).find((one) => label.includes(one));
      return name ? [[id, answers[name] ?? '']] : [];
    }),
  );
  return town.door.sends(who.id, open, values);
}

describe('R016 (5): who may see students’ personal data', () => {
  it('is kept from roles, stewardship and the roster’s flag, with the reason for each', async () => {
    const page = words(await town.page(sdm, 'supervision.personal-data'));
    expect(page).toContain('Stan Steward | Teacher |  | active | holds the role Data Steward');
    expect(page).toContain('Stan Steward | Teacher |  | active | steward of Enrolment');
    expect(page).toContain(
      'Tina Teacher | Teacher |  | active | marked on the roster as having access to student data',
    );
    expect(page).toContain('Olga Owner | Teacher |  | active | data owner of Enrolment');
    expect(page).toContain('5 people');
    expect(page).not.toMatch(/Pia|Gone/);
    const file = words(await town.page(sdm, 'supervision.personal-data-csv'));
    expect(file).toContain('Tina Teacher,Teacher,,active,Grades,steward of Grades,,,,');
  }, 20_000);

  it('is nobody else’s to see, not even in numbers', async () => {
    for (const document of ['supervision.personal-data', 'supervision.personal-data-csv']) {
      const reply = await town.page(principal, document);
      expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
      expect(words(reply)).not.toMatch(/Tina|\d/);
    }
    expect(words(await town.door.types(teacher.id, '/safekeep personal-data'))).not.toMatch(/Stan|\d/);
  });

  it('is looked through once a year: by the owner of a collection, else the supervisor, and by nobody for themselves', async () => {
    expect(await town.runs('access-review')).toEqual([
      'as of 2026-10-01: 3 lists about 5 people, due 2026-10-30',
    ]);
    expect(await town.runs('access-review')).toEqual([]);
    town.at('2026-11-20T09:00');
    expect(await town.runs('access-review')).toEqual([]);
    town.at('2026-10-02T09:00');
    const all = await lines();
    const holderOf = (person: Person, ground: 'roster' | 'collection') =>
      all.find(({ personId, ground: one }) => personId === person.id && one.startsWith(ground))?.list
        .holderId;
    expect(holderOf(steward, 'collection')).toBe(owner.id);
    expect(holderOf(steward, 'roster')).toBe(principal.id);
    expect(holderOf(teacher, 'collection')).toBe(principal.id); // Grades has no owner
    expect(holderOf(owner, 'collection')).not.toBe(owner.id);
    expect(all.every(({ personId, list }) => personId !== list.holderId)).toBe(true);
  });

  it('stands on the home list of whoever has to look, and a reminder comes once', async () => {
    await town.runs('list-reminders');
    await town.runs('list-reminders');
    expect(await town.rowsFor(principal, 'supervision.confirm')).toHaveLength(1);
    expect((await town.brought(principal))[0]?.title).toBe(
      'Who may see personal data, as of October 1, 2026',
    );
    expect(words(await town.door.types(principal.id, '/safekeep'))).toContain('Who may see personal data');
    expect(words(await town.door.types(plain.id, '/safekeep'))).not.toContain('personal data');
  });

  it('keep or remove for each; “remove” asks IT, and says that it changes no system by itself', async () => {
    const first = await looksThrough(principal, { 'Tina Teacher': 'remove' });
    expect(words(first)).toMatch(
      /2 saved, 1 to go\. IT is asked to take 2 away; no system changes by itself\./,
    );
    expect(words(first)).toContain('It does not change PowerSchool or any other system by itself.');
    const second = await looksThrough(principal, { 'Stan Steward': 'keep' });
    expect(words(second)).toContain('Everybody is looked through. Thank you.');
    expect(words(await town.door.types(principal.id, '/safekeep'))).not.toContain(
      'Who may see personal data',
    );
    const person = await town.database.store.db.person.findUniqueOrThrow({ where: { id: teacher.id } });
    expect(person.dataAccess).toBe(true);
  });

  it('somebody of IT closes each line, and whoever decided is told', async () => {
    expect(await town.rowsFor(itsm, 'supervision.removals')).toHaveLength(1);
    const home = cardOf(await town.door.types(itsm.id, '/safekeep'));
    const card = cardOf(
      await uses(town, itsm, button(home, 'Look', 'Take access to personal data away from 1 person')),
    );
    expect(words(card)).toContain('Safekeep changes no other system');
    const done = button(card, 'Done?', 'Tina Teacher');
    expect(await uses(town, principal, done).catch(String)).toContain('not yours to do');
    const closed = await uses(town, itsm, done, { outcome: 'removed' });
    expect(words(closed)).toContain('taken away from Tina Teacher');
    expect(await uses(town, itsm, done).catch(String)).toContain('closed on October 2, 2026 already');
    const told = (await town.brought(principal)).map(({ title }) => title);
    expect(told).toEqual(['Tina Teacher: access was taken away']);
    expect(words(await town.page(sdm, 'supervision.personal-data'))).toMatch(
      /Tina Teacher.*\| removed by IT \| Paula Principal \| October 2, 2026/,
    );
  });

  it('an answer is asked for, and nothing is said for anybody by default', async () => {
    const home = cardOf(await town.door.types(owner.id, '/safekeep'));
    const card = cardOf(await uses(town, owner, button(home, 'Look', 'Who may see personal data')));
    const form = button(card, 'Look through it');
    expect(form.kind).toBe('open-form');
    const open = await town.door.opens(
      owner.id,
      'supervision.review',
      form.kind === 'open-form' ? form.subject : {},
    );
    expect(open.form.values).toEqual({});
    expect(await town.door.sends(owner.id, open, {})).toMatchObject({ kind: 'invalid' });
    expect((await lines()).filter(({ list, decision }) => list.holderId === owner.id && decision)).toEqual(
      [],
    );
  });

  it('whoever leaves meanwhile needs no decision, and the list can be finished without them', async () => {
    await arrange(town.database.store, (tx) =>
      tx.db.person.update({ where: { id: steward.id }, data: { status: 'left' } }),
    );
    const list = await town.database.store.db.listToConfirm.findFirstOrThrow({
      where: { holderId: owner.id },
    });
    const reply = await town.door.does(owner.id, {
      kind: 'open-form',
      form: 'supervision.review',
      subject: { list: list.id },
    });
    expect(words(reply)).toContain('Everybody on this list is decided on already.');
  });
});
