/** The drills room: exercises with invented incidents. It knows the rules of breaches and nothing else of them. */
import { answerForm } from './commands/answer.ts';
import { creditForm, endForm } from './commands/end.ts';
import { goOnAction, haltAction, nextAction } from './commands/lead.ts';
import { noteForm, settleAction } from './commands/notes.ts';
import { drillFile, drillPage } from './commands/pages.ts';
import { planForm } from './commands/plan.ts';
import { drillCase, drillWord, listAction } from './commands/show.ts';
import { toldForm } from './commands/told.ts';
import { eventsJob } from './events-job.ts';
import { markedRoom } from './marked-room.ts';
import { drillNotices } from './notices.ts';
import { releaseLeaver } from './store/leavers.ts';
import { tasksOf } from './tasks.ts';

export const feature = markedRoom({
  room: 'drills',
  words: [drillWord],
  forms: [planForm, answerForm, toldForm, endForm, creditForm, noteForm],
  actions: [listAction, nextAction, haltAction, goOnAction, settleAction],
  cases: [drillCase],
  notices: drillNotices,
  documents: [drillPage, drillFile],
  tasksOf,
  onPersonLeft: (act, personId) => releaseLeaver(act.tx, personId),
  jobs: [eventsJob],
});
