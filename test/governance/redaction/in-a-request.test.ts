import { afterAll, beforeAll, expect, it } from 'vitest';
import { houseFeature } from '../../../src/app/home.ts';
import { createHouse } from '../../../src/app/house.ts';
import { createRegistry } from '../../../src/app/registry.ts';
import { feature as redaction } from '../../../src/governance/redaction/feature.ts';
import { feature as requests } from '../../../src/governance/requests/feature.ts';
import type { Facts } from '../../../src/store/tx.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { askAs } from '../../support/people.ts';
import { cardFor, type District, filed, filing, givenDistrict } from '../requests/world.ts';

let district: District;
let door: FrontDoor;

beforeAll(async () => {
  district = await givenDistrict();
  door = frontDoor({ ...district.world, features: [requests, redaction] });
});
afterAll(() => district.database.drop());

it('a blanked text of a data request says who blanked it and when, on everybody’s card', async () => {
  const { manager, steward, asker } = district.people;
  const id = await filed(district, asker, { purpose: 'A talk on Robin Example of grade 3.' });
  const request = await district.store.db.dataRequest.findUniqueOrThrow({ where: { id } });
  const reply = await door.types(manager.id, `/safekeep blank DR-${request.number}`);
  if (reply.kind !== 'form') throw new Error('the form did not open');
  const field = reply.open.form.fields.text;
  const options = field?.kind === 'choice' ? field.options : [];
  const text = options.find(({ label }) => label.includes('Robin'))?.value ?? '';
  const done = await door.sends(manager.id, reply.open, { text, reason: 'identifies_student', sure: true });
  expect(done).toMatchObject({ kind: 'done', tone: 'good' });
  for (const who of [asker, steward, manager]) {
    const card = JSON.stringify(await cardFor(district, who, id));
    expect(card).toContain('[blanked by Mina Manager on Nov');
    expect(card).not.toContain('Robin');
  }
  const told = await district.store.db.outbox.findMany({ where: { notice: 'redaction.blanked' } });
  expect(told.map(({ personId }) => personId)).toEqual([asker.id]);
});

it('R040: an overruled warning is told to the Student Data Manager, who can look and blank at once', async () => {
  const { manager, asker } = district.people;
  const open = await door.opens(asker.id, 'request.file');
  const typed = filing(district, { purpose: 'Room 529-12-3456 of the old plan', not_a_student: true });
  expect(await door.sends(asker.id, open, typed)).toMatchObject({ kind: 'done', tone: 'good' });
  const [row, ...others] = await district.store.db.outbox.findMany({
    where: { notice: 'redaction.overruled' },
  });
  expect(others).toEqual([]);
  expect(row).toMatchObject({ personId: manager.id });
  expect(JSON.stringify(row?.facts)).not.toContain('529');
  const ask = await askAs(district.world, manager.id);
  const card = await drawNotice(
    redaction.notices,
    'redaction.overruled',
    { ...ask, house: createHouse(createRegistry([houseFeature, requests, redaction])) },
    { caseId: row?.caseId ?? undefined, facts: row?.facts as Facts },
  );
  const look = card?.actions[0];
  expect(look).toMatchObject({ kind: 'open-form', form: 'redaction.blank' });
  const blank = await door.opens(
    manager.id,
    'redaction.blank',
    look?.kind === 'open-form' ? look.subject : {},
  );
  expect(JSON.stringify(blank.form.fields.text)).toContain('Purpose: Room 529-12-3456');
});

it('blanked from the notice’s own button, its writer is told all the same, and the notice holds none of their words', async () => {
  const { manager, asker } = district.people;
  const id = await filed(district, asker, { purpose: 'A talk on Robin Example of grade 3.' });
  const open = await door.opens(manager.id, 'redaction.blank', { kind: 'request', id });
  const field = open.form.fields.text;
  const text =
    field?.kind === 'choice' ? field.options.find(({ label }) => label.includes('Robin')) : undefined;
  const values = { text: text?.value, reason: 'identifies_student', sure: true };
  expect(await door.sends(manager.id, open, values)).toMatchObject({ kind: 'done', tone: 'good' });
  const row = await district.store.db.outbox.findFirstOrThrow({
    where: { notice: 'redaction.blanked', caseId: id },
  });
  expect(JSON.stringify(row.facts)).not.toContain('Graduation');
  const ask = await askAs({ ...district.world, features: [requests, redaction] }, asker.id);
  const facts = row.facts as Facts;
  expect(await drawNotice(redaction.notices, 'redaction.blanked', ask, { caseId: id, facts })).toMatchObject({
    title: expect.stringMatching(/^A text of yours in DR-\d+.* was blanked$/),
  });
});
