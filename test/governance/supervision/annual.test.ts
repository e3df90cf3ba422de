import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { dayToDate, Temporal } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { arrange, givenPerson } from '../../support/people.ts';
import { type District, district, words } from './world.ts';

let town: District;
let head: Person;
let principal: Person;
let complete: Person;
let missing: Person;
let lapsed: Person;
let away: Person;
let member: Person;
let secretary: Person;
let itsm: Person;
let hr: Person;
let future: Person;

const day = (text: string) => dayToDate(Temporal.PlainDate.from(text));

function did(who: Person, duty: string, on: string) {
  return arrange(town.database.store, (tx) =>
    tx.db.dutyDone.create({
      data: {
        id: newId(),
        personId: who.id,
        duty,
        doneOn: day(on),
        doneAt: new Date(),
        way: 'paper',
        ref: 'paper',
      },
    }),
  );
}

// Everything in one year, in its order: what the lists hold does not change afterwards.
beforeAll(async () => {
  town = await district('2027-04-30T08:00');
  await town.remindersOn();
  const { store } = town.database;
  head = await givenPerson(store, { name: 'Helen Head', roles: ['superintendent'] });
  principal = await givenPerson(store, { name: 'Paula Principal', supervisorId: head.id });
  const under = { supervisorId: principal.id };
  complete = await givenPerson(store, { name: 'Cora Complete', ...under });
  missing = await givenPerson(store, { name: 'Mia Missing', ...under });
  lapsed = await givenPerson(store, { name: 'Lars Lapsed', ...under });
  away = await givenPerson(store, { name: 'Ava Away', ...under, status: 'leave' });
  future = await givenPerson(store, { name: 'Fred Future', ...under, hireDate: '2027-05-10' });
  await givenPerson(store, { name: 'Gone Girl', ...under, status: 'left' });
  member = await givenPerson(store, { name: 'Bo Board', personType: 'board' });
  secretary = await givenPerson(store, {
    name: 'Soledad Secretary',
    roles: ['board_secretary'],
    supervisorId: head.id,
  });
  itsm = await givenPerson(store, {
    name: 'Curt Security',
    roles: ['it_security_manager'],
    supervisorId: head.id,
  });
  hr = await givenPerson(store, { name: 'Hanna Records', roles: ['hr'], supervisorId: head.id });
  for (const who of [complete, lapsed]) {
    await did(who, 'nda', '2026-09-01');
    await town.owes(who, 'nda', '2027-09-01');
  }
  await did(complete, 'fundamentals', '2026-09-01');
  await did(lapsed, 'fundamentals', '2025-09-01');
  await town.owes(lapsed, 'fundamentals', '2027-04-20');
  await town.owes(missing, 'nda', '2027-04-28');
  await town.owes(missing, 'fundamentals', '2027-05-20');
  await town.owes(away, 'nda', '2027-04-28');
});
afterAll(() => town.drop());

const lists = () =>
  town.database.store.db.listToConfirm.findMany({ where: { kind: 'annual' }, orderBy: { people: 'desc' } });

