/** Letters, packets and those affected on one page: what is owed, how each stands, and what to do next. */
import type { Block, ListItem } from '../../../chat/card.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { NoticeNow, NoticeSheet } from '../commands/notice-sheet.ts';
import { type Affected, countLetters, type Letter, lettersOf } from '../rules/affected.ts';
import { type NoticeLaw, noticeLaws, templateKey } from '../rules/notice-templates.ts';
import type { IncidentTask } from '../rules/task.ts';
import type { Clock } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { addresseeNames, supportLabels } from './notice-words.ts';
import { countBlocks } from './people-count.ts';
import { sayStanding } from './say-clock.ts';

const mostReferences = 200;

export function noticesPath({ incident }: IncidentFile): string {
  return `/documents/breach.notices?id=${incident.id}`;
}

export function noticePath({ incident }: IncidentFile, noticeId: string): string {
  return `/documents/breach.notice?id=${incident.id}&notice=${noticeId}`;
}

/** The task of the plan behind which they stand leads to them. */
export function lettersBehind(file: IncidentFile, { key }: IncidentTask): readonly Block[] {
  const { task } = file.policy.pack.breaches.notices;
  if (key === undefined || key !== task) return [];
  const action = { kind: 'link', label: 'Letters and packets', path: noticesPath(file) } as const;
  return [{ kind: 'list', items: [{ title: 'Write them, and record what was sent', action }] }];
}

export function letterBlocks(
  file: IncidentFile,
  sheet: NoticeSheet,
  clocks: readonly Clock[],
  now: Temporal.Instant,
): readonly DocumentBlock[] {
  const items = noticeLaws(file.policy).flatMap((law) => {
    const detail = standing(file, law, clocks, now);
    const written = sheet.notices.filter(({ notice }) => templateKey(notice.law) === templateKey(law));
    if (written.length === 0) return [unwritten(file, law, detail)];
    return written.map((one) => line(file, sheet, one, detail));
  });
  return [
    { kind: 'heading', text: 'Letters and packets' },
    items.length === 0
      ? { kind: 'text', text: 'The plan that this began under has no templates of letters.' }
      : { kind: 'list', items },
  ];
}

function unwritten({ incident }: IncidentFile, law: NoticeLaw, detail: string): ListItem {
  return {
    title: law.template.name,
    detail: `Not written yet · ${detail}`,
    ...(incident.state === 'closed'
      ? {}
      : {
          action: {
            kind: 'open-form',
            form: 'breach.notice-write',
            label: 'Write it',
            subject: { id: incident.id, template: templateKey(law) },
          },
        }),
  };
}

function line(
  file: IncidentFile,
  { affected }: NoticeSheet,
  { notice, version, held }: NoticeNow,
  detail: string,
): ListItem {
  const edition = notice.edition === 1 ? '' : `, edition ${notice.edition}`;
  const isHeld = notice.state !== 'sent' && held.length > 0;
  const out = affected
    .filter(({ struck }) => !struck)
    .flatMap(({ deliveries }) => deliveries.filter(({ noticeId }) => noticeId === notice.id)).length;
  const approved = out === 0 ? 'Approved, not sent yet' : `Approved; recorded as sent ${out} times`;
  const state = isHeld
    ? `HELD: it breaks rules in ${held.length} ${held.length === 1 ? 'place' : 'places'}`
    : { draft: 'Waits for approval', approved, sent: 'Sent' }[notice.state];
  return {
    title: `${notice.law.template.name}${edition}`,
    detail: `${state} · version ${version.seq} · ${detail}`,
    tone: isHeld ? 'danger' : notice.state === 'sent' ? 'good' : 'info',
    action: { kind: 'link', label: 'Open it', path: noticePath(file, notice.id) },
  };
}

function standing(
  { policy, incident }: IncidentFile,
  { law, lawName, version, template }: NoticeLaw,
  clocks: readonly Clock[],
  now: Temporal.Instant,
): string {
  const theirs = clocks.filter((one) => one.law.law === law && template.clocks.includes(one.law.clock.id));
  return [
    ...theirs.map((clock) => `${clock.law.clock.name}: ${sayStanding(policy, incident, clock, now)}`),
    ...(theirs.length > 0 ? [] : [`${lawName}, as of ${version}`]),
  ].join(' · ');
}

