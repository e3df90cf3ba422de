import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { agreementNotices } from '../../../../src/governance/agreements/commands/notices.ts';
import { versionsJob } from '../../../../src/governance/agreements/commands/sweep.ts';
import { obligationsOf } from '../../../../src/governance/people/store/obligations.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import { drawNotice } from '../../../support/draw-notice.ts';
import { askAs, givenPerson, sweepAs } from '../../../support/people.ts';
import { complete, monday, type Stage, stage, withVersion } from './stage.ts';

const stages: Stage[] = [];
let on: Stage;
beforeEach(async () => {
  on = await stage();
  stages.push(on);
});
afterAll(() => Promise.all(stages.map((one) => one.drop())));

function sweep(policy: Policy = on.world.policy) {
  return sweepAs(on.under(policy).world, versionsJob.name, (scene) => versionsJob.run(scene));
}

async function owed(personId: string) {
  const all = await obligationsOf(on.world.store, personId);
  return all.filter((one) => one.duty === 'nda' && !one.metAt).map((one) => one.dueOn.toString());
}

/** When the ladder says something for the first time. */
async function reminded(personId: string) {
  const rows = await on.db.obligation.findMany({ where: { personId, metAt: null, replacedAt: null } });
  return rows.map((row) => row.nextOn?.toISOString().slice(0, 10));
}

