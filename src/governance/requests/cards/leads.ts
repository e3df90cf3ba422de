/** What a notice says above the card: what happened and why; who is next stands on the card itself. */
import type { Tone } from '../../../chat/card.ts';
import type { Facts } from '../../../store/tx.ts';
import { reference } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf, oneOf, requesterName } from './names.ts';

export interface Lead {
  readonly tone: Tone;
  readonly text: string;
}

type Write = (file: CaseFile, facts: Facts) => Lead;

/** Every notice of this room. The state after it may have moved on, so a lead speaks of the past only. */
export const leads = {
  'request.received': (file) => ({
    tone: 'good',
    text: `We received the request ${reference(file.request)}. It went to ${oneOf(file, file.cast.stewards)}.`,
  }),
  'request.asked': (file) => ({
    tone: 'info',
    text: `${requesterName(file)} asks for data that you steward. Whoever claims it first, prepares it.`,
  }),
  'request.to-classify': (file, { fulfilled }) => ({
    tone: 'info',
    text: fulfilled
      ? `The data of ${reference(file.request)} are ready, and can’t be sent before its risk level is set.`
      : `${reference(file.request)} came in and needs its risk level (${file.policy.pack.data_requests.classify.src}).`,
  }),
  'request.classified': (file) => ({
    tone: 'info',
    text: `The risk level of ${reference(file.request)} was set by ${nameOf(file, file.request.levelById)}.`,
  }),
  'request.claimed': (file) => ({
    tone: 'info',
    text: `Your request ${reference(file.request)} was claimed by a data steward, who prepares the data.`,
  }),
  'request.put-back': (file, { by }) => ({
    tone: 'info',
    text: `${nameOf(file, id(by))} put ${reference(file.request)} back, so it was open to be claimed again.`,
  }),
  'request.handed-over': (file, { by }) => ({
    tone: 'info',
    text: `${nameOf(file, id(by))} handed ${reference(file.request)} over to you.`,
  }),
  'request.question': (file, { question }) => ({
    tone: 'warning',
    text: `${nameOf(file, askedBy(file, question))} has a question about ${reference(file.request)}, and waits for the answer before going on.`,
  }),
  'request.answered': (file) => ({
    tone: 'info',
    text: `Your question about ${reference(file.request)} was answered, and the clock of its step ran again.`,
  }),
  'request.sent': (file, { release }) => ({
    tone: 'good',
    text:
      Number(release) > 1
        ? `Version ${Number(release)} of the data for ${reference(file.request)} was sent. It replaces what was sent before: please use only this one.`
        : `The data for ${reference(file.request)} were sent. Definitions and business rules are below, with the date stamp.`,
  }),
  'request.closed': (file) => ({
    tone: 'good',
    text: `${reference(file.request)} is done: the data were sent and the request was closed.`,
  }),
  'request.declined': (file, { by }) => ({
    tone: 'warning',
    text: `${reference(file.request)} was declined by ${nameOf(file, id(by))}. The reason is below; a new request that takes it into account is welcome.`,
  }),
  'request.withdrawn': (file, { by }) => ({
    tone: 'neutral',
    text: `${reference(file.request)} was withdrawn by ${nameOf(file, id(by))}. Nobody needs to work on it.`,
  }),
  'request.public': (file) => ({
    tone: 'good',
    text: `${reference(file.request)}: ${file.policy.pack.wording.already_public}`,
  }),
  'request.recalled': (file, { release, by }) => ({
    tone: 'danger',
    text: `Version ${Number(release)} of the data for ${reference(file.request)} was called back by ${nameOf(file, id(by))}. Please do not use it, delete it, and tell everybody who received it. A replacement is being made.`,
  }),
  'request.reminder': (file) => ({
    tone: 'warning',
    text: `${reference(file.request)} has been waiting at this step longer than planned. Please take it up, or hand it over.`,
  }),
  'request.shown': (file) => ({
    tone: 'warning',
    text: `${reference(file.request)} still waits at this step; whoever holds it was reminded. It is shown to you so that you can help it along.`,
  }),
  'request.holder-left': (file) => ({
    tone: 'warning',
    text: `Whoever held ${reference(file.request)} has left, so it was put back and waited to be claimed.`,
  }),
  'request.requester-left': (file) => ({
    tone: 'warning',
    text: `${requesterName(file)}, who asked for ${reference(file.request)}, has left. Nothing is sent to them: decline it, or let a colleague ask.`,
  }),
} satisfies Record<string, Write>;

function id(fact: unknown): string | undefined {
  return typeof fact === 'string' ? fact : undefined;
}

function askedBy(file: CaseFile, question: unknown): string | undefined {
  return file.request.questions.find((one) => one.id === question)?.askedById;
}
