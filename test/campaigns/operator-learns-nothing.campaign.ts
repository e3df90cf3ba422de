/**
 * R075: an operator may be whom a case concerns. Every command line and the page of health say the same of a district
 * with a case as of one without, its deliveries failed and waiting as they may be.
 */
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { houseRegistry } from '../../src/cli/open.ts';
import { features } from '../../src/governance/features.ts';
import { outboxHealth } from '../../src/store/outbox/health.ts';
import type { District } from '../governance/breaches/leak/district.ts';
import type { Probe } from '../governance/breaches/leak/outputs.ts';
import { withCase, withoutCase } from '../governance/breaches/leak/twins.ts';
import { telling, waysOf } from '../governance/breaches/leak/ways.ts';
import { safekeep } from '../support/cli.ts';
import { arrange } from '../support/people.ts';
import { legacyPolicy } from '../support/policy.ts';

let town: District;
let plain: District;
let probe: Probe;

beforeAll(async () => {
  const policy = await legacyPolicy();
  const [way] = waysOf(policy);
  if (!way) throw new Error('there is no way');
  ({ town: plain } = await withoutCase(policy));
  ({ town, probe } = await withCase(policy, way));
  // What could not arrive, and what still waits, is what an operator looks for.
  const rows = await town.store.db.outbox.findMany({ where: { caseKind: 'incident' }, take: 2 });
  const [lost, late] = rows.map(({ id }) => id);
  await arrange(town.store, async (tx) => {
    await tx.db.outbox.update({
      where: { id: lost ?? '' },
      data: { state: 'undeliverable', reason: 'blocked' },
    });
    await tx.db.outbox.update({ where: { id: late ?? '' }, data: { state: 'waiting' } });
  });
}, 240_000);
afterAll(async () => {
  await town?.database.drop();
  await plain?.database.drop();
});

const days = ['2026-11-24T21:00:00Z', '2027-02-24T21:00:00Z'];
const jobs = () => [...houseRegistry().jobs.keys()];

/** How each command of the shell is run; a new one is added here, with what it would be asked. */
const howToRun: Readonly<Record<string, () => readonly (readonly string[])[]>> = {
  init: () => [['--sample']],
  'roster import': () => [['/nowhere.csv']],
  'roster show': () => [[]],
  'roster confirm': () => [[]],
  'roster refuse': () => [[]],
  'roster gone': () => [[]],
  'absences import': () => [['/nowhere.csv']],
  'role grant': () => [['nobody@legacy.example', 'hr']],
  'role revoke': () => [['nobody@legacy.example', 'hr']],
  'role list': () => [[]],
  'jobs run': () => jobs().flatMap((name) => days.map((at) => [name, '--dry-run', '--at', at])),
  'jobs list': () => [[]],
  'audit verify': () => [[]],
  'audit head': () => [[]],
  'policy check': () => [['legacy-ut']],
  staffing: () => [[]],
  'balances import': () => [['/nowhere.csv']],
  'reminders on': () => [[]],
  'reminders off': () => [[]],
  'reminders preview': () => [[], ['--json']],
  'reminders status': () => [[]],
  'outbox undelivered': () => [[], ['--json']],
  'training import': () => [['/nowhere.csv']],
  'drill check': () => [['/nowhere.yaml']],
  'drill add': () => [['/nowhere.yaml']],
  'manifest slack': () => [[]],
  'manifest teams': () => [[]],
  env: () => [[]],
};

const shell = { out: () => undefined, err: () => undefined };

function leaves(command: Command, above: readonly string[] = []): readonly string[] {
  const path = [...above, command.name()];
  return command.commands.length === 0
    ? [path.join(' ')]
    : command.commands.flatMap((one) => leaves(one, path));
}

/** Times of runs, random ids, and how many entries and once-keys there are, which every act of anybody's adds to. */
function readable(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d+:[0-9a-f]{64}/g, '<head>')
    .replace(/\d+ entries/g, '<entries>')
    .replace(/"entries": ?\d+/g, '<entries>')
    .replace(/last \d{4}-\d\d-\d\dT[\d:.]+Z/g, '<last run>')
    .replace(/(spent-keys as of .*\n).*/, '$1<once-keys>')
    .replace(/test_[0-9a-f]{12}/g, '<database>');
}

describe('the command line', () => {
  const all = commands.flatMap((make) => leaves(make(shell)));

  it('has no command that this test does not know how to run', () => {
    expect([...all].sort()).toEqual(Object.keys(howToRun).sort());
  });

  it.each(all)('safekeep %s says the same', { timeout: 300_000 }, async (name) => {
    for (const more of howToRun[name]?.() ?? []) {
      const [here, there] = await Promise.all(
        [town, plain].map(async ({ database }) => {
          const ran = await safekeep({ DATABASE_URL: database.ownerUrl }, ...name.split(' '), ...more);
          return readable(`${ran.code}\n${ran.out}\n${ran.err}`);
        }),
      );
      expect(`${more.join(' ')}\n${here}`).toBe(`${more.join(' ')}\n${there}`);
      for (const word of [probe.id, probe.reference, telling]) expect(here).not.toContain(word);
    }
  });
});

it('the page of health counts and dates the outbox as if there were no case', async () => {
  expect(await outboxHealth(town.store)).toEqual(await outboxHealth(plain.store));
});

it('the rooms of the program are those that the comparison goes through', () => {
  const house = houseRegistry().features.map(({ room }) => room);
  for (const { room } of features) expect(house).toContain(room);
});
