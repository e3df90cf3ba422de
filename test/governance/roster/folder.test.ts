import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchedFolder } from '../../../src/governance/roster/folder.ts';
import { type JobReport, runJob, tryJob } from '../../../src/jobs/run-job.ts';
import {
  type Files,
  inventedFamilies,
  inventedStaff,
  oneRoster11,
  oneRoster12,
  staffFile,
} from '../../fixtures/roster.ts';
import { sceneOf } from '../../support/people.ts';
import { everybody, everythingKept, type RosterWorld, rosterWorld } from './world.ts';

let world: RosterWorld;
let folder: string;

beforeAll(async () => {
  world = await rosterWorld();
});
beforeEach(async () => {
  await world.beginsAnew();
  folder = await mkdtemp(path.join(os.tmpdir(), 'watched-'));
  watching = watch();
});
afterAll(async () => {
  await world.database.drop();
  await rm(folder, { recursive: true, force: true });
});

const people = inventedStaff(12);

let watching: ReturnType<typeof watch>;

/** One program that watches; a second one is another. */
function watch(load = world.load) {
  const [job] = watchedFolder({ folder, load, reader: world.store }).jobs ?? [];
  if (!job) throw new Error('no job');
  const deps = { store: world.store, scene: sceneOf(world), clock: world.clock };
  return {
    looks: (): Promise<JobReport> => runJob(deps, job, world.clock.now()),
    tries: (): Promise<JobReport> => tryJob(deps, job, world.clock.now()),
  };
}

/** As if they had lain there for so long. */
async function put(files: Files, agoSeconds = 120): Promise<void> {
  const then = world.clock.now().subtract({ seconds: agoSeconds }).epochMilliseconds / 1000;
  for (const [name, content] of Object.entries(files)) {
    const at = path.join(folder, name);
    await mkdir(path.dirname(at), { recursive: true });
    await writeFile(at, content);
    await utimes(at, then, then);
  }
}

async function lying(where = '.'): Promise<readonly string[]> {
  const names = await readdir(path.join(folder, where));
  return names.filter((name) => name !== 'done' && name !== 'refused').sort();
}

async function waiting() {
  return world.store.db.rosterImport.findFirst({ where: { state: 'staged' } });
}

