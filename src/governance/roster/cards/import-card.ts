/** A roster file as Human Resources meets it: what it would change, what is amiss in it, and the two answers. */
import type { Action, Block, Card, ListItem } from '../../../chat/card.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { sharePercent } from '../rules/loss.ts';
import { defectWords, people, sayCounts, sayDefect } from '../rules/words.ts';
import type { RosterImport } from '../store/imports.ts';

export interface ImportView {
  readonly found: RosterImport;
  /** In one sentence, where it failed. */
  readonly problem: string | undefined;
  readonly decidedBy: string | undefined;
  readonly zone: string;
  /** More people are missing than a whole file would lack. */
  readonly losesTooMany: boolean;
  readonly mayDecide: boolean;
}

const states = {
  reading: { label: 'Being read', tone: 'info' },
  staged: { label: 'Waits for your yes', tone: 'warning' },
  confirmed: { label: 'Being applied', tone: 'info' },
  applied: { label: 'Applied', tone: 'good' },
  unchanged: { label: 'Nothing to change', tone: 'neutral' },
  refused: { label: 'Refused', tone: 'neutral' },
  replaced: { label: 'A newer file came', tone: 'neutral' },
  failed: { label: 'Not taken', tone: 'danger' },
} as const;

export function importCard(view: ImportView): Card {
  const { found, problem } = view;
  return {
    audience: 'person',
    title: `Roster: ${nameOf(found)}`,
    status: states[found.state],
    blocks: problem === undefined ? whatItSays(view) : [{ kind: 'note', tone: 'danger', text: problem }],
    actions: actionsOf(view),
    about: { kind: 'roster-import', id: found.id },
  };
}

/** "staff_ext.csv", or "users.csv and 3 more". */
export function nameOf({ files }: Pick<RosterImport, 'files'>): string {
  const [first, ...more] = files;
  if (!first) return 'a file';
  return more.length === 0 ? first.name : `${first.name} and ${more.length} more`;
}

function whatItSays(view: ImportView): readonly Block[] {
  const { found, zone } = view;
  const { counts } = found;
  const came = found.stagedAt ?? found.begunAt;
  return [
    ...(view.losesTooMany && found.state === 'staged' ? [warning(found)] : []),
    {
      kind: 'facts',
      facts: [
        { label: 'Came', value: sayMoment(came, zone) },
        {
          label: 'It would',
          value: found.state === 'staged' ? sayCounts(counts) : `${sayCounts(counts)} (proposed)`,
        },
        { label: 'As it is', value: people(counts.same) },
        ...(counts.apart > 0
          ? [
              {
                label: 'Students and families',
                value: `${counts.apart.toLocaleString('en-US')} rows, dropped unread`,
              },
            ]
          : []),
        ...(counts.merged > 0
          ? [{ label: 'Listed more than once', value: `${counts.merged} rows merged` }]
          : []),
        ...(counts.stale > 0
          ? [{ label: 'Changed meanwhile', value: `${people(counts.stale)}: left as the roster has them` }]
          : []),
        ...(view.decidedBy && found.decidedAt
          ? [{ label: 'Decided', value: `${view.decidedBy}, ${sayMoment(found.decidedAt, zone)}` }]
          : []),
      ],
    },
    ...whatIsAmiss(found),
  ];
}

function warning({ counts }: RosterImport): Block {
  return {
    kind: 'note',
    tone: 'danger',
    text: `This file lacks ${counts.gone} of ${people(counts.known)} (${sharePercent(counts)} %). Perhaps it was cut off: look at the export before you say yes.`,
  };
}

function whatIsAmiss(found: RosterImport): readonly Block[] {
  const items = defectItems(found);
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: 'What is amiss' },
    { kind: 'list', items },
  ];
}

/** What holds rows back comes first. */
export function defectItems({ counts }: Pick<RosterImport, 'counts'>): readonly ListItem[] {
  const known = Object.entries(counts.defects).filter(([kind, count]) => count > 0 && defectWords[kind]);
  const items = known
    .sort(([a], [b]) => Number(defectWords[b]?.holds ?? false) - Number(defectWords[a]?.holds ?? false))
    .map(([kind, count]): ListItem => {
      const words = defectWords[kind];
      return {
        title: sayDefect(kind, count),
        detail: words?.todo ?? '',
        ...(words?.holds ? { tone: 'warning' } : {}),
      };
    });
  const unknown = Object.entries(counts.unknownRoles).map(
    ([word, count]): ListItem => ({
      title: `${count.toLocaleString('en-US')} have the role “${word}”`,
      detail: `Nobody here knows whether that is staff, so their rows were not read. If it is, say so once: --staff-role "${word}"`,
      tone: 'warning',
    }),
  );
  return [...items, ...unknown];
}

function actionsOf({ found, mayDecide }: ImportView): readonly Action[] {
  const page: Action = {
    kind: 'link',
    label: 'See every change',
    path: `/documents/roster.diff?import=${found.id}`,
  };
  const hasPage = ['staged', 'confirmed', 'applied', 'unchanged'].includes(found.state);
  if (found.state !== 'staged' || !mayDecide) return hasPage ? [page] : [];
  return [
    {
      kind: 'open-form',
      form: 'roster.confirm',
      label: 'Say yes',
      subject: { import: found.id },
      style: 'primary',
    },
    page,
    {
      kind: 'run',
      id: 'roster.refuse',
      label: 'Refuse the file',
      payload: { import: found.id },
      style: 'danger',
      confirm: {
        title: 'Refuse this file?',
        text: 'The roster stays as it is. What was read from the file is thrown away.',
        yes: 'Refuse',
      },
    },
  ];
}
