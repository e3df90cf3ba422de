/** A desk in chat: what is with this person, what they may claim and what else they may see, soonest due first. */
import type { Block, Card, ListItem, Tone } from '../../../chat/card.ts';
import { casePath } from '../../../chat/case-path.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Policy } from '../../../policy/policy.ts';
import { reference } from '../rules/request.ts';
import { allSteps, isLevelled } from '../rules/workflow.ts';
import { requestKind } from '../store/case-file.ts';
import type { DeskLine, DeskPart, DeskTop } from '../store/desk.ts';
import { endings } from './state.ts';

export const deskPath = '/documents/request.desk';

/** A line with the plan it began under. */
export interface Shown {
  readonly line: DeskLine;
  readonly policy: Policy;
}

export function titleOfLine({ title }: DeskLine): string {
  return title ?? 'Data request';
}

export function pathOfLine(line: DeskLine): string {
  return casePath({ kind: requestKind, id: reference(line) });
}

/** Where it stands, in a few words. */
export function standsAt({ line, policy }: Shown): string {
  if (line.state !== 'open') return endings[line.state].label;
  if (line.waitsForAnswer) return 'Waits for an answer';
  if (line.claimable) return 'To be claimed';
  if (line.step === undefined) return 'Waits for its risk level';
  return allSteps(policy.pack.data_requests).find(({ id }) => id === line.step)?.name ?? line.step;
}

export function toneOf({ line }: Shown): Tone {
  return line.late ? 'danger' : 'neutral';
}

export function sayDueOf(line: DeskLine): string {
  if (line.dueOn === undefined) return '';
  return line.late ? `late: was due ${sayDay(line.dueOn)}` : sayDay(line.dueOn);
}

function lacksLevel({ line, policy }: Shown): boolean {
  return (
    line.state === 'open' &&
    line.step !== undefined &&
    line.level === undefined &&
    isLevelled(policy.pack.data_requests, line)
  );
}

function itemOf(shown: Shown): ListItem {
  const { line } = shown;
  const due = line.dueOn === undefined ? [] : [line.late ? sayDueOf(line) : `due ${sayDueOf(line)}`];
  return {
    title: `${reference(line)} · ${titleOfLine(line)}`,
    detail: [
      standsAt(shown),
      ...(lacksLevel(shown) ? ['risk level not set'] : []),
      ...due,
      `asked by ${line.asker}`,
      ...(line.holder ? [`with ${line.holder}`] : []),
    ].join('; '),
    tone: toneOf(shown),
    action: { kind: 'run', id: 'request.show', label: 'Open', payload: { id: line.id } },
  };
}

const parts: readonly { readonly part: DeskPart; readonly title: string }[] = [
  { part: 'mine', title: 'Waits for you' },
  { part: 'unclaimed', title: 'You may claim' },
  { part: 'other', title: 'Others that you may see' },
];

export function deskCard({ totals, late, held }: DeskTop, shown: readonly Shown[]): Card {
  const blocks = parts.flatMap(({ part, title }): Block[] => {
    const mine = shown.filter(({ line }) => line.part === part);
    if (mine.length === 0) return [];
    const more = totals[part] - mine.length;
    return [
      { kind: 'heading', text: `${title}: ${totals[part]}` },
      { kind: 'list', items: mine.map(itemOf) },
      ...(more > 0 ? [{ kind: 'text' as const, text: `And ${more} more on the web page.` }] : []),
    ];
  });
  return {
    audience: 'person',
    title: 'Open data requests',
    ...(late > 0 ? { status: { label: `${late} late`, tone: 'danger' as const } } : {}),
    blocks:
      blocks.length > 0 ? blocks : [{ kind: 'text', text: 'No data request is open that you may see.' }],
    actions: [
      { kind: 'link', label: 'All of them, to search', path: deskPath },
      ...(held > 1
        ? [
            {
              kind: 'open-form' as const,
              form: 'request.hand-over-several',
              label: 'Hand over several',
              subject: {},
            },
          ]
        : []),
    ],
  };
}
