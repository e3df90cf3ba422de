/** The disclosure room: who may be given data about students, FERPA's record of them, the ledger of everything else sent. */
import type { Ask } from '../../app/context.ts';
import type { Feature } from '../../app/feature.ts';
import { accessAskedNotice, askCustodian, clearanceNotice } from './commands/clearance.ts';
import { ledgerDocuments } from './commands/ledger-page.ts';
import { leftDocuments, leftNotice } from './commands/left-page.ts';
import { drawDisclosure, posted, postTasks, showDisclosure, toPostNotice } from './commands/posted.ts';
import { recordDocuments } from './commands/record-page.ts';
import {
  acknowledge,
  drawTerms,
  showTerms,
  termsNotice,
  termsRecorded,
  termsTasks,
} from './commands/terms.ts';
import { disclosuresWord, releasesWord } from './commands/words.ts';
import { monthlyJob } from './monthly-job.ts';
import { disclosureKind } from './store/disclosures.ts';
import { termsKind } from './store/terms.ts';

/** Found in lists and messages, never by a reference that somebody types. */
const noReference = { pattern: /^(?!)/, find: async () => undefined };

async function tasksOf(ask: Ask) {
  return [...(await postTasks(ask)), ...(await termsTasks(ask))];
}

/** No `onPersonLeft`: the record outlives whoever asked, received or sent (34 CFR 99.32(a)(2)). */
export const feature: Feature = {
  room: 'disclosure',
  words: [disclosuresWord, releasesWord],
  forms: [termsRecorded],
  actions: [askCustodian, posted, showDisclosure, acknowledge, showTerms],
  cases: [
    { kind: disclosureKind, ...noReference, card: drawDisclosure },
    { kind: termsKind, ...noReference, card: drawTerms },
  ],
  notices: [clearanceNotice, accessAskedNotice, toPostNotice, termsNotice, leftNotice],
  documents: [...recordDocuments, ...ledgerDocuments, ...leftDocuments],
  tasksOf,
  jobs: [monthlyJob],
};
