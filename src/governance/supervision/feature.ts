/** The supervision room: who is told of lateness each week, lists that people confirm, access, who may see personal data. */
import type { Feature } from '../../app/feature.ts';
import { weeklyKind } from './cards/weekly.ts';
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
import { remindAll } from './commands/remind.ts';
import { endStandIn, standInForm, standInNotice, weeklyDayForm } from './commands/settings.ts';
import { digestWord, drawWeekly, weeklyNotices } from './commands/weekly.ts';
import { loadWeekly, loadWeeklyFile } from './commands/weekly-page.ts';
import { correctionCase } from './store/corrections.ts';
import { weeklyJob } from './weekly-job.ts';

/** Found in lists and messages, never by a reference that somebody types. */
const noReference = { pattern: /^(?!)/, find: async () => undefined };

export const feature: Feature = {
  room: 'supervision',
  words: [digestWord],
  forms: [weeklyDayForm, standInForm, correctForm, acceptLeave, acceptMove, refuseCorrection],
  actions: [remindAll, endStandIn, showCorrection],
  cases: [
    { kind: weeklyKind, ...noReference, card: drawWeekly },
    { kind: correctionCase, ...noReference, card: drawCorrection },
  ],
  notices: [...weeklyNotices, standInNotice, ...correctionNotices],
  documents: [
    { id: 'supervision.weekly', access: 'everyone', load: loadWeekly },
    { id: 'supervision.weekly-csv', access: 'everyone', load: loadWeeklyFile },
  ],
  tasksOf: correctionTasks,
  jobs: [weeklyJob],
};
