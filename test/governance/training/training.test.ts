import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/interaction.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { recordDone } from '../../../src/governance/people/store/done.ts';
import { obligationsOf, openObligation } from '../../../src/governance/people/store/obligations.ts';
import { feature as training } from '../../../src/governance/training/feature.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { arrange, givenPerson } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

// Friday in Utah
const clock = fixedClock('2026-11-20T17:00:00Z');
let database: TestDatabase;
let door: FrontDoor;
let teacher: Person;
let principal: Person;
let manager: Person;
let stranger: Person;

beforeAll(async () => {
  database = await testDatabase();
  const policy = await legacyPolicy();
  door = frontDoor({ store: database.store, policy, clock, features: [people, training] });
});
afterAll(() => database.drop());

beforeEach(async () => {
  clock.set('2026-11-20T17:00:00Z');
  const { store } = database;
  principal = await givenPerson(store, { name: 'Paula Principal', building: 'Hill School' });
  teacher = await givenPerson(store, {
    name: 'Tina Teacher',
    jobTitle: 'Grade 3 teacher',
    supervisorId: principal.id,
    building: 'Hill School',
  });
  manager = await givenPerson(store, { name: 'Sam Manager', roles: ['student_data_manager'] });
  stranger = await givenPerson(store, { name: 'Otto Other' });
});

const good: RawValues = {
  course: 'fundamentals',
  completed_on: '2026-11-19',
  starts_at: '3:30 pm',
  location: 'Library',
  agenda: 'Passwords and phishing',
  evidence: 'Sign-in sheet 4',
};

async function logs(who: Person, values: RawValues = {}): Promise<Reply> {
  const open = await door.opens(who.id, 'training.log');
  return door.sends(who.id, open, { ...good, ...values });
}

function payloadOf(reply: Reply, label: string): { id: string; payload: Record<string, string> } {
  const card = reply.kind === 'done' || reply.kind === 'card' ? reply.card : undefined;
  const listed = card?.blocks.flatMap((block) =>
    block.kind === 'list' ? block.items.flatMap((item) => item.action ?? []) : [],
  );
  const action = [...(card?.actions ?? []), ...(listed ?? [])].find((one) => one.label === label);
  if (action?.kind === 'run') return { id: action.id, payload: { ...action.payload } };
  if (action?.kind === 'open-form') return { id: action.form, payload: { ...action.subject } };
  throw new Error(`no button “${label}” in ${JSON.stringify(reply)}`);
}

async function completionOf(who: Person): Promise<string> {
  const row = await database.store.db.trainingCompletion.findFirstOrThrow({
    where: { personId: who.id },
    orderBy: { loggedAt: 'desc' },
  });
  return row.id;
}

const notices = (who: Person) =>
  database.store.db.outbox.findMany({ where: { personId: who.id }, select: { notice: true } });

function owes(who: Person, dueOn = '2026-12-20') {
  return arrange(database.store, (tx) =>
    openObligation(tx, {
      personId: who.id,
      duty: 'fundamentals',
      dueOn: Temporal.PlainDate.from(dueOn),
      rule: 'a test',
    }),
  );
}

const open = async (who: Person) =>
  (await obligationsOf(database.store, who.id)).filter(({ metAt }) => !metAt).map(({ duty }) => duty);

