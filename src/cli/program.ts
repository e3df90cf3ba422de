/** Runs one command line and gives the exit code: 0 only when what was asked for was done. */
import { Command, CommanderError } from 'commander';
import { errorFields } from '../kernel/log.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { commands } from './commands.ts';
import { NotDone, type Shell } from './shell.ts';

export async function runCli(argv: readonly string[], shell: Shell): Promise<number> {
  const program = new Command('safekeep')
    .description('Carries out a school district’s data-governance plan in the chat its staff already use.')
    .option('--json', 'print JSON');
  for (const make of commands) program.addCommand(make(shell));
  prepare(program, shell);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCode(error, shell);
  }
}

/** Output and exit are ours, in every command below too. */
function prepare(command: Command, shell: Shell): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => shell.out(text.trimEnd()),
    writeErr: (text) => shell.err(text.trimEnd()),
  });
  command.showHelpAfterError('(add --help for what it takes)');
  for (const child of command.commands) prepare(child, shell);
}

function exitCode(error: unknown, shell: Shell): number {
  if (error instanceof NotDone) return 1;
  // Help that was asked for is no error; help instead of a missing command is.
  if (error instanceof CommanderError) return error.exitCode;
  if (error instanceof OperatorError) {
    shell.err(error.message);
    return 1;
  }
  const { error: name, errorCode, frames } = errorFields(error);
  shell.err(`This is a fault in Safekeep itself: ${[name, errorCode, frames].filter(Boolean).join(' ')}`);
  return 70;
}
