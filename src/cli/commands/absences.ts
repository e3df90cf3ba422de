/** `safekeep absences import FILE`: who is away from when until when; all of it or nothing. */
import { Command } from 'commander';
import { oneTable } from '../../app/tables/one-table.ts';
import { TableFault } from '../../app/tables/problem.ts';
import { setMany } from '../../governance/people/store/absences-many.ts';
import { staffKeys } from '../../governance/people/store/roster.ts';
import { sayProblem } from '../../governance/roster/files/fault.ts';
import type { Clock } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { columnsOf, type Fault, readAbsences } from '../absences/read.ts';
import { atHome } from '../at-home.ts';
import type { Opened } from '../open.ts';
import { personByAddress } from '../person.ts';
import { NotDone, type Shell, show } from '../shell.ts';

interface Options {
  readonly by?: string;
}

/** Lines that are named on a terminal; --json has all. */
const mostShown = 50;
/** A whole district's summer in one transaction, which nobody waits for with a finger on a button. */
const writingMs = 120_000;

export function absencesCommand(shell: Shell): Command {
  return new Command('absences').description('leaves of absence, and summers of ten-month staff').addCommand(
    new Command('import')
      .description('take over from a file who is away when: email (or employee_id), from, until, and kind')
      .argument('<file>', 'a CSV or tab-separated file; kind is off-contract, unless it says leave')
      .option('--by <email>', 'who answers for it, by their address on the roster')
      .action((file: string, options: Options, command: Command) =>
        atHome(shell, (house, clock) => run(shell, command, house, clock, file, options)),
      ),
  );
}

async function run(
  shell: Shell,
  command: Command,
  house: Opened,
  clock: Clock,
  file: string,
  options: Options,
): Promise<void> {
  const { store, policy, directory } = house;
  const by = options.by === undefined ? undefined : await personByAddress(store, directory, options.by);
  const now = clock.now();
  const read = await reading(async () => {
    const table = await oneTable(file);
    if ('files' in table)
      throw new OperatorError(`One file at a time, please: there are ${table.files} in it.`);
    const { at, missing } = columnsOf(table.header);
    if (missing.length > 0)
      throw new OperatorError(
        `The file has no column: ${missing.join(', ')}. Its columns are: ${table.header.join(', ')}.`,
      );
    const rows = await readAbsences(table, at, await staffKeys(store), policy.calendar.localDay(now));
    return { ...rows, digest: table.digest };
  });
  if (read.faults.length > 0) return refuse(shell, command, read.faults);
  const author = { personId: by?.id ?? null, surface: 'cli', now };
  const wanted = read.rows.map((row) => ({ ...row, setById: by?.id ?? null }));
  const set = await store.transact(author, (tx) => setMany(tx, wanted, `file:${read.digest}`), {
    timeoutMs: writingMs,
  });
  show(shell, command, { rows: read.rows.length, ...set }, [
    `${set.added} absences are set, ${set.changed} were given other days, ${set.same} stood so already.`,
    'They begin and end by themselves on their days.',
  ]);
}

async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TableFault) throw new OperatorError(sayProblem(error.problem));
    throw error;
  }
}

function refuse(shell: Shell, command: Command, faults: readonly Fault[]): never {
  show(shell, command, { faults }, [
    `${faults.length === 1 ? '1 line has a fault' : `${faults.length} lines have faults`}. Nothing was set; mend the file and import it again.`,
    ...faults.slice(0, mostShown).map(({ line, says }) => `  line ${line}: ${says}`),
    ...(faults.length > mostShown ? ['  … and more; --json has all of them'] : []),
  ]);
  throw new NotDone();
}
