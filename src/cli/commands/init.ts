/** `safekeep init`: sets up an empty store as a real district with its first people, or as the sample district. */
import { Command } from 'commander';
import { z } from 'zod';
import { seedSample } from '../../governance/sample/seed.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { roleName } from '../../policy/policy.ts';
import { atHome } from '../at-home.ts';
import { type Shell, show } from '../shell.ts';
import { type Founder, foundDistrict } from '../store.ts';

interface InitOptions {
  readonly sample?: boolean;
  readonly sdm?: string;
  readonly coordinator?: string;
  readonly hr?: string;
}

export function initCommand(shell: Shell): Command {
  return new Command('init')
    .description('set up an empty store')
    .option('--sample', 'as the sample district of invented people')
    .option('--sdm <person>', 'the Student Data Manager: "Name <mail>"')
    .option('--coordinator <person>', 'the Coordinator of Data and Statistics: "Name <mail>"')
    .option('--hr <person>', 'Human Resources, who gives all further roles: "Name <mail>"')
    .action(async (options: InitOptions, command: Command) => {
      const given = options.sdm ?? options.coordinator ?? options.hr;
      if (options.sample && given !== undefined)
        throw new OperatorError('--sample brings its own people: leave the others out.');
      if (options.sample) await sample(shell, command);
      else await found(shell, command, options);
    });
}

async function sample(shell: Shell, command: Command): Promise<void> {
  await atHome(shell, ({ store, policy }, clock) => seedSample(store, policy, clock.now()));
  show(shell, command, { initialised: 'sample' }, [
    'The sample district is set up. Everybody in it is invented. Start it with: npm start',
  ]);
}

async function found(shell: Shell, command: Command, options: InitOptions): Promise<void> {
  const { sdm, coordinator, hr } = options;
  if (sdm === undefined || coordinator === undefined || hr === undefined)
    throw new OperatorError(
      'Name the first people: init --sdm "Name <mail>" --coordinator "Name <mail>" --hr "Name <mail>" (one person may be named twice), or: init --sample',
    );
  const { district, founders, names } = await atHome(shell, async ({ store, policy }, clock) => {
    const { classify } = policy.pack.data_requests;
    const people = merge([
      personOf('--sdm', sdm, 'student_data_manager'),
      personOf('--coordinator', coordinator, classify.by),
      personOf('--hr', hr, 'hr'),
    ]);
    await store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
      foundDistrict(tx, policy, people),
    );
    return {
      district: policy.pack.pack.district,
      founders: people,
      names: people.map(
        ({ name, roles }) => `${name}: ${roles.map((role) => roleName(policy, role)).join(', ')}`,
      ),
    };
  });
  show(shell, command, { initialised: district, people: founders }, [
    `${district} is set up with its first people.`,
    ...names.map((line) => `  ${line}`),
    'Their hire date is today. Start it with: npm start',
  ]);
}

function personOf(option: string, text: string, role: string): Founder {
  const [, name = '', email = ''] = /^\s*([^<>]{1,100}?)\s*<([^<>\s]+)>\s*$/.exec(text) ?? [];
  if (name === '' || !z.email().safeParse(email).success)
    throw new OperatorError(`${option} looks like this: ${option} "Maria Lopez <maria@district.org>"`);
  return { name, email: email.toLowerCase(), roles: [role] };
}

/** Somebody named twice is one person with both roles. */
function merge(founders: readonly Founder[]): readonly Founder[] {
  const byEmail = new Map<string, Founder>();
  for (const founder of founders) {
    const known = byEmail.get(founder.email);
    byEmail.set(founder.email, known ? { ...known, roles: [...known.roles, ...founder.roles] } : founder);
  }
  return [...byEmail.values()];
}
