/** Once a month, whoever keeps the record is told what left the district: once, and nothing when nothing left. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type District, fills, mark } from '../requests/world.ts';
import { givenWholeDistrict, noticeFor, page, readyToSend, runs, toldOf, wordsOf } from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenWholeDistrict();
});
afterAll(() => district.database.drop());

const job = 'left-the-district';
const sending = { method: 'sftp', mark };
const outside = {
  ...{ asker: 'outsider', outsider_name: 'Olaf Outside', outsider_organisation: 'Daily News' },
  ...{ outsider_email: 'olaf@news.example', came_in_by: 'email', came_in_on: '2026-11-16' },
};
const told = async () => (await toldOf(district, 'disclosure.left')).length;

it('says nothing about a month in which only people inside were sent something', async () => {
  const { steward } = district.people;
  district.clock.set('2026-10-20T16:00:00Z');
  const id = await readyToSend(district);
  await fills(district, steward, id, 'Send', { ...sending, delivered_on: '2026-10-20' });
  district.clock.set('2026-11-02T16:00:00Z');
  expect(await runs(district, job)).toEqual([]);
  expect(await told()).toBe(0);
});

it('on the first working day of the next month it tells what went outside, once', async () => {
  const { steward, manager } = district.people;
  district.clock.set('2026-11-18T16:00:00Z');
  const id = await readyToSend(district, outside);
  await fills(district, steward, id, 'Send', { ...sending, delivered_on: '2026-11-18' });
  // A weekend later; the first of December is a Tuesday.
  for (const at of ['2026-11-28T16:00:00Z', '2026-11-30T16:00:00Z']) {
    district.clock.set(at);
    expect(await runs(district, job)).toEqual([]);
  }
  district.clock.set('2026-12-01T16:00:00Z');
  expect(await runs(district, job)).toEqual(['November 2026: 1 told']);
  expect(await runs(district, job)).toEqual([]);
  expect(await toldOf(district, 'disclosure.left')).toEqual([manager.id]);
  const card = await noticeFor(district, manager, 'disclosure.left');
  expect(wordsOf(card)).toContain('0 about students, 1 other release');
  expect(card?.actions).toMatchObject([{ kind: 'link', path: '/documents/disclosure.left?month=2026-11' }]);
});

it('the page and the file of a month hold what went outside in it, and nothing else', async () => {
  const { manager, coordinator } = district.people;
  for (const document of ['disclosure.left', 'disclosure.left-csv']) {
    const november = await page(district, manager, document, { month: '2026-11' });
    expect(november).toContain('Olaf Outside (Daily News)');
    expect(november).toContain('DR-1002');
    expect(november).not.toContain('DR-1001');
    expect(await page(district, manager, document, { month: '2026-10' })).not.toContain('DR-100');
    expect(await page(district, coordinator, document)).toBe('');
  }
});

it('after a long outage the months are told together', async () => {
  const { steward } = district.people;
  for (const on of ['2026-12-10', '2027-02-10']) {
    district.clock.set(`${on}T17:00:00Z`);
    const id = await readyToSend(district, { ...outside, came_in_on: on });
    await fills(district, steward, id, 'Send', { ...sending, delivered_on: on });
  }
  district.clock.set('2027-03-10T17:00:00Z');
  expect(await runs(district, job)).toEqual(['December 2026, February 2027: 1 told']);
});

it('what is recorded belatedly for a month that was told already is told with the next', async () => {
  const { steward } = district.people;
  district.clock.set('2027-03-11T17:00:00Z');
  const late = await readyToSend(district, { ...outside, came_in_on: '2027-02-12' });
  await fills(district, steward, late, 'Send', { ...sending, delivered_on: '2027-02-26' });
  district.clock.set('2027-04-01T16:00:00Z');
  expect(await runs(district, job)).toEqual(['February 2027: 1 told']);
});
