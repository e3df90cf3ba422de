import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { addDelegation } from '../../../src/governance/people/store/delegations.ts';
import { plannedWeekly } from '../../../src/governance/supervision/weekly-job.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import { askAs, givenPerson } from '../../support/people.ts';
import { button, cardOf, type District, district, uses, words } from './world.ts';

let town: District;
let head: Person;
let principal: Person;
let tina: Person;
let omar: Person;
let away: Person;
let hr: Person;

beforeAll(async () => {
  town = await district();
  await town.remindersOn();
});
afterAll(() => town.drop());

beforeEach(async () => {
  town.at('2026-11-16T08:00'); // a Monday
  const { store } = town.database;
  await store.transact({ personId: null, surface: 'cli', now: town.clock.now() }, async (tx) => {
    // each story has a district of its own
    await tx.db.person.updateMany({ data: { status: 'left', supervisorId: null } });
    await tx.db.roleHolding.deleteMany();
    await tx.db.weeklyDigest.deleteMany();
    await tx.db.outbox.deleteMany();
  });
  head = await givenPerson(store, { name: 'Helen Head' });
  principal = await givenPerson(store, { name: 'Paula Principal', supervisorId: head.id });
  tina = await givenPerson(store, { name: 'Tina Teacher', supervisorId: principal.id });
  omar = await givenPerson(store, { name: 'Omar Other', supervisorId: principal.id });
  away = await givenPerson(store, { name: 'Lea Leave', supervisorId: principal.id, status: 'leave' });
  hr = await givenPerson(store, { name: 'Hanna Records', roles: ['hr'], supervisorId: head.id });
});

const runs = () => town.runs('weekly-digest');
const weekly = async (who: Person) =>
  (await town.brought(who)).filter(({ about }) => about?.kind === 'weekly');

