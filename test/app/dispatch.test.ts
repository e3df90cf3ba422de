import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Feature, FormHandler } from '../../src/app/feature.ts';
import { fields } from '../../src/chat/form.ts';
import { encodeToken } from '../../src/chat/form-token.ts';
import type { Reply } from '../../src/chat/interaction.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type FrontDoor, frontDoor } from '../support/front-door.ts';
import { givenPerson } from '../support/people.ts';
import { legacyPolicy } from '../support/policy.ts';

const noteFields = fields({
  words: { kind: 'text', label: 'Words', max: 40 },
  email: { kind: 'text', label: 'E-mail', max: 40, format: 'email', optional: true, scan: false },
  reader: { kind: 'person', label: 'Reader', optional: true },
});

/** A toy room: a note is one row, `refuse` and `break` are what they say. */
const write: FormHandler<typeof noteFields> = {
  id: 'note.write',
  access: 'everyone',
  open: async (_ask, subject) =>
    subject.shut
      ? { refused: 'The note is closed.' }
      : { title: 'Note', submit: 'Keep', intro: [], fields: noteFields, values: {} },
  submit: async (act, _subject, { words }) => {
    await act.tx.db.setting.create({ data: { key: `note:${words}`, value: act.actor.id } });
    act.tx.audit({ what: 'note.written', facts: { length: words.length } });
    if (words === 'break') throw new Error(`secret ${words}`);
    if (words === 'refuse') return { kind: 'refused', text: 'Too late.' };
    if (words === 'again') return { kind: 'invalid', errors: { words: 'Try other words.' } };
    return { kind: 'done', text: 'Kept.', about: { kind: 'note', id: words.replace(/\d/g, '#') } };
  },
};

const toy: Feature = {
  room: 'toy',
  commands: [
    { name: 'note', summary: 'Write a note', bare: async (ask) => ask.house.openForm(ask, 'note.write', {}) },
  ],
  words: [
    {
      command: 'note',
      word: 'secrets',
      summary: 'For HR',
      access: { anyOf: ['hr'] },
      run: async () => ({ kind: 'done', tone: 'good', text: 'Here.' }),
    },
  ],
  forms: [write],
  actions: [
    {
      id: 'note.count',
      access: 'everyone',
      run: async (act, payload) => {
        await act.tx.db.setting.create({ data: { key: `count:${payload.n}`, value: '' } });
        return { kind: 'done', text: 'Counted.' };
      },
    },
    { id: 'note.hr', access: { anyOf: ['hr'] }, run: async () => ({ kind: 'done', text: 'Done.' }) },
  ],
  cases: [
    {
      kind: 'note',
      pattern: /^N-/,
      find: async () => undefined,
      card: async (_ask, id) => ({ audience: 'person', title: `Note ${id}`, blocks: [], actions: [] }),
    },
  ],
};

let database: TestDatabase;
let door: FrontDoor;
let ann: string;
const logged: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const policy = await legacyPolicy();
  ann = (await givenPerson(database.store, { name: 'Ann Example' })).id;
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  door = frontDoor({
    store: database.store,
    policy,
    clock: fixedClock('2026-11-20T16:00:00Z'),
    features: [toy],
    log,
  });
});

afterAll(() => database.drop());

async function counts() {
  const { db } = database.store;
  return { notes: await db.setting.count(), once: await db.once.count(), audit: await db.auditEntry.count() };
}

/** Runs `act` and says whether anything at all was stored. */
async function unchangedBy(act: () => Promise<Reply>): Promise<Reply> {
  const before = await counts();
  const reply = await act();
  expect(await counts()).toEqual(before);
  return reply;
}

