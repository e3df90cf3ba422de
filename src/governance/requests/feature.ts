/** What the room of data requests offers the house (003 §5.3; R059, R062–R064, R071, R090). */
import type { Feature } from '../../app/feature.ts';
import { agreementDocument } from './commands/agreement-page.ts';
import { answerQuestion, askRequester } from './commands/ask.ts';
import { checklist, finishChecklist } from './commands/checklist.ts';
import { checklistPage } from './commands/checklist-page.ts';
import { claim } from './commands/claim.ts';
import { classify } from './commands/classify.ts';
import { close } from './commands/close.ts';
import { correct } from './commands/correct.ts';
import { draft } from './commands/draft.ts';
import { alreadyPublic, decline, withdraw } from './commands/end.ts';
import { file } from './commands/file.ts';
import { fulfil } from './commands/fulfil.ts';
import { gather } from './commands/gather.ts';
import { handOver } from './commands/hand-over.ts';
import { identify } from './commands/identify.ts';
import { addBoardMeeting, callOffMeeting, meetingsWord } from './commands/meetings.ts';
import { merge } from './commands/merge.ts';
import { passBy } from './commands/pass-by.ts';
import { protect } from './commands/protect.ts';
import { publicRecord } from './commands/public-record.ts';
import { copyCameIn, planPublication } from './commands/publication.ts';
import { putBack } from './commands/put-back.ts';
import { pass, sendBack } from './commands/qa.ts';
import { recall } from './commands/recall.ts';
import { record } from './commands/record.ts';
import { redraft } from './commands/redraft.ts';
import { approve, deny } from './commands/rule.ts';
import { schedule } from './commands/schedule.ts';
import { send } from './commands/send.ts';
import { dataRequest, requestCase, show, words } from './commands/show.ts';
import { split } from './commands/split.ts';
import { revoke, standingWord } from './commands/standing.ts';
import { takeOver } from './commands/take-over.ts';
import { unidentify } from './commands/unidentify.ts';
import { onPersonLeft } from './departures.ts';
import { desk } from './desk.ts';
import { notices } from './notices.ts';
import { owedAnswers, owedCopies } from './owed-days.ts';
import { boardPackets } from './packets.ts';
import { tasksOf } from './tasks.ts';
import { waitingSteps } from './waiting-steps.ts';

export const feature: Feature = {
  room: 'requests',
  commands: [dataRequest],
  words: [...words, ...desk.words, standingWord, meetingsWord],
  forms: [
    ...desk.forms,
    file,
    classify,
    gather,
    identify,
    unidentify,
    passBy,
    correct,
    publicRecord,
    planPublication,
    copyCameIn,
    handOver,
    askRequester,
    answerQuestion,
    fulfil,
    protect,
    checklist,
    split,
    merge,
    pass,
    sendBack,
    send,
    decline,
    withdraw,
    alreadyPublic,
    recall,
    approve,
    deny,
    record,
    draft,
    redraft,
    schedule,
    addBoardMeeting,
  ],
  actions: [finishChecklist, callOffMeeting, claim, takeOver, putBack, close, show, revoke],
  cases: [requestCase],
  notices,
  documents: [checklistPage, ...desk.documents, agreementDocument],
  tasksOf,
  jobs: [waitingSteps, owedAnswers, owedCopies, boardPackets],
  onPersonLeft,
};