describe('R055: a supervisor is told once a week who of their people is late', () => {
  it('who asks before the person heard it is not told that nobody is late', async () => {
    await town.owes(tina, 'aup', '2026-11-11', { on: '2026-11-16' });
    const asked = words(await town.door.types(principal.id, '/safekeep digest'));
    expect(asked).toContain('Nobody to tell you about');
    expect(asked).toContain('People hear what they owe before you do.');
    expect(asked).not.toContain('Tina');
  });

  it('names who is late or due within the week, by how long, and when they were last reminded', async () => {
    await town.owes(tina, 'aup', '2026-11-11', { on: '2026-11-05', reminded: '2026-11-12' });
    await town.owes(omar, 'nda', '2026-11-20', { on: '2026-11-13', reminded: '2026-11-13' });
    await town.owes(omar, 'fundamentals', '2026-12-24', { on: '2026-11-13' });
    await town.owes(away, 'aup', '2026-11-01');
    expect(await runs()).toEqual([expect.stringContaining('1 told')]);
    const [card] = await weekly(principal);
    expect(card?.status).toEqual({ label: '1 late', tone: 'danger' });
    const said = words(card);
    expect(said).toContain(
      'Tina Teacher: Sign the Acceptable Use Policy: 5 days late, last reminded November 12, 2026',
    );
    expect(said).toContain(
      'Omar Other: Sign the privacy agreement (NDA): due in 4 days, last reminded November 13, 2026',
    );
    expect(said).toMatch(/░{10} 0 of 2 have nothing late or due soon: 1 late, 1 due by November 23, 2026/);
    expect(said).not.toContain('Fundamentals');
    expect(said).not.toContain('Lea Leave');
    expect(card?.actions.map(({ label }) => label)).toEqual([
      'Remind all',
      'Somebody is on leave',
      'Not my staff',
      'Open the page',
    ]);
  });

  it('five names, the latest first, a count of the others and a link to the page', async () => {
    for (let at = 1; at <= 7; at += 1) {
      const who = await givenPerson(town.database.store, { name: `Late ${at}`, supervisorId: principal.id });
      await town.owes(who, 'aup', `2026-11-0${at}`);
    }
    await runs();
    const [card] = await weekly(principal);
    const said = words(card);
    for (const name of ['Late 1', 'Late 2', 'Late 3', 'Late 4', 'Late 5']) expect(said).toContain(name);
    expect(said).not.toContain('Late 6');
    expect(said).toContain('And 2 others: see the page.');
    const page = await uses(town, principal, button(card, 'Open the page'));
    expect(words(page)).toContain('Late 7');
    expect(words(page)).toContain('7 duties');
  });

  it('one late of two is half a bar, this week as in every week of the trend', async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    await runs();
    town.at('2026-11-23T08:00');
    await runs();
    town.at('2026-11-23T10:00');
    const page = await town.page(principal, 'supervision.weekly', { of: principal.id });
    if (page.kind !== 'document' || page.document.kind !== 'page') throw new Error('there is no page');
    const trend = page.document.blocks.find((one) => one.kind === 'bars' && /week by week/.test(one.caption));
    const now = page.document.blocks.find((one) => one.kind === 'bars' && /How it stands/.test(one.caption));
    if (trend?.kind !== 'bars' || now?.kind !== 'bars') throw new Error('there are no bars');
    const last = trend.bars.at(-1);
    expect(last && last.value / last.of).toBe((now.bars[0]?.value ?? 0) / (now.bars[0]?.of ?? 1));
    expect(last?.value).toBe(1);
    expect(last?.of).toBeGreaterThan(1);
  });

  it('nothing at all when all is well, and nothing is left of it when all is well by the time it arrives', async () => {
    await runs();
    expect(await town.rowsFor(principal)).toEqual([]);
    town.at('2026-11-23T06:00');
    const owed = await town.owes(tina, 'aup', '2026-11-20');
    await runs();
    expect(await town.rowsFor(principal)).toHaveLength(1);
    await town.meets(owed);
    town.at('2026-11-23T07:00');
    expect(await weekly(principal)).toEqual([]);
  });

  it('in the morning after quiet hours, on the plan’s day, and never twice whatever the outages', async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    town.at('2026-11-15T10:00'); // Sunday
    expect(await runs()).toEqual([]);
    town.at('2026-11-16T00:05');
    await runs();
    const [row] = await town.rowsFor(principal, 'supervision.weekly');
    expect(row?.notBefore.toString()).toBe('2026-11-16T14:00:00Z'); // 07:00 in Utah
    for (const later of ['2026-11-16T00:05', '2026-11-16T12:00', '2026-11-18T09:00', '2026-11-20T09:00']) {
      town.at(later);
      expect(await runs()).toEqual([]);
    }
    town.at('2026-11-25T09:00'); // down on Monday and Tuesday
    await runs();
    town.at('2026-11-30T09:00');
    await runs();
    expect(await town.rowsFor(principal, 'supervision.weekly')).toHaveLength(3);
  });

  it('two sweeps at once send it once', async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    await Promise.allSettled([runs(), runs(), runs()]);
    expect(await town.rowsFor(principal, 'supervision.weekly')).toHaveLength(1);
  });

  it('on a day that they choose, moved on where that is a day off', async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    const open = await town.door.opens(principal.id, 'supervision.weekly-day');
    expect(open.form.values).toEqual({ weekday: '1' });
    expect(words(await town.door.sends(principal.id, open, { weekday: '4' }))).toContain('Thursdays');
    // Thursday the 26th is Thanksgiving; the Friday after it is a working day of this district
    const friday = town.policy.calendar.isWorkingDay(
      town.policy.calendar.localDay(town.clock.now()).with({ day: 27 }),
    );
    town.at('2026-11-16T09:00');
    await runs(); // catches up with Thursday the 12th
    expect(await town.rowsFor(principal, 'supervision.weekly')).toHaveLength(1);
    for (const [day, total] of [
      ['2026-11-19', 1],
      ['2026-11-23', 1],
      ['2026-11-26', 1],
      [friday ? '2026-11-27' : '2026-11-30', 2],
    ] as const) {
      town.at(`${day}T09:00`);
      await runs();
      expect(await town.rowsFor(principal, 'supervision.weekly'), day).toHaveLength(total);
    }
  });

  it('nobody hears of somebody who was not told first', async () => {
    await town.owes(tina, 'aup', '2026-11-10', { on: undefined as never });
    await town.owes(omar, 'aup', '2026-11-10', { on: '2026-11-16' }); // told this morning
    await runs();
    expect(await town.rowsFor(principal)).toEqual([]);
  });

  it('until a person turns reminders on nothing is sent', async () => {
    const quiet = await district();
    const boss = await givenPerson(quiet.database.store, { name: 'Boss' });
    const report = await givenPerson(quiet.database.store, { name: 'Report', supervisorId: boss.id });
    await quiet.owes(report, 'aup', '2026-11-10');
    expect(await quiet.runs('weekly-digest')).toEqual([]);
    expect(await quiet.rowsFor(boss)).toEqual([]);
    await quiet.drop();
  });
});

