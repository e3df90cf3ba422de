/** The agreements room: signing the privacy agreement, its records with Human Resources, its certificates. */
import type { Feature } from '../../app/feature.ts';
import { loadAllCertificates, loadAttached, loadCertificate } from './commands/certificates.ts';
import { ndaCommand, ndaWords } from './commands/nda.ts';
import { agreementNotices } from './commands/notices.ts';
import { paperHandler } from './commands/paper.ts';
import { receiptById } from './commands/receipt.ts';
import { lateSigners, loadRegisterFile, loadRegisterPage } from './commands/register.ts';
import { signHandler } from './commands/sign.ts';
import { versionsJob } from './commands/sweep.ts';
import {
  lastWordDocument,
  lastWordGiven,
  lastWordNotice,
  onPersonLeft,
  showLastWord,
  unwrittenTasks,
} from './last-word.ts';

/** A signed agreement outlives the employment (R047): nothing of it is deleted, and leavers are told so. */
export const feature: Feature = {
  room: 'agreements',
  commands: [ndaCommand],
  words: ndaWords,
  forms: [signHandler, paperHandler],
  cases: [
    {
      kind: 'signature',
      // a signature has no reference to type; it is reached from its receipt
      pattern: /(?!)/,
      find: async () => undefined,
      card: receiptById,
    },
  ],
  actions: [showLastWord, lastWordGiven],
  notices: [...agreementNotices, lastWordNotice],
  documents: [
    { id: 'agreement.certificate', access: 'everyone', load: loadCertificate },
    { id: 'agreement.attached', access: 'everyone', load: loadAttached },
    { id: 'agreement.register', access: { anyOf: ['hr'] }, load: loadRegisterPage },
    { id: 'agreement.register-csv', access: { anyOf: ['hr'] }, load: loadRegisterFile },
    { id: 'agreement.all', access: { anyOf: ['hr'] }, load: loadAllCertificates },
    lastWordDocument,
  ],
  tasksOf: async (ask) => [...(await lateSigners(ask)), ...(await unwrittenTasks(ask))],
  jobs: [versionsJob],
  onPersonLeft,
};
