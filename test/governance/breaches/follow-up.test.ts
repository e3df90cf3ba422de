/** A reporter without a name reads on: the steps come back, a question is answered, and the answer is news to whoever asked. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFeed } from '../../../src/app/delivery/feed.ts';
import { houseFeature } from '../../../src/app/home.ts';
import type { Person } from '../../../src/app/person.ts';
import { createRegistry } from '../../../src/app/registry.ts';
import { encodeToken } from '../../../src/chat/form-token.ts';
import { features } from '../../../src/governance/features.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { everyRow } from '../../support/every-row.ts';
import { sceneOf } from '../../support/people.ts';
import { fills, givenTown, namelessly, newest, reports, sees, type Town, wordsOf } from './world.ts';

let database: TestDatabase;
let town: Town;
beforeAll(async () => {
  database = await testDatabase();
  town = await givenTown(database);
});
afterAll(() => database.drop());

const everything = async () => (await everyRow(town.store)).join('\n');

const report = { happened: 'A list lay open in the copy room.', about: 'nobody' };

it('an answer is the newest of the asker’s conversation, after the question, and its hour is all that is said', async () => {
  const { itsm } = town.people;
  const reply = await namelessly(town.door, 'breach.anonymous', report);
  const id = await latestNameless();
  await fills(town, itsm, id, 'Ask the reporter', { text: 'Who saw it?' });
  const later = await reports(town, town.people.teacher);
  known.add(later);
  await namelessly(town.door, 'breach.follow-up', { code: codeIn(reply), more: 'Two of us.' });
  const feed = await feedFor(itsm);
  expect(wordsOf(feed.at(-1))).toMatch(/The reporter has written.*Who saw it\?.*Two of us\./);
  expect(feed.at(-1)?.when).toBe('November 20, 2026, in the hour from 10:00 AM');
  expect(wordsOf(await sees(town, itsm, id))).toContain(
    'The reporter, November 20, 2026, in the hour from 10:00 AM',
  );
  town.clock.set('2026-11-20T18:30:00Z');
  known.add(await reports(town, town.people.colleague));
  expect(wordsOf((await feedFor(itsm)).at(-1))).not.toContain('Two of us.');
  town.clock.set('2026-11-20T17:25:41Z');
});

it('a page that is loaded again shows the code again, and nothing is kept twice', async () => {
  const opened = await town.door.nobody({ kind: 'open-form', form: 'breach.anonymous', subject: {} });
  if (opened.kind !== 'form') throw new Error('it did not open');
  const token = encodeToken(opened.open.token);
  const sends = () => town.door.nobody({ kind: 'submit', token, values: report });
  const first = await sends();
  await latestNameless();
  const count = await town.store.db.incident.count();
  const before = await everything();
  const again = await sends();
  expect(codeIn(again)).toBe(codeIn(first));
  expect(wordsOf(again)).toMatch(/loaded again.*Do this now.*555-0142/);
  expect(await town.store.db.incident.count()).toBe(count);
  const now = await everything();
  expect(now).toBe(before);
  expect(now).not.toContain(codeIn(first).replaceAll('-', ''));
  // With what is kept nobody can send that page again.
  expect(now).not.toContain(opened.open.token.instance);
});

it('by the code they see what to do and whom to call, can answer right there, and read it again by a reload', async () => {
  const sent = await namelessly(town.door, 'breach.anonymous', {
    ...report,
    happened: 'I mailed a list to a stranger.',
  });
  const id = await latestNameless();
  const code = codeIn(sent);
  expect(wordsOf(sent)).toMatch(/recall it if your mail program can/);
  expect(wordsOf(sent)).not.toMatch(/lost or stolen|get them back/);
  await fills(town, town.people.itsm, id, 'Ask the reporter', { text: 'To whom?' });
  const opened = await town.door.nobody({ kind: 'open-form', form: 'breach.follow-up', subject: {} });
  if (opened.kind !== 'form') throw new Error('it did not open');
  const look = { kind: 'submit', token: encodeToken(opened.open.token), values: { code } } as const;
  for (const _ of ['sent', 'loaded again']) {
    const read = await town.door.nobody(look);
    if (read.kind !== 'done' || !read.page) throw new Error('it cannot be answered');
    expect(wordsOf(read.page.open.form.intro)).toContain('To whom?');
    expect(wordsOf(read.page.below)).toMatch(/recall it if your mail program can.*555-0142/);
    expect(read.page.open.form.values).toEqual({ code });
  }
  const read = await town.door.nobody(look);
  if (read.kind !== 'done' || !read.page) throw new Error('it cannot be answered');
  const answered = await town.door.nobody({
    ...{ kind: 'submit', token: encodeToken(read.page.open.token) },
    values: { ...read.page.open.form.values, more: 'A parent.' },
  });
  expect(wordsOf(answered)).toMatch(/To whom\?.*A parent\./);
  expect(wordsOf(await sees(town, town.people.itsm, id))).toContain('A parent.');
  const short = await namelessly(town.door, 'breach.follow-up', { code: 'ABCD' });
  expect(wordsOf(short)).toContain('A code has twelve letters and digits; this has 4.');
});

const codeIn = (reply: unknown) => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(wordsOf(reply))?.[0] ?? '';

/** What stands in their conversation, newest last. */
async function feedFor(who: Person) {
  const { directory, house, policy, policyOf } = sceneOf(town.world);
  const feed = createFeed({
    ...{ store: town.store, clock: town.clock, log: createLog('silent'), listenUrl: database.url },
    registry: createRegistry([houseFeature, ...features]),
    scene: { directory, house, policy, policyOf },
  });
  const items = await feed.recent(who);
  await feed.stop();
  return items;
}

const known = new Set<string>();

/** The one that no test has met before. */
async function latestNameless(): Promise<string> {
  const id = await newest(town, known);
  known.add(id);
  return id;
}
