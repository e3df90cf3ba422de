/**
 * An exercise cannot touch anything real: a whole one is played beside a real case, and every other table, page, list and
 * yearly figure is to the letter what it was.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { Interaction } from '../../../src/chat/interaction.ts';
import { everyRow } from '../../support/every-row.ts';
import { reports, runs } from '../breaches/world.ts';
import { answers, begins, does, givenTown, looks, reads, type Town } from './exercise.ts';

/** What any act of anybody's adds to, and where exercises and the training they count as are kept. */
const own = /^drill(_[a-z]+)?$/;
const shared = ['audit_entry', 'audit_head', 'outbox', 'once', 'case_text', 'training_completion', 'job_run'];

let town: Town;
let before: readonly string[];
let shownBefore: ReadonlyMap<string, string>;

beforeAll(async () => {
  town = await givenTown();
  const { itsm, manager, head, teacher } = town.people;
  const real = await reports(town, teacher);
  await press(itsm, real, 'I look into it');
  before = await everyRow(town.store);
  shownBefore = await everythingReal();
  // The scenario with the most that could matter: a breach of thousands, told to nobody real.
  const id = await begins(
    town,
    'phished_administrator',
    { head: [head], families: [itsm], counsel: [town.people.executive] },
    { pace: 'one_minute' },
  );
  await answers(town, head, id, 'whose_desk', { chosen: 'superintendent' });
  town.clock.set(town.clock.now().add({ minutes: 1 }));
  await runs(town, 'drill-events');
  await answers(town, head, id, 'ruling', {
    ruling: 'breach',
    severity: 'critical',
    discovered: '2026-11-23T07:55',
  });
  await answers(town, town.people.executive, id, 'tell_now', { chosen: ['nobody'] });
  await does(town, head, id, 'Play that they are told', { how: 'By phone, and then in writing.' });
  await does(town, manager, id, 'Halt its clock');
  await does(town, manager, id, 'Go on');
  for (let n = 0; n < 3; n += 1) await does(town, manager, id, 'Next event now');
  await answers(town, itsm, id, 'talk', { chosen: ['own_data', 'fault'] });
  await does(town, manager, id, 'Write down what was learned', {
    kind: 'well',
    says: 'Everybody called at once.',
  });
  await does(town, manager, id, 'End it');
  expect((await looks(town, head, id)).status?.label).toContain('Ended');
  expect(await reads(town, head, 'drill.page', id)).toBeDefined();
  town.clock.set(town.clock.now().subtract({ minutes: 1 }));
}, 240_000);
afterAll(() => town?.database.drop());

async function press(who: Person, incident: string, label: string): Promise<void> {
  const reply = await town.door.does(who.id, { kind: 'look', about: { kind: 'incident', id: incident } });
  const action = reply.kind === 'card' ? reply.card.actions.find((one) => one.label === label) : undefined;
  if (action?.kind !== 'run') throw new Error(`no “${label}”`);
  await town.door.presses(who.id, action.id, action.payload);
}

/** What the plan has of real incidents, registers and figures, for whoever may read most of it. */
async function everythingReal(): Promise<ReadonlyMap<string, string>> {
  const { itsm, head, manager } = town.people;
  const shown = new Map<string, string>();
  const wanted: readonly Interaction[] = [
    ...['list', 'clocks', 'year'].map((text): Interaction => ({ kind: 'command', name: 'breach', text })),
    ...['breach.security-year', 'training.register', 'supervision.annual'].map(
      (document): Interaction => ({ kind: 'document', document, subject: {} }),
    ),
    { kind: 'command', name: 'safekeep', text: 'personal-data' },
    { kind: 'command', name: 'data-request', text: 'report' },
  ];
  for (const who of [itsm, head, manager])
    for (const interaction of wanted) {
      const reply = await town.door.does(who.id, interaction);
      shown.set(`${who.name} ${JSON.stringify(interaction)}`, JSON.stringify(reply));
    }
  return shown;
}

function tableOf(row: string): string {
  return row.slice(0, row.indexOf(':'));
}

describe('a whole exercise', () => {
  it('changes no row of any table but its own and what every act adds to', async () => {
    const real = (rows: readonly string[]) =>
      rows.filter((row) => !own.test(tableOf(row)) && !shared.includes(tableOf(row)));
    const after = await everyRow(town.store);
    expect(real(after)).toEqual(real(before));
    // It was really played: its own tables are full.
    const tables = new Set(after.map(tableOf).filter((table) => own.test(table)));
    expect([...tables].sort()).toEqual([
      ...['drill', 'drill_answer', 'drill_clock', 'drill_event', 'drill_inject', 'drill_note', 'drill_part'],
    ]);
  });

  it('adds to the shared ones only what bears its name', async () => {
    const { db } = town.store;
    const old = new Set(before);
    const added = (await everyRow(town.store)).filter((row) => !old.has(row));
    const texts = await db.caseText.groupBy({ by: ['caseKind'], where: { caseKind: { not: 'incident' } } });
    expect(texts.map(({ caseKind }) => caseKind).sort()).toEqual(['drill', 'training']);
    const sent = added.filter((row) => row.startsWith('outbox:'));
    expect(sent.length).toBeGreaterThan(3);
    for (const row of sent) expect(row).toContain('drill.');
    const { count } = await db.trainingCompletion
      .aggregate({ _count: true })
      .then(({ _count }) => ({ count: _count }));
    expect(count).toBe(3);
    // What came after the last entry about the real case.
    const lines = (await db.auditEntry.findMany({ orderBy: { seq: 'asc' } })).map(
      ({ line }) => JSON.parse(line) as { what: string; case?: { kind: string } },
    );
    const last = lines.findLastIndex((one) => one.case?.kind === 'incident');
    const since = lines.slice(last + 1).map(({ what }) => what.split('.')[0]);
    expect(last).toBeGreaterThan(0);
    expect(new Set(since)).toEqual(new Set(['drill', 'training']));
  });

  it('leaves every register, list, clock and yearly figure to the letter', async () => {
    const after = await everythingReal();
    for (const [what, text] of after) {
      // The credit is the one thing that an exercise is for, and the register says what it was.
      if (what.includes('training.register')) continue;
      expect(`${what} ${text}`).toBe(`${what} ${shownBefore.get(what)}`);
    }
  });

  it('stands in the training register as an exercise', async () => {
    const page = await town.door.does(town.people.manager.id, {
      ...{ kind: 'document', document: 'training.register-csv', subject: {} },
    });
    const text = JSON.stringify(page);
    expect(text).toContain('DRILL: an exercise');
    expect(text.match(/,exercise,confirmed/g)).toHaveLength(3);
  });
});
