/** Who may decide at each step of a high-risk request, and that nobody else’s press has any effect (R066, R067). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { Payload } from '../../../src/chat/card.ts';
import { saying } from '../../support/front-door.ts';
import { givenPerson } from '../../support/people.ts';
import { agreement, type Deciders, givenDeciders, givenStandIn, highAt, stepOf, way } from './deciders.ts';
import { auditOf, buttons, cardFor, filed, fills, row, told } from './world.ts';

let district: Deciders;
beforeEach(async () => {
  district = await givenDeciders();
});
afterEach(() => district.database.drop());

const forms = ['request.approve', 'request.record', 'request.draft', 'request.schedule', 'request.deny'];

/** "legal: request.approve", for whoever gets the form at the stay that is open. */
async function openings(id: string): Promise<readonly string[]> {
  const stay = await district.store.db.requestStep.findFirst({ where: { requestId: id, endedAt: null } });
  const subject = { id, stay: stay?.id ?? '' };
  const found: string[] = [];
  for (const [name, person] of Object.entries(district.people))
    for (const form of forms) {
      const reply = await district.door.does(person.id, { kind: 'open-form', form, subject });
      if (reply.kind === 'form') found.push(`${name}: ${form.slice('request.'.length)}`);
    }
  return found.sort();
}

const byStep: Readonly<Record<string, readonly string[]>> = {
  review: ['coordinator: approve', 'coordinator: deny'],
  draft_agreement: ['coordinator: draft'],
  approve_legal: ['coordinator: record', 'legal: approve', 'legal: deny'],
  // No meeting is picked yet, so there is nothing to record.
  approve_board: [],
  approve_superintendent: ['coordinator: record', 'superintendent: approve', 'superintendent: deny'],
  approve_purchasing: ['coordinator: record', 'purchasing: approve', 'purchasing: deny'],
  approve_coordinator: ['coordinator: approve', 'coordinator: deny'],
};

describe('at each step', () => {
  it('R066: its form opens for whom the plan names, and for nobody else', async () => {
    const id = await highAt(district, 'review');
    const found: Record<string, readonly string[]> = {};
    for (const [step, goes] of way) {
      found[step] = await openings(id);
      await goes(district, id);
    }
    expect(found).toEqual(byStep);
  });

  it('a form that somebody else opened, sent by each other person, changes nothing', async () => {
    const id = await highAt(district, 'approve_legal');
    const { legal } = district.people;
    const [approve, deny] = await Promise.all(
      ['Approve', 'Deny'].map(async (label) =>
        district.door.opens(legal.id, ...(await formOf(legal, id, label))),
      ),
    );
    const before = [await row(district, id), await auditOf(district, id)];
    for (const other of Object.values(district.people).filter((one) => one.id !== legal.id))
      for (const open of [approve, deny]) {
        if (!open) throw new Error('the forms did not open');
        const reply = await district.door.sends(other.id, open, { reason: 'I say so.', note: 'Forged.' });
        expect(reply, `${other.name}: ${saying(reply)}`).not.toMatchObject({ kind: 'done', tone: 'good' });
      }
    expect([await row(district, id), await auditOf(district, id)]).toEqual(before);
  });

  it.each(way.filter(([step]) => step !== 'approve_board').map(([step]) => step))(
    '%s: what was opened before the step was taken is refused afterwards, and takes no later step',
    async (step) => {
      const id = await highAt(district, step);
      const { coordinator, legal, superintendent, purchasing } = district.people;
      const who =
        { approve_legal: legal, approve_superintendent: superintendent, approve_purchasing: purchasing }[
          step
        ] ?? coordinator;
      const label = step === 'draft_agreement' ? 'Draft the agreement' : 'Approve';
      const stale = await district.door.opens(who.id, ...(await formOf(who, id, label)));
      await way.find(([at]) => at === step)?.[1](district, id);
      const after = [await row(district, id), await auditOf(district, id)];
      const reply = await district.door.sends(who.id, stale, { ...agreement, reference: 'MOA-2026-900' });
      expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
      expect([await row(district, id), await auditOf(district, id)]).toEqual(after);
    },
  );
});

async function formOf(who: Person, id: string, label: string): Promise<[string, Payload]> {
  const action = (await buttons(district, who, id)).find((one) => one.label === label);
  if (action?.kind !== 'open-form') throw new Error(`${who.name} has no form “${label}”`);
  return [action.form, action.subject];
}

