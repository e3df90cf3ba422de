import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { nudgeKind } from '../../../src/governance/duties/commands/mine.ts';
import { owedByReports, shownTo } from '../../../src/governance/duties/store/owing.ts';
import { remindNow } from '../../../src/governance/duties/store/remind.ts';
import { meetObligation } from '../../../src/governance/people/store/obligations.ts';
import { reminderSwitch, turnReminders } from '../../../src/governance/people/store/reminders.ts';
import { markAsSample } from '../../../src/store/settings.ts';
import type { Tx } from '../../../src/store/tx.ts';
import { testDatabase } from '../../support/database.ts';
import { arrange, askAs, givenPerson } from '../../support/people.ts';
import { complete } from '../agreements/commands/stage.ts';
import { daysFrom, dueOf, givenDone, openOf, remindersOf, type Stage, shownOf, stage } from './stage.ts';

const stages: Stage[] = [];
let on: Stage;
beforeEach(async () => {
  on = await stage();
  stages.push(on);
});
afterAll(() => Promise.all(stages.map((one) => one.drop())));

/** Hired and trained, so that only the Acceptable Use Policy and the agreement are owed. */
async function hired(day: string, more: object = {}) {
  const person = await givenPerson(on.world.store, { hireDate: day, ...more });
  await givenDone(on, person.id, 'fundamentals', day);
  return person;
}

const change = <T>(write: (tx: Tx) => Promise<T>) =>
  on.world.store.transact({ personId: null, surface: 'cli', now: on.clock.now() }, write);

const met = (personId: string, duty: string) =>
  change((tx) => meetObligation(tx, { personId, duty, metBy: `test:${duty}` }));

async function sign({ id, name }: { id: string; name: string }) {
  const nda = on.world.policy.pack.agreements.nda;
  if (!nda) throw new Error('the plan has no nda');
  await on.door.sends(id, await on.door.opens(id, 'agreement.sign', {}), complete(nda, name, 'T2'));
}

async function rowsFor(personId: string) {
  return on.db.outbox.findMany({ where: { personId }, orderBy: { notBefore: 'asc' } });
}