describe('to whom lateness goes', () => {
  it('a supervisor’s own goes to theirs, and never to themselves', async () => {
    await town.owes(principal, 'nda', '2026-11-10');
    await runs();
    expect(words((await weekly(head))[0])).toContain('Paula Principal');
    expect(await weekly(principal)).toEqual([]);
  });

  it('board members’ goes to the board secretary, whoever the roster calls their supervisor', async () => {
    const secretary = await givenPerson(town.database.store, {
      name: 'Soledad Secretary',
      roles: ['board_secretary'],
    });
    const member = await givenPerson(town.database.store, {
      name: 'Bo Board',
      personType: 'board',
      supervisorId: head.id,
    });
    await town.owes(member, 'nda', '2026-11-10');
    await runs();
    const said = words((await weekly(secretary))[0]);
    expect(said).toContain('BOARD MEMBERS');
    expect(said).toContain('Bo Board');
    expect(await weekly(head)).toEqual([]);
  });

  const leaves = (who: Person, data: object) =>
    town.database.store.transact({ personId: null, surface: 'cli', now: town.clock.now() }, async (tx) => {
      await tx.db.person.update({ where: { id: who.id }, data });
    });

  it('a vacancy is passed over for the next one up', async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    await leaves(principal, { status: 'left' });
    await runs();
    expect(words((await weekly(head))[0])).toContain('Tina Teacher');
  });

  it('a supervisor on leave keeps a short one, and is passed over after the plan’s ten business days', async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    await leaves(principal, { status: 'leave' });
    const since = (day: string) =>
      town.database.store.transact({ personId: null, surface: 'cli', now: town.clock.now() }, async (tx) => {
        const row = { personType: 'employee', status: 'leave', leaveFrom: new Date(day) };
        await tx.db.dutyPerson.upsert({
          where: { personId: principal.id },
          create: { personId: principal.id, ...row },
          update: row,
        });
      });
    await since('2026-11-12');
    await runs();
    expect(await town.rowsFor(head)).toEqual([]);
    expect(await town.rowsFor(principal, 'supervision.weekly')).toHaveLength(1);
    await since('2026-10-20');
    town.at('2026-11-23T09:00');
    await runs();
    expect(words((await weekly(head))[0])).toContain('Tina Teacher');
  });

  it('whoever has no supervisor, or stands in a circle, goes to Human Resources; nobody’s own to themselves', async () => {
    const { store } = town.database;
    const alone = await givenPerson(store, { name: 'Ada Alone' });
    const one = await givenPerson(store, { name: 'Cara Circle' });
    const two = await givenPerson(store, { name: 'Carl Circle', supervisorId: one.id });
    const own = await givenPerson(store, { name: 'Selma Self' });
    await leaves(one, { supervisorId: two.id });
    await leaves(own, { supervisorId: own.id });
    await leaves(hr, { supervisorId: null });
    const below = await givenPerson(store, { name: 'Bea Below', supervisorId: one.id });
    for (const who of [alone, one, two, own, below, hr]) await town.owes(who, 'nda', '2026-11-10');
    await runs();
    const said = words((await weekly(hr))[0]);
    for (const name of ['Ada Alone', 'Cara Circle', 'Carl Circle', 'Selma Self'])
      expect(said).toContain(name);
    expect(said).not.toContain('Bea Below');
    expect(said).not.toContain('Hanna Records');
    expect(words((await weekly(one))[0])).toContain('Bea Below');
    expect(words((await weekly(one))[0])).not.toContain('Carl Circle');
  });

  it('the IT Security Manager gets one message with all that escalated, never one a person; it names nobody else’s', async () => {
    const itsm = await givenPerson(town.database.store, {
      name: 'Curt Security',
      roles: ['it_security_manager'],
    });
    for (const who of [tina, omar, principal]) {
      const id = await town.owes(who, 'aup', '2026-11-10');
      await town.database.store.transact({ personId: null, surface: 'cli', now: town.clock.now() }, (tx) =>
        tx.db.obligationShown.create({
          data: { obligationId: id, shownTo: 'it_security_manager', shownOn: new Date('2026-11-10') },
        }),
      );
    }
    await town.owes(hr, 'aup', '2026-11-10'); // not escalated
    await runs();
    const cards = await weekly(itsm);
    expect(cards).toHaveLength(1);
    const said = words(cards[0]);
    expect(said).toContain('SHOWN TO THE IT SYSTEMS SECURITY MANAGER');
    for (const who of [tina, omar, principal]) expect(said).toContain(who.name);
    expect(said).not.toContain('Hanna');
    expect(cards[0]?.actions.map(({ label }) => label)).toEqual(['Open the page']);
  });
});

