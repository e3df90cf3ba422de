/** `safekeep init`: sets up an empty store as a real district with its first people, or as the sample district. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { sayDay } from '../../chat/say-when.ts';
import { seedSample } from '../../governance/sample/seed.ts';
import type { Temporal } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { type Policy, roleName } from '../../policy/policy.ts';
import { atHome, configOf } from '../at-home.ts';
import { ownPlan } from '../init/own-plan.ts';
import { completed, merge, readPerson, type Typed } from '../init/questions.ts';
import type { Opened } from '../open.ts';
import { type Shell, show } from '../shell.ts';
import { type Founder, foundDistrict, refuseWhereSetUp } from '../store.ts';

interface InitOptions extends Typed {
  readonly sample?: boolean;
}

export function initCommand(shell: Shell): Command {
  return new Command('init')
    .description('set up an empty store; at a terminal it asks for what is left out')
    .option('--sample', 'as the sample district of invented people')
    .option('--district <name>', 'the district’s name, as it stands on cards and letters')
    .option('--district-short <name>', 'how it is called in short')
    .option('--zone <zone>', 'its time zone, such as America/Denver')
    .option(
      '--adopted <day>',
      'the day its board adopted the plan, such as 2026-08-03: what staff of before that day owe counts from it',
    )
    .option('--pack <pack>', 'the plan: a pack’s name, or the path of a YAML file of your own')
    .option('--sdm <person>', 'the Student Data Manager: "Name <mail>"')
    .option('--coordinator <person>', 'the Coordinator of Data and Statistics: "Name <mail>"')
    .option('--hr <person>', 'Human Resources, who gives all further roles: "Name <mail>"')
    .action(async (options: InitOptions, command: Command) => {
      const { sample: asSample, ...given } = options;
      if (asSample && Object.keys(given).length > 0)
        throw new OperatorError('--sample brings its own people and its own district: leave the others out.');
      if (asSample) await sample(shell, command);
      else await found(shell, command, given);
    });
}

async function sample(shell: Shell, command: Command): Promise<void> {
  await atHome(shell, ({ store, policy }, clock) => seedSample(store, policy, clock.now()));
  show(shell, command, { initialised: 'sample' }, [
    'The sample district is set up. Everybody in it is invented. Start it with: npm start',
  ]);
}

async function found(shell: Shell, command: Command, typed: Typed): Promise<void> {
  const told = await completed(shell, typed);
  const config = configOf(shell);
  const pack = told.pack ?? config.policyPack;
  const { district, districtShort: short, zone, adopted } = told;
  const plan = await ownPlan(pack, { district, short, zone, adopted });
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'safekeep-init-'));
  try {
    // The data folder is made by whoever opens the store: until then the copy lies elsewhere.
    const draft = plan && path.join(scratch, plan.name);
    if (draft) await writeFile(draft, plan.text);
    const policyPack = draft ?? (told.pack === undefined ? pack : asFile(told.pack));
    const kept = plan && path.resolve(config.dataDir, 'plan', plan.name);
    const file = kept ?? (told.pack === undefined ? undefined : policyPack);
    const done = await atHome(
      shell,
      async (house, clock) => {
        const people = foundersOf(house.policy, told);
        // Before anybody is told to move a plan away that a district lives by.
        await refuseWhereSetUp(house.store);
        if (kept && plan) await keep(kept, plan.text);
        try {
          await settle(house, clock.now(), people, file);
        } catch (error) {
          if (kept) await rm(kept, { force: true });
          throw error;
        }
        return { policy: house.policy, people };
      },
      { policyPack },
    );
    tell(shell, command, { ...done, file });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A path is kept as one that holds from anywhere. */
function asFile(pack: string): string {
  return /[\\/.]/.test(pack) ? path.resolve(pack) : pack;
}

async function keep(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new OperatorError(
      `There is a plan at ${file} already. Take it with --pack ${file}, or move it away first.`,
    );
  });
}

function settle(
  { store, policy }: Opened,
  now: Temporal.Instant,
  people: readonly Founder[],
  file: string | undefined,
): Promise<void> {
  return store.transact({ personId: null, surface: 'cli', now }, (tx) =>
    foundDistrict(tx, policy, people, file),
  );
}

function foundersOf(
  policy: Policy,
  told: { readonly sdm: string; readonly coordinator: string; readonly hr: string },
) {
  const { classify, pii } = policy.pack.data_requests;
  return merge([
    { ...readPerson('--sdm', told.sdm), roles: [pii.authorised_by] },
    { ...readPerson('--coordinator', told.coordinator), roles: [classify.by] },
    { ...readPerson('--hr', told.hr), roles: ['hr'] },
  ]);
}

function tell(
  shell: Shell,
  command: Command,
  {
    policy,
    people,
    file,
  }: { readonly policy: Policy; readonly people: readonly Founder[]; readonly file: string | undefined },
): void {
  const { district, zone, adopted } = policy.pack.pack;
  show(shell, command, { initialised: district, zone, people, pack: file ?? null }, [
    `${district} is set up with its first people.`,
    ...people.map(
      ({ name, roles }) => `  ${name}: ${roles.map((role) => roleName(policy, role)).join(', ')}`,
    ),
    `Their hire date is today, in the time of ${zone}.`,
    `The plan was adopted on ${sayDay(adopted)}: what everybody hired before owes is counted from that day.`,
    '',
    ...(file ? [`Set POLICY_PACK=${file} where Safekeep runs: this is the district’s plan now.`] : []),
    'Next:',
    '  safekeep roster import PATH      who works here; nothing changes before you say yes',
    '  safekeep role grant EMAIL ROLE   the other roles; safekeep staffing says which are missing',
    '  safekeep absences import FILE    summers of ten-month staff, and leaves',
    '  safekeep balances import FILE    what was signed and taken before',
    '  npm start                        people sign in; nobody is reminded of anything yet',
    '  safekeep reminders preview       every message that the first day would send',
    '  safekeep reminders on            from then on people are reminded',
  ]);
}