describe('the ladder, day by day', () => {
  it('T2: hired on Friday 2026-12-18 with a weekend, a holiday and a supervisor: each on its day, and one message a day', async () => {
    const boss = await hired('2020-08-17');
    await met(boss.id, 'nda');
    const ann = await hired('2026-12-18', { supervisorId: boss.id });
    for (const day of daysFrom('2026-12-18', 65)) await on.passes(day);
    expect(await remindersOf(on, ann.id)).toEqual([
      '2026-12-18',
      '2026-12-22',
      '2026-12-24',
      '2027-01-04',
      '2027-01-11',
      '2027-01-19',
      '2027-01-26',
      '2027-02-02',
      '2027-02-09',
    ]);
    expect(await shownOf(on, ann.id)).toEqual([
      'supervisor 2026-12-24',
      'supervisor 2026-12-24',
      'it_security_manager 2026-12-28',
      'it_security_manager 2026-12-28',
      'hr 2027-02-16',
      'hr 2027-02-16',
    ]);
    const [row] = await rowsFor(ann.id);
    expect(row?.facts).toMatchObject({ owed: [expect.any(String), expect.any(String)] });
  });

  it('T9: down for ten days, one message for each person, and the sweep done twice does nothing more', async () => {
    const people = await Promise.all(['2026-08-03', '2026-08-04', '2026-08-05'].map((day) => hired(day)));
    for (const day of daysFrom('2026-08-03', 3)) await on.passes(day);
    await on.passes('2026-08-14');
    const counts = () => Promise.all(people.map(async ({ id }) => (await remindersOf(on, id)).slice(1)));
    expect(await counts()).toEqual([['2026-08-14'], ['2026-08-14'], ['2026-08-14']]);
    const before = await on.db.auditEntry.count();
    await on.passes('2026-08-14');
    await on.passes('2026-08-14', '17:30');
    expect(await counts()).toEqual([['2026-08-14'], ['2026-08-14'], ['2026-08-14']]);
    expect(await on.db.auditEntry.count()).toBe(before);
  });

  it('T10: nothing on a day off; before seven it waits for seven, after six for the next working day', async () => {
    const ann = await hired('2026-08-08');
    await on.passes('2026-08-08');
    await on.passes('2026-08-09');
    expect(await rowsFor(ann.id)).toEqual([]);
    await on.passes('2026-08-10', '05:00');
    expect((await rowsFor(ann.id))[0]?.notBefore.toISOString()).toBe('2026-08-10T13:00:00.000Z');
    const ben = await hired('2026-08-14');
    await on.passes('2026-08-14', '18:30');
    expect((await rowsFor(ben.id))[0]?.notBefore.toISOString()).toBe('2026-08-17T13:00:00.000Z');
    await on.passes('2026-08-17');
    expect(await remindersOf(on, ben.id)).toEqual(['2026-08-17']);
  });

  it('others are shown it only after the person was told, whenever it was found', async () => {
    const late = await hired('2026-07-06');
    await on.passes('2026-08-03');
    expect([await remindersOf(on, late.id), await shownOf(on, late.id)]).toEqual([['2026-08-03'], []]);
    await on.passes('2026-08-04');
    expect(await shownOf(on, late.id)).toEqual([
      'it_security_manager 2026-08-04',
      'it_security_manager 2026-08-04',
      'supervisor 2026-08-04',
      'supervisor 2026-08-04',
    ]);
    expect(await remindersOf(on, late.id)).toEqual(['2026-08-03']);
  });

  it('away, nobody is reminded or shown to others; back, there is one message', async () => {
    const ann = await hired('2026-08-03');
    await on.passes('2026-08-03');
    await arrange(on.world.store, (tx) =>
      tx.db.absence.create({
        data: {
          ...{ id: ann.id, personId: ann.id, kind: 'off-contract', state: 'planned', setAt: new Date() },
          fromOn: new Date('2026-08-04'),
          untilOn: new Date('2026-08-18'),
        },
      }),
    );
    for (const day of daysFrom('2026-08-04', 15)) await on.passes(day);
    expect([await remindersOf(on, ann.id), await shownOf(on, ann.id)]).toEqual([['2026-08-03'], []]);
    await on.passes('2026-08-19');
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-03', '2026-08-19']);
  });

  it('what is met is reminded of no more, and what takes its place begins anew', async () => {
    const ann = await hired('2026-08-03');
    await on.passes('2026-08-03');
    await met(ann.id, 'aup');
    await sign(ann);
    for (const day of daysFrom('2026-08-04', 20)) await on.passes(day);
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-03']);
    await on.passes('2027-07-06');
    expect((await remindersOf(on, ann.id)).slice(1)).toEqual(['2027-07-06']);
  });

  it('whom nothing reaches is not shown to a supervisor', async () => {
    const boss = await givenPerson(on.world.store);
    const ann = await hired('2026-08-03', { supervisorId: boss.id });
    await on.passes('2026-08-03');
    await arrange(on.world.store, (tx) =>
      tx.db.outbox.updateMany({
        where: { personId: ann.id },
        data: { state: 'undeliverable', reason: 'no account here' },
      }),
    );
    for (const day of daysFrom('2026-08-04', 8)) {
      await on.passes(day);
      await arrange(on.world.store, (tx) =>
        tx.db.outbox.updateMany({
          where: { personId: ann.id },
          data: { state: 'undeliverable', reason: 'x' },
        }),
      );
    }
    expect(await shownOf(on, ann.id)).toEqual([]);
  });
});

