/** `safekeep training import FILE`: reads an export of a training system; what it proposes waits for a person's yes. */
import { Command } from 'commander';
import { TableFault } from '../../app/tables/problem.ts';
import { sayProblem } from '../../governance/roster/files/fault.ts';
import { type Proposed, proposeFromExport } from '../../governance/training/propose.ts';
import { type PdField, type PdMapping, pdFields } from '../../governance/training/rules/pd-export.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { atHome } from '../at-home.ts';
import type { Opened } from '../open.ts';
import { NotDone, type Shell, show } from '../shell.ts';

interface ImportOptions {
  readonly map: readonly string[];
  readonly course: readonly string[];
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function trainingCommand(shell: Shell): Command {
  return new Command('training').description('completed trainings').addCommand(
    new Command('import')
      .description('propose completions from an export of a training system; a person confirms them')
      .argument('<file>', 'a CSV or tab-separated file, or a zip with one')
      .option(
        '--map <field=column>',
        `which column holds which of ${pdFields.join(', ')}; kept for next time`,
        collect,
        [],
      )
      .option(
        '--course <title=course>',
        'which training of the plan a title means; kept for next time',
        collect,
        [],
      )
      .action((file: string, options: ImportOptions, command: Command) =>
        atHome(shell, (house, clock) => run(shell, command, house, file, options, clock.now())),
      ),
  );
}

async function run(
  shell: Shell,
  command: Command,
  house: Opened,
  file: string,
  options: ImportOptions,
  now: Parameters<typeof proposeFromExport>[3],
): Promise<void> {
  const mapping = mappingOf(options, house.policy.pack.training.courses);
  const proposed = await proposeFromExport(house, file, mapping, now).catch((error: unknown) => {
    if (error instanceof TableFault) throw new OperatorError(sayProblem(error.problem));
    throw error;
  });
  show(shell, command, proposed, linesOf(proposed));
  if (proposed.kind !== 'proposed' && proposed.kind !== 'known') throw new NotDone();
}

function mappingOf(options: ImportOptions, courses: Readonly<Record<string, unknown>>): PdMapping {
  const columns: Partial<Record<PdField, string>> = {};
  for (const said of options.map) {
    const [field, column] = parted(said, '--map email="Staff E-mail"');
    const known = pdFields.find((one) => one === field);
    if (!known) throw new OperatorError(`--map names one of ${pdFields.join(', ')}, not “${field}”.`);
    columns[known] = column;
  }
  const titles: Record<string, string> = {};
  for (const said of options.course) {
    const [title, course] = parted(said, '--course "Data Privacy 101=fundamentals"');
    if (!courses[course])
      throw new OperatorError(
        `The plan has no training “${course}”. It has: ${Object.keys(courses).join(', ')}.`,
      );
    titles[title.toLowerCase()] = course;
  }
  return { columns, courses: titles };
}

/** At the last "=": a title may hold one. */
function parted(said: string, example: string): readonly [string, string] {
  const at = said.lastIndexOf('=');
  const [before, after] = [said.slice(0, at).trim(), said.slice(at + 1).trim()];
  if (at < 1 || before === '' || after === '') throw new OperatorError(`It looks like this: ${example}`);
  return [before, after];
}

function linesOf(proposed: Proposed): readonly string[] {
  switch (proposed.kind) {
    case 'known':
      return ['This very file was read before; nothing new is proposed.'];
    case 'several-files':
      return [`One file at a time, please: there are ${proposed.count} in it.`];
    case 'too-long':
      return [`The file has more than ${proposed.most} rows. Export one year at a time; nothing was kept.`];
    case 'no-column':
      return [
        `No column of the file gives: ${proposed.missing.join(', ')}. Its columns are: ${proposed.header.join(', ')}.`,
        `Say which: --map ${proposed.missing[0]}="…"`,
      ];
    case 'proposed': {
      const { counts, notes } = proposed;
      return [
        `${counts.proposed} of ${counts.rows} rows are proposed; nothing counts before a person says yes: /training waiting`,
        `  on file already: ${counts.alreadyKnown}; not completed: ${counts.notCompleted}; nobody on the roster: ${counts.unknownPeople}; no training of the plan: ${counts.unknownCourses}; faulty: ${counts.faulty}`,
        ...notes.map((note) => `  ${note}`),
      ];
    }
  }
}
