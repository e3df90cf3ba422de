/** One list on a page of its own, to look through and to print. */
import type { Ask } from '../../../app/context.ts';
import type { ListItem, Payload } from '../../../chat/card.ts';
import type { Document, DocumentBlock } from '../../../chat/document.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { listTitle } from '../cards/list.ts';
import { reasonWords } from '../rules/reasons.ts';
import { count } from '../rules/say.ts';
import { standingWords } from '../rules/standing.ts';
import { type AccessLine, accessLinesOf } from '../store/access-lines.ts';
import { type AnnualLine, linesOf } from '../store/annual.ts';
import type { List } from '../store/lists.ts';
import { frameOf, seenList } from './lists.ts';

export async function loadList(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const list = await seenList(ask, subject.list);
  if (!list) return undefined;
  const frame = await frameOf(ask, list);
  const holder = list.holderId ? await ask.directory.person(ask.reader, list.holderId) : undefined;
  const state = list.confirmedAt
    ? `Confirmed by ${frame.confirmedBy ?? 'somebody'} on ${sayMoment(list.confirmedAt, ask.policy.calendar.zone)}`
    : `Not confirmed; due ${sayDay(list.dueOn)}`;
  const open = frame.mayConfirm && !list.confirmedAt;
  return {
    kind: 'page',
    title: listTitle(list),
    subtitle: `${holder ? `${holder.name}. ` : ''}${state}`,
    blocks:
      list.kind === 'annual'
        ? annualBlocks(ask, list, await linesOf(ask.reader, { listId: list.id }), open)
        : accessBlocks(ask, list, await accessLinesOf(ask.reader, list.id), open),
  };
}

/** The columns of a report: each duty that it covers. */
export function dutyColumns(ask: Ask): readonly { readonly duty: string; readonly name: string }[] {
  const { annual_report } = ask.policy.pack.supervision;
  return annual_report.covers.map((duty) => ({ duty, name: ask.policy.pack.duties[duty]?.name ?? duty }));
}

function annualBlocks(
  ask: Ask,
  list: List,
  lines: readonly AnnualLine[],
  open: boolean,
): readonly DocumentBlock[] {
  const incomplete = lines.filter((line) => line.incomplete);
  const away = lines.filter((line) => !line.incomplete && line.status === 'leave');
  const complete = lines.length - incomplete.length - away.length;
  const columns = dutyColumns(ask);
  const table = (caption: string, rows: readonly AnnualLine[]): readonly DocumentBlock[] =>
    rows.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption,
            columns: ['Name', 'Position', 'Status', ...columns.map(({ name }) => name), 'Remark'],
            rows: rows.map((line) => [
              line.name,
              line.jobTitle,
              line.status === 'leave' ? 'on leave' : 'active',
              ...columns.map(({ duty }) => standingWords(line.standing[duty], list.asOf)),
              line.remark ?? '',
            ]),
          },
        ];
  return [
    ...(open ? [{ kind: 'list', items: todo(list, incomplete.length + away.length > 0) } as const] : []),
    {
      kind: 'bars',
      caption: count(lines.length, 'person', 'people'),
      bars: [
        bar('Incomplete', incomplete.length, lines.length, 'danger'),
        bar('Complete, on leave', away.length, lines.length, 'neutral'),
        bar('Complete', complete, lines.length, 'good'),
      ],
    },
    ...table(`Incomplete on ${sayDay(list.asOf)}`, incomplete),
    ...table('Complete, and on leave', away),
  ];
}

function bar(label: string, value: number, of: number, tone: 'good' | 'neutral' | 'danger') {
  return { label, value, of, says: `${value} of ${of}`, tone };
}

function todo(list: List, remarks: boolean): readonly ListItem[] {
  const subject = { list: list.id };
  return [
    {
      title: 'Looked through it?',
      detail: 'Afterwards it does not change.',
      action: {
        kind: 'open-form',
        form: 'supervision.confirm-list',
        label: 'Confirm this list',
        subject,
        style: 'primary',
      },
    },
    ...(remarks
      ? [
          {
            title: 'Something to say about somebody?',
            detail: 'It stands beside their line.',
            action: {
              kind: 'open-form',
              form: 'supervision.remark',
              label: 'Add a remark',
              subject,
            } as const,
          },
        ]
      : []),
  ];
}

function accessBlocks(
  ask: Ask,
  list: List,
  lines: readonly AccessLine[],
  open: boolean,
): readonly DocumentBlock[] {
  const undecided = lines.some((line) => !line.decision && !line.left);
  return [
    {
      kind: 'note',
      tone: 'info',
      text: '“Remove” asks IT to take the access away. It does not change PowerSchool or any other system by itself.',
    },
    ...(open && undecided
      ? [
          {
            kind: 'list',
            items: [
              {
                title: 'Who still needs it for their work?',
                action: {
                  kind: 'open-form',
                  form: 'supervision.review',
                  label: 'Look through it',
                  subject: { list: list.id },
                  style: 'primary',
                },
              },
            ],
          } as const,
        ]
      : []),
    {
      kind: 'table',
      caption: `As of ${sayDay(list.asOf)}`,
      columns: ['Name', 'Position', 'Why', 'Decision'],
      rows: lines.map((line) => [
        line.name,
        line.jobTitle,
        reasonWords(ask.policy, line),
        decisionWords(line),
      ]),
    },
  ];
}

export function decisionWords(
  line: Pick<AccessLine, 'decision' | 'outcome'> & { readonly left?: boolean },
): string {
  if (line.decision === undefined) return line.left ? 'has left since' : 'not decided';
  if (line.decision === 'keep') return 'keeps it';
  if (line.outcome === 'removed') return 'removed by IT';
  if (line.outcome === 'kept') return 'to be removed; IT kept it';
  return 'to be removed; IT is asked';
}
