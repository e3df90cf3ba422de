/** The training room: what people took, sessions with a code and a roll, whoever says yes, the register of R016. */
import type { Feature } from '../../app/feature.ts';
import { confirmAction, refuseForm, showCompletion, takeBackForm } from './commands/decide.ts';
import { confirmImport, loadImport, showImport } from './commands/imports.ts';
import { logForm } from './commands/log.ts';
import { loadCertificate, loadRegister, loadRegisterFile, loadSession } from './commands/pages.ts';
import { rollForm } from './commands/roll.ts';
import { checkInAction, closeAction, sessionForm } from './commands/session.ts';
import { showSession, showWaiting } from './commands/show.ts';
import { drawCompletion, drawSession } from './commands/surroundings.ts';
import { trainingNotices } from './commands/tell.ts';
import { trainingCommand, trainingWords } from './commands/training.ts';
import { trainingTasks } from './commands/waiting.ts';
import { completionKind } from './store/completions.ts';
import { sessionKind } from './store/sessions.ts';

/** Found by person and day, never by a reference that somebody types. */
const noReference = { pattern: /^(?!)/, find: async () => undefined };

/** No `onPersonLeft`: what somebody took stays on file (R016). */
export const feature: Feature = {
  room: 'training',
  commands: [trainingCommand],
  words: trainingWords,
  forms: [logForm, refuseForm, takeBackForm, sessionForm, rollForm],
  actions: [
    showCompletion,
    confirmAction,
    checkInAction,
    closeAction,
    showSession,
    showWaiting,
    showImport,
    confirmImport,
  ],
  cases: [
    { kind: completionKind, ...noReference, card: drawCompletion },
    { kind: sessionKind, ...noReference, card: drawSession },
  ],
  notices: trainingNotices,
  documents: [
    { id: 'training.certificate', access: 'everyone', load: loadCertificate },
    { id: 'training.session', access: 'everyone', load: loadSession },
    { id: 'training.import', access: 'everyone', load: loadImport },
    { id: 'training.register', access: 'everyone', load: (ask) => loadRegister(ask) },
    { id: 'training.register-csv', access: 'everyone', load: (ask) => loadRegisterFile(ask) },
  ],
  tasksOf: trainingTasks,
};
