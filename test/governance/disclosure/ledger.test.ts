/** Whatever is sent and identifies no student stands in the ledger, and what overlaps with it is noticed (B15, F). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saying } from '../../support/front-door.ts';
import {
  type District,
  filed,
  fills,
  fulfilment,
  mark,
  presses,
  protection,
  sends,
} from '../requests/world.ts';
import { givenWholeDistrict, page, readyToSend } from './world.ts';

let district: District;
let first: string;
beforeAll(async () => {
  district = await givenWholeDistrict();
});
afterAll(() => district.database.drop());

const sending = { method: 'sftp', mark };
const entryOf = (caseId: string) => district.store.db.ledgerEntry.findFirst({ where: { caseId } });

it('is written as it is sent, with the days and groups that the request named offered on the form', async () => {
  const { steward, asker } = district.people;
  first = await readyToSend(district, { groups: 'Grade 12, 2020 to 2025-26' });
  const open = await district.door.opens(steward.id, 'request.send', { id: first });
  expect(open.form.values).toMatchObject({
    ...{ period_from: '2020-01-01', period_until: '2026-12-31' },
    ...{ groups: 'Grade 12, 2020 to 2025-26', received_by: [asker.id] },
  });
  await district.door.sends(steward.id, open, {
    ...open.form.values,
    ...sending,
    period_from: '2020-07-01',
    period_until: '2026-06-30',
  });
  expect(await entryOf(first)).toMatchObject({
    ...{ reference: 'DR-1001', version: 1, detail: 'whole', collectionIds: [district.collection] },
    ...{ askedById: asker.id, recipientIds: [asker.id], sentById: steward.id, recalledAt: null },
    ...{ periodFrom: new Date('2020-07-01'), periodUntil: new Date('2026-06-30') },
  });
});

it('refuses days that end before they begin, and nothing is sent', async () => {
  const { steward } = district.people;
  const id = await readyToSend(district);
  const values = { ...sending, period_from: '2026-01-01', period_until: '2025-01-01' };
  expect(await fills(district, steward, id, 'Send', values)).toMatchObject({ kind: 'invalid' });
  expect(await entryOf(id)).toBeNull();
});

it('B15: whoever sends is warned of earlier releases of the same data and days, and told which', async () => {
  const { steward } = district.people;
  const id = await readyToSend(district, { groups: 'Grade 11, 2026' });
  const open = await district.door.opens(steward.id, 'request.send', { id });
  expect(JSON.stringify(open.form.intro)).toContain('DR-1001 (One figure for the whole state');
  const reply = await district.door.sends(steward.id, open, { ...open.form.values, ...sending });
  expect(saying(reply)).toContain('It overlaps with earlier releases of the same data: DR-1001');
});

it('B15: whoever protects small groups and whoever checks is warned of them too', async () => {
  const { steward, second, coordinator, asker } = district.people;
  const id = await filed(district, asker, { detail: 'by_school', groups: 'Grade 12, 2024' });
  await presses(district, steward, id, 'Claim');
  await fills(district, coordinator, id, 'Set the risk level', {
    level: 'medium',
    reason: 'Schools are small.',
  });
  await fills(district, steward, id, 'Fulfil', fulfilment);
  const protect = await district.door.opens(steward.id, 'request.protect', { id });
  expect(JSON.stringify(protect.form.intro)).toContain(
    'The same data were sent before for days that overlap',
  );
  await district.door.sends(steward.id, protect, { ...protect.form.values, ...protection });
  const pass = await district.door.opens(second.id, 'request.pass', { id });
  expect(JSON.stringify(pass.form.intro)).toContain('DR-1001');
});

it('B15: other days, or other data, overlap with nothing', async () => {
  const { steward } = district.people;
  const older = await readyToSend(district, { groups: 'Grade 11, 2019' });
  const open = await district.door.opens(steward.id, 'request.send', { id: older });
  expect(JSON.stringify(open.form.intro)).not.toContain('sent before');
  const others = await sends(district, steward, 'request.send', { id: older }, sending);
  expect(saying(others)).not.toContain('overlaps');
  const ledger = await district.store.db.ledgerEntry.findMany({
    where: { collectionIds: { has: district.orphan } },
  });
  expect(ledger).toEqual([]);
});

it('what is called back stays in it, and counts as an overlap: nobody can unsee it', async () => {
  const { steward } = district.people;
  await fills(district, steward, first, 'Recall', { reason: 'A wrong year.' });
  expect((await entryOf(first))?.recalledAt).not.toBeNull();
  const id = await readyToSend(district, { groups: 'Grade 12, 2023' });
  const open = await district.door.opens(steward.id, 'request.send', { id });
  expect(JSON.stringify(open.form.intro)).toContain('called back since');
});

it('is read by the Coordinator and the Student Data Manager, filtered and as a file', async () => {
  const { coordinator, manager, steward } = district.people;
  for (const who of [coordinator, manager]) {
    const all = await page(district, who, 'disclosure.ledger');
    expect(all).toContain('DR-1001');
    expect(all).toContain('Asta Asker, Teacher');
    expect(await page(district, who, 'disclosure.ledger-csv')).toContain('DR-1001,1,2026-11-18');
  }
  expect(await page(district, steward, 'disclosure.ledger')).toBe('');
  expect(await page(district, steward, 'disclosure.ledger-csv')).toBe('');
  const of = (subject: Record<string, string>) => page(district, manager, 'disclosure.ledger', subject);
  expect(await of({ collection: district.orphan })).not.toContain('DR-1001');
  expect(await of({ collection: district.collection })).toContain('DR-1001');
  expect(await of({ year: '2025' })).not.toContain('DR-1001');
  expect(await of({ outside: 'yes' })).not.toContain('DR-1001');
});

it('a blanked text of it is blanked on the page and in the file', async () => {
  const { manager } = district.people;
  const open = await district.door.opens(manager.id, 'redaction.blank', { kind: 'request', id: first });
  const field = open.form.fields.text;
  const options = field?.kind === 'choice' ? field.options : [];
  const groups = options.find(({ label }) => label.startsWith('Release groups'));
  const values = { text: groups?.value ?? '', reason: 'identifies_student', sure: true };
  expect(await district.door.sends(manager.id, open, values)).toMatchObject({ tone: 'good' });
  for (const document of ['disclosure.ledger', 'disclosure.ledger-csv']) {
    const text = await page(district, manager, document);
    expect(text).toContain('(blanked)');
    expect(text).not.toContain('2020 to 2025-26');
  }
});
