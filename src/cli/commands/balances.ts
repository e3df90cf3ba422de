/** `safekeep balances import FILE`: what was signed and taken before there was Safekeep, all of it or nothing. */
import { Command } from 'commander';
import { TableFault } from '../../app/tables/problem.ts';
import { type Imported, importBalances } from '../../governance/duties/balances.ts';
import { dutiesAsked } from '../../governance/duties/rules/balances.ts';
import { sayProblem } from '../../governance/roster/files/fault.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import type { Policy } from '../../policy/policy.ts';
import { atHome } from '../at-home.ts';
import { personByAddress } from '../person.ts';
import { NotDone, type Shell, show } from '../shell.ts';

/** Lines that are named on a terminal; --json has all. */
const mostShown = 50;

export function balancesCommand(shell: Shell): Command {
  return new Command('balances').description('opening balances: what people did before Safekeep').addCommand(
    new Command('import')
      .description('record from paper what a file says: email, duty, met_on (and a note), a line each')
      .argument('<file>', 'a CSV or tab-separated file with these columns')
      .option('--by <email>', 'who answers for it, by their address on the roster')
      .action((file: string, options: { by?: string }, command: Command) =>
        atHome(shell, async ({ store, policy, directory }, clock) => {
          const by =
            options.by === undefined ? undefined : await personByAddress(store, directory, options.by);
          const given = { now: clock.now(), byId: by?.id ?? null };
          const imported = await importBalances({ store, policy }, file, given).catch((error: unknown) => {
            if (error instanceof TableFault) throw new OperatorError(sayProblem(error.problem));
            throw error;
          });
          show(shell, command, imported, linesOf(imported, dutyWords(policy)));
          if (imported.kind !== 'recorded') throw new NotDone();
        }),
      ),
  );
}

/** “aup (Sign the Acceptable Use Policy)” */
function dutyWords(policy: Policy): readonly string[] {
  return dutiesAsked(policy).map((id) => `${id} (${policy.pack.duties[id]?.name ?? id})`);
}

function linesOf(imported: Imported, duties: readonly string[]): readonly string[] {
  switch (imported.kind) {
    case 'recorded':
      return [
        `${imported.recorded} of ${imported.rows} lines are recorded from paper; ${imported.known} were on record already.`,
        `  ${imported.met} open duties are met by it. What is due next is dated within minutes.`,
      ];
    case 'faults':
      return [
        `${imported.faults.length} of ${imported.rows} lines have faults. Nothing was recorded; mend them and import the whole file again.`,
        ...imported.faults.slice(0, mostShown).map(({ line, says }) => `  line ${line}: ${says}`),
        ...(imported.faults.length > mostShown
          ? [`  … and ${imported.faults.length - mostShown} more; --json has all of them`]
          : []),
        `Duties are ${duties.join(', ')}.`,
      ];
    case 'no-column':
      return [
        `The file has no column: ${imported.missing.join(', ')}. Its columns are: ${imported.header.join(', ')}.`,
        `Its first line is to be “email,duty,met_on,note”, and duties are ${duties.join(', ')}.`,
      ];
    case 'no-lines':
      return ['The file has a header line and nothing under it. Nothing was recorded.'];
    case 'several-files':
      return [`One file at a time, please: there are ${imported.count} in it.`];
    case 'too-long':
      return [`The file has more than ${imported.most} lines. Cut it in parts; nothing was recorded.`];
  }
}
