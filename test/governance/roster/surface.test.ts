import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { plainText } from '../../../src/chat/plain-text.ts';
import { feature } from '../../../src/governance/roster/feature.ts';
import { runJob } from '../../../src/jobs/run-job.ts';
import { fileOf, type Invented, inventedStaff, type StaffCells, staffFile } from '../../fixtures/roster.ts';
import { askAs, givenPerson, sceneOf } from '../../support/people.ts';
import { everybody, personOf, type RosterWorld, rosterWorld } from './world.ts';

let world: RosterWorld;

beforeAll(async () => {
  world = await rosterWorld();
});
beforeEach(() => world.beginsAnew());
afterAll(() => world.database.drop());

const people = inventedStaff(30);
const at = (n: number) => people[n] as Invented;

function staff(
  who: readonly Invented[] = people,
  but: Readonly<Record<number, StaffCells>> = {},
): Promise<string> {
  const byKey = Object.fromEntries(Object.entries(but).map(([n, cells]) => [at(Number(n)).key, cells]));
  return fileOf('staff_ext.csv', staffFile(who, byKey));
}

function cardOf(reply: Reply): Card {
  const card = reply.kind === 'card' || reply.kind === 'done' ? reply.card : undefined;
  if (!card) throw new Error(`no card: ${JSON.stringify(reply)}`);
  return card;
}

async function page(importId: string, document = 'roster.diff', who = world.hr.id) {
  const reply = await world.door.does(who, { kind: 'document', document, subject: { import: importId } });
  return reply.kind === 'document' ? reply.document : undefined;
}

