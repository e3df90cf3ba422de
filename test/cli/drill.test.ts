/** `safekeep drill`: a district's own scenarios. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scenarioFolder } from '../../src/governance/drills/scenarios.ts';
import { wordsOf } from '../governance/breaches/world.ts';
import { givenTown, type Town } from '../governance/drills/exercise.ts';
import { safekeep } from '../support/cli.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let town: Town;
let database: TestDatabase;
let folder: string;
let file: string;
let text: string;

beforeAll(async () => {
  database = await testDatabase();
  town = await givenTown(database);
  folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-drill-'));
  file = path.join(folder, 'ours.yaml');
  const built = await readFile(path.join(scenarioFolder, 'wrong-list.yaml'), 'utf8');
  text = built
    .replace('id: wrong_list', 'id: ours')
    .replace('title: A spreadsheet goes to the wrong list', 'title: A lost bag');
  await writeFile(file, text);
});
afterAll(async () => {
  await town?.database.drop();
  await rm(folder, { recursive: true });
});

const drill = (...argv: readonly string[]) => safekeep({ DATABASE_URL: database.ownerUrl }, 'drill', ...argv);

it('checks a file without a database, and says what is wrong with its line', async () => {
  const good = await safekeep({}, 'drill', 'check', file);
  expect(good).toMatchObject({ code: 0, err: '' });
  expect(good.out).toContain('“A lost bag” (ours) is fit for use: 3 parts, 6 events');
  const broken = path.join(folder, 'broken.yaml');
  await writeFile(broken, text.replace('to: responder', 'to: nobody'));
  const bad = await safekeep({}, 'drill', 'check', broken);
  expect(bad.code).toBe(1);
  expect(bad.out).toMatch(/broken\.yaml:\d+: injects\[0\]\.asks\[0\]\.to: there is no part “nobody”/);
  expect(bad.out).toContain('1 thing is to be put right; nothing was changed.');
  expect((await drill('add', broken)).code).toBe(1);
  expect(await town.store.db.drillScenario.count()).toBe(0);
});

it('adds one once, audited, and it is offered from then on; a corrected one takes its place', async () => {
  const { manager } = town.people;
  const added = await drill('add', file, '--json');
  expect(JSON.parse(added.out)).toMatchObject({ ok: true, id: 'ours', added: true });
  expect(JSON.parse((await drill('add', file, '--json')).out)).toMatchObject({ added: false });
  const audited = await town.store.db.auditEntry.findMany({
    where: { line: { contains: 'drill.scenario-added' } },
  });
  expect(audited).toHaveLength(1);
  const card = wordsOf(await town.door.types(manager.id, '/breach drill'));
  expect(card).toContain('A lost bag');
  expect(card).toContain('Your district’s own.');
  await writeFile(file, text.replace('A lost bag', 'A found bag'));
  await drill('add', file);
  const now = wordsOf(await town.door.types(manager.id, '/breach drill'));
  expect(now).toContain('A found bag');
  expect(now).not.toContain('A lost bag');
});

it('is looked at again when it is read: what fits the plan no more is not offered', async () => {
  const { manager } = town.people;
  const at = town.clock.now();
  await town.store.transact({ personId: null, surface: 'cli', now: at }, async (tx) => {
    await tx.db.drillScenario.create({
      data: { id: 'x', scenario: 'ours', body: text.replace('[desk]', '[captain]'), addedAt: new Date() },
    });
  });
  expect(wordsOf(await town.door.types(manager.id, '/breach drill'))).not.toContain('bag');
});

it('a file that is not there gets a sentence', async () => {
  const ran = await drill('check', '/nowhere.yaml');
  expect(ran).toMatchObject({ code: 1, err: '/nowhere.yaml can’t be read (ENOENT).' });
});
