/** `safekeep env`: the settings as the README's table; `npm run check` compares the two. */
import { Command } from 'commander';
import { settings, settingsTable } from '../../config.ts';
import { type Shell, show } from '../shell.ts';

export function envCommand(shell: Shell): Command {
  return new Command('env')
    .description('print the table of environment settings')
    .action((_options: object, command: Command) => show(shell, command, settings, [settingsTable()]));
}
