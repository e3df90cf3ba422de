import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markInactive } from '../../../src/governance/people/inactive.ts';
import { setActive } from '../../../src/governance/people/store/lifecycle.ts';
import { dayToDate, Temporal } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { packCopy } from '../../policy/pack-copy.ts';
import { actAs, arrange, givenCollection, givenPerson, givenRole } from '../../support/people.ts';
import { daysFrom, dueOf, givenDone, openOf, type Stage, stage, withDuty } from './stage.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
afterAll(() => on.drop());

async function look(day = '2026-08-03') {
  on.at(day);
  return on.run('duties');
}

const correct = (id: string, data: object) =>
  arrange(on.world.store, (tx) => tx.db.person.update({ where: { id }, data }));

describe('who owes what, by when', () => {
  it.each([
    ['employee', ['aup 2026-08-10', 'fundamentals 2026-09-02']],
    ['board', ['aup 2026-08-10', 'fundamentals 2026-09-02']],
    ['contractor', ['aup 2026-08-10', 'fundamentals 2026-09-02']],
    ['temp', ['aup 2026-08-10', 'fundamentals 2026-09-02']],
    ['volunteer', ['fundamentals 2026-09-02']],
  ] as const)('R051, R049: hired today as %s', async (personType, owed) => {
    const ann = await givenPerson(on.world.store, { personType, hireDate: '2026-08-03' });
    await look();
    expect(await openOf(on, ann.id)).toEqual(owed);
  });

  it('R053: employed on the day of adoption and nothing on record: due 2017-12-16, whoever came later by their school year', async () => {
    const old = await givenPerson(on.world.store, { hireDate: '2012-08-20' });
    const later = await givenPerson(on.world.store, { hireDate: '2019-08-19' });
    await look();
    expect(await dueOf(on, old.id, 'fundamentals')).toMatchObject({
      dueOn: '2017-12-16',
      rule: expect.stringContaining('60 days after the adoption of the plan'),
    });
    expect(await dueOf(on, later.id, 'fundamentals')).toMatchObject({ dueOn: '2020-06-30' });
  });

  it('R008: the stored rule says that the law decided, and which version of it', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await look();
    expect((await dueOf(on, ann.id, 'fundamentals'))?.rule).toMatch(
      /^30 days after the hire date \(Utah law of 2026, version 2026-05-06: Utah Code 63A-19-401\.2/,
    );
  });

  it('R025: a data analyst owes the researchers’ training from the day of the role, and nobody else does', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenRole(on.world.store, ann.id, 'data_analyst', { from: '2026-08-10' });
    await look();
    expect(await dueOf(on, ann.id, 'researchers_training')).toBeNull();
    await look('2026-08-10');
    expect(await dueOf(on, ann.id, 'researchers_training')).toMatchObject({
      dueOn: '2026-09-09',
      rule: expect.stringContaining('30 days after the role was given'),
    });
  });

  it('a role that ends takes what it asked for with it, and the old row says why', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenRole(on.world.store, ann.id, 'data_steward', { from: '2026-08-03', until: '2026-08-14' });
    await look('2026-08-14');
    expect(await dueOf(on, ann.id, 'targeted_training')).toMatchObject({ dueOn: '2026-10-02' });
    await look('2026-08-15');
    expect(await dueOf(on, ann.id, 'targeted_training')).toBeNull();
    const old = await on.db.obligation.findFirstOrThrow({
      where: { personId: ann.id, duty: 'targeted_training' },
    });
    expect(old.replacedFor).toBe('not-owed');
  });

  it('R054: a group of the staff file that is named owes it, and so does whoever joins it later', async () => {
    const cpo = await givenPerson(on.world.store, { roles: ['chief_privacy_officer'] });
    const [ann, ben] = [await givenPerson(on.world.store), await givenPerson(on.world.store)];
    await correct(ann.id, { groups: ['IT help desk'] });
    await arrange(on.world.store, (tx) =>
      tx.db.dutyNaming.create({
        data: {
          ...{ id: newId(), duty: 'targeted_training', group: 'IT help desk', namedById: cpo.id },
          namedOn: dayToDate(Temporal.PlainDate.from('2026-08-03')),
        },
      }),
    );
    await look();
    expect([
      await dueOf(on, ann.id, 'targeted_training'),
      await dueOf(on, ben.id, 'targeted_training'),
    ]).toEqual([
      expect.objectContaining({ dueOn: '2026-10-02', rule: expect.stringContaining('being named for it') }),
      null,
    ]);
    await correct(ben.id, { groups: ['IT help desk'] });
    await look('2026-08-20');
    expect(await dueOf(on, ben.id, 'targeted_training')).toMatchObject({ dueOn: '2026-10-02' });
  });

  it('an exemption ends what is open and keeps it away until its last day', async () => {
    const ann = await givenPerson(on.world.store, { personType: 'volunteer', hireDate: '2026-08-03' });
    await look();
    await arrange(on.world.store, (tx) =>
      tx.db.dutyExemption.create({
        data: {
          ...{
            id: newId(),
            personId: ann.id,
            duty: 'fundamentals',
            reason: 'no_access',
            grantedById: ann.id,
          },
          fromOn: dayToDate(Temporal.PlainDate.from('2026-08-03')),
          untilOn: dayToDate(Temporal.PlainDate.from('2026-08-20')),
        },
      }),
    );
    await look();
    expect(await openOf(on, ann.id)).toEqual([]);
    await look('2026-08-20');
    expect(await openOf(on, ann.id)).toEqual([]);
    await look('2026-08-21');
    expect(await openOf(on, ann.id)).toEqual(['fundamentals 2026-09-02']);
  });
});