describe('R016: a training is kept with name, role, date, time, location and agenda', () => {
  it('logged by hand it waits for the supervisor, who is asked; confirmed it meets what was owed', async () => {
    await owes(teacher);
    const logged = await logs(teacher);
    expect(logged).toMatchObject({ kind: 'done', tone: 'good', card: { status: { tone: 'warning' } } });
    for (const fact of [
      'Tina Teacher',
      'Grade 3 teacher',
      'November 19, 2026',
      '3:30 PM',
      'Library',
      'Passwords',
    ])
      expect(JSON.stringify(logged)).toContain(fact);
    expect(await open(teacher)).toEqual(['fundamentals']);
    expect(await notices(principal)).toEqual([{ notice: 'training.to-confirm' }]);

    const list = await door.types(principal.id, '/training waiting');
    const look = payloadOf(list, 'Look');
    const seen = await door.presses(principal.id, look.id, look.payload);
    const confirm = payloadOf(seen, 'Confirm');
    const done = await door.presses(principal.id, confirm.id, confirm.payload);
    expect(done).toMatchObject({ kind: 'done', tone: 'good', card: { status: { label: 'Completed' } } });
    expect(await open(teacher)).toEqual([]);
    expect(await notices(teacher)).toEqual([{ notice: 'training.decided' }]);
  });

  it('what Human Resources recorded from paper is among their trainings', async () => {
    const done = { duty: 'fundamentals', ref: 'paper', way: 'paper' } as const;
    const doneOn = Temporal.PlainDate.from('2026-08-20');
    await arrange(database.store, (tx) => recordDone(tx, { personId: teacher.id, ...done, doneOn }));
    const mine = await door.does(teacher.id, { kind: 'command', name: 'training', text: '' });
    expect(JSON.stringify(mine)).toContain('August 20, 2026, recorded by Human Resources');
    expect(
      JSON.stringify(await door.does(stranger.id, { kind: 'command', name: 'training', text: '' })),
    ).not.toContain('Recorded from paper');
  });

  it('nobody confirms their own, whatever role they hold', async () => {
    await logs(manager);
    const payload = { completion: await completionOf(manager) };
    const mine = await door.presses(manager.id, 'training.show', payload);
    expect(JSON.stringify(mine)).not.toContain('training.confirm');
    expect(await door.presses(manager.id, 'training.confirm', payload)).toMatchObject({
      kind: 'done',
      tone: 'warning',
    });
  });

  it('is nobody else’s to see', async () => {
    await logs(teacher);
    const payload = { completion: await completionOf(teacher) };
    const shown = JSON.stringify(await door.presses(stranger.id, 'training.show', payload));
    expect(shown).not.toContain('Tina');
    expect(
      await door.does(stranger.id, {
        kind: 'document',
        document: 'training.certificate',
        subject: payload,
      }),
    ).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(
      await door.does(stranger.id, { kind: 'document', document: 'training.register', subject: {} }),
    ).toMatchObject({ tone: 'warning' });
  });

  it.each([
    ['a future day', { completed_on: '2026-11-21' }, 'completed_on'],
    ['a day before the hiring', { completed_on: '2020-08-16' }, 'completed_on'],
    ['an unknown course', { course: 'juggling' }, 'course'],
    ['a time that is none', { starts_at: 'after lunch' }, 'starts_at'],
    ['25 o’clock', { starts_at: '25:00' }, 'starts_at'],
    ['no agenda', { agenda: '  ' }, 'agenda'],
  ])('%s gets a message under its field, and nothing is stored', async (_what, values, field) => {
    const reply = await logs(teacher, values);
    expect(reply.kind).toBe('invalid');
    expect(reply.kind === 'invalid' && Object.keys(reply.open.errors)).toEqual([field]);
    expect(await database.store.db.trainingCompletion.count({ where: { personId: teacher.id } })).toBe(0);
  });

  it('the same training on the same day is refused as a duplicate, until the first is not confirmed', async () => {
    await logs(teacher);
    expect(await logs(teacher)).toMatchObject({
      kind: 'invalid',
      open: { errors: { completed_on: expect.stringContaining('on file') } },
    });
    const subject = { completion: await completionOf(teacher) };
    const form = await door.opens(principal.id, 'training.refuse', subject);
    const refused = await door.sends(principal.id, form, { reason: 'That was another meeting.' });
    expect(refused).toMatchObject({ kind: 'done', tone: 'good' });
    expect(JSON.stringify(refused)).toContain('That was another meeting.');
    expect(await logs(teacher)).toMatchObject({ kind: 'done', tone: 'good' });
  });

  it('two who decide at once: the second is told who has', async () => {
    await logs(teacher);
    const payload = { completion: await completionOf(teacher) };
    const [one, two] = await Promise.all([
      door.presses(principal.id, 'training.confirm', payload),
      door.presses(manager.id, 'training.confirm', payload),
    ]);
    const tones = [one, two].map((reply) => (reply.kind === 'done' ? reply.tone : ''));
    expect(tones.sort()).toEqual(['good', 'warning']);
    expect(JSON.stringify([one, two])).toMatch(/(Paula Principal|Sam Manager) has decided on it already/);
  });

  it('without a supervisor at work, Human Resources is asked', async () => {
    const hr = await givenPerson(database.store, { name: 'Hanna Records', roles: ['hr'] });
    await logs(stranger);
    expect(await notices(hr)).toContainEqual({ notice: 'training.to-confirm' });
  });

  it('taken back by whoever keeps the register, what it met is owed again', async () => {
    await owes(teacher);
    await logs(teacher);
    const payload = { completion: await completionOf(teacher) };
    await door.presses(manager.id, 'training.confirm', payload);
    expect(await open(teacher)).toEqual([]);
    expect(
      await door.does(principal.id, { kind: 'open-form', form: 'training.take-back', subject: payload }),
    ).toMatchObject({ kind: 'done', tone: 'warning' });
    const form = await door.opens(manager.id, 'training.take-back', payload);
    await door.sends(manager.id, form, { reason: 'It was somebody of the same name.' });
    expect(await open(teacher)).toEqual(['fundamentals']);
  });

  it('has a certificate and a register with all six facts, as a page and as a file', async () => {
    await logs(teacher);
    const payload = { completion: await completionOf(teacher) };
    await door.presses(principal.id, 'training.confirm', payload);
    const certificate = await door.does(teacher.id, {
      kind: 'document',
      document: 'training.certificate',
      subject: payload,
    });
    expect(JSON.stringify(certificate)).toMatch(/Counts until.*November 19, 2027.*Paula Principal/s);
    const file = await door.does(manager.id, {
      kind: 'document',
      document: 'training.register-csv',
      subject: {},
    });
    const content = file.kind === 'document' && file.document.kind === 'file' ? file.document.content : '';
    expect(content).toContain(
      'Grade 3 teacher,Data Security and Privacy Fundamentals,2026-11-19,15:30,Library,Passwords and phishing,Sign-in sheet 4,logged,confirmed',
    );
  });
});

