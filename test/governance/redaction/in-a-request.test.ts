import { afterAll, beforeAll, expect, it } from 'vitest';
import { feature as redaction } from '../../../src/governance/redaction/feature.ts';
import { feature as requests } from '../../../src/governance/requests/feature.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { cardFor, type District, filed, givenDistrict } from '../requests/world.ts';

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