describe('whoever asked', () => {
  it('our rule: never decides on it, and nobody records it for them; the Coordinator hears why it waits', async () => {
    const { legal, coordinator } = district.people;
    const id = await highAt(district, 'approve_legal', legal);
    expect(await openings(id)).toEqual([]);
    expect(await told(district, id)).toContain('request.no-decider -> Cora Coordinator');
    expect(JSON.stringify(await cardFor(district, coordinator, id))).toContain('whoever asked never decides');
  });

  it('our rule: whoever stands in for them does not decide either, and another holder of the role does', async () => {
    const { legal } = district.people;
    const dee = await givenStandIn(district, legal, 'legal', 'Dee Delegate');
    const id = await highAt(district, 'approve_legal', legal);
    const labels = async (who: Person) => (await buttons(district, who, id)).map(({ label }) => label);
    expect(await labels(dee)).toEqual([]);
    const lou = await givenPerson(district.store, { name: 'Lou Lawyer', roles: ['legal'] });
    expect(await labels(lou)).toEqual(['Approve', 'Deny', 'Ask the requester']);
  });

  it('R063: when it was the Coordinator, the stand-in reviews and drafts in their place', async () => {
    const { coordinator, manager } = district.people;
    const id = await filed(district, coordinator);
    await fills(district, manager, id, 'Set the risk level', { level: 'high', reason: 'Rows.' });
    expect(await openings(id)).toEqual(['manager: approve', 'manager: deny']);
    await fills(district, manager, id, 'Approve', {});
    await fills(district, manager, id, 'Draft the agreement', agreement);
    expect(await stepOf(district, id)).toBe('approve_legal');
  });
});

it('whoever stands in for a role decides with it, and is named', async () => {
  const { superintendent, coordinator } = district.people;
  const dee = await givenStandIn(district, superintendent, 'superintendent', 'Dee Delegate');
  const id = await highAt(district, 'approve_superintendent');
  await fills(district, dee, id, 'Approve', {});
  expect(JSON.stringify(await cardFor(district, coordinator, id))).toMatch(
    /The Superintendent reviews it","state":"done","detail":"Dee Delegate/,
  );
});

describe('a decision made elsewhere', () => {
  const evidence = { evidence: 'Letter of November 18, contracts cabinet' };

  it('R066: is recorded by a named clerk with its day and evidence, and shown as recorded', async () => {
    const { coordinator, legal, asker } = district.people;
    const id = await highAt(district, 'approve_legal');
    await fills(district, coordinator, id, 'Record a decision', {
      decider: legal.id,
      outcome: 'approved',
      on: '2026-11-18',
      ...evidence,
    });
    const card = JSON.stringify(await cardFor(district, coordinator, id));
    expect(card).toContain('decided by Lena Legal on November 18, 2026, recorded by Cora Coordinator');
    expect(card).toContain('contracts cabinet');
    expect(JSON.stringify(await cardFor(district, asker, id))).not.toContain('contracts cabinet');
    expect(await stepOf(district, id)).toBe('approve_board');
  });

  it.each([
    ['a day to come', { on: '2026-11-19' }],
    ['a day before it was filed', { on: '2026-11-17' }],
    ['nobody of that role', { decider: 'asker' }],
    ['no evidence', { evidence: '' }],
    ['a denial without a reason', { outcome: 'denied' }],
  ])('is not recorded with %s', async (_, wrong: Record<string, string>) => {
    const { coordinator, legal, asker } = district.people;
    const id = await highAt(district, 'approve_legal');
    const before = await row(district, id);
    const values = { decider: legal.id, outcome: 'approved', on: '2026-11-18', ...evidence, ...wrong };
    const decider = values.decider === 'asker' ? asker.id : values.decider;
    const reply = await fills(district, coordinator, id, 'Record a decision', { ...values, decider });
    expect(reply.kind).toBe('invalid');
    expect(await row(district, id)).toEqual(before);
  });

  it('R067: a denial that is recorded names who denied', async () => {
    const { coordinator, superintendent, asker } = district.people;
    const id = await highAt(district, 'approve_superintendent');
    await fills(district, coordinator, id, 'Record a decision', {
      decider: superintendent.id,
      outcome: 'denied',
      on: '2026-12-09',
      reason: 'Not this year.',
      ...evidence,
    });
    expect((await row(district, id)).state).toBe('declined');
    expect(JSON.stringify(await cardFor(district, asker, id))).toContain(
      'denied: decided by Sue Super on December 9, 2026, recorded by Cora Coordinator',
    );
  });
});

it('whoever is to decide may ask whoever asked first; until the answer is in, nothing is decided', async () => {
  const { legal, asker } = district.people;
  const id = await highAt(district, 'approve_legal');
  const labels = async () => (await buttons(district, legal, id)).map(({ label }) => label);
  await fills(district, legal, id, 'Ask the requester', { question: 'For how many years?' });
  expect(await labels()).toEqual(['Record the answer']);
  await fills(district, asker, id, 'Answer', { answer: 'Three.' });
  expect(await told(district, id)).toContain('request.answered -> Lena Legal');
  expect(await labels()).toEqual(['Approve', 'Deny', 'Ask the requester']);
});
