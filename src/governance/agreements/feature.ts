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

/** No `onPersonLeft`: a signed agreement outlives the employment (R047), and nothing of it is deleted. */
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
  notices: agreementNotices,
  documents: [
    { id: 'agreement.certificate', access: 'everyone', load: loadCertificate },
    { id: 'agreement.attached', access: 'everyone', load: loadAttached },
    { id: 'agreement.register', access: { anyOf: ['hr'] }, load: loadRegisterPage },
    { id: 'agreement.register-csv', access: { anyOf: ['hr'] }, load: loadRegisterFile },
    { id: 'agreement.all', access: { anyOf: ['hr'] }, load: loadAllCertificates },
  ],
  tasksOf: lateSigners,
  jobs: [versionsJob],
};