describe('the watched folder', () => {
  it('a file is read, waits for Human Resources’ yes, and lies in done/ afterwards', async () => {
    await put({ 'staff_ext.csv': staffFile(people) });
    const report = await watching.looks();
    expect(report.did.join('\n')).toContain('waits for a yes');
    expect(await waiting()).toMatchObject({
      surface: 'job:roster-folder',
      broughtById: null,
      counts: { new: 12 },
    });
    expect(await lying()).toEqual([]);
    expect(await lying('done')).toEqual(['2026-11-23T160000 staff_ext.csv']);
    expect(await world.store.db.outbox.findMany()).toMatchObject([
      { notice: 'roster.staged', personId: world.hr.id },
    ]);
    expect(await everybody(world)).toEqual([]);
    expect((await watching.looks()).did).toEqual([]);
  });

  it('nothing is read while it is being written', async () => {
    await put({ 'staff_ext.csv': staffFile(people) }, 5);
    expect((await watching.looks()).did).toEqual([]);
    expect(await lying()).toEqual(['staff_ext.csv']);
    world.clock.set(world.clock.now().add({ seconds: 60 }));
    await watching.looks();
    expect(await waiting()).toMatchObject({ counts: { new: 12 } });
  });

  it('what a transfer program has not finished, hidden files and links are not looked at', async () => {
    await put({ 'staff_ext.csv.part': staffFile(people), '.staff_ext.csv': staffFile(people) });
    await symlink('/etc/passwd', path.join(folder, 'users.csv'));
    expect((await watching.looks()).did).toEqual([]);
    expect(await lying()).toEqual(['.staff_ext.csv', 'staff_ext.csv.part', 'users.csv']);
    expect(await world.store.db.rosterImport.count()).toBe(0);
  });

  it('OneRoster’s files side by side are one roster; those about students are moved along unopened', async () => {
    await put({ ...oneRoster11([...people, ...inventedFamilies(4)]), 'staff_ext.csv': staffFile(people) });
    await watching.looks();
    expect(await waiting()).toMatchObject({ sources: ['oneroster', 'staff'], counts: { new: 12, apart: 4 } });
    expect(await lying()).toEqual([]);
    const [shelf = ''] = await lying('done');
    expect(await lying(`done/${shelf}`)).toEqual([
      'demographics.csv',
      'enrollments.csv',
      'manifest.csv',
      'orgs.csv',
      'staff_ext.csv',
      'users.csv',
    ]);
    expect(await everythingKept(world)).not.toMatch(/Zzyzx|Quillfeather/);
  });

  it('a zip with the staff file beside it, and a folder, are one roster each', async () => {
    const packed = zipSync(
      Object.fromEntries(
        Object.entries(oneRoster12(people)).map(([name, text]) => [name, strToU8(String(text))]),
      ),
    );
    await put({ 'export.zip': Buffer.from(packed), 'staff_ext.csv': staffFile(people) });
    await watching.looks();
    expect(await waiting()).toMatchObject({ sources: ['oneroster', 'staff'], counts: { new: 12 } });
    await world.saysYes();
    const files = oneRoster12([...people, ...inventedStaff(1, 3)]);
    await put(Object.fromEntries(Object.entries(files).map(([name, text]) => [`tonight/${name}`, text])));
    await watching.looks();
    expect(await waiting()).toMatchObject({ sources: ['oneroster'], counts: { new: 1 } });
    expect((await lying('done')).filter((name) => name.endsWith('tonight'))).toHaveLength(1);
  });

  it('files that arrive one after the other are waited for; what never comes is said after a quarter of an hour', async () => {
    const { 'roles.csv': roles, ...early } = oneRoster12(people);
    await put(early);
    expect((await watching.looks()).did).toEqual([]);
    expect(await lying('refused')).toEqual([]);
    await put({ 'roles.csv': roles ?? '' });
    await watching.looks();
    expect(await waiting()).toMatchObject({ counts: { new: 12 } });
    await world.saysYes();
    await put({ ...early, 'users.csv': `${String(early['users.csv'])}\r\n` }, 20 * 60);
    await watching.looks();
    const [, reason] = await lying('refused');
    expect(await readFile(path.join(folder, 'refused', reason ?? ''), 'utf8')).toContain(
      'roles.csv says who is staff',
    );
  });

  it('a file that is not taken goes to refused/ with the reason beside it; Human Resources hears, and only once', async () => {
    await put({ 'hr.csv': 'email,name,SSN\na@legacyprep.example,Ada Holt,\n' });
    const report = await watching.looks();
    expect(await lying('refused')).toEqual(['2026-11-23T160000 hr.csv', '2026-11-23T160000 hr.csv.txt']);
    const reason = await readFile(path.join(folder, 'refused/2026-11-23T160000 hr.csv.txt'), 'utf8');
    expect(reason).toContain('column “SSN” (column 3)');
    expect(await world.store.db.outbox.findMany()).toMatchObject([
      { notice: 'roster.failed', personId: world.hr.id },
    ]);
    expect(report.did.join('\n')).not.toContain('hr.csv');
    expect((await watching.looks()).did).toEqual([]);
    const home = await world.door.does(world.hr.id, { kind: 'home' });
    expect(JSON.stringify(home)).toContain('Social Security numbers never come into Safekeep');
  });

  it('a file that can’t be moved away is said once, read once, and stands in nobody’s way', async () => {
    await put({ 'done/2026-11-23T160000 staff_ext.csv/in the way': '' });
    await put({ 'staff_ext.csv': staffFile(people) });
    const { did } = await watching.looks();
    expect(did.filter((line) => line.includes('the right to write in the watched folder'))).toHaveLength(1);
    await put({ 'hr.csv': 'email,name,SSN\na@legacyprep.example,Ada Holt,\n' }, 90);
    await watching.looks();
    expect(await lying('refused')).toContain('2026-11-23T160000 hr.csv');
    expect((await watching.looks()).did).toEqual([]);
    expect(await world.store.db.rosterImport.count({ where: { state: 'staged' } })).toBe(1);
  });

  it('a file that somebody takes away while it is read waits for its yes all the same', async () => {
    await put({ 'staff_ext.csv': staffFile(people) });
    const watcher = watch(async (...given) => {
      await rm(path.join(folder, 'staff_ext.csv'), { force: true });
      await world.load(...given);
    });
    await watcher.looks();
    expect(await waiting()).toMatchObject({ state: 'staged' });
    expect((await watcher.looks()).did).toEqual([]);
  });

  it('the same file twice changes nothing, and says so beside it', async () => {
    await put({ 'staff_ext.csv': staffFile(people) });
    await watching.looks();
    await world.saysYes();
    await put({ 'staff_ext.csv': staffFile(people) }, 90);
    world.clock.set(world.clock.now().add({ minutes: 2 }));
    await watching.looks();
    const reason = (await lying('done')).find((name) => name.endsWith('.txt'));
    expect(await readFile(path.join(folder, 'done', reason ?? ''), 'utf8')).toContain('nothing is changed');
    expect(await waiting()).toBeNull();
  });

  it('tonight’s whole file takes the place of yesterday’s that nobody has answered; one from elsewhere waits its turn', async () => {
    await put({ 'staff_ext.csv': staffFile(people) });
    await watching.looks();
    await put({ 'staff_ext.csv': staffFile([...people, ...inventedStaff(1, 3)]) }, 90);
    await watching.looks();
    expect(await waiting()).toMatchObject({ counts: { new: 13 } });
    await put({ 'export/users.csv': String(oneRoster11(people)['users.csv']) });
    await watching.looks();
    expect(await lying()).toEqual(['export']);
    expect((await watching.looks()).did).toEqual([]);
    await world.saysYes();
    await watching.looks();
    expect(await lying()).toEqual([]);
  });

  it('cut off while it reads, the file is read again from its beginning when the dead reader is given up', async () => {
    const many = inventedStaff(11_000, 3);
    await put({ 'staff_ext.csv': staffFile(many) });
    let loads = 0;
    const dying = watch(async (...given) => {
      loads += 1;
      if (loads === 2) throw new Error('kill -9');
      await world.load(...given);
    });
    await expect(dying.looks()).rejects.toThrow('kill -9');
    expect(await lying()).toEqual(['staff_ext.csv']);
    const next = watch();
    expect((await next.looks()).did).toEqual([]);
    world.clock.set(world.clock.now().add({ minutes: 11 }));
    await next.looks();
    expect(await waiting()).toMatchObject({ counts: { new: 11_000, staff: 11_000 } });
    expect(await world.store.db.rosterImport.count()).toBe(1);
    expect(await world.store.db.rosterRow.count()).toBe(11_000);
  });

  it('a page whose transaction was not kept is written again, and nobody twice', async () => {
    await put({ 'staff_ext.csv': staffFile(inventedStaff(11_000, 3)) });
    let loads = 0;
    const shaky = watch(async (...given) => {
      loads += 1;
      await world.load(...given);
      // the rows are there, and then the page is undone
      if (loads === 2) throw Object.assign(new Error('serialization'), { code: 'P2034' });
    });
    await shaky.looks().catch(() => undefined);
    await shaky.looks();
    expect(await waiting()).toMatchObject({ counts: { new: 11_000 } });
    expect(await world.store.db.rosterRow.count()).toBe(11_000);
  });

  it('a dry run says what it would read, and touches nothing', async () => {
    await put({ 'staff_ext.csv': staffFile(people) });
    expect(await watching.tries()).toMatchObject({ outcome: 'would', did: ['would read staff_ext.csv'] });
    expect(await lying()).toEqual(['staff_ext.csv']);
    expect(await world.store.db.rosterImport.count()).toBe(0);
  });

  it('a crash between staging and moving leaves nothing to be staged twice', async () => {
    await put({ 'staff_ext.csv': staffFile(people) });
    const at = path.join(folder, 'staff_ext.csv');
    await watching.looks();
    const [moved = ''] = await lying('done');
    // as it would lie there had the program died before it moved it
    await rename(path.join(folder, 'done', moved), at);
    const report = await watch().looks();
    expect(report.did).toEqual(['a file was moved to done']);
    expect(await world.store.db.rosterImport.count()).toBe(1);
    expect(await lying()).toEqual([]);
  });
});