describe('R056: the annual report', () => {
  it('is not opened before the plan’s day, and once on it, however often the sweep runs', async () => {
    expect(await town.runs('annual-report')).toEqual([]);
    town.at('2027-05-01T06:00'); // a Saturday
    const did = await town.runs('annual-report');
    expect(did).toEqual(['as of 2027-05-01: 4 lists about 10 people, due 2027-05-21']);
    expect(await town.runs('annual-report')).toEqual([]);
    town.at('2027-05-03T09:00');
    await Promise.allSettled([town.runs('annual-report'), town.runs('annual-report')]);
    expect(await lists()).toHaveLength(4);
  });

  it('puts every active or on-leave person into exactly one list, and adds up with the roster', async () => {
    const all = await lists();
    expect(
      all.map(({ part, holderId, people, incomplete }) => ({ part, holderId, people, incomplete })),
    ).toEqual(
      expect.arrayContaining([
        { part: 'supervisor', holderId: principal.id, people: 4, incomplete: 3 },
        { part: 'supervisor', holderId: head.id, people: 4, incomplete: 0 },
        { part: 'board', holderId: null, people: 1, incomplete: 0 },
        { part: 'nobody', holderId: null, people: 1, incomplete: 0 },
      ]),
    );
    const report = words(await town.page(itsm, 'supervision.annual'));
    expect(report).toContain('On the roster on May 1, 2027: 10: 9 active, 1 on leave');
    expect(report).toContain('In supervisors’ lists: 8');
    expect(report).toContain('In the board’s list: 1');
    expect(report).toContain('In nobody’s list (Human Resources confirm it): 1');
    expect(report).toContain('It adds up: everybody stands in exactly one list.');
  });

  it('says so when it does not add up', async () => {
    await arrange(town.database.store, (tx) => tx.db.listRound.updateMany({ data: { active: 11 } }));
    expect(words(await town.page(itsm, 'supervision.annual'))).toContain(
      'It does not add up: 2 people differ',
    );
    await arrange(town.database.store, (tx) => tx.db.listRound.updateMany({ data: { active: 9 } }));
  });

  it('hands each supervisor a filled list of who lacks what; people on leave stand there with their status', async () => {
    await town.runs('list-reminders');
    const [card] = await town.brought(principal);
    expect(card?.title).toBe('Annual report as of May 1, 2027: your people');
    const said = words(card);
    expect(said).toContain('4 people, 3 incomplete, 1 on leave');
    expect(said).toContain('Mia Missing: Sign the privacy agreement (NDA): missing since 2027-04-28');
    expect(said).toContain('not done yet, due 2027-05-20');
    expect(said).toContain(
      'Lars Lapsed: Complete the Data Security and Privacy Fundamentals Training: out of date since 2027-04-20',
    );
    expect(said).toContain('Ava Away (on leave): Sign the privacy agreement (NDA)');
    expect(said).not.toMatch(/Cora|Fred|Gone/);
    expect(await town.brought(missing)).toEqual([]);
  });

  it('a roster that changes afterwards changes nothing of it', async () => {
    await arrange(town.database.store, async (tx) => {
      await tx.db.person.update({
        where: { id: missing.id },
        data: { name: 'Mia Married', supervisorId: head.id },
      });
      await tx.db.person.update({
        where: { id: complete.id },
        data: { status: 'left', leftOn: day('2027-05-04') },
      });
      await tx.db.obligation.updateMany({ where: { personId: lapsed.id }, data: { metAt: new Date() } });
    });
    town.at('2027-05-05T09:00');
    await town.runs('annual-report');
    const [mine] = (await lists()).filter(({ holderId }) => holderId === principal.id);
    const page = words(await town.page(principal, 'supervision.list', { list: mine?.id ?? '' }));
    expect(page).toContain('Mia Missing');
    expect(page).toContain('Lars Lapsed');
    expect(page).toContain('Incomplete: 3 of 4');
    expect(words(await town.page(itsm, 'supervision.annual'))).toContain('10: 9 active, 1 on leave');
  });

  it('is shown to nobody else, not even in numbers', async () => {
    const [mine] = (await lists()).filter(({ holderId }) => holderId === principal.id);
    for (const who of [missing, head, secretary])
      for (const [document, subject] of [
        ['supervision.list', { list: mine?.id ?? '' }],
        ['supervision.annual', {}],
        ['supervision.annual-csv', {}],
      ] as const) {
        const reply = await town.page(who, document, subject);
        expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
        expect(words(reply)).not.toMatch(/Mia|\d/);
      }
  });

  it('a remark stands beside a line, and the supervisor confirms once; afterwards it stays as it is', async () => {
    const [mine] = (await lists()).filter(({ holderId }) => holderId === principal.id);
    const subject = { list: mine?.id ?? '' };
    const remark = await town.door.opens(principal.id, 'supervision.remark', {
      ...subject,
      person: lapsed.id,
    });
    await town.door.sends(principal.id, remark, {
      person: lapsed.id,
      remark: 'Has a seat in the session on May 12.',
    });
    const form = await town.door.opens(principal.id, 'supervision.confirm-list', subject);
    expect(await town.door.sends(principal.id, form, {})).toMatchObject({ kind: 'invalid' });
    const done = await town.door.sends(principal.id, form, { looked: true });
    expect(words(done)).toContain('Confirmed. Thank you.');
    const again = await town.door.does(principal.id, {
      kind: 'open-form',
      form: 'supervision.confirm-list',
      subject,
    });
    expect(words(again)).toContain('Paula Principal confirmed it on May 5, 2027');
    const file = words(await town.page(itsm, 'supervision.annual-csv'));
    expect(file).toMatch(
      /Mia Missing,.*,supervisor,Paula Principal,2027-05-05,yes,missing,2027-04-28,missing,2027-05-20/,
    );
    expect(file).toContain('Has a seat in the session on May 12.');
    expect(file.trim().split('\r\n')).toHaveLength(11);
    expect(words(await town.page(itsm, 'supervision.annual'))).toContain('1 of 4 lists confirmed');
  });

  it('the board secretary confirms for board members, and Human Resources for people without a supervisor', async () => {
    for (const [who, part] of [
      [secretary, 'board'],
      [hr, 'nobody'],
    ] as const) {
      const list = (await lists()).find((one) => one.part === part);
      const other = who === hr ? secretary : hr;
      const subject = { list: list?.id ?? '' };
      if (part === 'board')
        expect(
          await town.door.does(other.id, { kind: 'open-form', form: 'supervision.confirm-list', subject }),
        ).toMatchObject({ kind: 'done', tone: 'warning' });
      const form = await town.door.opens(who.id, 'supervision.confirm-list', subject);
      expect(await town.door.sends(who.id, form, { looked: true })).toMatchObject({ tone: 'good' });
    }
    expect(member.id).toBeTruthy();
  });

  it('who does not confirm is reminded, then shown to whoever the plan names, in one weekly message', async () => {
    const seen: string[] = [];
    let today = Temporal.PlainDate.from('2027-05-06');
    for (let passed = 0; passed < 80; passed += 1, today = today.add({ days: 1 })) {
      town.at(`${today.toString()}T09:00`);
      await town.runs('list-reminders');
      for (const card of await town.brought(head))
        if (card.about?.kind === 'list') seen.push(today.toString());
    }
    // what came when it opened is seen on the first day; five days before, on the day, then weekly: three times, no more
    expect(seen).toEqual([
      '2027-05-06',
      '2027-05-17',
      '2027-05-21',
      '2027-06-04',
      '2027-06-11',
      '2027-06-18',
    ]);
    town.at('2027-06-28T09:00');
    await town.runs('weekly-digest');
    const [weekly] = (await town.brought(itsm)).filter(({ about }) => about?.kind === 'weekly');
    expect(words(weekly)).toContain('Helen Head: annual report not confirmed');
    expect((await lists()).find(({ holderId }) => holderId === head.id)?.shownTo).toEqual([
      'supervisor',
      'it_security_manager',
      'superintendent',
    ]);
  });

  it('the last confirmation tells the IT Security Manager that it is complete, once', async () => {
    const list = (await lists()).find(({ holderId }) => holderId === head.id);
    const form = await town.door.opens(head.id, 'supervision.confirm-list', { list: list?.id ?? '' });
    await town.door.sends(head.id, form, { looked: true });
    expect(await town.rowsFor(itsm, 'supervision.round-complete')).toHaveLength(1);
    const cards = await town.brought(itsm);
    expect(cards.map(({ status }) => status?.label)).toContain('Complete');
    const year = '2028-05-01';
    town.at(`${year}T09:00`);
    expect(await town.runs('annual-report')).toEqual([expect.stringContaining('as of 2028-05-01')]);
    expect(words(await town.page(itsm, 'supervision.annual', { as_of: '2027-05-01' }))).toContain(
      'Mia Missing',
    );
    expect(future.id).toBeTruthy();
  });
});

