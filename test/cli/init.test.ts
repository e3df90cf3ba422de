/** `safekeep init`: a real district, under its own name and in its own time, with a plan that is its own. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/program.ts';
import { safekeep } from '../support/cli.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let db: TestDatabase;
let folder: string;
let settings: Record<string, string>;

beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-init-test-'));
  settings = { DATABASE_URL: db.ownerUrl, DATA_DIR: folder };
});
afterEach(async () => {
  await db.drop();
  await rm(folder, { recursive: true });
});

const founders = [
  ...['--sdm', 'Maria Lopez <maria@district.example>'],
  ...['--coordinator', 'Ben Ode <ben@district.example>'],
  ...['--hr', 'Hana Ito <hana@district.example>'],
];
const names = ['--district', 'Juniper Valley School District', '--zone', 'America/New_York'];
const planFile = () => path.join(folder, 'plan', 'legacy-ut.yaml');

describe('safekeep init --district --zone', () => {
  it('keeps a copy of the plan with the district’s names, and says where', async () => {
    const ran = await safekeep(settings, 'init', ...names, ...founders);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('Juniper Valley School District is set up with its first people.');
    expect(ran.out).toContain('in the time of America/New_York');
    expect(ran.out).toContain(`POLICY_PACK=${planFile()}`);
    for (const next of ['roster import', 'balances import', 'reminders preview', 'reminders on'])
      expect(ran.out).toContain(`safekeep ${next}`);
    const text = await readFile(planFile(), 'utf8');
    expect(text).toContain('district: Juniper Valley School District');
    expect(text).toContain('district_short: Juniper Valley');
    // The comments are the plan's own explanations.
    expect(text).toContain('# Law laid over the plan');
    expect(await safekeep({}, 'policy', 'check', planFile())).toMatchObject({ code: 0 });
    expect(await db.store.db.person.count()).toBe(3);
  });

  it('a plan names its own roles: the same questions set up a district with another one', async () => {
    const ran = await safekeep(
      settings,
      'init',
      ...['--pack', 'westford-ma'],
      ...['--sdm', 'Dee Designee <dee@district.example>'],
      ...['--coordinator', 'Dee Designee <dee@district.example>'],
      ...['--hr', 'Hana Ito <hana@district.example>'],
    );
    expect(ran).toMatchObject({ code: 0, err: '' });
    const held = await db.store.db.roleHolding.findMany({ orderBy: { role: 'asc' } });
    expect(held.map(({ role }) => role)).toEqual(['designee', 'hr']);
  });

  it('R053: counts from the day its own board adopted the plan, not from the pack’s', async () => {
    const wrong = await safekeep(settings, 'init', ...names, '--adopted', '2026-02-30', ...founders);
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.err).toContain('--adopted is a day such as 2026-08-03, not “2026-02-30”.');
    const ran = await safekeep(settings, 'init', ...names, '--adopted', '2026-08-03', ...founders);
    expect(ran.out).toContain('The plan was adopted on August 3, 2026');
    const text = await readFile(planFile(), 'utf8');
    expect(text).toContain('adopted: 2026-08-03');
    expect(text).not.toContain('effective: 2017-10-17');
    expect(text).toContain('Board of {district}, 3 August 2026, with the plan');
    expect(await safekeep({}, 'policy', 'check', planFile())).toMatchObject({ code: 0 });
  });

  it('runs under that plan from then on, and refuses to speak for another district', async () => {
    await safekeep(settings, 'init', ...names, ...founders);
    const without = await safekeep(settings, 'staffing');
    expect(without).toMatchObject({ code: 1, out: '' });
    expect(without.err).toBe(
      `This district was set up with a plan of its own. Set POLICY_PACK=${planFile()} (or where it lies by now); without it Safekeep would speak for Legacy Preparatory Academy.`,
    );
    expect(await safekeep({ ...settings, POLICY_PACK: planFile() }, 'staffing')).toMatchObject({ code: 0 });
  });

  it('leaves no plan behind where nothing was set up', async () => {
    await safekeep(settings, 'init', ...founders);
    const again = await safekeep(settings, 'init', ...names, ...founders);
    expect(again.err).toMatch(/holds people already/);
    await expect(readFile(planFile(), 'utf8')).rejects.toThrow('ENOENT');
  });

  it('run twice, changes nothing the second time and says what to do instead', async () => {
    await safekeep(settings, 'init', ...names, ...founders);
    const plan = await readFile(planFile(), 'utf8');
    const other = ['--district', 'Another District', '--zone', 'America/Denver'];
    const again = await safekeep(settings, 'init', ...other, ...founders);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(/holds people already: it is set up/);
    expect(await readFile(planFile(), 'utf8')).toBe(plan);
    expect(await db.store.db.person.count()).toBe(3);
    expect(await db.store.db.roleHolding.count()).toBe(3);
  });

  it.each([
    [['--zone', 'Mountain Time'], /--zone is a time zone such as America\/Denver, not “Mountain Time”/],
    [['--zone', 'America/Nowhere'], /not “America\/Nowhere”/],
    [['--pack', 'no-such-pack', '--district', 'X'], /There is no pack “no-such-pack”/],
    [['--pack', 'no-such-pack'], /no-such-pack/],
    [
      ['--pack', './mine.yaml', '--district', 'X'],
      /change pack\.district, pack\.zone and pack\.adopted there/,
    ],
    [['--sdm', 'Maria <not mail>'], /--sdm looks like this/],
    [['--hr', 'Somebody Else <ben@district.example>'], /is given to Ben Ode and to Somebody Else/],
  ])('%j is answered with what to do, and nothing is written', async (argv, says) => {
    const ran = await safekeep(settings, 'init', ...founders, ...argv);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(says);
    expect(await db.store.db.person.count()).toBe(0);
  });
});

describe('at a terminal', () => {
  it('asks for what is left out, and again where an answer can’t be read', async () => {
    const asked: string[] = [];
    const errors: string[] = [];
    const answers = [
      'Pine Ridge Schools',
      '',
      '2026-08-03',
      'Maria Lopez',
      'Maria Lopez <maria@district.example>',
      'Ben Ode <ben@district.example>',
      'Maria Lopez <maria@district.example>',
    ];
    const out: string[] = [];
    const code = await runCli(['init'], {
      out: (line) => out.push(line),
      err: (line) => errors.push(line),
      environment: settings,
      ask: async (question) => {
        asked.push(question);
        return answers[asked.length - 1] ?? '';
      },
    });
    expect(code).toBe(0);
    expect(asked).toHaveLength(7);
    expect(errors).toEqual(['Please write it like this: Maria Lopez <maria@district.org>']);
    expect(out[0]).toBe('Pine Ridge Schools is set up with its first people.');
    expect(await db.store.db.person.count()).toBe(2);
  });
});
