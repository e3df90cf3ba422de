/** `/safekeep roster`: the file that waits, or the last ones; who is gone; what files changed about somebody. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler, Word } from '../../../app/feature.ts';
import { refused } from '../../../app/replies.ts';
import type { Card } from '../../../chat/card.ts';
import type { Document } from '../../../chat/document.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { searchPeople } from '../../people/store/directory.ts';
import { diffFile, diffPage, mostListed } from '../cards/diff-page.ts';
import { historyCard } from '../cards/history.ts';
import { nameOf } from '../cards/import-card.ts';
import { sayCounts } from '../rules/words.ts';
import { type Change, changesOf, defectsOf, type Kind, pastOf } from '../store/changes.ts';
import { importById, lastImports, pendingImport, type RosterImport } from '../store/imports.ts';
import { goneCard } from './gone.ts';
import { access, drawImport, sayFailure } from './view.ts';

export const rosterWord: Word = {
  command: 'safekeep',
  word: 'roster',
  takes: '[gone | NAME]',
  summary: 'The roster file that waits for your yes, who is gone, what files changed about somebody',
  access,
  run: async (ask, rest) => {
    if (rest.trim().toLowerCase() === 'gone') return { kind: 'card', card: await goneCard(ask) };
    return rest.trim() === '' ? standing(ask) : historyOf(ask, rest);
  },
};

async function standing(ask: Ask): Promise<Reply> {
  const pending = await pendingImport(ask.reader);
  const card = pending && (await drawImport(ask, pending.id));
  return { kind: 'card', card: card ?? lastFiles(ask, await lastImports(ask.reader, 10)) };
}

function lastFiles(ask: Ask, imports: readonly RosterImport[]): Card {
  const zone = ask.policy.pack.pack.zone;
  return {
    audience: 'person',
    title: 'Roster files',
    blocks: [
      imports.length === 0
        ? {
            kind: 'text',
            text: 'No roster file has come yet. IT runs “safekeep roster import FILE”, or puts files into the watched folder (ROSTER_DIR).',
          }
        : {
            kind: 'list',
            items: imports.map((found) => ({
              title: `${nameOf(found)}, ${sayMoment(found.begunAt, zone)}`,
              detail: `${stateWords[found.state]}: ${sayFailure(found) ?? sayCounts(found.counts)}`,
              ...(found.state === 'failed' ? { tone: 'danger' as const } : {}),
              ...(found.state === 'applied' || found.state === 'unchanged'
                ? {
                    action: {
                      kind: 'link' as const,
                      label: 'Look',
                      path: `/documents/roster.diff?import=${found.id}`,
                    },
                  }
                : {}),
            })),
          },
    ],
    actions: [],
  };
}

const stateWords = {
  reading: 'Being read',
  staged: 'Waits for a yes',
  confirmed: 'Being applied',
  applied: 'Applied',
  unchanged: 'Looked at',
  refused: 'Refused',
  replaced: 'Replaced by a newer file',
  failed: 'Not taken',
} as const;

async function historyOf(ask: Ask, words: string): Promise<Reply> {
  const today = ask.policy.calendar.localDay(ask.now);
  const found = await searchPeople(ask.reader, today, words, 'everyone');
  const [person] = found;
  if (!person) return refused('Nobody on the roster matches. Try fewer letters, or the e-mail address.');
  if (found.length > 1)
    return refused(
      `${found.length} people match: ${found
        .slice(0, 5)
        .map((one) => one.email ?? one.name)
        .join(', ')}. Type the address of the one you mean.`,
    );
  const past = await pastOf(ask.reader, person.id);
  const ids = past.flatMap((one) => one.byId ?? []);
  const deciders = await ask.directory.people(ask.reader, ids);
  const names = new Map([...deciders.values()].map(({ id, name }) => [id, name]));
  return {
    kind: 'card',
    card: historyCard({ name: person.name, past, names, zone: ask.policy.pack.pack.zone }),
  };
}

export const rosterDocuments: readonly DocumentHandler[] = [
  { id: 'roster.diff', access, load: (ask, subject) => withImport(ask, subject.import, loadPage) },
  { id: 'roster.diff-csv', access, load: (ask, subject) => withImport(ask, subject.import, loadFile) },
];

/** Nothing while it is still being read. */
async function withImport(
  ask: Ask,
  id: string | undefined,
  load: (ask: Ask, found: RosterImport) => Promise<Document>,
): Promise<Document | undefined> {
  const found = id === undefined ? undefined : await importById(ask.reader, id);
  return found && found.state !== 'reading' ? load(ask, found) : undefined;
}

async function loadPage({ reader, policy }: Ask, found: RosterImport): Promise<Document> {
  const of = (kind: Kind) => changesOf(reader, found.id, kind, -1, mostListed);
  return diffPage({
    found,
    changes: {
      new: await of('new'),
      changed: await of('changed'),
      back: await of('back'),
      gone: await of('gone'),
    },
    defects: await defectsOf(reader, found.id),
    zone: policy.pack.pack.zone,
  });
}

const pageSize = 5_000;

async function loadFile({ reader }: Ask, found: RosterImport): Promise<Document> {
  const changes: Change[] = [];
  for (const kind of ['gone', 'changed', 'back', 'new'] as const)
    for (let after = -1; ; ) {
      const page = await changesOf(reader, found.id, kind, after, pageSize);
      changes.push(...page);
      if (page.length < pageSize) break;
      after = page.at(-1)?.n ?? after;
    }
  return diffFile(found, changes, await defectsOf(reader, found.id));
}