describe('what was done', () => {
  it('before anything was opened counts all the same', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenDone(on, ann.id, 'fundamentals', '2026-08-03');
    await givenDone(on, ann.id, 'aup', '2026-08-03');
    await look();
    expect(await openOf(on, ann.id)).toEqual(['fundamentals 2027-12-31']);
  });

  it('T8: a whole cycle later it is due again, however early it was done', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2019-08-19' });
    await givenDone(on, ann.id, 'fundamentals', '2026-07-02');
    await look();
    expect(await dueOf(on, ann.id, 'fundamentals')).toMatchObject({
      dueOn: '2027-12-31',
      rule: expect.stringContaining('once in the calendar year 2027 (Utah law of 2026'),
    });
  });

  it('a text that changed in earnest is asked for again, a slip of the pen is not', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenDone(on, ann.id, 'aup', '2026-08-04', { version: 1 });
    const text = on.world.policy.pack.duties.aup?.met_by.acknowledgement;
    if (!text) throw new Error('the plan has no text to confirm');
    const changed = (material: boolean) =>
      withDuty(on.world.policy, 'aup', {
        met_by: {
          acknowledgement: {
            ...text,
            versions: [
              ...text.versions,
              { version: 2, effective: '2026-09-01', material, change: 'Phones.' },
            ],
          },
        },
      });
    on.at('2026-09-01');
    await on.under(changed(false)).run('duties');
    expect(await dueOf(on, ann.id, 'aup')).toBeNull();
    const next = on.under(changed(true));
    on.at('2026-08-31');
    await next.run('duties');
    expect(await dueOf(on, ann.id, 'aup')).toBeNull();
    on.at('2026-09-01');
    await next.run('duties');
    expect(await dueOf(on, ann.id, 'aup')).toMatchObject({ dueOn: '2026-10-01' });
    await look();
  });
});

describe('T7: facts that change', () => {
  it('a corrected hire date dates it anew, and the old date stays on file', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await look();
    await correct(ann.id, { hireDate: new Date('2026-08-05') });
    await look();
    expect(await openOf(on, ann.id)).toEqual(['aup 2026-08-12', 'fundamentals 2026-09-04']);
    const old = await on.db.obligation.findMany({ where: { personId: ann.id, replacedAt: { not: null } } });
    expect(old.map((row) => [row.dueOn.toISOString().slice(0, 10), row.replacedFor]).sort()).toEqual([
      ['2026-08-10', 'facts'],
      ['2026-09-02', 'facts'],
    ]);
  });

  it('what was signed before a hire date was corrected still counts', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenDone(on, ann.id, 'aup', '2026-08-04');
    await correct(ann.id, { hireDate: new Date('2026-08-10') });
    await look('2026-08-10');
    expect(await dueOf(on, ann.id, 'aup')).toBeNull();
  });

  it('another kind of person owes what is new to them from the day of the change', async () => {
    const ann = await givenPerson(on.world.store, { personType: 'volunteer', hireDate: '2024-08-19' });
    await look();
    expect(await dueOf(on, ann.id, 'aup')).toBeNull();
    await correct(ann.id, { personType: 'employee' });
    await look('2026-08-17');
    expect(await dueOf(on, ann.id, 'aup')).toMatchObject({
      dueOn: '2026-08-24',
      rule: expect.stringContaining('7 days after becoming an employee'),
    });
    // and the date stays what it is
    await correct(ann.id, { groups: ['x'] });
    await look('2026-08-20');
    expect(await dueOf(on, ann.id, 'aup')).toMatchObject({ dueOn: '2026-08-24' });
  });

  it('a leave: nothing new meanwhile, and what fell due in it is due a week after; a date of the law stays', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await look();
    await correct(ann.id, { status: 'leave' });
    await look('2026-08-05');
    await givenRole(on.world.store, ann.id, 'data_steward', { from: '2026-08-06' });
    await look('2026-08-06');
    expect(await openOf(on, ann.id)).toEqual(['aup 2026-08-10', 'fundamentals 2026-09-02']);
    await correct(ann.id, { status: 'active' });
    await look('2026-09-14');
    expect(await openOf(on, ann.id)).toEqual([
      'aup 2026-09-21',
      'fundamentals 2026-09-02',
      'targeted_training 2026-10-05',
    ]);
    expect((await dueOf(on, ann.id, 'aup'))?.rule).toMatch(/^7 days after coming back from leave \(our rule/);
  });

  it('between two contracts the clock runs on', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await look();
    await arrange(on.world.store, (tx) =>
      tx.db.absence.create({
        data: {
          ...{ id: newId(), personId: ann.id, kind: 'off-contract', state: 'running', setAt: new Date() },
          fromOn: new Date('2026-08-05'),
          untilOn: new Date('2026-09-11'),
        },
      }),
    );
    await correct(ann.id, { status: 'leave' });
    await look('2026-08-05');
    await arrange(on.world.store, (tx) =>
      tx.db.absence.updateMany({ where: { personId: ann.id }, data: { state: 'over' } }),
    );
    await correct(ann.id, { status: 'active' });
    await look('2026-09-14');
    expect(await dueOf(on, ann.id, 'aup')).toMatchObject({ dueOn: '2026-08-10' });
  });

  it('whoever leaves owes nothing; hired again, they begin anew with the new hire date', async () => {
    const hr = await givenPerson(on.world.store, { roles: ['hr'] });
    const ann = await givenPerson(on.world.store, { hireDate: '2026-08-03' });
    await givenDone(on, ann.id, 'aup', '2026-08-04');
    await look();
    on.at('2026-08-20');
    const lastDay = Temporal.PlainDate.from('2026-08-20');
    await actAs(on.world, hr.id, (act) => markInactive(act, ann.id, { status: 'left', lastDay }));
    expect(await openOf(on, ann.id)).toEqual([]);
    await look('2026-09-30');
    expect(await openOf(on, ann.id)).toEqual([]);
    await arrange(on.world.store, (tx) => setActive(tx, ann.id, Temporal.PlainDate.from('2026-10-05')));
    await look('2026-10-05');
    expect(await openOf(on, ann.id)).toEqual(['aup 2026-10-12', 'fundamentals 2026-11-04']);
  });
});