export function registerBlocks(file: IncidentFile, { affected }: NoticeSheet): readonly DocumentBlock[] {
  const { incident, policy } = file;
  const { notices } = policy.pack.breaches;
  if (notices.groups.length === 0) return [];
  const live = affected.filter(({ struck }) => !struck);
  const letters = lettersOf(notices, live);
  const rows = notices.groups.flatMap(({ id, name, addressed }) => {
    const theirs = live.filter(({ group }) => group === id);
    return theirs.length === 0
      ? []
      : [
          [
            name,
            addressed.map((one) => addresseeNames[one]).join(' and '),
            ...figures(theirs, lettersOf(notices, theirs)),
          ],
        ];
  });
  const item = (title: string, form: string, label: string): ListItem => ({
    title,
    action: { kind: 'open-form', form: `breach.${form}`, label, subject: { id: incident.id } },
  });
  const { returned } = countLetters(letters);
  return [
    { kind: 'heading', text: `Those affected: ${live.length}` },
    ...countBlocks(incident, live.length),
    {
      kind: 'text',
      text: 'References only. Who is behind each stands in your own list, outside Safekeep; names, numbers and birth dates of students never come here.',
    },
    ...(rows.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: 'Who is written to, and who was',
            columns: [
              'What they are',
              'Goes to',
              'References',
              'Letters',
              'Sent',
              'Sent again',
              'Came back',
              'Not yet',
            ],
            rows: [...rows, ['All', '', ...figures(live, letters)]],
          } as const,
        ]),
    ...(returned === 0 ? [] : [undelivered(letters)]),
    {
      kind: 'list',
      items: [
        ...(incident.state === 'closed'
          ? []
          : [
              item('One reference, or several in a row', 'affected-add', 'Add them'),
              item('A table out of your own list', 'affected-file', 'Take it over'),
            ]),
        ...(live.length === 0
          ? []
          : [
              item('People wrote, rang or came by', 'delivered', 'Record it'),
              item('Letters came back', 'returned', 'Record it'),
            ]),
        ...(live.length === 0 || incident.state === 'closed'
          ? []
          : [item('Somebody is not affected after all', 'affected-strike', 'Strike them out')]),
        ...(affected.length === 0
          ? []
          : [
              {
                title: 'All of them, one by one',
                action: {
                  kind: 'link',
                  label: 'Open',
                  path: `/documents/breach.affected?id=${incident.id}`,
                } as const,
              },
            ]),
      ],
    },
  ];
}

function figures(rows: readonly Affected[], letters: readonly Letter[]): readonly string[] {
  const { all, sent, resent, returned, unsent } = countLetters(letters);
  return [rows.length, all, sent, resent, returned, unsent].map(String);
}

function undelivered(letters: readonly Letter[]): DocumentBlock {
  const came = letters.filter(({ state }) => state === 'returned').map(({ affected }) => affected.reference);
  const shown = [...new Set(came)];
  const more = shown.length > mostReferences ? `, and ${shown.length - mostReferences} more` : '';
  return {
    kind: 'note',
    tone: 'warning',
    text: `Not reached yet: ${shown.slice(0, mostReferences).join(', ')}${more}. Try another way, and record it.`,
  };
}

export function supportBlocks({ incident, words }: IncidentFile): readonly DocumentBlock[] {
  const offered = Object.entries(supportLabels).flatMap(([field, label]) => {
    const text = words[`support:${field}`]?.body;
    return text ? [{ kind: 'quote', label, text } as const] : [];
  });
  return [
    { kind: 'heading', text: 'What is offered to them' },
    ...(offered.length === 0 ? [{ kind: 'text', text: 'Nothing is written down yet.' } as const] : offered),
    ...(incident.state === 'closed'
      ? []
      : [
          {
            kind: 'list',
            items: [
              {
                title: 'Hotline, hours to come by, monitoring, and where no letter arrives',
                action: {
                  kind: 'open-form',
                  form: 'breach.support',
                  label: 'Write it down',
                  subject: { id: incident.id },
                },
              },
            ],
          } as const,
        ]),
  ];
}