describe('the sweep for agreements', () => {
  it('R052: gives somebody new a stored date a week after hiring, once, and the ladder’s first day', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-07-31' });
    expect((await sweep()).did).toEqual(['1 person given a date for the privacy agreement (NDA)']);
    expect(await sweep()).toEqual({ did: [], more: false });
    expect(await owed(ann.id)).toEqual(['2026-08-07']);
    expect(await reminded(ann.id)).toEqual(['2026-08-03']);
    expect(await on.db.outbox.count({ where: { personId: ann.id } })).toBe(0);
  });

  it('asks nothing of people on leave, of people who left, nor of those whose signature counts', async () => {
    const away = await givenPerson(on.world.store, { status: 'leave' });
    const gone = await givenPerson(on.world.store, { status: 'left' });
    const ben = await givenPerson(on.world.store, { name: 'Ben Okafor' });
    await on.door.sends(
      ben.id,
      await on.door.opens(ben.id, 'agreement.sign', {}),
      complete(on.nda, 'Ben Okafor', 'T1'),
    );
    expect((await sweep()).did).toEqual([]);
    expect(await Promise.all([away, gone].map(({ id }) => owed(id)))).toEqual([[], []]);
  });

  it('a material version: everybody who signed before signs again by the plan’s day', async () => {
    const ben = await givenPerson(on.world.store, { name: 'Ben Okafor' });
    await on.door.sends(
      ben.id,
      await on.door.opens(ben.id, 'agreement.sign', {}),
      complete(on.nda, 'Ben Okafor', 'T1'),
    );
    const next = withVersion(on.world.policy, true);
    on.clock.set('2026-09-30T15:00:00Z');
    expect((await sweep(next)).did).toEqual([]);
    on.clock.set('2026-10-01T15:00:00Z');
    expect((await sweep(next)).did).toHaveLength(1);
    expect((await sweep(next)).did).toEqual([]);
    expect(await owed(ben.id)).toEqual(['2026-10-31']);
    expect(await reminded(ben.id)).toContain('2026-10-01');

    const { door } = on.under(next);
    const reply = await door.types(ben.id, '/nda');
    if (reply.kind !== 'form') throw new Error('the new version is not offered');
    await door.sends(ben.id, reply.open, complete(on.nda, 'Ben Okafor', 'T1'));
    expect(await owed(ben.id)).toEqual(['2027-10-01']);
    expect((await sweep(next)).did).toEqual([]);
  });

  it('T7: a corrected hire date dates the first signature anew, and the old date stays on file', async () => {
    const ann = await givenPerson(on.world.store, { hireDate: '2026-07-31' });
    await sweep();
    await on.db.person.update({ where: { id: ann.id }, data: { hireDate: new Date('2026-08-03') } });
    expect((await sweep()).did).toHaveLength(1);
    expect((await sweep()).did).toEqual([]);
    expect(await owed(ann.id)).toEqual(['2026-08-10']);
    const old = await on.db.obligation.findFirstOrThrow({
      where: { personId: ann.id, replacedAt: { not: null } },
    });
    expect([old.dueOn.toISOString().slice(0, 10), old.replacedFor]).toEqual(['2026-08-07', 'facts']);
  });

  it('T7: hired again after a gap, they sign within the first week of the new employment', async () => {
    const ben = await givenPerson(on.world.store, { name: 'Ben Okafor' });
    const values = complete(on.nda, 'Ben Okafor', 'T1');
    await on.door.sends(ben.id, await on.door.opens(ben.id, 'agreement.sign', {}), values);
    await on.db.obligation.updateMany({
      where: { personId: ben.id, metAt: null },
      data: { replacedAt: new Date(monday), replacedFor: 'left' },
    });
    await on.db.person.update({ where: { id: ben.id }, data: { status: 'left' } });
    expect((await sweep()).did).toEqual([]);
    await on.db.person.update({
      where: { id: ben.id },
      data: { status: 'active', hireDate: new Date('2026-08-03') },
    });
    expect((await sweep()).did).toHaveLength(1);
    expect(await owed(ben.id)).toEqual(['2026-08-10']);
    expect((await on.door.types(ben.id, '/nda')).kind).toBe('form');
  });

  it('a version that is not material asks nobody', async () => {
    const ben = await givenPerson(on.world.store, { name: 'Ben Okafor' });
    await on.door.sends(
      ben.id,
      await on.door.opens(ben.id, 'agreement.sign', {}),
      complete(on.nda, 'Ben Okafor', 'T1'),
    );
    on.clock.set('2026-10-02T15:00:00Z');
    expect((await sweep(withVersion(on.world.policy, false))).did).toEqual([]);
    expect(await owed(ben.id)).toEqual(['2027-08-03']);
  });

  it('lines initialled under an older version are not carried into the new text', async () => {
    const cy = await givenPerson(on.world.store, { name: 'Cy Young' });
    await on.db.agreementDraft.create({
      data: {
        personId: cy.id,
        agreement: 'nda',
        version: 1,
        initials: { G1: '2026-08-01T10:00:00Z' },
        changedAt: new Date(monday),
      },
    });
    const open = await on.under(withVersion(on.world.policy, true)).door.opens(cy.id, 'agreement.sign', {});
    expect(open.form.values).toEqual({});
  });

  it('the notice asks while a signature is owed, and says "Signed" afterwards', async () => {
    const di = await givenPerson(on.world.store, { name: 'Di Lee', hireDate: '2026-07-31' });
    await sweep();
    const drawn = async () =>
      drawNotice(agreementNotices, 'agreement.due', await askAs(on.world, di.id), {
        caseId: `nda:${di.id}`,
        facts: { agreement: 'nda' },
      });
    expect(await drawn()).toMatchObject({
      status: { label: 'Not signed yet' },
      actions: [{ kind: 'open-form', form: 'agreement.sign' }],
      about: { kind: 'agreement', id: `nda:${di.id}` },
    });
    await on.door.sends(
      di.id,
      await on.door.opens(di.id, 'agreement.sign', {}),
      complete(on.nda, 'Di Lee', 'T1'),
    );
    expect(await drawn()).toMatchObject({ status: { label: 'Signed' } });
  });

  it('a receipt is drawn for its signer and for nobody else', async () => {
    const ed = await givenPerson(on.world.store, { name: 'Ed Moss' });
    await on.door.sends(
      ed.id,
      await on.door.opens(ed.id, 'agreement.sign', {}),
      complete(on.nda, 'Ed Moss', 'T1'),
    );
    const row = await on.db.outbox.findFirstOrThrow({ where: { personId: ed.id } });
    const seenBy = async (id: string) =>
      drawNotice(agreementNotices, 'agreement.receipt', await askAs(on.world, id), {
        caseId: row.caseId ?? undefined,
        facts: {},
      });
    const card = await seenBy(ed.id);
    expect(JSON.stringify(card?.blocks)).toContain('due by September 2, 2026');
    const other = await givenPerson(on.world.store);
    expect(await seenBy(other.id)).toBeUndefined();
  });
});
