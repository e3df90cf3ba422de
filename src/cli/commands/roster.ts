/** `safekeep roster`: a roster file is read, looked at, and said yes or no to. */
import { Command } from 'commander';
import { atHome } from '../at-home.ts';
import {
  answerForGone,
  type ConfirmOptions,
  confirmRoster,
  type GoneOptions,
  refuseRoster,
} from '../roster/answer.ts';
import { type ImportOptions, importRoster } from '../roster/import.ts';
import { showRoster } from '../roster/show.ts';
import type { Shell } from '../shell.ts';

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const byHelp = 'who says so: the address of somebody in Human Resources';

export function rosterCommand(shell: Shell): Command {
  return new Command('roster')
    .description('who works here, from the files of the district’s other systems')
    .addCommand(importing(shell))
    .addCommand(
      new Command('show')
        .description('the file that waits, or the last one, and what it changes')
        .option('--all', 'every change, not only the first of each kind')
        .action((options: { all?: boolean }, command: Command) =>
          atHome(shell, (house) => showRoster(shell, command, house, options)),
        ),
    )
    .addCommand(
      new Command('confirm')
        .description('say yes to the file that waits: the roster changes as it says')
        .option('--all-gone-left', 'also, that everybody whom the file lacks has left')
        .option('--lacks <number>', 'that you know how many people the file lacks, where it lacks many')
        .option('--by <mail>', byHelp)
        .action((options: ConfirmOptions, command: Command) =>
          atHome(shell, (house, clock) => confirmRoster(shell, command, house, clock, options)),
        ),
    )
    .addCommand(
      new Command('refuse')
        .description('say no to the file that waits: the roster stays as it is')
        .option('--by <mail>', byHelp)
        .action((options: { by?: string }, command: Command) =>
          atHome(shell, (house, clock) => refuseRoster(shell, command, house, clock, options)),
        ),
    )
    .addCommand(
      new Command('gone')
        .description('who is gone from the file, and whether they have left')
        .option('--left <mail>', 'they have left; may be given several times', collect, [])
        .option('--kept <mail>', 'they stay, and the file is wrong; may be given several times', collect, [])
        .option('--day <date>', 'the last day at work of those who left; the file’s or today unless given')
        .option('--by <mail>', byHelp)
        .action((options: GoneOptions, command: Command) =>
          atHome(shell, (house, clock) => answerForGone(shell, command, house, clock, options)),
        ),
    );
}

function importing(shell: Shell): Command {
  return new Command('import')
    .description('read a roster and show what it would change; nothing is changed before a yes')
    .argument('<path>', 'OneRoster (folder or zip), staff_ext.csv, or one CSV or tab-separated file')
    .option('--staff <file>', 'the staff side file that goes with it (C-04)')
    .option('--delta', 'the file has only what changed, not everybody')
    .option(
      '--map <field=column>',
      'which column holds what; kept for the next file of its make',
      collect,
      [],
    )
    .option('--school <number=name>', 'how a school number is called; kept', collect, [])
    .option('--staff-role <word>', 'a word in the role column that means staff; kept', collect, [])
    .option(
      '--not-ssn <column>',
      'a column whose nine digits are no Social Security numbers; kept',
      collect,
      [],
    )
    .option('--sample', 'in the sample district: these people are invented, too')
    .option('--by <mail>', byHelp)
    .action((path: string, options: ImportOptions, command: Command) =>
      atHome(shell, (house, clock) => importRoster(shell, command, house, clock, path, options)),
    );
}