describe('the sweep', () => {
  it('does nothing the second time, and says in one line of the audit trail what the page did', async () => {
    await look();
    const before = await on.db.auditEntry.count();
    const [ann, ben] = [
      await givenPerson(on.world.store, { hireDate: '2026-08-03' }),
      await givenPerson(on.world.store, { hireDate: '2026-08-03' }),
    ];
    expect(await look()).toEqual(['duties: 4 opened']);
    expect(await look()).toEqual([]);
    expect(await on.db.auditEntry.count()).toBe(before + 1);
    const last = await on.db.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } });
    expect(JSON.parse(last.line)).toMatchObject({
      what: 'duties.looked-at',
      facts: { people: 2, opened: 4, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(await on.db.dutyLook.count({ where: { personId: { in: [ann.id, ben.id] } } })).toBe(0);
  });

  it('another plan concerns everybody, a page at a time, and where only words differ the row stays', async () => {
    const many = await Promise.all(
      daysFrom('2026-07-01', 12).map((hireDate) => givenPerson(on.world.store, { hireDate })),
    );
    await look();
    const before = await on.db.obligation.count();
    const other = withDuty(on.world.policy, 'aup', {
      first: [{ from: 'hire', within: { amount: 7, unit: 'd' }, src: '003, said otherwise' }],
    });
    expect((await on.under(other).run('duties')).join()).toContain('by another rule now');
    expect(await on.db.obligation.count()).toBe(before);
    for (const { id } of many) expect((await dueOf(on, id, 'aup'))?.rule).toContain('said otherwise');
    expect(await on.under(other).run('duties')).toEqual([]);
    await look();
  });

  it('W06: custodians are assessed every six months where the plan says so, and asked nothing here', async () => {
    const ann = await givenPerson(on.world.store);
    await givenCollection(on.world.store, { stewardIds: [ann.id] });
    await look();
    expect(await dueOf(on, ann.id, 'custodian_assessment')).toBeNull();
    const copy = await packCopy();
    await copy.edit(['duties', 'custodian_assessment', 'on'], true);
    const loaded = await loadPolicy(copy.file);
    await copy.remove();
    if (!loaded.ok) throw new Error('the changed plan is no plan');
    const westford = on.under(loaded.value);
    await westford.run('duties');
    expect(await dueOf(on, ann.id, 'custodian_assessment')).toMatchObject({
      dueOn: '2026-09-02',
      rule: expect.stringContaining('30 days after it was first owed'),
    });
    // looked at again on a later day, the day it was noticed stays
    await correct(ann.id, { groups: ['y'] });
    on.at('2026-08-20');
    await westford.run('duties');
    expect(await dueOf(on, ann.id, 'custodian_assessment')).toMatchObject({ dueOn: '2026-09-02' });
    const itsm = await givenPerson(on.world.store, { roles: ['it_security_manager'] });
    await westford.door.sends(itsm.id, await westford.door.opens(itsm.id, 'duties.record'), {
      ...{ person: ann.id, duty: 'custodian_assessment', done_on: '2026-08-20' },
    });
    await westford.run('duties');
    expect(await dueOf(on, ann.id, 'custodian_assessment')).toMatchObject({ dueOn: '2027-02-20' });
    await look();
  });
});
