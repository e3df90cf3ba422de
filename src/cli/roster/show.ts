/** `safekeep roster show`: the file that waits, or the last one; every change with `--all`. */
import type { Command } from 'commander';
import { sayMoment } from '../../chat/say-when.ts';
import { fieldsOf } from '../../governance/roster/cards/diff-page.ts';
import { defectItems, nameOf } from '../../governance/roster/cards/import-card.ts';
import { sayFailure } from '../../governance/roster/commands/view.ts';
import { sharePercent } from '../../governance/roster/rules/loss.ts';
import { fieldWords, people, reasonWords, sayCounts, sayValue } from '../../governance/roster/rules/words.ts';
import { type Change, changesOf, defectsOf, type Kind } from '../../governance/roster/store/changes.ts';
import { openGone } from '../../governance/roster/store/gone.ts';
import { lastImports, pendingImport, type RosterImport } from '../../governance/roster/store/imports.ts';
import type { Opened } from '../open.ts';
import { type Shell, show } from '../shell.ts';

const kinds = ['gone', 'changed', 'back', 'new'] as const;
/** Of each kind, without `--all`. */
const fewListed = 20;
const pageSize = 1_000;

export async function showRoster(
  shell: Shell,
  command: Command,
  house: Opened,
  options: { readonly all?: boolean },
): Promise<void> {
  const { store, policy } = house;
  const found = (await pendingImport(store)) ?? (await lastImports(store, 1))[0];
  if (!found) {
    show(shell, command, { import: null }, ['No roster file has come yet: safekeep roster import FILE']);
    return;
  }
  const changes = Object.fromEntries(
    await Promise.all(
      kinds.map(async (kind) => [kind, await listOf(house, found, kind, options.all === true)]),
    ),
  ) as Record<Kind, readonly Change[]>;
  const open = await openGone(store, 1_000);
  show(
    shell,
    command,
    {
      import: { ...found, begunAt: found.begunAt.toString(), stagedAt: found.stagedAt?.toString() },
      ...changes,
      defects: await defectsOf(store, found.id),
      waitingForAnAnswer: open.map(({ personId, name, reason }) => ({ personId, name, reason })),
    },
    [
      ...headLines(found, policy.pack.pack.zone),
      ...kinds.flatMap((kind) => changeLines(kind, changes[kind], found.counts[kind])),
      ...defectItems(found).map(({ title, detail }) => `! ${title}. ${detail ?? ''}`.trim()),
      ...(open.length > 0
        ? [`${people(open.length)} gone from earlier files, and nobody has answered: safekeep roster gone`]
        : []),
    ],
  );
}

async function listOf(
  house: Opened,
  found: RosterImport,
  kind: Kind,
  all: boolean,
): Promise<readonly Change[]> {
  if (!all) return changesOf(house.store, found.id, kind, -1, fewListed);
  const changes: Change[] = [];
  for (let after = -1; ; after = changes.at(-1)?.n ?? after) {
    const page = await changesOf(house.store, found.id, kind, after, pageSize);
    changes.push(...page);
    if (page.length < pageSize) return changes;
  }
}

const states = {
  reading: 'is being read',
  staged: 'waits for a yes: safekeep roster confirm, or refuse',
  confirmed: 'is being applied',
  applied: 'is applied',
  unchanged: 'changed nothing',
  refused: 'was refused',
  replaced: 'was replaced by a newer file',
  failed: 'was not taken',
} as const;

function headLines(found: RosterImport, zone: string): readonly string[] {
  const failure = sayFailure(found);
  const { counts } = found;
  return [
    `${nameOf(found)}, ${sayMoment(found.begunAt, zone)}: ${states[found.state]}.`,
    failure ?? `${sayCounts(counts)}, ${counts.same.toLocaleString('en-US')} as they are.`,
    ...(counts.gone > 0
      ? [`It lacks ${counts.gone} of ${people(counts.known)} whom it speaks for (${sharePercent(counts)} %).`]
      : []),
  ];
}

function changeLines(kind: Kind, changes: readonly Change[], count: number): readonly string[] {
  if (changes.length === 0) return [];
  return [
    `${kind}:`,
    ...changes.map((change) => `  ${lineOf(change)}`),
    ...(count > changes.length ? [`  … and ${count - changes.length} more: --all lists them`] : []),
  ];
}

function lineOf({ kind, name, before, after, reason, state }: Change): string {
  const remark = state === 'stale' ? ' (not applied: the roster had changed)' : '';
  if (kind === 'gone') return `${name}: ${reasonWords[reason ?? ''] ?? ''}`;
  const facts = fieldsOf(after).filter((field) => kind !== 'new' || field !== 'name');
  const said = facts.map((field) =>
    kind === 'new'
      ? sayValue(field, after[field])
      : `${fieldWords[field]} ${sayValue(field, before[field])} -> ${sayValue(field, after[field])}`,
  );
  return `${name}: ${said.join(', ')}${remark}`;
}
