/** The quality control checklist of a high-risk request: 18 lines by the data steward and by a data analyst (R094). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import { saying } from '../../support/front-door.ts';
import { givenPerson } from '../../support/people.ts';
import { clear } from '../disclosure/world.ts';
import { type Deciders, givenDeciders, highAt, stepOf } from './deciders.ts';
import {
  auditOf,
  buttons,
  cardFor,
  checks,
  fills,
  fulfilment,
  mark,
  morning,
  presses,
  protection,
  sends,
  told,
} from './world.ts';

const lines = {
  Reliability: ['r1', 'r2', 'r3', 'r4'],
  Validity: ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8'],
  Presentation: ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'],
} as const;
type Area = keyof typeof lines;
const areas = Object.keys(lines) as Area[];

let district: Deciders;
let analyst: Person;
let id: string;
beforeAll(async () => {
  district = await givenDeciders();
  analyst = await givenPerson(district.store, { name: 'Dana Digits', roles: ['data_analyst'] });
});
afterAll(() => district.database.drop());

const labels = async (who: Person) => (await buttons(district, who, id)).map(({ label }) => label);
const all = (area: Area, answer: string): RawValues =>
  Object.fromEntries(lines[area].map((line) => [line, answer]));
const answers = (who: Person, area: Area, values: RawValues) => fills(district, who, id, area, values);

async function answersAll(who: Person): Promise<void> {
  for (const area of areas) await answers(who, area, all(area, 'yes'));
}

async function made(): Promise<void> {
  const { steward } = district.people;
  await fills(district, steward, id, 'Fulfil', fulfilment);
  await fills(district, steward, id, 'Protect small groups', { ...protection, technique: 'deidentified' });
}

beforeEach(async () => {
  district.clock.set(morning);
  id = await highAt(district, 'claim');
  await presses(district, district.people.steward, id, 'Claim');
  await made();
}, 60_000);

describe('R094: before high-risk data are checked', () => {
  it('the data steward and a data analyst are told, and each find the three areas', async () => {
    expect(await stepOf(district, id)).toBe('checklist');
    for (const who of [district.people.steward, analyst])
      expect(await labels(who)).toEqual(expect.arrayContaining(areas));
    const rows = await district.store.db.outbox.findMany({ where: { caseId: id, personId: analyst.id } });
    expect(rows.map(({ notice }) => notice)).toEqual(['request.your-turn']);
    expect(await labels(district.people.second)).not.toContain('Reliability');
    expect(await labels(district.people.asker)).not.toContain('Reliability');
  });

  it('each area is kept as it is sent, and what is left open can be answered later', async () => {
    await answers(analyst, 'Validity', { v1: 'yes', v2: 'yes' });
    const open = await district.door.opens(analyst.id, 'request.checklist', {
      id,
      part: 'data_analyst',
      area: '1',
    });
    expect(open.form.values).toMatchObject({ v1: 'yes', v2: 'yes' });
    expect(JSON.stringify(await cardFor(district, district.people.steward, id))).toContain(
      'Data Steward: 0 of 18 answered; Data Analyst: 2 of 18 answered',
    );
  });

  it('a note is asked for no and for not applicable alone', async () => {
    for (const answer of ['no', 'na'])
      expect(saying(await answers(analyst, 'Reliability', { r1: answer }))).toContain('"r1_note"');
    expect(saying(await answers(analyst, 'Reliability', { r1: 'yes' }))).toContain('Kept: 1 answer');
    await answers(analyst, 'Reliability', { r1: 'na', r1_note: 'There was no earlier report.' });
    expect(await district.store.db.releaseCheck.findMany()).toEqual(
      expect.arrayContaining([expect.objectContaining({ item: 'r1', answer: 'na', byId: analyst.id })]),
    );
  });

  it('it is finished only when every line of both is answered and none with no', async () => {
    const { steward } = district.people;
    await answersAll(steward);
    expect(await labels(steward)).not.toContain('Finish the checklist');
    for (const area of areas) await answers(analyst, area, all(area, 'yes'));
    expect(await told(district, id)).toContain('request.part-answered -> Stina Steward');
    await answers(analyst, 'Presentation', { p2: 'no', p2_note: 'One cell of grade 5 is open.' });
    expect(await labels(steward)).not.toContain('Finish the checklist');
    const version = String(
      (await district.store.db.dataRequest.findUniqueOrThrow({ where: { id } })).version,
    );
    const forged = await district.door.presses(steward.id, 'request.finish-checklist', { id, version });
    expect(saying(forged)).toContain('0 lines are still to be answered, and 1 is answered with “no”');
    await answers(analyst, 'Presentation', { p2: 'yes' });
    await presses(district, steward, id, 'Finish the checklist');
    expect(await stepOf(district, id)).toBe('qa');
    expect(await labels(analyst)).not.toContain('Presentation');
  });

  it('it can be read and printed by whoever works on it, and not by whoever asked', async () => {
    await answers(analyst, 'Reliability', { r1: 'no', r1_note: 'The year differs.' });
    const look = { kind: 'document', document: 'request.checklist', subject: { id } } as const;
    const page = JSON.stringify(await district.door.does(district.people.second.id, look));
    expect(page).toContain('No: The year differs. (Dana Digits, ');
    expect(page).toContain('Not answered yet');
    for (const who of [district.people.asker, district.people.stranger])
      expect((await district.door.does(who.id, look)).kind).toBe('done');
    expect(JSON.stringify(await cardFor(district, district.people.asker, id))).not.toMatch(
      /answered|differs/,
    );
  });

  it('nobody answers for another party', async () => {
    const { steward, second, asker } = district.people;
    for (const [who, part] of [
      [steward, 'data_analyst'],
      [analyst, 'holder'],
      [second, 'holder'],
      [second, 'data_analyst'],
      [asker, 'data_analyst'],
      [steward, 'superintendent'],
    ] as const) {
      const subject = { id, part, area: '0' };
      const tried = sends(district, who, 'request.checklist', subject, { r1: 'yes' });
      await expect(tried, `${who.name} as ${part}`).rejects.toThrow(/did not open/);
    }
    expect(await district.store.db.releaseCheck.count({ where: { release: { requestId: id } } })).toBe(0);
  });
});

it('R066, R094: a new version opens it again with the earlier answers offered, and the whole way leads to the close', async () => {
  const { steward, second } = district.people;
  await answersAll(steward);
  await answersAll(analyst);
  await answers(analyst, 'Validity', { v7: 'na', v7_note: 'There are none.' });
  await presses(district, steward, id, 'Finish the checklist');
  await fills(district, second, id, 'Send back', { reasons: 'A column is too fine.' });
  await made();
  expect(await stepOf(district, id)).toBe('checklist');
  const open = await district.door.opens(analyst.id, 'request.checklist', {
    id,
    part: 'data_analyst',
    area: '1',
  });
  expect(open.form.values).toMatchObject({ v1: 'yes', v7: 'na', v7_note: 'There are none.' });
  expect(await labels(steward)).not.toContain('Finish the checklist');
  for (const who of [steward, analyst]) for (const area of areas) await answers(who, area, {});
  await presses(district, steward, id, 'Finish the checklist');
  const { ask_small_groups, ...atHigh } = checks;
  expect(ask_small_groups).toBe('yes');
  await fills(district, second, id, 'Pass', atHigh);
  await clear(district, district.people.asker);
  await fills(district, steward, id, 'Send', { method: 'sftp', mark });
  await presses(district, steward, id, 'Close');
  const { state } = await district.store.db.dataRequest.findUniqueOrThrow({ where: { id } });
  expect(state).toBe('closed');
  expect(await auditOf(district, id)).toContain('request.checklist-finished');
  const kept = await district.store.db.releaseCheck.groupBy({
    by: ['releaseId', 'part'],
    _count: true,
    where: { release: { requestId: id } },
  });
  expect(kept.map(({ _count }) => _count)).toEqual([18, 18, 18, 18]);
}, 60_000);