describe('what its person is told of it', () => {
  it('from then on their own list says that the supervisor sees it', async () => {
    const id = await town.owes(tina, 'aup', '2026-11-20', { on: '2026-11-13' });
    const later = await town.owes(omar, 'fundamentals', '2026-12-20', { on: '2026-11-13' });
    await runs();
    const shown = await town.database.store.db.obligationShown.findMany({
      where: { obligationId: { in: [id, later] } },
    });
    expect(shown).toEqual([
      { obligationId: id, shownTo: 'supervisor', shownOn: new Date('2026-11-16T00:00:00Z') },
    ]);
  });

  it('the preview of a day names who would be told, and sends nothing', async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    const planned = await plannedWeekly(await askAs(town.world, hr.id), '2026-11-16');
    expect(planned).toEqual([
      {
        personId: principal.id,
        message: 'Weekly message about who is late',
        count: 1,
        about: ['Your people'],
      },
    ]);
    expect(await town.rowsFor(principal)).toEqual([]);
  });
});

it('whoever holds a role in somebody’s place gets what is shown to it', async () => {
  const { store } = town.database;
  const itsm = await givenPerson(store, { name: 'Curt Security', roles: ['it_security_manager'] });
  const deputy = await givenPerson(store, { name: 'Dora Deputy' });
  const id = await town.owes(tina, 'aup', '2026-11-10');
  await store.transact({ personId: null, surface: 'cli', now: town.clock.now() }, async (tx) => {
    await tx.db.obligationShown.create({
      data: { obligationId: id, shownTo: 'it_security_manager', shownOn: new Date('2026-11-10') },
    });
    await addDelegation(tx, {
      ...{ personId: itsm.id, role: 'it_security_manager', delegateId: deputy.id, madeById: itsm.id },
      from: Temporal.PlainDate.from('2026-11-09'),
      until: Temporal.PlainDate.from('2026-11-30'),
    });
  });
  await runs();
  expect(words((await weekly(deputy))[0])).toContain('Tina Teacher');
});

