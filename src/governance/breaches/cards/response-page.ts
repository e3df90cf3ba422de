/** The answer to an incident on its page: what is to be done, what to write down, evidence, hand-overs and the team. */
import type { Person } from '../../../app/person.ts';
import type { Action, ListItem } from '../../../chat/card.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { mayClose } from '../rules/closing.ts';
import { partsOf } from '../rules/incident.ts';
import type { Evidence } from '../store/evidence.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { noticesPath } from './notices-page.ts';
import { elsewhereItem } from './proposal.ts';
import { taskBlocks } from './tasks.ts';

export interface ResponseShown {
  readonly file: IncidentFile;
  readonly viewer: Person;
  readonly now: Temporal.Instant;
  readonly evidence: readonly Evidence[];
  /** Everybody who works on it now, by name. */
  readonly team: readonly Person[];
  /** Opens a chat with them; absent where the district has none that can be opened by a link. */
  readonly groupChat: string | undefined;
  /** Their channel in Slack, or how to open one. */
  readonly channel: readonly DocumentBlock[];
  readonly name: (id: string | undefined) => string | undefined;
}

/** What can be done comes first on the page, what was done below. */
export interface ResponseParts {
  readonly todo: readonly DocumentBlock[];
  readonly rest: readonly DocumentBlock[];
}

export function responsePage(shown: ResponseShown): ResponseParts {
  const { file, now } = shown;
  return {
    todo: doing(shown),
    rest: [
      ...taskBlocks(file, now),
      ...evidenceBlocks(shown),
      ...handoverBlocks(shown),
      ...teamBlocks(shown),
    ],
  };
}

/** What the card has no room for. */
function doing({ file, viewer }: ResponseShown): readonly DocumentBlock[] {
  const { incident, policy } = file;
  const { id, state } = incident;
  const parts = partsOf(incident, viewer);
  const decides = policy.pack.breaches.response.decision.by.some((part) => parts.has(part));
  const item = (title: string, form: string, label: string): ListItem => ({
    title,
    action: { kind: 'open-form', form: `breach.${form}`, label, subject: { id } } satisfies Action,
  });
  const items = [
    ...(state === 'closed'
      ? []
      : [
          item('Something happened, or was found', 'note', 'Write a note'),
          item('Something was decided on the way', 'decision', 'Write it down'),
          item('Evidence: where it lies, and who has it', 'evidence', 'Add evidence'),
          item('Something else has to be done', 'task-add', 'Add a task'),
          item('Facts are new or wrong', 'triage', 'What we know'),
          item('When it was discovered: legal times count from then', 'discovered', 'Set it'),
          item(
            incident.teamCalledAt ? 'Somebody else is needed' : 'More people are needed',
            'team',
            incident.teamCalledAt ? 'Add to the team' : 'Call the team',
          ),
          item('Your shift ends', 'hand-over', 'Hand it over'),
        ]),
    {
      title:
        state === 'closed' ? 'What was told, and is still told' : 'Families and authorities have to be told',
      action: { kind: 'link', label: 'Letters and packets', path: noticesPath(file) } as const,
    },
    ...elsewhereItem(file),
    ...(decides && state === 'concern' ? [item('It can be decided', 'determine', 'Is it a breach?')] : []),
    ...(decides && state !== 'concern' ? [item('There are new facts', 'reopen', 'Open it again')] : []),
    ...(mayClose(policy, incident, viewer) && (state === 'breach' || state === 'not_a_breach')
      ? [item('Everything is done', 'close', 'Close it')]
      : []),
    ...(parts.has('desk') || parts.has('executive')
      ? [item('A text names a student, or holds what should not stand here', 'blank', 'Blank it')]
      : []),
  ];
  return [
    { kind: 'heading', text: 'What to do' },
    { kind: 'list', items },
  ];
}

function evidenceBlocks({ file, evidence, name }: ResponseShown): readonly DocumentBlock[] {
  const { words, incident, policy } = file;
  const { zone } = policy.calendar;
  if (evidence.length === 0) return [];
  return [
    { kind: 'heading', text: 'Evidence, and who has had it' },
    {
      kind: 'list',
      items: evidence.map(({ id, hash, custody }): ListItem => {
        const chain = custody.map(({ id: held, at, holderId }) => {
          const who = words[`custody-holder:${held}`]?.body ?? name(holderId) ?? 'somebody';
          return `${sayMoment(at, zone)}: ${who}, ${words[`custody-place:${held}`]?.body ?? '[blanked]'}`;
        });
        return {
          title: words[`evidence:${id}`]?.body ?? '[blanked]',
          detail: [...chain, ...(hash === undefined ? [] : [`SHA-256 ${hash}`])].join(' → '),
          ...(incident.state === 'closed'
            ? {}
            : {
                action: {
                  kind: 'open-form',
                  form: 'breach.custody',
                  label: 'It changes hands',
                  subject: { id: incident.id, evidence: id },
                },
              }),
        };
      }),
    },
  ];
}

function handoverBlocks({ file, name }: ResponseShown): readonly DocumentBlock[] {
  const { handovers, words, policy } = file;
  const { zone } = policy.calendar;
  if (handovers.length === 0) return [];
  return [
    { kind: 'heading', text: 'From shift to shift' },
    ...handovers.map(({ id, at, fromId, toId, acknowledgedAt, withdrawnAt }, index) => {
      const last = index === handovers.length - 1;
      const taken = acknowledgedAt
        ? `taken over ${sayMoment(acknowledgedAt, zone)}`
        : withdrawnAt
          ? 'taken back'
          : last
            ? 'not taken over yet'
            : 'never taken over';
      return {
        kind: 'quote',
        label: `${name(fromId) ?? 'Somebody'} to ${name(toId) ?? 'somebody'}, ${sayMoment(at, zone)}; ${taken}`,
        text: words[`handover:${id}`]?.body ?? '[blanked]',
      } as const;
    }),
  ];
}

function teamBlocks({ team, groupChat, channel }: ResponseShown): readonly DocumentBlock[] {
  return [
    { kind: 'heading', text: 'Who works on it' },
    { kind: 'text', text: team.map(({ name, jobTitle }) => `${name} (${jobTitle})`).join(', ') },
    ...(groupChat === undefined
      ? []
      : [
          {
            kind: 'list',
            items: [
              {
                title: 'A group chat with them',
                detail:
                  'It opens in Teams, which keeps what is written there. Write nothing about the matter that is not needed.',
                action: { kind: 'link', label: 'Open in Teams', path: groupChat },
              },
            ],
          } as const,
        ]),
    ...channel,
  ];
}
