/** A report without a name: nothing anywhere says who it was, or when within the hour. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeToken } from '../../../src/chat/form-token.ts';
import { everyRow } from '../../support/every-row.ts';
import { fills, givenTown, namelessly, newest, sees, type Town, toldOf, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

const everything = async () => (await everyRow(town.store)).join('\n');

const report = { happened: 'A list lay open in the copy room.', about: 'nobody' };

it('opening the form writes nothing', async () => {
  const before = await everything();
  for (const surface of ['web', 'slack', 'teams'] as const) {
    const opened = await town.door.does(
      town.people.colleague.id,
      { kind: 'open-form', form: 'breach.anonymous', subject: {} },
      undefined,
      surface,
    );
    expect(opened.kind).toBe('form');
  }
  expect(await everything()).toBe(before);
});

it('sent from one’s own chat account, no row names who it was, and none has a finer time than the hour', async () => {
  const { colleague, itsm, principal } = town.people;
  const before = new Set((await everything()).split('\n'));
  const opened = await town.door.does(
    colleague.id,
    { kind: 'open-form', form: 'breach.anonymous', subject: {} },
    undefined,
    'slack',
  );
  if (opened.kind !== 'form') throw new Error('it did not open');
  const submit = { kind: 'submit', token: encodeToken(opened.open.token), values: report } as const;
  const reply = await town.door.does(colleague.id, submit, 'T024BE7LD.1234567890', 'slack');
  expect(wordsOf(reply)).toContain('Thank you');
  expect(wordsOf(reply)).not.toContain('supervisor');
  const written = (await everything()).split('\n').filter((row) => !before.has(row));
  expect(written.length).toBeGreaterThan(4);
  for (const row of written) {
    expect(row).not.toContain(colleague.id);
    expect(row).not.toMatch(/Ida|Krantz|T024BE7LD|slack/);
    expect(row).not.toMatch(/17:25|17:2|:41/);
  }
  known.add(await newest(town, known));
  expect(await toldOf(town, 'breach.reported')).toContain(itsm.id);
  expect(await toldOf(town, 'breach.supervisor')).not.toContain(principal.id);
});

it('the code, shown once, lets them read what is asked and answer', async () => {
  const reply = await namelessly(town.door, 'breach.anonymous', report);
  const [code = ''] = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(wordsOf(reply)) ?? [];
  expect(code).not.toBe('');
  const id = await latestNameless();
  await fills(town, town.people.itsm, id, 'Ask the reporter', { text: 'Which copy room?' });
  const read = await namelessly(town.door, 'breach.follow-up', { code: code.toLowerCase() });
  expect(wordsOf(read)).toContain('Which copy room?');
  const answered = await namelessly(town.door, 'breach.follow-up', { code, more: 'On the second floor.' });
  expect(wordsOf(answered)).toContain('On the second floor.');
  expect(wordsOf(answered)).toMatch(/Which copy room\?.*On the second floor\./);
  expect(await everything()).not.toContain(code.replaceAll('-', ''));
  expect(wordsOf(await sees(town, town.people.itsm, id))).toContain('BR-');
});

it('a wrong code opens nothing and says what to do', async () => {
  const reply = await namelessly(town.door, 'breach.follow-up', { code: '0000-0000-0000' });
  expect(reply.kind).toBe('invalid');
  expect(wordsOf(reply)).toContain('No report has this code');
});

it('a name that was typed keeps it from whoever bears it', async () => {
  await namelessly(town.door, 'breach.anonymous', {
    ...report,
    about: 'somebody',
    who: 'Mr Zielinski in IT',
  });
  const id = await latestNameless();
  expect(await sees(town, town.people.itsm, id)).toBeUndefined();
  expect(await sees(town, town.people.head, id)).toBeDefined();
});

it('student data is asked to be taken out, and nothing is kept until it is', async () => {
  const before = await everything();
  const reply = await namelessly(town.door, 'breach.anonymous', {
    ...report,
    happened: 'The file of Jo Doe 01/02/2015 lay open.',
  });
  expect(reply.kind).toBe('invalid');
  expect(await everything()).toBe(before);
});

it('a report that could not be kept says so, with the number to call, and keeps what was typed', async () => {
  const broken = await givenTown();
  const opened = await broken.door.nobody({ kind: 'open-form', form: 'breach.anonymous', subject: {} });
  await broken.store.close();
  await broken.database.drop();
  if (opened.kind !== 'form') throw new Error('it did not open');
  const reply = await broken.door.nobody({
    kind: 'submit',
    token: encodeToken(opened.open.token),
    values: report,
  });
  expect(reply.kind).toBe('invalid');
  expect(wordsOf(reply)).toContain('Your report was not kept. Please call now');
  expect(wordsOf(reply)).toContain('555-0142');
  expect(wordsOf(reply)).toContain('copy room');
  const typed = await broken.door.types(broken.people.teacher.id, '/breach');
  expect(wordsOf(typed)).toContain('555-0142');
});

const known = new Set<string>();

/** The one that no test has met before. */
async function latestNameless(): Promise<string> {
  const id = await newest(town, known);
  known.add(id);
  return id;
}