describe('remind all', () => {
  beforeEach(async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    await town.owes(omar, 'aup', '2026-11-12');
    await runs();
  });

  it('reminds everybody once a day, and says who was reminded already', async () => {
    const [card] = await weekly(principal);
    const first = await uses(town, principal, button(card, 'Remind all'));
    expect(words(first)).toContain(
      '2 people are reminded, each of everything that they owe: Omar Other, Tina Teacher.',
    );
    expect(await town.rowsFor(tina, 'duties.nudge')).toHaveLength(1);
    const again = await uses(town, principal, button(card, 'Remind all'));
    expect(again).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(words(again)).toContain('Already reminded today: Omar Other, Tina Teacher.');
    expect(await town.rowsFor(tina, 'duties.nudge')).toHaveLength(1);
    town.at('2026-11-17T09:00');
    expect(words(await uses(town, principal, button(card, 'Remind all')))).toContain('2 people are reminded');
  });

  it('looks again at the click: who has signed meanwhile is left in peace, and so is who has moved away', async () => {
    const [card] = await weekly(principal);
    await town.database.store.transact(
      { personId: null, surface: 'cli', now: town.clock.now() },
      async (tx) => {
        await tx.db.obligation.updateMany({ where: { personId: tina.id }, data: { metAt: new Date() } });
        await tx.db.person.update({ where: { id: omar.id }, data: { supervisorId: head.id } });
      },
    );
    const pressed = await uses(town, principal, button(card, 'Remind all'));
    expect(words(pressed)).toContain('nobody was reminded');
    expect(await town.rowsFor(tina)).toEqual([]);
    expect(await town.rowsFor(omar)).toEqual([]);
  });

  it('two presses at once remind once', async () => {
    const [card] = await weekly(principal);
    const press = button(card, 'Remind all');
    await Promise.all([uses(town, principal, press), uses(town, principal, press)]);
    expect(await town.rowsFor(tina, 'duties.nudge')).toHaveLength(1);
  });

  it('is nobody else’s button', async () => {
    const [card] = await weekly(principal);
    const pressed = await uses(town, tina, button(card, 'Remind all'));
    expect(pressed).toMatchObject({ tone: 'warning' });
    expect(words(pressed)).not.toContain('Omar');
    expect(await town.rowsFor(omar)).toEqual([]);
  });

  it('reminds nobody on a day off', async () => {
    const [card] = await weekly(principal);
    town.at('2026-11-21T10:00');
    expect(words(await uses(town, principal, button(card, 'Remind all')))).toContain('day off');
    expect(await town.rowsFor(tina)).toEqual([]);
  });
});

describe('a stand-in reads it in somebody’s place', () => {
  it('until a day, with their own name on what they do, and it ends by itself', async () => {
    const assistant = await givenPerson(town.database.store, { name: 'Asa Assistant' });
    await town.owes(tina, 'aup', '2026-11-10');
    const named = await uses(
      town,
      principal,
      button(cardOf(await town.door.types(principal.id, '/safekeep digest')), 'Name a stand-in'),
      { reader: assistant.id, until: '2026-11-27' },
    );
    expect(words(named)).toContain('until November 27, 2026');
    expect(words((await town.brought(assistant))[0])).toContain('You stand in for Paula Principal');
    await runs();
    expect(await weekly(principal)).toEqual([]);
    const [card] = await weekly(assistant);
    expect(card?.title).toBe('Who is late: the people of Paula Principal');
    expect(words(await uses(town, assistant, button(card, 'Remind all')))).toContain('Tina Teacher');
    const line = await town.database.store.db.auditEntry.findMany({ orderBy: { seq: 'desc' }, take: 1 });
    expect(JSON.parse(line[0]?.line ?? '{}')).toMatchObject({ what: 'digest.reminded', by: assistant.id });
    // the principal may look all the time
    expect(words(await town.door.types(principal.id, '/safekeep digest'))).toContain('Tina Teacher');
    town.at('2026-11-30T09:00');
    await runs();
    expect(await weekly(assistant)).toEqual([]);
    expect(words((await weekly(principal))[0])).toContain('Tina Teacher');
    expect(words(await town.page(assistant, 'supervision.weekly', { of: principal.id }))).not.toContain(
      'Tina',
    );
  });

  it('who leaves stands in for nobody, and what a role is shown stays with its holder', async () => {
    const assistant = await givenPerson(town.database.store, { name: 'Asa Assistant' });
    const open = await town.door.opens(principal.id, 'supervision.stand-in');
    await town.door.sends(principal.id, open, { reader: assistant.id, until: '2026-12-27' });
    await town.owes(tina, 'aup', '2026-11-10');
    await town.database.store.transact(
      { personId: null, surface: 'cli', now: town.clock.now() },
      async (tx) => {
        await tx.db.person.update({ where: { id: assistant.id }, data: { status: 'leave' } });
      },
    );
    await runs();
    expect(await weekly(principal)).toHaveLength(1);
    expect(await town.rowsFor(assistant, 'supervision.weekly')).toEqual([]);
  });

  it('is refused for oneself, for a day in the past, and for whoever has nobody', async () => {
    const open = await town.door.opens(principal.id, 'supervision.stand-in');
    expect(
      await town.door.sends(principal.id, open, { reader: principal.id, until: '2026-12-01' }),
    ).toMatchObject({
      kind: 'invalid',
      open: { errors: { reader: expect.stringContaining('yourself') } },
    });
    expect(await town.door.sends(principal.id, open, { reader: tina.id, until: '2026-11-01' })).toMatchObject(
      {
        kind: 'invalid',
        open: { errors: { until: expect.any(String) } },
      },
    );
    expect(
      words(await town.door.does(tina.id, { kind: 'open-form', form: 'supervision.stand-in', subject: {} })),
    ).toContain('nothing to hand on');
  });
});

