/** Those affected: references without names; age and status say who is written to, people write, and say what came back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawValues } from '../../../src/chat/form.ts';
import { readReferences } from '../../../src/governance/breaches/rules/affected.ts';
import { decidesBreach, underway } from './deciding.ts';
import { approves, fillsIn, newestNotice, onIt, reads, told, writes } from './letters.ts';
import { givenTown, type Town, wordsOf } from './world.ts';

const people = 'utah-2026/individuals';

let town: Town;
let id: string;
beforeAll(async () => {
  town = await givenTown();
  id = await underway(town);
  await decidesBreach(town, id);
});
afterAll(() => town.database.drop());

async function takes(form: string, values: RawValues, incident = id): Promise<string> {
  return told(await fillsIn(town, town.people.itsm, `breach.${form}`, { id: incident }, values));
}

async function rows(incident = id) {
  return town.store.db.incidentAffected.findMany({
    where: { incidentId: incident },
    include: { deliveries: { orderBy: { seq: 'asc' } } },
    orderBy: { reference: 'asc' },
  });
}

describe('a table', () => {
  it.each([
    ['names', 'reference,group,Student Name\nA-0001,minor,Ida Invented'],
    ['first and last names', 'reference,group,first_name,last_name\nA-0001,minor,Ida,Invented'],
    ['birth dates', 'reference,group,DOB\nA-0001,minor,2012-01-02'],
    ['Social Security numbers', 'reference,group,SSN\nA-0001,minor,1'],
    ['anything else', 'reference,group,shoes\nA-0001,minor,12'],
    ['no header', 'A-0001,minor\nA-0002,minor'],
    ['a name in place of a reference', 'reference,group\nIda Invented,minor'],
    ['a student’s number in place of a reference', 'reference,group\n20398471,minor'],
    ['a birth date in place of a reference', 'reference,group\n2012-01-02,minor'],
    ['a name in a cell too many', 'reference,group\nA-0001,minor,Ida Invented'],
    ['a name in place of a state', 'reference,group,residence\nA-0001,minor,Ida'],
    ['a group that the plan does not know', 'reference,group\nA-0001,Ida Invented'],
    ['a reference twice', 'reference,group\nA-0001,minor\na-0001,staff'],
    ['nothing', 'reference,group\n'],
  ])('with %s is refused before anything of it is kept, and is not repeated', async (_what, table) => {
    const before = await rows();
    const reply = await fillsIn(town, town.people.itsm, 'breach.affected-file', { id }, { table });
    expect(reply.kind).toBe('invalid');
    const errors = reply.kind === 'invalid' ? JSON.stringify(reply.open.errors) : '';
    expect(errors).not.toMatch(/Ida|219|20398471|2012/);
    expect(await rows()).toEqual(before);
    const texts = await town.store.db.caseText.findMany({ where: { caseId: id } });
    expect(JSON.stringify(texts)).not.toMatch(/Ida|219-09|20398471/);
  });

  it('with a Social Security number in a cell is refused, also where somebody says that it is no student’s', async () => {
    const before = await rows();
    const table = 'reference,group\n219-09-9999,minor';
    expect(await takes('affected-file', { table })).toContain('looks like student data');
    const { itsm } = town.people;
    const open = await town.door.opens(itsm.id, 'breach.affected-file', { id });
    const marked = await town.door.sends(itsm.id, open, { table });
    if (marked.kind !== 'invalid') throw new Error('it was taken');
    const box = Object.keys(marked.open.form.fields).find((field) => field !== 'table') ?? '';
    expect(told(await town.door.sends(itsm.id, open, { table, [box]: true }))).toContain(
      'Social Security number',
    );
    expect(await rows()).toEqual(before);
  });

  it('of references, groups and states is taken over, with the plan’s names for groups too', async () => {
    const one = await underway(town);
    const table =
      'Reference,Group,Residence\r\nA-0001,minor,UT\r\na-0002,A student of 18 or older,\r\nB7,staff,NV\r\n';
    expect(await takes('affected-file', { table }, one)).toContain('Added: 3');
    expect((await rows(one)).map(({ reference, group, residence }) => [reference, group, residence])).toEqual(
      [
        ['A-0001', 'minor', 'UT'],
        ['A-0002', 'adult_student', 'UT'],
        ['B7', 'staff', 'NV'],
      ],
    );
    const four = 'reference,group\nM-0001 to M-3100,minor\nS-0001 to S-0900,adult_student\n';
    expect(await takes('affected-file', { table: four }, await underway(town))).toContain('Added: 4000');
    const astray = 'reference,group\nM-0001 to S-0900,minor\n';
    expect(await takes('affected-file', { table: astray }, one)).toContain('line 2');
    const more = 'reference,group\nA-0001,minor\nA-0003,minor\n';
    expect(await takes('affected-file', { table: more }, one)).toContain('Added: 1. 1 stood there already');
  });
});

describe('references by hand', () => {
  it('are added in a row, by first and last', async () => {
    const one = await underway(town);
    const values = { group: 'minor', first: 'C-0098', last: 'C-0102', residence: 'ut' };
    expect(await takes('affected-add', values, one)).toContain('Added: 5');
    expect((await rows(one)).map(({ reference }) => reference)).toEqual([
      'C-0098',
      'C-0099',
      'C-0100',
      'C-0101',
      'C-0102',
    ]);
  });

  it.each([
    [{ first: 'Ida Invented' }, 'Not a reference'],
    [{ first: '2190' }, 'Not a reference'],
    [{ first: 'A-0001', last: 'B-0009' }, 'the same row'],
    [{ first: 'A-0009', last: 'A-0001' }, 'the same row'],
    [{ first: 'A-1', last: 'A-99999' }, 'the same row'],
    [{ first: 'A-0001', residence: 'Utah' }, 'At most 2 characters'],
  ])('that are none are refused: %o', async (values, says) => {
    expect(await takes('affected-add', { group: 'minor', residence: 'UT', ...values })).toMatch(
      new RegExp(says),
    );
  });

  it('are struck out with a reason, and come back when they are added again', async () => {
    const one = await underway(town);
    const add = { group: 'minor', first: 'A-1', last: 'A-3', residence: 'UT' };
    await takes('affected-add', add, one);
    expect(await takes('affected-strike', { references: 'A-9', why: 'x' }, one)).toContain(
      'do not stand there',
    );
    expect(
      await takes('affected-strike', { references: 'A-1, A-3', why: 'Not on the list.' }, one),
    ).toContain('2');
    expect(wordsOf(await reads(town, town.people.itsm, 'breach.notices', { id: one }))).toContain(
      'Those affected: 1',
    );
    expect(await takes('affected-add', { ...add, group: 'staff' }, one)).toContain('Added: 2');
    expect((await rows(one)).map(({ group }) => group)).toEqual(['staff', 'minor', 'staff']);
  });

  it('are read as people type several, and nothing else is', () => {
    expect(readReferences('A-0001, a-0003 to A-0005;B2')).toEqual([
      'A-0001',
      'A-0003',
      'A-0004',
      'A-0005',
      'B2',
    ]);
    for (const typed of [
      '',
      'Ida',
      'A-0001 A-0002',
      'A-0001 to',
      'A-0001 to Ida',
      'A-1 to A-99999',
      '219-09-9999',
    ])
      expect(readReferences(typed), typed).toBeUndefined();
  });
});

describe('R073: who is written to', () => {
  it('is the adult student, an emancipated or unaccompanied one too, otherwise a parent or guardian', async () => {
    const { itsm, manager } = town.people;
    const one = await underway(town);
    await decidesBreach(town, one);
    const table =
      'reference,group\nA-1,minor\nA-2,adult_student\nA-3,emancipated\nA-4,unaccompanied\nA-5,staff\nA-6,other';
    await takes('affected-file', { table }, one);
    await writes(town, itsm, one, people);
    await approves(town, manager, one, people);
    const file = await reads(town, itsm, 'breach.letters', await onIt(town, one, people));
    const lines = file?.kind === 'file' ? file.content.trim().split('\r\n').slice(1) : [];
    expect(lines.map((line) => line.split(',').slice(0, 4).join(' '))).toEqual([
      'A-1 parent UT not yet',
      'A-2 student UT not yet',
      'A-3 student UT not yet',
      'A-4 student UT not yet',
      'A-5 staff UT not yet',
      'A-6 other UT not yet',
    ]);
  });
});

describe('what people sent', () => {
  it('is recorded with an approved letter only; calls and talks need none', async () => {
    const one = await underway(town);
    await takes('affected-add', { group: 'minor', first: 'A-1', residence: 'UT' }, one);
    const sent = { which: 'unsent', notice: 'none', on: '2026-11-20' };
    expect(await takes('delivered', { ...sent, channel: 'letter' }, one)).toContain('text that was approved');
    expect(await takes('delivered', { ...sent, channel: 'phone' }, one)).toContain('Recorded: 1');
    expect(await takes('delivered', { ...sent, channel: 'phone' }, one)).toContain('nobody of that kind');
  });

  it('is counted: sent, came back, sent again; and the second sending stands beside the first', async () => {
    const { itsm, manager } = town.people;
    await takes('affected-add', { group: 'minor', first: 'A-0001', last: 'A-0004', residence: 'UT' });
    await writes(town, itsm, id, people);
    expect((await newestNotice(town, id, people)).state).toBe('draft');
    await approves(town, manager, id, people);
    const notice = (await newestNotice(town, id, people)).id;
    const letter = { notice, channel: 'letter', on: '2026-11-20' };
    expect(await takes('delivered', { ...letter, which: 'these', references: 'A-0001 to A-0003' })).toContain(
      'Recorded: 3',
    );
    expect(await takes('returned', { references: 'A-0004', on: '2026-11-20' })).toContain('nothing is out');
    expect(await takes('returned', { references: 'A-0002', on: '2026-11-19' })).toContain(
      'not sent yet on that day',
    );
    expect(await takes('returned', { references: 'A-0002, A-0003', on: '2026-11-20' })).toContain(
      '2 came back',
    );
    const page = () => reads(town, itsm, 'breach.notices', { id });
    expect(wordsOf(await page())).toContain('Not reached yet: A-0002, A-0003');
    expect(await takes('delivered', { ...letter, which: 'returned', channel: 'e_mail' })).toContain(
      'Recorded: 2, 2 of them not for the first time',
    );
    expect(wordsOf(await page())).toContain('["All","","4","4","3","2","0","1"]');
    const second = (await rows()).find(({ reference }) => reference === 'A-0002');
    expect(
      second?.deliveries.map(({ seq, channel, returnedOn }) => [seq, channel, returnedOn !== null]),
    ).toEqual([
      [1, 'letter', true],
      [2, 'e_mail', false],
    ]);
  });

  it('L05: hotline, hours and monitoring are recorded and taken over by letters, and hold nothing back', async () => {
    const { itsm } = town.people;
    const one = await underway(town);
    await takes(
      'support',
      { hotline: 'Call 555-0199 from 8 to 4.', monitoring: 'None: no numbers got out.' },
      one,
    );
    const open = await town.door.opens(itsm.id, 'breach.notice-write', { id: one, template: people });
    expect(open.form.values.contact).toBe('Call 555-0199 from 8 to 4.');
    expect(wordsOf(await reads(town, itsm, 'breach.notices', { id: one }))).toContain(
      'None: no numbers got out.',
    );
  });
});
