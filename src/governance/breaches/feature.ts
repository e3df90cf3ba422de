/** The breaches room: from the first worry to the last notice, and never a word to whom it concerns. */
import type { Feature } from '../../app/feature.ts';
import { after } from './after.ts';
import { clocksJob } from './clocks-job.ts';
import { acknowledge } from './commands/acknowledge.ts';
import { withdraw } from './commands/agree.ts';
import { anonymous } from './commands/anonymous.ts';
import { callExecutives } from './commands/call-executives.ts';
import { clockMet } from './commands/clock-met.ts';
import { followUp } from './commands/follow-up.ts';
import { takeOver } from './commands/hand-over.ts';
import { hold, holdEnd } from './commands/holds.ts';
import { answer, askReporter } from './commands/messages.ts';
import { noticeForms } from './commands/notice-forms.ts';
import { noticeDocuments } from './commands/notice-pages.ts';
import { openChannel } from './commands/open-channel.ts';
import { incidentPage } from './commands/page.ts';
import { report } from './commands/report.ts';
import { responseForms } from './commands/response-forms.ts';
import { breach, breachWords, incidentCase } from './commands/show.ts';
import { clocksWord } from './commands/show-clocks.ts';
import { addSubject } from './commands/subjects.ts';
import { takeCount } from './commands/take-count.ts';
import { decisionJob } from './decision-job.ts';
import { deskJob } from './desk-job.ts';
import { notices } from './notices.ts';
import { releaseLeaver } from './store/leavers.ts';
import { taskJob } from './task-job.ts';
import { tasksOf } from './tasks.ts';
import { unattendedJob } from './unattended-job.ts';

/** A desk is a role's, and its next holder finds what lies there. */
export const feature: Feature = {
  room: 'breaches',
  commands: [breach],
  words: [...breachWords, clocksWord, ...after.words],
  forms: [
    report,
    addSubject,
    askReporter,
    answer,
    clockMet,
    hold,
    holdEnd,
    ...responseForms,
    ...after.forms,
    ...noticeForms,
  ],
  namelessForms: [anonymous, followUp],
  actions: [acknowledge, callExecutives, takeOver, openChannel, withdraw, takeCount],
  messageActions: [
    {
      id: 'breach.report',
      label: 'Report data breach',
      summary: 'Report a possible data breach: the link of this message goes along, none of its words',
      form: 'breach.report',
    },
  ],
  cases: [incidentCase],
  notices: [...notices, ...after.notices],
  documents: [incidentPage, ...after.documents, ...noticeDocuments],
  tasksOf,
  onPersonLeft: (act, personId) => releaseLeaver(act.tx, personId),
  jobs: [unattendedJob, deskJob, decisionJob, clocksJob, taskJob, ...after.jobs],
};