describe('the page', () => {
  it('has filters that are links, a chart, the trend of the weeks, and a file', async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    await town.owes(omar, 'nda', '2026-11-19');
    await runs();
    town.at('2026-11-23T09:00');
    await runs();
    const page = await town.page(principal, 'supervision.weekly');
    const said = words(page);
    expect(said).toContain('Late: 2 of 2');
    expect(said).toContain('Week of November 16, 2026: 1 of 2');
    expect(said).toContain('Week of November 23, 2026: 2 of 2');
    const onlyNda = words(await town.page(principal, 'supervision.weekly', { duty: 'nda', show: 'late' }));
    expect(onlyNda).toContain('Omar Other');
    expect(onlyNda).not.toContain('Tina Teacher');
    const file = words(await town.page(principal, 'supervision.weekly-csv', { show: 'late' }));
    expect(file).toContain(
      'Your people,Tina Teacher,Teacher,,Sign the Acceptable Use Policy,2026-11-10,yes,',
    );
  });

  it('tells nothing, not even a number, to whoever it does not concern', async () => {
    await town.owes(tina, 'aup', '2026-11-10');
    for (const who of [omar, hr, head])
      for (const document of ['supervision.weekly', 'supervision.weekly-csv']) {
        const reply = await town.page(who, document, { of: principal.id });
        expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
        expect(words(reply)).not.toMatch(/Tina|\d/);
      }
  });
});

it('a principal who hates noise: a year brings at most one message a week, none in a good week, none on a day off', async () => {
  const team: Person[] = [];
  for (let at = 0; at < 12; at += 1)
    team.push(await givenPerson(town.database.store, { name: `Teacher ${at}`, supervisorId: principal.id }));
  // somebody is late in the first weeks, all is well from December to February, then one more is late
  const early = await Promise.all(team.slice(0, 8).map((who) => town.owes(who, 'nda', '2026-11-12')));
  const weeks = new Map<string, number>();
  const days: string[] = [];
  let day = town.policy.calendar.localDay(town.clock.now());
  for (let passed = 0; passed < 365; passed += 1, day = day.add({ days: 1 })) {
    const today = day.toString();
    // the program is down for ten days around Thanksgiving, and the machine runs at odd hours
    if (today >= '2026-11-22' && today <= '2026-12-01') continue;
    if (today === '2026-12-04') for (const id of early) await town.meets(id);
    if (today === '2027-03-03') await town.owes(team[9] as Person, 'aup', '2027-03-01', { on: '2027-02-20' });
    for (const hour of ['05:30', '19:45']) {
      town.at(`${today}T${hour}`);
      await town.runs('weekly-digest');
      for (const card of await weekly(principal)) {
        expect(town.policy.calendar.isWorkingDay(day), today).toBe(true);
        days.push(today);
        const monday = day.subtract({ days: day.dayOfWeek - 1 }).toString();
        weeks.set(monday, (weeks.get(monday) ?? 0) + 1);
        expect(card.blocks.length).toBeLessThanOrEqual(3);
      }
    }
  }
  expect(Math.max(...weeks.values())).toBe(1);
  expect(days.filter((one) => one < '2026-12-04')).toEqual(['2026-11-16', '2026-12-02']);
  expect(days.filter((one) => one >= '2026-12-04' && one < '2027-03-08')).toEqual([]);
  expect(days).toContain('2027-03-08');
}, 240_000);