describe('a form', () => {
  it('is kept once, audited once, and a repeat shows the case as it stands', async () => {
    const open = await door.opens(ann, 'note.write');
    const before = await counts();
    expect(await door.sends(ann, open, { words: 'once' })).toMatchObject({
      kind: 'done',
      tone: 'good',
      text: 'Kept.',
    });
    expect(await counts()).toEqual({
      notes: before.notes + 1,
      once: before.once + 1,
      audit: before.audit + 1,
    });
    const again = await unchangedBy(() => door.sends(ann, open, { words: 'once' }));
    expect(again).toMatchObject({
      text: expect.stringContaining('already done'),
      card: { title: 'Note once' },
    });
  });

  it.each([
    ['the form is closed by then', { subject: { shut: 'yes' } }, { words: 'kept once' }],
    ['what it says would not pass any more', {}, { words: 'kept once', email: 'not an address' }],
    ['the plan has changed since', { policy: 'an older plan' }, { words: 'kept once' }],
  ])('that comes again answers with the case as it stands, even where %s', async (why, change, values) => {
    const open = await door.opens(ann, 'note.write');
    await door.sends(ann, open, { words: `kept: ${why}`.slice(0, 40) });
    const token = encodeToken({ ...open.token, ...change });
    const again = await unchangedBy(() => door.does(ann, { kind: 'submit', token, values }));
    expect(again).toMatchObject({ tone: 'good', text: expect.stringContaining('already done') });
  });

  it('sent twice at the same moment is kept once', async () => {
    const open = await door.opens(ann, 'note.write');
    const replies = await Promise.all([1, 2, 3].map(() => door.sends(ann, open, { words: 'race' })));
    const texts = replies.map((reply) => (reply.kind === 'done' ? reply.text : reply.kind));
    expect(texts.filter((text) => text === 'Kept.')).toHaveLength(1);
    expect(texts.filter((text) => text.includes('already done'))).toHaveLength(2);
    expect(await database.store.db.setting.count({ where: { key: 'note:race' } })).toBe(1);
  });

  it('comes back with values and messages when refused, leaves no row, and its correction goes through', async () => {
    const open = await door.opens(ann, 'note.write');
    const typed = { words: 'again', email: ' not an address ' };
    const first = await unchangedBy(() => door.sends(ann, open, typed));
    expect(first).toMatchObject({
      kind: 'invalid',
      open: { form: { values: typed }, errors: { email: expect.any(String) } },
    });
    const second = await unchangedBy(() => door.sends(ann, open, { words: 'again' }));
    expect(second).toMatchObject({ kind: 'invalid', open: { errors: { words: 'Try other words.' } } });
    expect(await door.sends(ann, open, { words: 'corrected' })).toMatchObject({ text: 'Kept.' });
  });

  it('that a rule refuses stores nothing, not even what was written before the refusal', async () => {
    const open = await door.opens(ann, 'note.write');
    const reply = await unchangedBy(() => door.sends(ann, open, { words: 'refuse' }));
    expect(reply).toMatchObject({ kind: 'done', tone: 'warning', text: 'Too late.' });
  });

  it('keeps what was typed when we break, and says a reference that the log carries without the words', async () => {
    const open = await door.opens(ann, 'note.write');
    const reply = await unchangedBy(() => door.sends(ann, open, { words: 'break' }));
    if (reply.kind !== 'invalid') throw new Error('expected the form back');
    expect(reply.open.form.values).toEqual({ words: 'break' });
    const note = reply.open.form.intro[0];
    const reference = /reference: (\w+)/.exec(note?.kind === 'note' ? note.text : '')?.[1];
    const line = logged.find((one) => reference && one.includes(reference));
    expect(line).toBeDefined();
    expect(line).not.toContain('secret');
  });

  it('R040: with student data comes back with the words marked, neither stored nor logged; the writer may overrule, on record', async () => {
    const open = await door.opens(ann, 'note.write');
    const typed = { words: 'about 529-12-3456' };
    const reply = await unchangedBy(() => door.sends(ann, open, typed));
    if (reply.kind !== 'invalid') throw new Error('expected the form back');
    expect(reply.open.marked).toEqual({ words: ['529-12-3456'] });
    expect(reply.open.errors.words).toContain('529-12-3456');
    expect(Object.keys(reply.open.form.fields)).toContain('not_a_student');
    expect(logged.join('')).not.toContain('529-12-3456');
    expect(await door.sends(ann, reply.open, { ...typed, not_a_student: true })).toMatchObject({
      text: 'Kept.',
    });
    const lines = await database.store.db.auditEntry.findMany();
    expect(lines.some(({ line }) => line.includes('student-data.overruled'))).toBe(true);
    expect(lines.some(({ line }) => line.includes('529-12-3456'))).toBe(false);
  });

  it('that comes back names the people chosen in it', async () => {
    const open = await door.opens(ann, 'note.write');
    const reply = await door.sends(ann, open, { words: '', reader: ann });
    expect(reply).toMatchObject({ kind: 'invalid', open: { names: { [ann]: 'Ann Example' } } });
  });

  it('drawn under an older plan comes back with its answers and a word about it', async () => {
    const open = await door.opens(ann, 'note.write');
    const old = { ...open, token: { ...open.token, policy: 'an older plan' } };
    const reply = await unchangedBy(() => door.sends(ann, old, { words: 'patient' }));
    expect(reply).toMatchObject({ kind: 'invalid', open: { form: { values: { words: 'patient' } } } });
    if (reply.kind !== 'invalid') throw new Error('expected the form back');
    expect(await door.sends(ann, reply.open, { words: 'patient' })).toMatchObject({ text: 'Kept.' });
  });

  it('is drawn again for the person on submit, so a closed case refuses it', async () => {
    const open = await door.opens(ann, 'note.write');
    const token = encodeToken({ ...open.token, subject: { shut: 'yes' } });
    const reply = await unchangedBy(() =>
      door.does(ann, { kind: 'submit', token, values: { words: 'late' } }),
    );
    expect(reply).toMatchObject({ tone: 'warning', text: 'The note is closed.' });
  });
});

