import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { setActive, setInactive } from '../../../src/governance/people/store/lifecycle.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { packCopy } from '../../policy/pack-copy.ts';
import { arrange, givenCollection, givenPerson } from '../../support/people.ts';
import { complete } from '../agreements/commands/stage.ts';
import { daysFrom, dueOf, givenDone, openOf, remindersOf, type Stage, stage, withDuty } from './stage.ts';

const stages: Stage[] = [];
let on: Stage;
beforeEach(async () => {
  on = await stage();
  stages.push(on);
});
afterAll(() => Promise.all(stages.map((one) => one.drop())));

const day = (text: string) => Temporal.PlainDate.from(text);

async function oldOf(personId: string, duty: string) {
  const rows = await on.db.obligation.findMany({
    where: { personId, duty, replacedAt: { not: null } },
    orderBy: { openedAt: 'asc' },
  });
  return rows.map((row) => `${row.dueOn.toISOString().slice(0, 10)} ${row.replacedFor}`);
}

/** `line`: which of the two about the training they initial. */
async function sign({ id, name }: { id: string; name: string }, under: Stage, line: 'T1' | 'T2' = 'T1') {
  const nda = under.world.policy.pack.agreements.nda;
  if (!nda) throw new Error('the plan has no nda');
  const other = line === 'T1' ? 'T2' : 'T1';
  await under.door.sends(id, await under.door.opens(id, 'agreement.sign', {}), complete(nda, name, other));
}

const planOnly = () => on.under({ ...on.world.policy, fingerprint: 'the-plan-alone', overlays: [] });

describe('what is stored for somebody hired', () => {
  it('T2: hired on Friday 2026-12-18: a week ends on the holiday, the training on 2027-01-17', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-12-18' });
    await on.passes('2026-12-18');
    expect(await openOf(on, ann.id)).toEqual(['aup 2026-12-25', 'fundamentals 2027-01-17', 'nda 2026-12-25']);
    expect((await dueOf(on, ann.id, 'aup'))?.rule).toBe(
      '7 days after the hire date (003 §4.4.4 (1): within the first week of employment)',
    );
  });

  it('T6: hired and signed on a leap day: the agreement is due again on March 1, and 23:30 is still that day', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2028-02-29' });
    await on.passes('2028-02-29', '22:00');
    expect(await openOf(on, ann.id)).toEqual(['aup 2028-03-07', 'fundamentals 2028-03-30', 'nda 2028-03-07']);
    on.at('2028-02-29', '23:30');
    await sign(ann, on);
    await on.passes('2028-03-01');
    expect(await dueOf(on, ann.id, 'nda')).toMatchObject({ dueOn: '2029-03-01' });
  });

  it.each([
    ['the spring change', '2027-03-12', ['2027-03-12', '2027-03-16', '2027-03-18']],
    ['the autumn change', '2026-10-30', ['2026-10-30', '2026-11-03', '2026-11-05']],
  ])(
    'T5: a week over %s is seven local days, each reminder at seven in the morning',
    async (_name, hired, told) => {
      const ann = await givenPerson(on.world.store, { hireDate: hired });
      await givenDone(on, ann.id, 'fundamentals', hired);
      for (const one of daysFrom(hired, 8)) await on.passes(one, '05:00');
      expect((await dueOf(on, ann.id, 'aup'))?.dueOn).toBe(daysFrom(hired, 8).at(-1));
      expect(await remindersOf(on, ann.id)).toEqual(told);
      const rows = await on.db.outbox.findMany({ where: { personId: ann.id, notice: 'duties.nudge' } });
      for (const { notBefore } of rows) {
        const local = Temporal.Instant.from(notBefore.toISOString()).toZonedDateTimeISO('America/Denver');
        expect(local.toPlainTime().toString()).toBe('07:00:00');
      }
    },
  );

  it('T7: a contractor hired for the summer has calendar days, and is told on the first working day', async () => {
    const ann = await givenPerson(on.world.store, { personType: 'contractor', hireDate: '2027-07-03' });
    for (const one of daysFrom('2027-07-03', 4)) await on.passes(one);
    expect(await dueOf(on, ann.id, 'aup')).toMatchObject({ dueOn: '2027-07-10' });
    // Saturday, Sunday, and Independence Day kept on Monday
    expect(await remindersOf(on, ann.id)).toEqual(['2027-07-06']);
  });
});

