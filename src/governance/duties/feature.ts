/** The duties room: what everybody owes by the plan, by when, reminded how; exemptions, lists of people named, balances. */
import type { Act, Sweep } from '../../app/context.ts';
import type { Feature } from '../../app/feature.ts';
import { openForm } from '../../app/open-form.ts';
import { dutiesKind } from '../people/store/obligations.ts';
import { acknowledgeForm } from './commands/acknowledge.ts';
import { endExemptionAction, exemptForm, exemptionsWord } from './commands/exempt.ts';
import { firstDayDocument, plannedNudges } from './commands/first-day.ts';
import { myCard, nudgeKind, owedTasks } from './commands/mine.ts';
import { endNamingAction, namedWord, nameForm } from './commands/naming.ts';
import { recordForm } from './commands/record.ts';
import { remindersAction, remindersWord, reminderTasks } from './commands/reminders.ts';
import { laterWord, snoozeForm } from './commands/snooze.ts';
import { topicsForm, topicsWord, topicTasks } from './commands/topics.ts';
import { lookJob } from './look.ts';
import { nudgeJob } from './nudge.ts';
import { recorders } from './rules/record.ts';
import { endDutiesOf } from './store/leaving.ts';

export const feature: Feature = {
  room: 'duties',
  words: [
    laterWord,
    remindersWord,
    {
      command: 'safekeep',
      word: 'record',
      summary: 'Record what somebody signed or took elsewhere, or an assessment',
      access: { byPlan: recorders },
      run: (ask) => openForm(ask, recordForm, {}),
    },
    exemptionsWord,
    namedWord,
    topicsWord,
  ],
  forms: [acknowledgeForm, recordForm, exemptForm, nameForm, topicsForm, snoozeForm],
  actions: [endExemptionAction, endNamingAction, remindersAction],
  cases: [
    {
      kind: dutiesKind,
      // everybody has one, and it is reached from their list
      pattern: /^(?!)/,
      find: async () => undefined,
      card: myCard,
    },
  ],
  notices: [nudgeKind],
  documents: [firstDayDocument],
  tasksOf: async (ask) => [
    ...(await owedTasks(ask)),
    ...(await topicTasks(ask)),
    ...(await reminderTasks(ask)),
  ],
  jobs: [lookJob, nudgeJob],
  plannedReminders: plannedNudges,
  onPersonLeft: (act: Act | Sweep, personId: string) => endDutiesOf(act.tx, personId),
};