describe('a file that waits, as Human Resources meets it', () => {
  it('is told to everybody there, stands on their lists, and its card counts what it would do', async () => {
    const colleague = await givenPerson(world.store, {
      name: 'Omar Benslimane',
      roles: ['hr'],
      personType: 'volunteer',
    });
    await world.imports(await staff());
    await world.store.db.outbox.deleteMany();
    const staged = await world.stages(
      await staff([...people.slice(0, 29), ...inventedStaff(2, 3)], { 9: { role: 'Principal' } }),
    );
    const told = await world.store.db.outbox.findMany({ where: { notice: 'roster.staged' } });
    expect(told.map((row) => row.personId).sort()).toEqual([world.hr.id, colleague.id].sort());
    expect(JSON.stringify(told)).not.toMatch(/staff_ext|Principal/);
    const ask = await askAs(world, world.hr.id);
    const notice = feature.notices?.find((one) => one.id === 'roster.staged');
    const drawn = await notice?.render?.(ask, { caseId: staged.id, facts: {} });
    expect(plainText(drawn as Card)).toContain('2 new, 1 changed, 1 gone');
    const home = cardOf(await world.door.does(world.hr.id, { kind: 'home' }));
    expect(plainText(home)).toContain('A roster file waits for your yes: 2 new, 1 changed, 1 gone');
    const card = cardOf(await world.door.types(world.hr.id, '/safekeep roster'));
    expect(card.status?.label).toBe('Waits for your yes');
    expect(card.actions.map((action) => action.label)).toEqual([
      'Say yes',
      'See every change',
      'Refuse the file',
    ]);
  });

  it('its page lists every change before and after, who is gone and what is amiss; the spreadsheet has all', async () => {
    await world.imports(await staff());
    const staged = await world.stages(
      await staff([...people.slice(0, 29), ...inventedStaff(2, 3)], {
        ...{
          9: { role: 'Principal', supervisor_email: at(2).email },
          8: { supervisor_email: 'nobody@legacyprep.example' },
        },
      }),
    );
    const document = await page(staged.id);
    if (document?.kind !== 'page') throw new Error('no page');
    const tables = document.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
    expect(tables.map((table) => table.caption)).toEqual(['Gone: 1', 'Changed: 1', 'New: 2', 'Where']);
    expect(tables[0]?.rows).toEqual([
      [`${at(29).first} ${at(29).last}`, at(29).title, at(29).school, 'not in the file any more', ''],
    ]);
    const name = `${at(9).first} ${at(9).last}`;
    expect(tables[1]?.rows).toEqual(expect.arrayContaining([[name, 'Title', at(9).title, 'Principal']]));
    expect(tables[3]?.rows).toContainEqual([
      `${at(8).first} ${at(8).last}`,
      'have a supervisor whom nobody knows',
      'staff_ext.csv',
      '10',
    ]);
    const file = await page(staged.id, 'roster.diff-csv');
    if (file?.kind !== 'file') throw new Error('no file');
    const lines = file.content.trim().split('\r\n');
    expect(lines.filter((line) => line.startsWith('new,'))).toHaveLength(2);
    expect(lines.find((line) => line.startsWith('changed,') && line.includes('Title'))).toContain(
      `${at(9).title},Principal`,
    );
    expect(lines.find((line) => line.startsWith('amiss,') && line.includes('nobody knows'))).toContain(
      'line 10',
    );
  });

  it('saying yes to a small file changes the roster at once; the reply and the card say so', async () => {
    await world.imports(await staff());
    const staged = await world.stages(await staff(people.slice(0, 29), { 9: { role: 'Principal' } }));
    const form = await world.door.opens(world.hr.id, 'roster.confirm', { import: staged.id });
    expect(Object.keys(form.form.fields)).toEqual(['gone', 'looked']);
    const reply = await world.door.sends(world.hr.id, form, { gone: 'later', looked: true });
    expect(reply).toMatchObject({
      kind: 'done',
      tone: 'good',
      text: expect.stringContaining('waits on your list'),
    });
    expect(cardOf(reply).status?.label).toBe('Applied');
    expect(await personOf(world, at(9).email)).toMatchObject({ title: 'Principal' });
    const home = plainText(cardOf(await world.door.does(world.hr.id, { kind: 'home' })));
    expect(home).toContain('1 person gone from the roster file: have they left?');
    const gone = cardOf(await world.door.presses(world.hr.id, 'roster.gone.list', {}));
    expect(plainText(gone)).toContain(`${at(29).first} ${at(29).last}`);
    expect(cardOf(await world.door.types(world.hr.id, '/safekeep roster gone')).title).toBe(gone.title);
  });

  it('nobody gets a yes in without having looked, nor, where the file lacks many, without its number', async () => {
    await world.imports(await staff());
    const staged = await world.stages(await staff(people.slice(0, 25)));
    const form = await world.door.opens(world.hr.id, 'roster.confirm', { import: staged.id });
    expect(form.form.fields.lacks?.label).toContain('lacks 5 of 30 people (16.7 %)');
    expect(await world.door.sends(world.hr.id, form, { gone: 'all', lacks: '5' })).toMatchObject({
      ...{ kind: 'invalid', open: { errors: { looked: expect.any(String) } } },
    });
    expect(
      await world.door.sends(world.hr.id, form, { gone: 'all', lacks: '4', looked: true }),
    ).toMatchObject({
      ...{ kind: 'invalid', open: { errors: { lacks: 'Type 5 if the file is whole.' } } },
    });
    expect((await everybody(world)).every((one) => one.status === 'active')).toBe(true);
    const reply = await world.door.sends(world.hr.id, form, { gone: 'all', lacks: '5', looked: true });
    expect(reply).toMatchObject({ kind: 'done', tone: 'good' });
    expect((await everybody(world)).filter((one) => one.status === 'left')).toHaveLength(5);
  });

  it('a large one is gone on with by the job, and whoever said yes is told', async () => {
    const staged = await world.stages(await fileOf('staff_ext.csv', staffFile(inventedStaff(1_200, 3))));
    const form = await world.door.opens(world.hr.id, 'roster.confirm', { import: staged.id });
    const reply = await world.door.sends(world.hr.id, form, { looked: true });
    expect(reply).toMatchObject({ kind: 'done', text: expect.stringContaining('you will be told') });
    expect(cardOf(reply).status?.label).toBe('Being applied');
    expect(await everybody(world)).toEqual([]);
    const [job] = feature.jobs ?? [];
    if (!job) throw new Error('no job');
    const scene = sceneOf(world);
    const report = await runJob({ store: world.store, scene, clock: world.clock }, job, world.clock.now());
    expect(report.did).toEqual(['the roster is changed: 1,200 new']);
    expect(await everybody(world)).toHaveLength(1_200);
    expect(await world.store.db.outbox.findMany({ where: { notice: 'roster.applied' } })).toMatchObject([
      { personId: world.hr.id, caseId: staged.id },
    ]);
    const again = await runJob({ store: world.store, scene, clock: world.clock }, job, world.clock.now());
    expect(again).toMatchObject({ did: [], notices: 0 });
  });

  it('a form opened before a newer file came refuses, and shows how it stands', async () => {
    await world.imports(await staff());
    const first = await world.stages(await staff(people, { 9: { role: 'Principal' } }));
    const form = await world.door.opens(world.hr.id, 'roster.confirm', { import: first.id });
    await world.stages(await staff(people, { 9: { role: 'Counselor' } }));
    const reply = await world.door.sends(world.hr.id, form, { looked: true });
    expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(cardOf(reply).status?.label).toBe('A newer file came');
  });
});

describe('whoever does not keep the roster', () => {
  it('sees no file, no page, no list and no notice of it', async () => {
    const other = await givenPerson(world.store, { roles: ['superintendent'], personType: 'volunteer' });
    const staged = await world.stages(await staff());
    expect(await page(staged.id, 'roster.diff', other.id)).toBeUndefined();
    expect(await page(staged.id, 'roster.diff-csv', other.id)).toBeUndefined();
    expect(await world.door.types(other.id, '/safekeep roster')).toMatchObject({
      kind: 'done',
      tone: 'warning',
    });
    expect(await world.door.presses(other.id, 'roster.refuse', { import: staged.id })).toMatchObject({
      tone: 'warning',
    });
    const form = await world.door.does(other.id, {
      kind: 'open-form',
      form: 'roster.confirm',
      subject: { import: staged.id },
    });
    expect(form).toMatchObject({ kind: 'done', tone: 'warning' });
    const notice = feature.notices?.find((one) => one.id === 'roster.staged');
    expect(
      await notice?.render?.(await askAs(world, other.id), { caseId: staged.id, facts: {} }),
    ).toBeUndefined();
    expect(plainText(cardOf(await world.door.does(other.id, { kind: 'home' })))).not.toContain('roster');
  });
});
