/** What may be typed: the record of disclosures, the ledger of releases, what left in a month. */
import type { Ask } from '../../../app/context.ts';
import type { Word } from '../../../app/feature.ts';
import { refused } from '../../../app/replies.ts';
import type { Card } from '../../../chat/card.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { keepsRecord, notYourLedger, notYourRecord, readsLedger } from './surroundings.ts';

function card(title: string, text: string, actions: Card['actions']): Reply {
  return { kind: 'card', card: { audience: 'person', title, blocks: [{ kind: 'text', text }], actions } };
}

const link = (label: string, path: string) => ({ kind: 'link' as const, label, path: `/documents/${path}` });

export const disclosuresWord: Word = {
  command: 'safekeep',
  word: 'disclosures',
  summary: 'Who asked for and was given data that identify students (FERPA’s record)',
  access: 'everyone',
  run: async (ask: Ask) =>
    keepsRecord(ask)
      ? card(
          'Record of disclosures of students’ data',
          'Requests and disclosures of data that identify students, also refused ones, and whether each stands in the students’ own records.',
          [
            link('Open the record', 'disclosure.record'),
            link('To be posted', 'disclosure.record?post=open'),
            link('What left last month', 'disclosure.left'),
          ],
        )
      : refused(notYourRecord(ask)),
};

export const releasesWord: Word = {
  command: 'safekeep',
  word: 'releases',
  summary: 'Which figures and de-identified files were sent, about which days and groups, to whom',
  access: 'everyone',
  run: async (ask: Ask) =>
    readsLedger(ask)
      ? card('Ledger of releases', 'Everything that was sent and identifies no student.', [
          link('Open the ledger', 'disclosure.ledger'),
          link('Save as CSV', 'disclosure.ledger-csv'),
        ])
      : refused(notYourLedger(ask)),
};