describe('bad input gets a clear answer and an unchanged database', () => {
  it.each([
    ['a tampered token', { kind: 'submit', token: 'eyJmIjoi', values: {} }, 'damaged or too old'],
    ['an unknown button', { kind: 'action', id: 'drop.tables', payload: {} }, 'older version'],
    ['another role’s button', { kind: 'action', id: 'note.hr', payload: {} }, 'not for your role'],
    ['an unknown form', { kind: 'open-form', form: 'no.such', subject: {} }, 'older version'],
    ['an unknown page', { kind: 'document', document: 'no.such', subject: {} }, 'no such page'],
    ['an unknown command', { kind: 'command', name: 'notes', text: '' }, 'Did you mean “/note”?'],
    [
      'an unknown word',
      { kind: 'command', name: 'safekeep', text: 'hlep' },
      'Did you mean “/safekeep help”?',
    ],
    ['another role’s word', { kind: 'command', name: 'note', text: 'secrets' }, 'not open to your role'],
  ] as const)('%s', async (_what, interaction, says) => {
    const reply = await unchangedBy(() => door.does(ann, interaction));
    expect(reply).toMatchObject({ kind: 'done', text: expect.stringContaining(says) });
  });

  it('a NUL in a text', async () => {
    const open = await door.opens(ann, 'note.write');
    const reply = await unchangedBy(() => door.sends(ann, open, { words: 'a\u0000b' }));
    expect(reply).toMatchObject({
      kind: 'invalid',
      open: { errors: { words: expect.stringContaining('invisible') } },
    });
  });
});

describe('typed words that hold student data (R040)', () => {
  const typed = { name: 'Jo', text: 'Doe 01/02/2015 failed' };
  const line = { kind: 'command', ...typed } as const;
  const lines = [
    line,
    { kind: 'command', name: 'note', text: 'Jo Doe 01/02/2015' },
    { kind: 'command', name: '', text: `${'x'.repeat(50)} 529-12-3456` },
  ] as const;

  it.each(lines)('are neither answered with, nor logged, nor stored (%#)', async (interaction) => {
    for (const surface of ['slack', 'teams', 'web'] as const) {
      const reply = await unchangedBy(() => door.does(ann, interaction, undefined, surface));
      expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
      expect(JSON.stringify(reply)).toContain('looks like student data');
      expect(JSON.stringify(reply)).not.toMatch(/Doe|2015|529/);
    }
    // a time may hold the same figures
    expect(logged.join('').replaceAll(/"time":\d+/g, '')).not.toMatch(/Doe|2015|529/);
  });

  it.each([
    ['teams', true],
    ['slack', false],
    ['web', false],
  ] as const)('on %s, to be deleted by whoever typed them: %s', async (surface, isKept) => {
    const reply = await door.does(ann, line, undefined, surface);
    const text = reply.kind === 'done' ? reply.text : '';
    expect(text.endsWith(' Please delete your message: Teams keeps it.')).toBe(isKept);
    expect(text.includes('delete')).toBe(isKept);
  });
});

describe('an unknown command', () => {
  it('is answered in the way that commands are typed there', async () => {
    const line = { kind: 'command', name: 'notes', text: '' } as const;
    const inTeams = await door.does(ann, line, undefined, 'teams');
    expect(inTeams).toMatchObject({ text: 'There is no command “notes”. Did you mean “note”?' });
    const inSlack = await door.does(ann, line, undefined, 'slack');
    expect(inSlack).toMatchObject({ text: 'There is no command “/notes”. Did you mean “/note”?' });
  });
});

describe('talk that begins no command', () => {
  it('is answered with what can be typed', async () => {
    const long = { kind: 'command', name: '', text: 'x'.repeat(60) } as const;
    const reply = await unchangedBy(() => door.does(ann, long));
    expect(reply).toMatchObject({
      text: expect.stringContaining('commands'),
      card: { title: 'What you can type' },
    });
    expect(JSON.stringify(reply)).not.toContain('xxx');
  });
});

describe('a button', () => {
  it('delivered twice acts once', async () => {
    expect(await door.presses(ann, 'note.count', { n: '1' }, 'delivery-1')).toMatchObject({
      text: 'Counted.',
    });
    const again = await unchangedBy(() => door.presses(ann, 'note.count', { n: '2' }, 'delivery-1'));
    expect(again).toMatchObject({ text: expect.stringContaining('already done') });
  });
});

describe('a button pressed once and delivered several times at the same moment', () => {
  it('acts once, even where nothing but the key stands in the way', async () => {
    const replies = await Promise.all(
      ['a', 'b', 'c'].map((n) => door.presses(ann, 'note.count', { n }, 'delivery-2')),
    );
    const texts = replies.map((reply) => (reply.kind === 'done' ? reply.text : reply.kind));
    expect(texts.filter((text) => text === 'Counted.')).toHaveLength(1);
    expect(texts.filter((text) => text.includes('already done'))).toHaveLength(2);
    const counted = await database.store.db.setting.count({
      where: { key: { in: ['count:a', 'count:b', 'count:c'] } },
    });
    expect(counted).toBe(1);
  });
});

describe('reading writes nothing', () => {
  it.each(['/safekeep', '/safekeep help', '/safekeep tasks', '/note'])('%s', async (line) => {
    const reply = await unchangedBy(() => door.types(ann, line));
    expect(['card', 'form']).toContain(reply.kind);
  });

  it('and a stranger gets one sentence', async () => {
    const reply = await unchangedBy(() => door.types('nobody', '/safekeep'));
    expect(reply).toMatchObject({
      kind: 'done',
      tone: 'danger',
      text: expect.stringContaining('district roster'),
    });
  });
});
