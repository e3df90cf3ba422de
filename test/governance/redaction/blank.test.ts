import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Feature } from '../../../src/app/feature.ts';
import type { Person } from '../../../src/app/person.ts';
import { blankedNotice } from '../../../src/governance/redaction/commands/told.ts';
import { feature } from '../../../src/governance/redaction/feature.ts';
import { fieldName, firstWords } from '../../../src/governance/redaction/rules/choices.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { verifyAudit } from '../../../src/store/audit.ts';
import { readTexts, writeTexts } from '../../../src/store/texts.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { arrange, askAs, givenPerson, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

/** A toy case: DR-1042 is one, seen by its writer and the Student Data Manager; its card shows what it holds. */
function toyCases(writerId: () => string): Feature {
  const kind = 'toy';
  const draw = (words: string) => ({
    audience: 'person' as const,
    title: 'DR-1042',
    blocks: [{ kind: 'text' as const, text: words }],
    actions: [],
    about: { kind, id: 'case-1' },
  });
  const isSeenBy = (person: Person) =>
    person.id === writerId() || person.roles.includes('student_data_manager');
  return {
    room: kind,
    cases: [
      {
        kind,
        pattern: /^DR-\d{4}$/,
        find: async (ask, reference) => {
          return isSeenBy(ask.actor) && reference === 'DR-1042'
            ? { id: 'case-1', card: draw('as it stood') }
            : undefined;
        },
        card: async (ask, id) => {
          if (!isSeenBy(ask.actor)) return undefined;
          const texts = (await readTexts(ask.reader, kind, [id])).get(id);
          return draw(texts?.purpose?.body ?? '[blanked]');
        },
      },
    ],
  };
}

let database: TestDatabase;
let world: World;
let door: FrontDoor;
let manager: Person;
let writer: Person;

const secret = 'For the meeting about Robin Example, student 4471120';

beforeAll(async () => {
  database = await testDatabase();
  const features = [feature, toyCases(() => writer.id)];
  world = {
    store: database.store,
    policy: await legacyPolicy(),
    clock: fixedClock('2026-08-03T15:00:00Z'),
    features,
  };
  door = frontDoor({ ...world, features });
  manager = await givenPerson(world.store, { name: 'Sam Datum', roles: ['student_data_manager'] });
  writer = await givenPerson(world.store, { name: 'Wren Writer', roles: ['it_security_manager'] });
  await arrange(world.store, (tx) =>
    writeTexts(tx, { kind: 'toy', id: 'case-1' }, writer.id, { title: 'A title', purpose: secret }),
  );
});
afterAll(() => database.drop());

async function openedForm() {
  const reply = await door.types(manager.id, '/safekeep blank dr-1042');
  if (reply.kind !== 'form') throw new Error('the form did not open');
  const field = reply.open.form.fields.text;
  if (field?.kind !== 'choice') throw new Error('no choice of texts');
  return { open: reply.open, options: field.options };
}