describe('R008: which rule decided', () => {
  it('line T2 of the agreement against the law’s thirty days from hiring: the earlier, by its name', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await on.passes('2026-08-03');
    on.at('2026-08-06', '15:00');
    await sign(ann, on, 'T2');
    await on.passes('2026-08-07');
    expect(await dueOf(on, ann.id, 'fundamentals')).toMatchObject({
      dueOn: '2026-09-02',
      rule: expect.stringContaining('30 days after the hire date (Utah law of 2026, version 2026-05-06'),
    });
    const plan = planOnly();
    await plan.run('duties');
    expect(await dueOf(on, ann.id, 'fundamentals')).toMatchObject({
      dueOn: '2026-09-05',
      rule: expect.stringContaining('T2'),
    });
    expect(await oldOf(ann.id, 'fundamentals')).toEqual(['2026-09-02 facts']);
  });

  it('the yearly training: the law’s calendar year or the plan’s school year, whichever ends first', async () => {
    const [spring, autumn] = [await givenPerson(on.world.store), await givenPerson(on.world.store)];
    await givenDone(on, spring.id, 'fundamentals', '2026-03-02');
    await givenDone(on, autumn.id, 'fundamentals', '2026-07-15');
    await on.run('duties');
    expect(await dueOf(on, spring.id, 'fundamentals')).toMatchObject({
      dueOn: '2027-06-30',
      rule: expect.stringMatching(/once in the school year 2026–27 \(003 §4\.4\.4 \(3\)/),
    });
    expect(await dueOf(on, autumn.id, 'fundamentals')).toMatchObject({
      dueOn: '2027-12-31',
      rule: expect.stringMatching(/once in the calendar year 2027 \(Utah law of 2026/),
    });
  });
});

describe('T7: what changes later', () => {
  it('another time in the plan dates what is open anew, keeps the old date, and says its rule', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await on.passes('2026-08-03');
    const longer = on.under(
      withDuty(on.world.policy, 'aup', {
        first: [{ from: 'hire', within: { amount: 14, unit: 'd' }, src: 'the board, August 2026' }],
      }),
    );
    await longer.passes('2026-08-05');
    expect(await dueOf(on, ann.id, 'aup')).toMatchObject({
      dueOn: '2026-08-17',
      rule: '14 days after the hire date (the board, August 2026)',
    });
    expect(await oldOf(ann.id, 'aup')).toEqual(['2026-08-10 facts']);
    // done before it moved, it is not asked for again
    await longer.run('duties');
    expect(await oldOf(ann.id, 'aup')).toEqual(['2026-08-10 facts']);
  });

  it('moved from one late date to another, nobody is told anew: the ladder goes on where it stood', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenDone(on, ann.id, 'fundamentals', '2026-08-03');
    on.at('2026-08-03');
    await sign(ann, on);
    for (const one of daysFrom('2026-08-03', 16)) await on.passes(one);
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-03', '2026-08-07', '2026-08-10', '2026-08-17']);
    await arrange(on.world.store, (tx) =>
      tx.db.person.update({ where: { id: ann.id }, data: { hireDate: new Date('2026-08-05') } }),
    );
    for (const one of daysFrom('2026-08-19', 6)) await on.passes(one);
    expect(await dueOf(on, ann.id, 'aup')).toMatchObject({ dueOn: '2026-08-12' });
    expect(await remindersOf(on, ann.id)).toEqual([
      '2026-08-03',
      '2026-08-07',
      '2026-08-10',
      '2026-08-17',
      '2026-08-24',
    ]);
  });

  it('a leave over the due date: due a week after it, told on the first working day back, and not before', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenDone(on, ann.id, 'fundamentals', '2026-08-03');
    on.at('2026-08-03');
    await sign(ann, on);
    await on.passes('2026-08-03');
    const absence = newId();
    await arrange(on.world.store, async (tx) => {
      await tx.db.absence.create({
        data: {
          ...{ id: absence, personId: ann.id, kind: 'leave', state: 'running', setAt: new Date() },
          ...{ fromOn: new Date('2026-08-06'), untilOn: new Date('2026-09-04') },
        },
      });
      await tx.db.person.update({ where: { id: ann.id }, data: { status: 'leave' } });
    });
    for (const one of daysFrom('2026-08-06', 5)) await on.passes(one);
    await on.passes('2026-09-04');
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-03']);
    await arrange(on.world.store, async (tx) => {
      await tx.db.absence.update({ where: { id: absence }, data: { state: 'over' } });
      await tx.db.person.update({ where: { id: ann.id }, data: { status: 'active' } });
    });
    // Saturday; then Sunday, Labor Day, and Tuesday
    for (const one of daysFrom('2026-09-05', 4)) await on.passes(one);
    expect(await dueOf(on, ann.id, 'aup')).toMatchObject({ dueOn: '2026-09-12' });
    expect(await oldOf(ann.id, 'aup')).toEqual(['2026-08-10 facts']);
    expect(await remindersOf(on, ann.id)).toEqual(['2026-08-03', '2026-09-08']);
  });

  const leaves = (personId: string, last: string) =>
    on.world.store.transact({ personId: null, surface: 'cli', now: on.clock.now() }, (tx) =>
      setInactive(tx, personId, 'left', day(last)),
    );
  const returns = (personId: string, hired: string | undefined) =>
    on.world.store.transact({ personId: null, surface: 'cli', now: on.clock.now() }, (tx) =>
      setActive(tx, personId, hired === undefined ? undefined : day(hired)),
    );

  it.each([
    ['within the same year', '2026-10-05', ['aup 2026-10-12', 'fundamentals 2026-11-04', 'nda 2026-10-12']],
    ['in the next year', '2027-09-06', ['aup 2027-09-13', 'fundamentals 2027-10-06', 'nda 2027-09-13']],
  ])('hired again %s after a gap: all of it anew, from the new hire date', async (_name, again, owed) => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenDone(on, ann.id, 'aup', '2026-08-04');
    await givenDone(on, ann.id, 'fundamentals', '2026-08-05');
    await on.passes('2026-08-05');
    on.at('2026-08-20');
    await leaves(ann.id, '2026-08-20');
    await on.passes('2026-08-21');
    expect(await openOf(on, ann.id)).toEqual([]);
    on.at(again, '06:00');
    await returns(ann.id, again);
    await on.passes(again);
    expect(await openOf(on, ann.id)).toEqual(owed);
  });

  it('back without a gap, what was done before still counts', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenDone(on, ann.id, 'aup', '2026-08-04');
    await on.passes('2026-08-05');
    on.at('2026-08-20');
    await leaves(ann.id, '2026-08-20');
    await on.passes('2026-08-21');
    await returns(ann.id, undefined);
    await on.passes('2026-08-24');
    expect(await openOf(on, ann.id)).toEqual(['fundamentals 2026-09-02', 'nda 2026-08-10']);
  });
});