describe('the switch', () => {
  it('is off in a new district and on in the sample, and says who turned it', async () => {
    const other = await testDatabase();
    expect(await reminderSwitch(other.store)).toEqual({ on: false, turned: undefined });
    await arrange(other.store, markAsSample);
    expect(await reminderSwitch(other.store)).toEqual({ on: true, turned: undefined });
    await other.drop();
    expect(await reminderSwitch(on.world.store)).toMatchObject({ on: true, turned: { by: null } });
  });

  it('off: nothing is sent, dates are kept, and on again there is one message for all of it', async () => {
    await change((tx) => turnReminders(tx, false, null));
    const ann = await hired('2026-08-03');
    for (const day of daysFrom('2026-08-03', 12)) await on.passes(day);
    expect(await rowsFor(ann.id)).toEqual([]);
    expect(await openOf(on, ann.id)).toEqual(['aup 2026-08-10', 'fundamentals 2027-12-31', 'nda 2026-08-10']);
    on.at('2026-08-17');
    expect(await on.run('reminders')).toEqual(['reminders are off: 1 person waits']);
    await change((tx) => turnReminders(tx, true, null));
    await on.passes('2026-08-17');
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-17']);
  });
});

describe('for supervisors and roles', () => {
  it('a report’s open duties are theirs to see once the report was told, and a role’s once the ladder says so', async () => {
    const boss = await givenPerson(on.world.store);
    const ann = await hired('2026-08-03', { supervisorId: boss.id });
    const seen = (today: string) => owedByReports(on.world.store, [boss.id], { today, until: '2026-08-11' });
    await on.passes('2026-08-03');
    expect(await seen('2026-08-03')).toEqual([]);
    expect(
      (await seen('2026-08-04')).map((one) => [one.personId, one.duty, one.toldOn, one.remindedOn]),
    ).toEqual([
      [ann.id, 'aup', '2026-08-03', '2026-08-03'],
      [ann.id, 'nda', '2026-08-03', '2026-08-03'],
    ]);
    const hers = async () =>
      (await shownTo(on.world.store, 'it_security_manager')).flatMap(({ personId, duty }) =>
        personId === ann.id ? [duty] : [],
      );
    expect(await hers()).toEqual([]);
    for (const day of daysFrom('2026-08-04', 7)) await on.passes(day);
    expect(await hers()).toEqual(['aup', 'nda']);
    await met(ann.id, 'aup');
    expect(await hers()).toEqual(['nda']);
  });

  it('reminding by hand keeps to one message a day, says who had theirs, and does not move the ladder', async () => {
    const [ann, ben] = [await hired('2026-08-03'), await hired('2026-08-05')];
    for (const day of daysFrom('2026-08-03', 3)) await on.passes(day);
    const ids = (await on.db.obligation.findMany({ where: { duty: 'aup', metAt: null } })).map(
      ({ id }) => id,
    );
    const again = () => change((tx) => remindNow(tx, on.world.policy, ids));
    expect(await again()).toEqual({
      ...{ kind: 'reminded', day: '2026-08-05', notYet: [] },
      people: [ann.id],
      already: [ben.id],
    });
    expect(await again()).toMatchObject({ people: [], already: expect.arrayContaining([ann.id, ben.id]) });
    for (const day of daysFrom('2026-08-05', 4)) await on.passes(day);
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-03', '2026-08-05', '2026-08-07']);
    on.at('2026-08-09');
    expect(await again()).toEqual({ kind: 'day-off' });
  });

  it('a reminder by hand on the day of a step takes the step along, without a second message', async () => {
    const ann = await hired('2026-08-03');
    for (const day of daysFrom('2026-08-03', 4)) await on.passes(day);
    on.at('2026-08-07', '07:30');
    const ids = (await on.db.obligation.findMany({ where: { personId: ann.id, duty: 'aup' } })).map(
      ({ id }) => id,
    );
    await change((tx) => remindNow(tx, on.world.policy, ids));
    await on.passes('2026-08-07');
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-03', '2026-08-07']);
    expect((await dueOf(on, ann.id, 'aup'))?.nextOn).toBe('2026-08-10');
  });
});