describe('a session', () => {
  async function opens(who: Person, values: RawValues = {}): Promise<{ id: string; code: string }> {
    const form = await door.opens(who.id, 'training.session');
    const reply = await door.sends(who.id, form, {
      ...form.form.values,
      course: 'fundamentals',
      starts_at: '15:30',
      location: 'Library',
      agenda: 'Passwords and phishing',
      ...values,
    });
    expect(reply).toMatchObject({ kind: 'done', tone: 'good' });
    const row = await database.store.db.trainingSession.findFirstOrThrow({
      where: { trainerId: who.id },
      orderBy: { madeAt: 'desc' },
    });
    return { id: row.id, code: row.code };
  }

  it('is held by supervisors and trainers only', async () => {
    expect(
      await door.does(teacher.id, { kind: 'open-form', form: 'training.session', subject: {} }),
    ).toMatchObject({
      kind: 'done',
      tone: 'warning',
    });
  });

  it('those present type its code, in small letters too, and their training counts at once and once', async () => {
    await owes(teacher);
    const { code } = await opens(principal);
    const card = await door.types(teacher.id, `/training check-in ${code.toLowerCase()}`);
    const here = payloadOf(card, 'I am here');
    expect(await door.presses(teacher.id, here.id, here.payload)).toMatchObject({
      kind: 'done',
      tone: 'good',
    });
    expect(await open(teacher)).toEqual([]);
    expect(await door.presses(teacher.id, here.id, here.payload)).toMatchObject({
      kind: 'done',
      tone: 'warning',
    });
    expect(await database.store.db.trainingCompletion.count({ where: { personId: teacher.id } })).toBe(1);
  });

  it('its code works on its day, not before, not after, and not once it is closed', async () => {
    const { id, code } = await opens(principal, { held_on: '2026-11-23' });
    const types = () => door.types(teacher.id, `/training check-in ${code}`);
    expect(await types()).toMatchObject({ kind: 'done', tone: 'warning' });
    clock.set('2026-11-23T22:00:00Z');
    expect(await types()).toMatchObject({ kind: 'card' });
    await door.presses(principal.id, 'training.session.close', { session: id });
    expect(await types()).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(await door.presses(teacher.id, 'training.check-in', { session: id, code })).toMatchObject({
      kind: 'done',
      tone: 'warning',
    });
  });

  it('its roll has everybody ticked; whoever is unticked is not recorded; nobody twice', async () => {
    const absent = await givenPerson(database.store, { name: 'Abe Absent', building: 'Hill School' });
    const early = await givenPerson(database.store, { name: 'Eve Early', building: 'Hill School' });
    const { id, code } = await opens(principal);
    await door.presses(early.id, 'training.check-in', { session: id, code });
    const roll = await door.opens(principal.id, 'training.roll', { session: id });
    const ticked = Object.entries(roll.form.values).map(([group, ids]): [string, string[]] => [
      group,
      (ids as string[]).filter((one) => one !== absent.id),
    ]);
    const everybody = Object.values(roll.form.values).flat();
    expect(everybody).toContain(teacher.id);
    expect(everybody).toContain(absent.id);
    expect(everybody).not.toContain(early.id);
    expect(everybody).not.toContain(principal.id);
    const reply = await door.sends(principal.id, roll, Object.fromEntries(ticked));
    expect(reply).toMatchObject({ kind: 'done', tone: 'good' });
    const count = (who: Person) =>
      database.store.db.trainingCompletion.count({ where: { personId: who.id } });
    expect(await Promise.all([teacher, absent, early].map(count))).toEqual([1, 0, 1]);
    expect(
      await door.does(stranger.id, { kind: 'open-form', form: 'training.roll', subject: { session: id } }),
    ).toMatchObject({ kind: 'done', tone: 'warning' });
  });

  it('the trainer’s own presence is for a colleague to record', async () => {
    const { id, code } = await opens(principal);
    expect(await door.presses(principal.id, 'training.check-in', { session: id, code })).toMatchObject({
      kind: 'done',
      tone: 'warning',
    });
  });
});