describe('T8: done early', () => {
  it('the agreement signed again early is due a year after the day it was due, and its old day is the rule', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    on.at('2026-08-06', '10:00');
    await on.run('agreement-versions');
    await sign(ann, on);
    expect(await dueOf(on, ann.id, 'nda')).toMatchObject({ dueOn: '2027-08-06' });
    on.at('2027-07-12', '10:00');
    await sign(ann, on);
    expect(await dueOf(on, ann.id, 'nda')).toMatchObject({ dueOn: '2028-08-06' });
  });

  it('W06: a custodian assessed early is assessed again six months after the day it was due', async () => {
    const copy = await packCopy();
    await copy.edit(['duties', 'custodian_assessment', 'on'], true);
    const loaded = await loadPolicy(copy.file);
    await copy.remove();
    if (!loaded.ok) throw new Error('the changed plan is no plan');
    const westford = on.under(loaded.value);
    const ann = await givenPerson(on.world.store);
    await givenCollection(on.world.store, { stewardIds: [ann.id] });
    await givenDone(on, ann.id, 'custodian_assessment', '2026-03-31');
    await westford.run('duties');
    // six months after March 31: no month is full before it is
    expect(await dueOf(on, ann.id, 'custodian_assessment')).toMatchObject({
      dueOn: '2026-10-01',
      rule: expect.stringMatching(/^6 months after the last time \(001 Training/),
    });
    await givenDone(on, ann.id, 'custodian_assessment', '2026-09-01');
    await arrange(on.world.store, (tx) =>
      tx.db.person.update({ where: { id: ann.id }, data: { groups: ['looked at again'] } }),
    );
    await westford.passes('2026-09-02');
    expect(await dueOf(on, ann.id, 'custodian_assessment')).toMatchObject({
      dueOn: '2027-04-01',
      rule: expect.stringMatching(/^6 months after the last one was due/),
    });
  });
});

describe('T9: the program was down', () => {
  it('for ten days: one message each, on the first working day, with dates that did not move', async () => {
    const people = [];
    for (const hired of ['2026-08-03', '2026-08-04', '2026-08-05', '2026-08-06', '2026-08-07']) {
      const person = await givenPerson(on.world.store, { hireDate: hired });
      people.push({ ...person, hired });
    }
    for (const one of daysFrom('2026-08-03', 5)) await on.passes(one);
    // from Saturday to Monday of the week after next
    await on.passes('2026-08-17', '05:30');
    await on.passes('2026-08-17', '09:00');
    for (const { id, hired } of people) {
      const told = await remindersOf(on, id);
      expect(told.filter((one) => one > '2026-08-07')).toEqual(['2026-08-17']);
      expect((await dueOf(on, id, 'aup'))?.dueOn).toBe(day(hired).add({ days: 7 }).toString());
      const last = await on.db.outbox.findFirstOrThrow({
        where: { personId: id, notice: 'duties.nudge' },
        orderBy: { notBefore: 'desc' },
      });
      // everything that is late stands in the one message
      expect(last.facts).toMatchObject({ owed: [expect.any(String), expect.any(String)] });
    }
  });
});
