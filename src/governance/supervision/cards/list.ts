/** A list that somebody confirms, as a card: how many, the first names, and the way to the rest. */
import type { Action, Block, Card, ListItem } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import type { Policy } from '../../../policy/policy.ts';
import { reasonWords } from '../rules/reasons.ts';
import { count, sayDue, textBar } from '../rules/say.ts';
import { standingWords } from '../rules/standing.ts';
import type { AccessLine } from '../store/access-lines.ts';
import type { AnnualLine } from '../store/annual.ts';
import { type List, listCase } from '../store/lists.ts';

const mostNamed = 5;

export interface ListFrame {
  readonly policy: Policy;
  readonly list: List;
  readonly confirmedBy: string | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Buttons are drawn for whoever may confirm it. */
  readonly mayConfirm: boolean;
}

export function listTitle({ kind, part, asOf }: List): string {
  if (kind === 'access') return `Who may see personal data, as of ${sayDay(asOf)}`;
  const whose = {
    supervisor: 'your people',
    owner: 'your people',
    board: 'the board',
    nobody: 'people without a supervisor',
  };
  return `Annual report as of ${sayDay(asOf)}: ${whose[part]}`;
}

function statusOf({ list, today }: ListFrame): NonNullable<Card['status']> {
  if (list.confirmedAt) return { label: 'Confirmed', tone: 'good' };
  return list.dueOn < today
    ? { label: `To confirm, ${sayDue(list.dueOn, today)}`, tone: 'danger' }
    : { label: `To confirm by ${sayDay(list.dueOn)}`, tone: 'warning' };
}

function confirmedNote({ list, confirmedBy, policy }: ListFrame): readonly Block[] {
  if (!list.confirmedAt) return [];
  const when = sayMoment(list.confirmedAt, policy.calendar.zone);
  return [{ kind: 'note', tone: 'good', text: `Confirmed by ${confirmedBy ?? 'somebody'} on ${when}.` }];
}

export function pageAction(list: List): Action {
  return { kind: 'link', label: 'Open the list', path: `/documents/supervision.list?list=${list.id}` };
}

export function annualListCard(frame: ListFrame, lines: readonly AnnualLine[]): Card {
  const { list, policy } = frame;
  const incomplete = lines.filter((line) => line.incomplete);
  const away = lines.filter(({ status }) => status === 'leave');
  const rest = incomplete.length - mostNamed;
  return {
    audience: 'person',
    title: listTitle(list),
    status: statusOf(frame),
    blocks: [
      {
        kind: 'text',
        text: `${textBar(lines.length - incomplete.length, lines.length)} ${count(lines.length, 'person', 'people')}, ${incomplete.length} incomplete, ${away.length} on leave.`,
      },
      ...(incomplete.length > 0
        ? [
            {
              kind: 'list',
              items: incomplete.slice(0, mostNamed).map((line) => annualItem(policy, list, line)),
            } satisfies Block,
          ]
        : [{ kind: 'text', text: 'Nobody lacks anything.' } satisfies Block]),
      ...(rest > 0
        ? [{ kind: 'text', text: `And ${count(rest, 'other', 'others')}: open the list.` } satisfies Block]
        : []),
      ...confirmedNote(frame),
    ],
    actions: [
      ...(frame.mayConfirm && !list.confirmedAt
        ? [
            {
              kind: 'open-form',
              form: 'supervision.confirm-list',
              label: 'Confirm this list',
              subject: { list: list.id },
              style: 'primary',
            } as const,
            ...(incomplete.length > 0
              ? [
                  {
                    kind: 'open-form',
                    form: 'supervision.remark',
                    label: 'Add a remark',
                    subject: { list: list.id },
                  } as const,
                ]
              : []),
          ]
        : []),
      pageAction(list),
    ],
    about: { kind: listCase, id: list.id },
  };
}

export function annualItem(policy: Policy, list: Pick<List, 'asOf'>, line: AnnualLine): ListItem {
  const lacks = Object.entries(line.standing)
    .filter(([, { state }]) => state !== 'done')
    .map(
      ([duty, standing]) =>
        `${policy.pack.duties[duty]?.name ?? duty}: ${standingWords(standing, list.asOf)}`,
    );
  return {
    title: line.status === 'leave' ? `${line.name} (on leave)` : line.name,
    detail: [...lacks, ...(line.remark ? [`Remark: ${line.remark}`] : [])].join('. '),
    tone: 'warning',
  };
}

export function accessListCard(frame: ListFrame, lines: readonly AccessLine[]): Card {
  const { list, policy } = frame;
  const open = lines.filter((line) => line.decision === undefined && !line.left);
  const decided = lines.length - open.length;
  return {
    audience: 'person',
    title: listTitle(list),
    status: statusOf(frame),
    blocks: [
      {
        kind: 'text',
        text: `${textBar(decided, lines.length)} ${decided} of ${count(lines.length, 'line')} looked through. Say of each person whether they still need it for their work.`,
      },
      ...(open.length > 0
        ? [
            {
              kind: 'list',
              items: open.slice(0, mostNamed).map((line) => ({
                title: line.name,
                detail: `${line.jobTitle}: ${reasonWords(policy, line)}`,
              })),
            } satisfies Block,
          ]
        : []),
      {
        kind: 'note',
        tone: 'info',
        text: '“Remove” asks IT to take the access away. It does not change PowerSchool or any other system by itself.',
      },
      ...confirmedNote(frame),
    ],
    actions: [
      ...(frame.mayConfirm && open.length > 0
        ? [
            {
              kind: 'open-form',
              form: 'supervision.review',
              label: decided > 0 ? 'Go on' : 'Look through it',
              subject: { list: list.id },
              style: 'primary',
            } as const,
          ]
        : []),
      pageAction(list),
    ],
    about: { kind: listCase, id: list.id },
  };
}
