/** `safekeep roster import PATH`: reads a roster and shows what it would change; nothing is changed yet. */
import type { Command } from 'commander';
import { sayMoment } from '../../chat/say-when.ts';
import { defectItems } from '../../governance/roster/cards/import-card.ts';
import { bringIn } from '../../governance/roster/commands/bring.ts';
import type { ReadAs, Staged } from '../../governance/roster/commands/stage.ts';
import type { Refusal } from '../../governance/roster/commands/waiting.ts';
import { sayProblem } from '../../governance/roster/files/fault.ts';
import { tellKeepers } from '../../governance/roster/notices.ts';
import { mappable } from '../../governance/roster/rules/columns.ts';
import { type Answers, isMappable } from '../../governance/roster/rules/layout.ts';
import { people, sayCounts } from '../../governance/roster/rules/words.ts';
import { importById, type RosterImport } from '../../governance/roster/store/imports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { createLoader } from '../../store/loader.ts';
import { isSample } from '../../store/settings.ts';
import type { Opened } from '../open.ts';
import { progressOn } from '../progress.ts';
import { NotDone, type Shell, show } from '../shell.ts';
import { actingIn, authorOf, keeperOf } from './house.ts';

export interface ImportOptions {
  readonly staff?: string;
  readonly delta?: boolean;
  readonly map: readonly string[];
  readonly school: readonly string[];
  readonly notSsn: readonly string[];
  readonly staffRole: readonly string[];
  readonly sample?: boolean;
  readonly by?: string;
}

const phases = { checking: 'Checking', reading: 'Reading', comparing: 'Comparing' } as const;

export async function importRoster(
  shell: Shell,
  command: Command,
  house: Opened,
  clock: Clock,
  path: string,
  options: ImportOptions,
): Promise<void> {
  const { store, policy } = house;
  const answers = answersOf(options);
  const by = await keeperOf(house, clock, options.by);
  const progress = progressOn(shell);
  const brought = await bringIn({
    store,
    load: createLoader(house.databaseUrl),
    author: () => authorOf(clock, by),
    path,
    staffPath: options.staff,
    preparing: {
      today: policy.calendar.localDay(clock.now()).toString(),
      delta: options.delta === true,
      answers,
      inventedOnly: (await isSample(store)) && options.sample !== true,
    },
    announce: async (tx, importId) => {
      await tellKeepers(actingIn(house, tx), 'roster.staged', importId, by?.id ?? null);
    },
    onStep: ({ phase, share }) => progress.step(phases[phase], share),
  }).finally(() => progress.end());
  if (!brought.ok) throw new OperatorError(sayProblem(brought.problem));
  await tell(shell, command, house, brought.value);
}

async function tell(shell: Shell, command: Command, house: Opened, staged: Staged): Promise<void> {
  const { zone } = house.policy.pack.pack;
  if (staged.kind === 'refused') {
    const { why } = staged;
    show(shell, command, { outcome: why.kind }, [sayRefusal(why, zone)]);
    // The same file once more is no mistake: there is nothing to do.
    if (why.kind === 'same-file' || why.kind === 'staged-already') return;
    throw new NotDone();
  }
  const found = await importById(house.store, staged.id);
  if (!found) throw new Error('an import vanished');
  show(
    shell,
    command,
    { outcome: staged.kind, id: staged.id, mode: found.mode, counts: found.counts, read: staged.read },
    linesOf(staged.kind, found, staged.read),
  );
}

function linesOf(
  kind: 'staged' | 'unchanged',
  found: RosterImport,
  read: readonly ReadAs[],
): readonly string[] {
  const { counts } = found;
  return [
    ...read.flatMap(readingLines),
    ...found.files
      .filter((file) => file.encoding !== 'utf-8')
      .map(
        (file) =>
          `${file.name} is not UTF-8; it was read as ${file.encoding}. Look whether names with accents are right.`,
      ),
    ...(counts.apart > 0
      ? [`Students and their families: ${counts.apart.toLocaleString('en-US')} rows dropped unread.`]
      : []),
    ...(counts.merged > 0 ? [`Listed more than once: ${counts.merged} rows merged.`] : []),
    ...defectItems(found).map(({ title, detail }) => `! ${title}. ${detail ?? ''}`.trim()),
    `${people(counts.new + counts.changed + counts.back + counts.same)} in the file: ${sayCounts(counts)}, ${counts.same.toLocaleString('en-US')} as they are.`,
    kind === 'unchanged'
      ? 'The roster says the same already; there is nothing to say yes to.'
      : 'Nothing is changed yet. See it: safekeep roster show. Say yes: safekeep roster confirm, or Human Resources does in Safekeep.',
  ];
}

function readingLines({ file, columns, unused }: ReadAs): readonly string[] {
  return [
    `${file}: ${columns.map(({ column, field }) => (sameWord(column, field) ? column : `${column} as ${field}`)).join(', ')}`,
    ...(unused.length > 0 ? [`  left alone: ${unused.join(', ')}`] : []),
  ];
}

function sameWord(column: string, field: string): boolean {
  return column.toLowerCase().replace(/[^a-z]/g, '') === field.replace(/_/g, '');
}

export function sayRefusal(why: Refusal, zone: string): string {
  switch (why.kind) {
    case 'same-file':
      return `This very file was taken on ${sayMoment(why.since, zone)} and nothing came after it: nothing is changed.`;
    case 'staged-already':
      return 'This very file waits for a yes already: nothing is changed. See it: safekeep roster show';
    case 'another-waits':
      return 'Another file waits for a yes, and this one can’t take its place (it has only changes, or comes from elsewhere). Answer the other one first: safekeep roster show';
    case 'being-applied':
      return 'A roster is being changed right now. Try again in a few minutes.';
    case 'being-read':
      return 'Another file is being read right now. Try again when it is done; if that program was stopped, in ten minutes.';
  }
}

function answersOf(options: ImportOptions): Answers {
  const columns: Record<string, string> = {};
  for (const said of options.map) {
    const [field, column] = parted(said, '--map email="Work E-mail"');
    if (!isMappable(field))
      throw new OperatorError(`--map names one of ${mappable.join(', ')}, not “${field}”.`);
    columns[field] = column;
  }
  const schools = Object.fromEntries(
    options.school.map((said) => parted(said, '--school 320="Juniper Elementary"')),
  );
  return { columns, schools, notSsn: options.notSsn, staffRoles: options.staffRole };
}

function parted(said: string, example: string): readonly [string, string] {
  const at = said.indexOf('=');
  if (at < 1 || at === said.length - 1) throw new OperatorError(`Write it like this: ${example}`);
  return [said.slice(0, at).trim(), said.slice(at + 1).trim()];
}
