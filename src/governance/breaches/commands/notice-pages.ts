/** The pages and files of letters and packets; only whoever works on the incident reads them. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler } from '../../../app/feature.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document } from '../../../chat/document.ts';
import { noticePage, textBlocks } from '../cards/notice-page.ts';
import { addresseeNames, channelNames } from '../cards/notice-words.ts';
import { letterBlocks, noticesPath, registerBlocks, supportBlocks } from '../cards/notices-page.ts';
import { type Letter, lettersOf } from '../rules/affected.ts';
import { clocksOf } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { found } from './found.ts';
import { knownFacts, missingFacts } from './notice-facts.ts';
import { mayDo } from './notice-may.ts';
import { type NoticeNow, type NoticeSheet, noticeSheet } from './notice-sheet.ts';

const mostRows = 2000;

type Load = (
  ask: Ask,
  file: IncidentFile,
  sheet: NoticeSheet,
  subject: Readonly<Record<string, string>>,
) => Promise<Document | undefined> | Document | undefined;

function page(id: string, load: Load): DocumentHandler {
  return {
    id,
    access: 'everyone',
    async load(ask, subject) {
      const file = await found(ask, subject.id);
      return file && load(ask, file, await noticeSheet(ask, file), subject);
    },
  };
}

function named({ notices }: NoticeSheet, subject: Readonly<Record<string, string>>): NoticeNow | undefined {
  return notices.find(({ notice }) => notice.id === subject.notice);
}

const overview = page('breach.notices', async (ask, file, sheet) => ({
  kind: 'page',
  title: `${file.incident.reference}: letters and packets`,
  blocks: [
    {
      kind: 'text',
      text: 'Safekeep writes to no family and to no authority. People write here, somebody else reads it, people send it and say so.',
    },
    ...letterBlocks(file, sheet, await clocksOf(ask.reader, file.policy, file.incident.id), ask.now),
    ...registerBlocks(file, sheet),
    ...supportBlocks(file),
    {
      kind: 'list',
      items: [
        {
          title: 'Everything else about it',
          action: {
            kind: 'link',
            label: 'Everything about it',
            path: `/documents/breach.page?id=${file.incident.id}`,
          },
        },
      ],
    },
  ],
}));

const one = page('breach.notice', async (ask, file, sheet, subject) => {
  const now = named(sheet, subject);
  if (!now) return undefined;
  const { template } = now.notice.law;
  const ids = now.notice.versions.flatMap(({ byId, overriddenById, approvedById }) => [
    ...[byId, overriddenById, approvedById, now.notice.sent?.byId].filter((id) => id !== undefined),
  ]);
  const people = await ask.directory.people(ask.reader, [...new Set(ids)]);
  const facts = await knownFacts(ask, file, sheet.affected);
  const empty = template.parts.filter(({ id }) => now.parts[id] === undefined);
  return {
    kind: 'page',
    title: template.name,
    subtitle: `${file.incident.reference}${now.notice.edition === 1 ? '' : `, edition ${now.notice.edition}`}`,
    blocks: [
      ...noticePage({
        ...{ file, now, missing: missingFacts(empty, facts), may: await mayDo(ask, file, now.notice) },
        clocks: await clocksOf(ask.reader, file.policy, file.incident.id),
        name: (id) => people.get(id ?? '')?.name ?? 'somebody no longer on the roster',
      }),
      {
        kind: 'list',
        items: [
          {
            title: 'All letters and packets',
            action: { kind: 'link', label: 'Back', path: noticesPath(file) },
          },
        ],
      },
    ],
  };
});

const print = page('breach.letter', (_ask, file, sheet, subject) => {
  const now = named(sheet, subject);
  return (
    now && {
      kind: 'page',
      title: file.policy.pack.pack.district,
      ...(now.notice.state === 'draft' ? { subtitle: 'DRAFT: not approved' } : {}),
      blocks: [
        ...textBlocks(now),
        ...(now.notice.law.template.to === 'people'
          ? [{ kind: 'text', text: 'Reference: ____________' } as const]
          : []),
      ],
    }
  );
});

const text = page('breach.notice-text', (_ask, file, sheet, subject) => {
  const now = named(sheet, subject);
  if (!now) return undefined;
  const { template } = now.notice.law;
  const head = [
    template.name,
    file.policy.pack.pack.district,
    ...(now.notice.state === 'draft' ? ['DRAFT: not approved'] : []),
  ];
  const parts = template.parts.map(({ id, title }) => `${title}\n${now.parts[id] ?? '[not known yet]'}`);
  return {
    kind: 'file',
    name: `${file.incident.reference}-${template.id}.txt`,
    mediaType: 'text/plain',
    content: `${[head.join('\n'), ...parts].join('\n\n')}\n`,
  };
});

/** The text is the same for all and comes from the page to print; who is behind a reference the district's own list says. */
const merge = page('breach.letters', (_ask, file, sheet, subject) => {
  const now = named(sheet, subject);
  if (now?.notice.state !== 'approved' && now?.notice.state !== 'sent') return undefined;
  const { template } = now.notice.law;
  const { pack } = file.policy.pack;
  const help = (field: string) => file.words[`support:${field}`]?.body ?? '';
  const letters = lettersOf(file.policy.pack.breaches.notices, sheet.affected, template);
  return csvFile(
    `${file.incident.reference}-${template.id}.csv`,
    [
      'reference',
      'to',
      'residence',
      'sent',
      'district',
      'letter',
      'edition',
      'hotline',
      'walk_in',
      'monitoring',
    ],
    letters.map((letter) => [
      letter.affected.reference,
      letter.to,
      letter.affected.residence,
      { unsent: 'not yet', sent: letter.last?.sentOn ?? '', returned: 'came back' }[letter.state],
      ...[pack.district, template.name, String(now.notice.edition)],
      ...[help('hotline'), help('walk_in'), help('monitoring')],
    ]),
  );
});

const register = page('breach.affected', (_ask, file, { affected }) => {
  const { notices } = file.policy.pack.breaches;
  const groups = new Map(notices.groups.map(({ id, name }) => [id, name]));
  const letters = lettersOf(notices, affected);
  return {
    kind: 'page',
    title: `${file.incident.reference}: those affected`,
    subtitle: letters.length > mostRows ? `The first ${mostRows} of ${letters.length} letters` : '',
    blocks: [
      {
        kind: 'table',
        caption: 'By reference',
        columns: ['Reference', 'What they are', 'State', 'Goes to', 'How it stands', 'How often'],
        rows: letters
          .slice(0, mostRows)
          .map((letter) => [
            letter.affected.reference,
            groups.get(letter.affected.group) ?? letter.affected.group,
            letter.affected.residence,
            addresseeNames[letter.to],
            sayLetter(letter),
            String(letter.last?.seq ?? 0),
          ]),
      },
    ],
  };
});

function sayLetter({ state, last }: Letter): string {
  if (!last) return 'Not yet';
  const sent = `${channelNames[last.channel]}, ${last.sentOn}`;
  return state === 'returned' ? `${sent}; came back ${last.returnedOn ?? ''}` : sent;
}

export const noticeDocuments: readonly DocumentHandler[] = [overview, one, print, text, merge, register];