describe('blanking a text', () => {
  it('is for the Student Data Manager only', async () => {
    expect(await door.types(writer.id, '/safekeep blank DR-1042')).toMatchObject({
      tone: 'warning',
      text: expect.stringContaining('not open to your role'),
    });
    await expect(door.opens(writer.id, 'redaction.blank', { reference: 'DR-1042' })).rejects.toThrow(/role/);
  });

  it.each([
    ['/safekeep blank', 'Type its reference'],
    ['/safekeep blank DR-9999', 'There is no DR-9999'],
  ])('%s is answered with what to do', async (typed, says) => {
    expect(await door.types(manager.id, typed)).toMatchObject({
      tone: 'warning',
      text: expect.stringContaining(says),
    });
  });

  it('offers each text by its field and first words, with who wrote it', async () => {
    const { options } = await openedForm();
    expect(options.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Title: A title', `Purpose: ${secret}`]),
    );
    expect(options[0]?.description).toContain('Wren Writer');
  });

  it('empties it for good: card, search and audit trail hold no word of it, and the chain stays whole', async () => {
    const { open, options } = await openedForm();
    const text = options.find(({ label }) => label.startsWith('Purpose'))?.value ?? '';
    const before = await database.store.db.caseText.findUniqueOrThrow({ where: { id: text } });
    const reply = await door.sends(manager.id, open, { text, reason: 'identifier', sure: true });
    expect(reply).toMatchObject({ tone: 'good', card: { blocks: [{ text: '[blanked]' }] } });

    const row = await database.store.db.caseText.findUniqueOrThrow({ where: { id: text } });
    expect(row).toMatchObject({ body: null, blankedById: manager.id, hash: before.hash });
    const lines = (await database.store.db.auditEntry.findMany()).map(({ line }) => line).join('\n');
    expect(lines).toContain(text);
    expect(lines).toContain(before.hash);
    expect(lines).toContain('identifier');
    expect(lines).not.toMatch(/Robin|4471120/);
    expect(await verifyAudit(database.store, undefined)).toMatchObject({ ok: true });
  });

  it('tells the writer kindly, without the words', async () => {
    const [row, ...others] = await database.store.db.outbox.findMany({ where: { personId: writer.id } });
    expect(others).toEqual([]);
    expect(JSON.stringify(row?.facts)).not.toMatch(/Robin/);
    const notice = { caseId: row?.caseId ?? undefined, facts: row?.facts as Record<string, string> };
    const card = await drawNotice(
      [blankedNotice],
      'redaction.blanked',
      await askAs(world, writer.id),
      notice,
    );
    expect(card?.title).toBe('A text of yours in DR-1042 was blanked');
    expect(JSON.stringify(card)).toContain(
      'Sam Datum blanked what you wrote under “Purpose” on August 3, 2026',
    );
    expect(JSON.stringify(card)).not.toMatch(/Robin/);
    const other = await givenPerson(world.store);
    expect(
      await drawNotice([blankedNotice], 'redaction.blanked', await askAs(world, other.id), notice),
    ).toBeUndefined();
  });

  it('a blanked text is offered no more, and a case without words says so', async () => {
    const last = await openedForm();
    const text = last.options[0]?.value ?? '';
    const first = await door.sends(manager.id, last.open, { text, reason: 'confidential', sure: true });
    expect(first).toMatchObject({ tone: 'good' });
    expect(await door.types(manager.id, '/safekeep blank DR-1042')).toMatchObject({
      tone: 'warning',
      text: expect.stringContaining('no text that could be blanked'),
    });
  });

  it('two managers at once: one blanks, the other is told', async () => {
    const second = await givenPerson(world.store, { roles: ['student_data_manager'] });
    await arrange(world.store, (tx) =>
      writeTexts(tx, { kind: 'toy', id: 'case-1' }, writer.id, { purpose: 'Once more' }),
    );
    const forms = await Promise.all(
      [manager, second].map(async ({ id }) => ({
        id,
        open: await door.opens(id, 'redaction.blank', { reference: 'DR-1042' }),
      })),
    );
    const field = forms[0]?.open.form.fields.text;
    const text = (field?.kind === 'choice' && field.options[0]?.value) || '';
    const replies = await Promise.all(
      forms.map(({ id, open }) => door.sends(id, open, { text, reason: 'confidential', sure: true })),
    );
    const tones = replies.map((reply) => (reply.kind === 'done' ? reply.tone : reply.kind));
    expect(tones.filter((tone) => tone === 'good')).toHaveLength(1);
    const audited = (await database.store.db.auditEntry.findMany()).filter(({ line }) =>
      line.includes(`${text}`),
    );
    expect(audited.filter(({ line }) => line.includes('text.blanked'))).toHaveLength(1);
  });
});

describe('how a text is called', () => {
  it.each([
    ['question:6c0f', 'Question'],
    ['hand_over_note', 'Hand over note'],
    ['title', 'Title'],
  ])('%s reads %s', (field, name) => {
    expect(fieldName(field)).toBe(name);
  });

  it('is never longer than an option may be, and never ends in half an emoji', () => {
    for (const body of ['x'.repeat(500), '🦉'.repeat(60), `a${'🦉'.repeat(60)}`]) {
      const label = firstWords('title', body);
      expect(label.length).toBeLessThanOrEqual(75);
      expect(label).not.toMatch(/\p{Surrogate}/u);
    }
  });
});
