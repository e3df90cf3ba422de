/** The time after an incident on its page: the post-mortem, what is done about it, the public text, referrals. */
import type { ListItem } from '../../../chat/card.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Improvement, isOverdue } from '../rules/improvement.ts';
import { isPublicTextDue } from '../rules/public-text.ts';
import type { IncidentFile } from '../store/incidents.ts';
import type { PublicText } from '../store/public-texts.ts';
import type { Review } from '../store/reviews.ts';

export interface AfterShown {
  readonly file: IncidentFile;
  readonly now: Temporal.Instant;
  readonly review: Review | undefined;
  readonly improvements: readonly Improvement[];
  readonly publicTexts: readonly PublicText[];
  /** Days on which something was referred to Human Resources. */
  readonly referredOn: readonly string[];
  /** Whether the viewer may say yes or no to the text that waits. */
  readonly mayRule: boolean;
  readonly name: (id: string | undefined) => string;
}

export function afterPage(shown: AfterShown): readonly DocumentBlock[] {
  const { file, referredOn, publicTexts } = shown;
  if (file.incident.state === 'concern' && referredOn.length + publicTexts.length === 0) return [];
  return [
    { kind: 'heading', text: 'Afterwards' },
    ...reviewBlocks(shown),
    ...improvementBlocks(shown),
    ...publicBlocks(shown),
    ...(referredOn.length === 0
      ? []
      : [
          {
            kind: 'facts',
            facts: [{ label: 'Referred to Human Resources', value: referredOn.map(sayDay).join('; ') }],
          } as const,
        ]),
    { kind: 'list', items: whatToDo(shown) },
  ];
}

export function causeNames({ pack }: Policy, causes: readonly string[]): string {
  const names = new Map(pack.breaches.after.review.causes.map(({ id, name }) => [id, name]));
  return causes.map((id) => names.get(id) ?? id).join('; ');
}

const told = {
  happened: 'What happened, as we know now',
  helped: 'What helped',
  hindered: 'What hindered',
} as const;

function reviewBlocks({ file, review, name }: AfterShown): readonly DocumentBlock[] {
  if (!review) return [];
  const { policy, words } = file;
  return [
    {
      kind: 'facts',
      facts: [
        { label: 'Why it could happen', value: causeNames(policy, review.causes) },
        {
          label: 'Post-mortem',
          value: `${sayMoment(review.at, policy.calendar.zone)} by ${name(review.byId)}`,
        },
      ],
    },
    ...Object.entries(told).flatMap(([field, label]): DocumentBlock[] => {
      const text = words[`review-${field}`];
      return text ? [{ kind: 'quote', label, text: text.body ?? '[blanked]' }] : [];
    }),
  ];
}

function improvementBlocks({ file, improvements, now, name }: AfterShown): readonly DocumentBlock[] {
  if (improvements.length === 0) return [];
  const open = improvements.filter(({ state }) => state === 'open');
  const rest = improvements.filter(({ state }) => state !== 'open');
  return [
    {
      kind: 'heading',
      text: `So that it does not happen again: ${open.length} open, ${rest.length} done or dropped`,
    },
    { kind: 'list', items: [...open, ...rest].map((one) => improvementItem(file, one, now, name)) },
  ];
}

export function improvementItem(
  { policy, words }: Pick<IncidentFile, 'policy' | 'words'>,
  action: Improvement,
  now: Temporal.Instant,
  name: AfterShown['name'],
): ListItem {
  const { id, incidentId, state, ownerId, settled } = action;
  const { calendar } = policy;
  const evidence = words[`action-done:${id}`]?.body;
  const late = isOverdue(action, now);
  const due = sayDay(calendar.localDay(action.dueAt).toString());
  const how = settled
    ? `${state === 'done' ? 'Done' : 'Not done after all'}: ${name(settled.byId)}, ${sayMoment(settled.at, calendar.zone)}`
    : `${ownerId === undefined ? 'The desk' : name(ownerId)} · ${late ? `LATE, was due ${due}` : `due ${due}`}`;
  return {
    title: words[`action:${id}`]?.body ?? '[blanked]',
    detail: state === 'done' && evidence ? `${how} · ${evidence}` : how,
    tone: late ? 'danger' : state === 'open' ? 'info' : 'good',
    action: {
      kind: 'open-form',
      form: 'breach.action-settle',
      label: state === 'open' ? 'Done or not needed' : 'Open again',
      subject: { id: incidentId, action: id },
    },
  };
}

function publicBlocks({ file, publicTexts, name }: AfterShown): readonly DocumentBlock[] {
  const due = isPublicTextDue(file.policy, file.incident);
  const current = publicTexts.filter(({ state }) => state === 'waits' || state === 'approved');
  if (current.length === 0)
    return due
      ? [
          {
            kind: 'note',
            tone: 'warning',
            text: 'A text for the district’s public page is due, and there is none yet.',
          },
        ]
      : [];
  return [
    {
      kind: 'list',
      items: current.map((text) => ({
        title: 'Text for the public page',
        detail: sayPublic(file, text, name),
        tone: text.state === 'waits' ? 'warning' : 'good',
        action: {
          kind: 'link',
          label: 'Read it',
          path: `/documents/breach.public?id=${file.incident.id}&text=${text.id}`,
        },
      })),
    },
  ];
}

export function sayPublic(
  { policy, words }: Pick<IncidentFile, 'policy' | 'words'>,
  { id, byId, at, state, ruled, postedOn, takenDownOn }: PublicText,
  name: AfterShown['name'],
): string {
  const { zone } = policy.calendar;
  const where = words[`public-at:${id}`]?.body;
  return [
    `Written by ${name(byId)}, ${sayMoment(at, zone)}`,
    ...(state === 'waits' ? ['waits for approval'] : []),
    ...(state === 'sent_back' ? ['sent back'] : []),
    ...(state === 'replaced' ? ['replaced by a later one'] : []),
    ...(ruled && state === 'approved'
      ? [`approved by ${name(ruled.byId)}, ${sayMoment(ruled.at, zone)}`]
      : []),
    ...(postedOn ? [`posted ${sayDay(postedOn)}${where ? ` at ${where}` : ''}`] : []),
    ...(takenDownOn ? [`taken down ${sayDay(takenDownOn)}`] : []),
    ...(state === 'approved' && !postedOn ? ['not posted yet'] : []),
  ].join(' · ');
}

function whatToDo({ file, review, publicTexts, mayRule }: AfterShown): readonly ListItem[] {
  const item = (title: string, form: string, label: string): ListItem => ({
    title,
    action: { kind: 'open-form', form: `breach.${form}`, label, subject: { id: file.incident.id } },
  });
  const decided = file.incident.state !== 'concern';
  return [
    ...(decided
      ? [
          item(
            'Why it could happen, what helped and what hindered',
            'review',
            review ? 'Correct the post-mortem' : 'Post-mortem',
          ),
          item('Something is to be done better', 'action', 'Add it'),
        ]
      : []),
    item('A text for the public page', 'public', 'Write the text'),
    ...(mayRule ? [item('A text waits for your yes', 'public-rule', 'Say yes or no')] : []),
    ...(publicTexts.some(({ state }) => state === 'approved')
      ? [item('The approved text', 'public-posted', 'Posted or taken down')]
      : []),
    item('Something was referred to Human Resources', 'referral', 'Note the day'),
  ];
}
