/** The supervision room: who is told of lateness each week, lists that people confirm, access, who may see personal data. */
import type { Ask } from '../../app/context.ts';
import type { Feature } from '../../app/feature.ts';
import { weeklyKind } from './cards/weekly.ts';
import {
  accessNotices,
  carriedOut,
  decideAccess,
  drawDecision,
  giveBack,
  showDecision,
} from './commands/access.ts';
import { accessDocuments, accessTasks, accessWord } from './commands/access-page.ts';
import { reportNotices, reportWord } from './commands/annual.ts';
import { loadReport, loadReportFile } from './commands/annual-page.ts';
import { confirmForm, remarkForm } from './commands/confirm.ts';
import { correctForm } from './commands/correct.ts';
import {
  acceptLeave,
  acceptMove,
  correctionNotices,
  correctionTasks,
  drawCorrection,
  refuseCorrection,
  showCorrection,
} from './commands/corrections.ts';
import { loadList } from './commands/list-page.ts';
import { confirmNotices, drawList, listTasks, showList } from './commands/lists.ts';
import { personalDataDocuments, personalDataWord } from './commands/personal-data.ts';
import { remindAll } from './commands/remind.ts';
import { removalNotices, removalTasks, removedForm, showRemovals } from './commands/removals.ts';
import { reviewForm } from './commands/review.ts';
import { endStandIn, standInForm, standInNotice, weeklyDayForm } from './commands/settings.ts';
import { digestWord, drawWeekly, weeklyNotices } from './commands/weekly.ts';
import { loadWeekly, loadWeeklyFile } from './commands/weekly-page.ts';
import { leavesSupervision } from './leaving.ts';
import { accessJob, annualJob, listRemindersJob } from './round-jobs.ts';
import { accessCase } from './store/access.ts';
import { correctionCase } from './store/corrections.ts';
import { listCase } from './store/lists.ts';
import { plannedWeekly, weeklyJob } from './weekly-job.ts';

/** Found in lists and messages, never by a reference that somebody types. */
const noReference = { pattern: /^(?!)/, find: async () => undefined };

async function tasksOf(ask: Ask) {
  return [
    ...(await listTasks(ask)),
    ...(await correctionTasks(ask)),
    ...(await accessTasks(ask)),
    ...(await removalTasks(ask)),
  ];
}

export const feature: Feature = {
  room: 'supervision',
  words: [digestWord, reportWord, accessWord, personalDataWord],
  forms: [
    weeklyDayForm,
    standInForm,
    correctForm,
    acceptLeave,
    acceptMove,
    refuseCorrection,
    confirmForm,
    remarkForm,
    reviewForm,
    removedForm,
    decideAccess,
    giveBack,
  ],
  actions: [remindAll, endStandIn, showCorrection, showList, showRemovals, carriedOut, showDecision],
  cases: [
    { kind: weeklyKind, ...noReference, card: drawWeekly },
    { kind: correctionCase, ...noReference, card: drawCorrection },
    { kind: listCase, ...noReference, card: drawList },
    { kind: accessCase, ...noReference, card: drawDecision },
  ],
  notices: [
    ...weeklyNotices,
    standInNotice,
    ...correctionNotices,
    ...confirmNotices,
    ...reportNotices,
    ...removalNotices,
    ...accessNotices,
  ],
  documents: [
    { id: 'supervision.weekly', access: 'everyone', load: loadWeekly },
    { id: 'supervision.weekly-csv', access: 'everyone', load: loadWeeklyFile },
    { id: 'supervision.list', access: 'everyone', load: loadList },
    { id: 'supervision.annual', access: 'everyone', load: loadReport },
    { id: 'supervision.annual-csv', access: 'everyone', load: loadReportFile },
    ...accessDocuments,
    ...personalDataDocuments,
  ],
  tasksOf,
  jobs: [weeklyJob, annualJob, accessJob, listRemindersJob],
  plannedReminders: plannedWeekly,
  onPersonLeft: leavesSupervision,
};
