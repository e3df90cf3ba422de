/** `safekeep role grant|revoke|list`: who holds which role of the plan, from when until when, and by whom. */
import { Command } from 'commander';
import { atHome } from '../at-home.ts';
import { type GrantOptions, grant } from '../roles/grant.ts';
import { list } from '../roles/list.ts';
import { type RevokeOptions, revoke } from '../roles/revoke.ts';
import type { Shell } from '../shell.ts';

const byHelp = 'who decided it, by their address on the roster';

export function roleCommand(shell: Shell): Command {
  return new Command('role')
    .description('who holds which role of the plan')
    .addCommand(
      new Command('grant')
        .description('give a role to somebody')
        .argument('<email>', 'whose address on the roster')
        .argument('<role>', 'its id or its name, as “role list” shows it')
        .option('--from <day>', 'the first day, 2027-01-15; today unless given')
        .option('--until <day>', 'the last day; without it there is no end')
        .option('--hand-over', 'whoever holds it alone now holds it until the day before')
        .option('--by <email>', byHelp)
        .action((email: string, role: string, options: GrantOptions, command: Command) =>
          atHome(shell, (house, clock) => grant(shell, command, house, clock, { ...options, email, role })),
        ),
    )
    .addCommand(
      new Command('revoke')
        .description('take a role back from somebody')
        .argument('<email>', 'whose address on the roster')
        .argument('<role>', 'its id or its name')
        .option('--until <day>', 'their last day with it; at once unless given')
        .option('--by <email>', byHelp)
        .action((email: string, role: string, options: RevokeOptions, command: Command) =>
          atHome(shell, (house, clock) => revoke(shell, command, house, clock, { ...options, email, role })),
        ),
    )
    .addCommand(
      new Command('list')
        .description('who holds what now and from a day to come, and who stands in')
        .option('--all', 'everything that was ever given')
        .action((options: { all?: boolean }, command: Command) =>
          atHome(shell, (house, clock) => list(shell, command, house, clock, options.all === true)),
        ),
    );
}
