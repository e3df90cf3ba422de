import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../../../src/governance/agreements/rules/completeness.ts';
import { sealHolds } from '../../../../src/governance/agreements/rules/seal.ts';
import { sealedPart, signaturesOf } from '../../../../src/governance/agreements/store/signatures.ts';
import { obligationsOf } from '../../../../src/governance/people/store/obligations.ts';
import { givenPerson } from '../../../support/people.ts';
import { complete, monday, type Stage, stage, ticks } from './stage.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
afterAll(() => on.drop());

async function signatures(personId: string) {
  return signaturesOf(on.world.store, on.world.policy.calendar, 'nda', personId);
}

async function owedBy(personId: string) {
  const all = await obligationsOf(on.world.store, personId);
  return all
    .filter((one) => !one.metAt)
    .map((one) => [one.duty, one.dueOn.toString()])
    .sort();
}

describe('signing the privacy agreement', () => {
  it('R041–R047: the form has one box for every line, in its groups, with its exact text', async () => {
    on.clock.set(monday);
    const ann = await givenPerson(on.world.store, { hireDate: '2026-07-30' });
    const { form } = await on.door.opens(ann.id, 'agreement.sign', { agreement: 'nda' });
    const lines = Object.entries(form.fields).filter(([, field]) => field.kind === 'initial');
    expect(lines.map(([id]) => id)).toEqual(linesOf(on.nda).map(({ id }) => id));
    expect(lines.flatMap(([, field]) => field.section ?? [])).toEqual(
      on.nda.groups.map(({ title }) => title),
    );
    expect(form.fields.G2?.label).toBe(linesOf(on.nda)[1]?.text.trim());
    expect(JSON.stringify(form.intro)).toContain('As an employee of');
    expect(JSON.stringify(form.intro)).toMatch(/every year is a rule of/);
  });

  it.each([
    ['board', 'As a board member of'],
    ['contractor', 'As a contractor of'],
    ['volunteer', 'As a volunteer of'],
  ] as const)('R021: a %s signs their own wording, with its approver named', async (personType, preamble) => {
    const one = await givenPerson(on.world.store, { personType });
    const { form } = await on.door.opens(one.id, 'agreement.sign', { agreement: 'nda' });
    expect(JSON.stringify(form.intro)).toContain(preamble);
    expect(JSON.stringify(form.intro)).toContain(on.nda.variants[personType]?.approved_by);
  });

  it('R048, R042: with 23 initials and a typed name it is sealed, the duty met and the next year opened', async () => {
    on.clock.set(monday);
    const ben = await givenPerson(on.world.store, { name: 'Ben Okafor', hireDate: '2026-08-01' });
    const reply = await on.door.types(ben.id, '/nda');
    if (reply.kind !== 'form') throw new Error('the bare command did not open the form');
    const sent = await on.door.sends(ben.id, reply.open, complete(on.nda, 'ben  okafor', 'T1'));
    expect(sent).toMatchObject({ kind: 'done', tone: 'good', card: { status: { label: 'Signed' } } });
    const [signature, ...others] = await signatures(ben.id);
    if (!signature) throw new Error('nothing was kept');
    expect(others).toEqual([]);
    expect(Object.keys(signature.initials)).toHaveLength(23);
    expect(signature).toMatchObject({
      version: 1,
      variant: 'employee',
      surface: 'web',
      typedName: 'ben  okafor',
      signedOn: '2026-08-03',
    });
    expect(sealHolds(sealedPart(signature), signature.seal)).toBe(true);
    expect(await owedBy(ben.id)).toEqual([
      ['fundamentals', '2026-08-31'],
      ['nda', '2027-08-03'],
    ]);
    const told = await on.db.outbox.findMany({ where: { personId: ben.id } });
    expect(told.map(({ notice, caseId }) => [notice, caseId])).toEqual([['agreement.receipt', signature.id]]);
  });

  it('R042: T1 opens no training', async () => {
    on.clock.set(monday);
    const cy = await givenPerson(on.world.store, { name: 'Cy Young' });
    const open = await on.door.opens(cy.id, 'agreement.sign', { agreement: 'nda' });
    await on.door.sends(cy.id, open, complete(on.nda, 'Cy Young', 'T2'));
    expect(await owedBy(cy.id)).toEqual([['nda', '2027-08-03']]);
  });

  it('R048: a line missing brings the form back naming it, with everything else as it was', async () => {
    const di = await givenPerson(on.world.store, { name: 'Di Lee' });
    const open = await on.door.opens(di.id, 'agreement.sign', { agreement: 'nda' });
    const values = { ...complete(on.nda, 'Di Lee', 'T1'), S4: false };
    const reply = await on.door.sends(di.id, open, values);
    if (reply.kind !== 'invalid') throw new Error('an incomplete form was taken');
    expect(Object.keys(reply.open.errors)).toEqual(['S4']);
    expect(reply.open.form.values).toMatchObject(values);
    expect(await signatures(di.id)).toEqual([]);
  });

  it('R042: T1 and T2 both bring the form back naming both', async () => {
    const ed = await givenPerson(on.world.store, { name: 'Ed Moss' });
    const open = await on.door.opens(ed.id, 'agreement.sign', { agreement: 'nda' });
    const reply = await on.door.sends(ed.id, open, { ...complete(on.nda, 'Ed Moss', 'T1'), T1: true });
    if (reply.kind !== 'invalid') throw new Error('both alternatives were taken');
    expect(reply.open.errors.T1).toContain('T1 and T2 are both initialled');
    expect(reply.open.errors.T2).toBe(reply.open.errors.T1);
  });

  it('names everything that is wrong in one breath', async () => {
    const eve = await givenPerson(on.world.store, { name: 'Eve Stone' });
    const open = await on.door.opens(eve.id, 'agreement.sign', { agreement: 'nda' });
    const values = {
      ...complete(on.nda, 'Eva Stone', 'T1'),
      T1: true,
      S4: false,
      electronic_signature: false,
    };
    const reply = await on.door.sends(eve.id, open, values);
    if (reply.kind !== 'invalid') throw new Error('a faulty form was taken');
    expect(Object.keys(reply.open.errors).sort()).toEqual([
      'S4',
      'T1',
      'T2',
      'electronic_signature',
      'typed_name',
    ]);
  });

  it('says which name is expected, and takes no signature without the consent to sign electronically', async () => {
    const flo = await givenPerson(on.world.store, { name: 'Flo Ng' });
    const open = await on.door.opens(flo.id, 'agreement.sign', { agreement: 'nda' });
    const wrong = await on.door.sends(flo.id, open, complete(on.nda, 'Florence', 'T1'));
    expect(wrong).toMatchObject({
      kind: 'invalid',
      open: { errors: { typed_name: expect.stringContaining('Flo Ng') } },
    });
    const unticked = { ...complete(on.nda, 'Flo Ng', 'T1'), electronic_signature: false };
    const reply = await on.door.sends(flo.id, open, unticked);
    if (reply.kind !== 'invalid') throw new Error('signed without consent');
    expect(Object.keys(reply.open.errors)).toEqual(['electronic_signature']);
    // the very form that was refused goes through once it is corrected
    expect(await on.door.sends(flo.id, open, complete(on.nda, 'Flo Ng', 'T1'))).toMatchObject({
      tone: 'good',
    });
  });

  it('keeps a draft line by line, and the times at which its lines were initialled', async () => {
    on.clock.set(monday);
    const gus = await givenPerson(on.world.store, { name: 'Gus Hall' });
    const first = await on.door.opens(gus.id, 'agreement.sign', { agreement: 'nda' });
    await ticks(on.door, gus.id, first, 'G1', { G1: true });
    on.clock.set('2026-08-03T15:00:20Z');
    await ticks(on.door, gus.id, first, 'G2', { G1: true, G2: true });
    await ticks(on.door, gus.id, first, 'G3', { G1: true, G2: true, G3: true });
    await ticks(on.door, gus.id, first, 'G3', { G1: true, G2: true, G3: false });
    on.clock.set('2026-08-04T09:00:00Z');
    const again = await on.door.types(gus.id, '/nda');
    if (again.kind !== 'form') throw new Error('the form did not open again');
    expect(again.open.form.values).toEqual({ G1: true, G2: true });
    await on.door.sends(gus.id, again.open, complete(on.nda, 'Gus Hall', 'T1'));
    const [signature] = await signatures(gus.id);
    expect(signature?.initials).toMatchObject({
      G1: '2026-08-03T15:00:00Z',
      G2: '2026-08-03T15:00:20Z',
      G3: '2026-08-04T09:00:00Z',
    });
    expect(await on.db.agreementDraft.count({ where: { personId: gus.id } })).toBe(0);
  });

  it('looks the same after each tick, so that no screen is drawn anew under the signer', async () => {
    const hy = await givenPerson(on.world.store, { name: 'Hy Brand' });
    const open = await on.door.opens(hy.id, 'agreement.sign', { agreement: 'nda' });
    await ticks(on.door, hy.id, open, 'G1', { G1: true });
    const reply = await ticks(on.door, hy.id, open, 'G2', { G1: true, G2: true });
    if (reply.kind !== 'form') throw new Error('the form was not drawn again');
    expect(reply.open.form.intro).toEqual(open.form.intro);
    expect(reply.open.form.fields).toEqual(open.form.fields);
  });

  it('quick ticks that arrive together do not undo one another', async () => {
    const hal = await givenPerson(on.world.store, { name: 'Hal Dunn' });
    const open = await on.door.opens(hal.id, 'agreement.sign', { agreement: 'nda' });
    const ids = linesOf(on.nda).map(({ id }) => id);
    await Promise.all(ids.map((id) => ticks(on.door, hal.id, open, id, { [id]: true })));
    const again = await on.door.opens(hal.id, 'agreement.sign', { agreement: 'nda' });
    expect(Object.keys(again.form.values).sort()).toEqual([...ids].sort());
  });

  it('two tabs that sign at once leave one signature, and the second is told', async () => {
    const ida = await givenPerson(on.world.store, { name: 'Ida Cruz' });
    const tabs = [
      await on.door.opens(ida.id, 'agreement.sign', { agreement: 'nda' }),
      await on.door.opens(ida.id, 'agreement.sign', { agreement: 'nda' }),
    ];
    const replies = await Promise.all(
      tabs.map((tab) => on.door.sends(ida.id, tab, complete(on.nda, 'Ida Cruz', 'T1'))),
    );
    expect(replies.map((reply) => (reply.kind === 'done' ? reply.tone : reply.kind)).sort()).toEqual([
      'good',
      'warning',
    ]);
    expect(await signatures(ida.id)).toHaveLength(1);
    expect(await on.db.outbox.count({ where: { personId: ida.id, notice: 'agreement.receipt' } })).toBe(1);
    expect(await on.db.obligation.count({ where: { personId: ida.id, duty: 'nda' } })).toBe(1);
  });

  it('the same form sent twice signs once and answers with the receipt', async () => {
    const jo = await givenPerson(on.world.store, { name: 'Jo Park' });
    const open = await on.door.opens(jo.id, 'agreement.sign', { agreement: 'nda' });
    await on.door.sends(jo.id, open, complete(on.nda, 'Jo Park', 'T1'));
    const repeat = await on.door.sends(jo.id, open, complete(on.nda, 'Jo Park', 'T1'));
    expect(repeat).toMatchObject({ kind: 'done', tone: 'good', card: { status: { label: 'Signed' } } });
    expect(await signatures(jo.id)).toHaveLength(1);
  });

  it('once signed, /nda shows where you stand, with the certificate and the day it is due again', async () => {
    on.clock.set(monday);
    const kit = await givenPerson(on.world.store, { name: 'Kit Rowe' });
    const open = await on.door.opens(kit.id, 'agreement.sign', { agreement: 'nda' });
    await on.door.sends(kit.id, open, complete(on.nda, 'Kit Rowe', 'T1'));
    const reply = await on.door.types(kit.id, '/nda');
    if (reply.kind !== 'card') throw new Error('no card');
    expect(reply.card.status?.label).toBe('Signed');
    expect(JSON.stringify(reply.card.blocks)).toContain('August 3, 2027');
    expect(reply.card.actions).toMatchObject([
      { kind: 'link', path: expect.stringMatching(/certificate\?signature=/) },
    ]);
    await expect(on.door.opens(kit.id, 'agreement.sign', { agreement: 'nda' })).rejects.toThrow(
      /signed .* already/,
    );
  });

  it('X13, T8: in the last thirty days it can be renewed, and the next year counts from the old day', async () => {
    on.clock.set(monday);
    const lea = await givenPerson(on.world.store, { name: 'Lea Stone' });
    await on.door.sends(
      lea.id,
      await on.door.opens(lea.id, 'agreement.sign', {}),
      complete(on.nda, 'Lea Stone', 'T2'),
    );
    on.clock.set('2027-07-15T15:00:00Z');
    const reply = await on.door.types(lea.id, '/nda');
    if (reply.kind !== 'form') throw new Error('renewal is not open');
    await on.door.sends(lea.id, reply.open, complete(on.nda, 'Lea Stone', 'T2'));
    expect(await owedBy(lea.id)).toEqual([['nda', '2028-08-03']]);
    expect(await signatures(lea.id)).toHaveLength(2);
  });

  it('an agreement that the plan does not have is refused in plain words', async () => {
    const mo = await givenPerson(on.world.store);
    for (const agreement of ['nothing', 'constructor', '__proto__'])
      await expect(on.door.opens(mo.id, 'agreement.sign', { agreement })).rejects.toThrow(
        /no such agreement/,
      );
  });
});
