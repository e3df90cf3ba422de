/** FERPA's record of requests for and disclosures of data that identify students (34 CFR 99.32, 99.33; F). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saying } from '../../support/front-door.ts';
import { type District, filed, fills, sends } from '../requests/world.ts';
import { clear, givenWholeDistrict, noticeFor, page, studentDataReady, toldOf, wordsOf } from './world.ts';

let district: District;
beforeAll(async () => {
  district = await givenWholeDistrict();
  await clear(district, district.people.asker);
});
afterAll(() => district.database.drop());

const linesOf = (caseId: string) =>
  district.store.db.disclosure.findMany({ where: { caseId }, orderBy: { recordedAt: 'asc' } });
const internal = { route: 'internal', read_internal: true, detail: 'identified' };
const given = { method: 'sftp', parts: 'Attendance of this year', mark: 'a1'.repeat(32) };

describe('a request for data about students', () => {
  let id: string;

  it('99.32(a)(1): stands on record from the moment it is filed, with who asked and on which ground', async () => {
    id = await filed(district, district.people.asker, { ...internal, pii: 'yes' });
    expect(await linesOf(id)).toMatchObject([
      {
        ...{
          kind: 'requested',
          reference: 'DR-1001',
          askedById: district.people.asker.id,
          route: 'internal',
        },
        basis: expect.stringContaining('99.31(a)(1)(i)(A)'),
        exempt: expect.stringContaining('99.32(d)'),
      },
    ]);
  });

  it('one for figures does not', async () => {
    const figures = await filed(district, district.people.asker, {
      ...{ ...internal, pii: 'no', detail: 'by_grade' },
    });
    expect(await linesOf(figures)).toEqual([]);
  });

  it('99.32(a)(1): that it was refused or withdrawn stands there too', async () => {
    const { coordinator, asker } = district.people;
    await fills(district, coordinator, id, 'Decline', { reason: 'No such data are kept.' });
    expect((await linesOf(id)).map(({ kind }) => kind)).toEqual(['requested', 'refused']);
    const other = await filed(district, asker, { ...internal, pii: 'yes' });
    await fills(district, asker, other, 'Withdraw', { reason: 'Not needed.' });
    expect((await linesOf(other)).map(({ kind }) => kind)).toEqual(['requested', 'ended']);
  });

  it('99.32(d): nobody is asked to post what needs no record', async () => {
    expect(await toldOf(district, 'disclosure.to-post')).toEqual([]);
  });
});

describe('data about students that are given', () => {
  let id: string;

  it('99.32(a)(3): stand on record with who received them, why, which records, on which ground, and who authorised it', async () => {
    const { steward, asker, manager } = district.people;
    id = await studentDataReady(district, internal);
    const reply = await sends(district, steward, 'request.send', { id }, given);
    expect(saying(reply)).toContain('was sent');
    const [, line] = await linesOf(id);
    expect(line).toMatchObject({
      ...{ kind: 'disclosed', version: 1, recipientIds: [asker.id], approvedById: manager.id },
      ...{ recordedById: steward.id, emergency: false, postedAt: null },
    });
    expect(await district.store.db.ledgerEntry.count({ where: { caseId: id } })).toBe(0);
    const text = await page(district, manager, 'disclosure.case', { line: line?.id ?? '' });
    for (const words of [
      ...['Asked for', 'Given', 'Asta Asker, Teacher', 'I prepare the board meeting.'],
      ...['Attendance of this year', 'https://files.legacy.example/dr/1', 'Mina Manager', '99.32(d)'],
    ])
      expect(text).toContain(words);
  });

  it('are shown to nobody but whoever keeps the record', async () => {
    const { coordinator, steward, manager } = district.people;
    for (const document of [
      'disclosure.record',
      'disclosure.record-csv',
      'disclosure.case',
      'disclosure.left',
    ])
      for (const who of [coordinator, steward]) {
        const [line] = await linesOf(id);
        expect(await page(district, who, document, { line: line?.id ?? '' })).toBe('');
      }
    expect(await page(district, manager, 'disclosure.record-csv')).toContain('Attendance of this year');
    expect(await page(district, manager, 'disclosure.record', { kind: 'refused' })).not.toContain(
      'Attendance',
    );
  });

  it('99.32(a)(5): in an emergency with the threat, on a ground of its own, and to be posted whatever the route', async () => {
    const { steward, manager } = district.people;
    const urgent = await studentDataReady(district, internal);
    const missing = { ...given, emergency: 'yes' };
    expect(await sends(district, steward, 'request.send', { id: urgent }, missing)).toMatchObject({
      kind: 'invalid',
    });
    await sends(
      district,
      steward,
      'request.send',
      { id: urgent },
      { ...missing, threat: 'A fire in the lab.' },
    );
    const line = (await linesOf(urgent)).at(-1);
    expect(line).toMatchObject({ emergency: true, exempt: null, basis: expect.stringContaining('99.36') });
    expect(await toldOf(district, 'disclosure.to-post')).toEqual([manager.id]);
    expect(wordsOf(await noticeFor(district, manager, 'disclosure.to-post'))).toContain('A fire in the lab.');
  });

  it('99.32(a)(2): are posted to each student’s record only when a person confirms it, once', async () => {
    const { manager, steward } = district.people;
    const card = await noticeFor(district, manager, 'disclosure.to-post');
    const action = card?.actions[0];
    if (action?.kind !== 'run') throw new Error('no button');
    const list = await district.door.types(manager.id, '/safekeep tasks');
    expect(wordsOf(list)).toContain('to each student’s record');
    expect(await district.door.presses(steward.id, action.id, action.payload)).toMatchObject({
      tone: 'warning',
    });
    expect(await district.store.db.disclosure.count({ where: { postedAt: { not: null } } })).toBe(0);
    expect(await district.door.presses(manager.id, action.id, action.payload)).toMatchObject({
      tone: 'good',
    });
    expect(await district.store.db.disclosure.findMany({ where: { postedAt: { not: null } } })).toMatchObject(
      [{ postedById: manager.id, kind: 'disclosed' }],
    );
    expect(await district.door.presses(manager.id, action.id, action.payload)).toMatchObject({
      tone: 'warning',
    });
    expect((await noticeFor(district, manager, 'disclosure.to-post'))?.status?.label).toBe('Given');
  });
});