describe('the card of a reminder', () => {
  const facts = async (personId: string) =>
    (await rowsFor(personId)).at(-1)?.facts as { owed: string[]; day: string };
  const drawn = async (personId: string) =>
    nudgeKind.render?.(await askAs(on.world, personId), { caseId: personId, facts: await facts(personId) });

  it('names everything owed with its date, rule, source and a button, and who else will be shown it from when', async () => {
    const ann = await hired('2026-08-03');
    await on.passes('2026-08-03');
    const card = await drawn(ann.id);
    expect(card).toMatchObject({
      title: 'A reminder: 2 things to do',
      about: { kind: 'duties', id: ann.id },
      actions: [{ form: 'duties.snooze' }],
    });
    const [list] = card?.blocks ?? [];
    expect(list).toMatchObject({
      items: [
        {
          title: 'Sign the Acceptable Use Policy',
          detail:
            'Due August 10, 2026: 7 days after the hire date (003 §4.4.4 (1): within the first week of employment). If it is still open then, also shown to Human Resources from August 4, 2026 on and to the IT Systems Security Manager on August 10, 2026',
          action: { form: 'duties.acknowledge', subject: { duty: 'aup' } },
        },
        { title: 'Sign the privacy agreement (NDA)', action: { form: 'agreement.sign' } },
      ],
    });
    // nobody was named as her supervisor above, so the list that she is on is kept by Human Resources
    const boss = await givenPerson(on.world.store, { name: 'Bea Boss' });
    await arrange(on.world.store, (tx) =>
      tx.db.person.update({ where: { id: ann.id }, data: { supervisorId: boss.id } }),
    );
    expect(JSON.stringify(await drawn(ann.id))).toContain(
      'also shown to your supervisor from August 4, 2026',
    );
  });

  it('F: late, it says that access may be withheld, that a person decides it, and who is shown it since when', async () => {
    const ann = await hired('2026-08-03');
    for (const day of daysFrom('2026-08-03', 16)) await on.passes(day);
    const card = await drawn(ann.id);
    expect(card?.status).toEqual({ label: '2 late', tone: 'danger' });
    const words = JSON.stringify(card?.blocks);
    expect(words).toContain('may be withheld. A person decides that; nothing happens by itself.');
    expect(words).toContain('Was due August 10, 2026');
    expect(words).toContain('since August 10, 2026');
    expect(words).toMatch(/also shown to Human Resources on September \d+, 2026/);
  });

  it('done before it went out, it is not sent; done afterwards, it says thank you', async () => {
    const ann = await hired('2026-08-03');
    await on.passes('2026-08-03');
    await met(ann.id, 'aup');
    expect(await drawn(ann.id)).toMatchObject({ title: 'A reminder' });
    await met(ann.id, 'nda');
    expect(await drawn(ann.id)).toBeUndefined();
    await arrange(on.world.store, (tx) =>
      tx.db.outbox.updateMany({ where: { personId: ann.id }, data: { state: 'sent' } }),
    );
    expect(await drawn(ann.id)).toMatchObject({ status: { label: 'Done' } });
  });

  it('is nobody else’s to look at, and not sent to somebody who has gone on leave since', async () => {
    const [ann, ben] = [await hired('2026-08-03'), await hired('2026-08-03')];
    await on.passes('2026-08-03');
    const look = await on.door.does(ben.id, { kind: 'look', about: { kind: 'duties', id: ann.id } });
    expect(look).toMatchObject({ kind: 'done', tone: 'warning' });
    await arrange(on.world.store, (tx) =>
      tx.db.person.update({ where: { id: ann.id }, data: { status: 'leave' } }),
    );
    expect(await drawn(ann.id)).toBeUndefined();
  });
});