describe('opened late', () => {
  it('after an outage it stands as of the cut-off day, and says when it was opened; a later district waits a year', async () => {
    const late = await district('2027-05-07T09:00');
    await late.remindersOn();
    const { store } = late.database;
    const boss = await givenPerson(store, { name: 'Boss', roles: ['it_security_manager'] });
    const before = await givenPerson(store, { name: 'Was Here', supervisorId: boss.id });
    await givenPerson(store, { name: 'Came Later', supervisorId: boss.id, hireDate: '2027-05-03' });
    await arrange(store, (tx) =>
      tx.db.person.update({ where: { id: before.id }, data: { status: 'left', leftOn: day('2027-05-05') } }),
    );
    const owed = await late.owes(before, 'nda', '2027-04-01');
    await arrange(store, (tx) =>
      tx.db.obligation.update({ where: { id: owed }, data: { metAt: new Date('2027-05-04T18:00:00Z') } }),
    );
    expect(await late.runs('annual-report')).toEqual([
      'as of 2027-05-01: 2 lists about 2 people, due 2027-05-28',
    ]);
    const page = words(await late.page(boss, 'supervision.annual'));
    expect(page).toContain('It was opened on May 7, 2027');
    expect(page).toContain('Was Here | Teacher | active | missing');
    expect(page).toContain('It adds up');
    await late.drop();
    const november = await district('2027-11-15T09:00');
    await november.remindersOn();
    expect(await november.runs('annual-report')).toEqual([]);
    await november.drop();
  });
});

it('a supervisor who leaves hands an unconfirmed list on to theirs', async () => {
  const place = await district('2027-05-03T09:00');
  await place.remindersOn();
  const { store } = place.database;
  const boss = await givenPerson(store, { name: 'Boss' });
  const middle = await givenPerson(store, { name: 'Middle', supervisorId: boss.id });
  await givenPerson(store, { name: 'Staff', supervisorId: middle.id });
  const records = await givenPerson(store, { name: 'Records', roles: ['hr'], supervisorId: boss.id });
  await place.runs('annual-report');
  await place.runs('list-reminders');
  const open = await place.door.opens(records.id, 'people.leave', { person: middle.id });
  const left = await place.door.sends(records.id, open, { status: 'left', day: '2027-05-03' });
  expect(left).toMatchObject({ tone: 'good' });
  const own = await place.database.store.db.listToConfirm.findMany({ where: { part: 'supervisor' } });
  expect(new Set(own.map(({ holderId }) => holderId))).toEqual(new Set([boss.id]));
  await place.drop();
});
