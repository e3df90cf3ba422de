/** What a notice says above the card: what happened and why, and only while it still holds, what to do about it. */
import type { Tone } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import type { Facts } from '../../../store/tx.ts';
import type { Actor } from '../rules/moves.ts';
import { lastRelease, openQuestion, openStay, reference, sentRelease } from '../rules/request.ts';
import { checkIsStuck, lacksDecider, turnOf } from '../rules/turn.ts';
import { positionOf, waitsForClaim } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { partName } from './checklist.ts';
import { nameOf, oneOf, requesterName } from './names.ts';
import { noChecker, noDecider, yours } from './next.ts';
import { owedLeads } from './owed-leads.ts';
import { rulingLeads } from './ruling-leads.ts';

export interface Lead {
  readonly tone: Tone;
  readonly text: string;
}

type Write = (file: CaseFile, facts: Facts, reader: Actor | undefined) => Lead;

/** Every notice of this room. Once the case has moved on, a lead is one sentence about the past that asks for nothing. */
export const leads = {
  'request.received': (file) => ({
    tone: 'good',
    text: `We received the request ${reference(file.request)}${waitsForClaim(planOf(file), file.request) ? `, and asked ${oneOf(file, file.cast.stewards)}` : ''}.`,
  }),
  'request.asked': (file) =>
    waitsForClaim(planOf(file), file.request)
      ? {
          tone: 'info',
          text: `${requesterName(file)} asks for data that you steward. Whoever claims it first, prepares it.`,
        }
      : { tone: 'neutral', text: `${requesterName(file)} asked for data that you steward.` },
  'request.to-classify': (file, { fulfilled }) => {
    const ref = reference(file.request);
    if (file.request.state !== 'open' || file.request.level !== undefined)
      return {
        tone: 'neutral',
        text: fulfilled
          ? `The data of ${ref} were prepared before its risk level was set.`
          : `${ref} came in.`,
      };
    return {
      tone: 'info',
      text: fulfilled
        ? `The data of ${ref} are ready, and can’t be sent before its risk level is set.`
        : `${ref} came in and needs its risk level (${planOf(file).classify.src.split(':')[0]}).`,
    };
  },
  ...rulingLeads,
  'request.no-decider': withoutDecider,
  'request.identifies': (file, { by }) => ({
    tone: file.request.state === 'open' ? 'warning' : 'neutral',
    text: `${nameOf(file, id(by))} marked that the data of ${reference(file.request)} may identify students${file.request.state === 'open' ? ': it goes back to the steps that it then needs' : ''}.`,
  }),
  'request.identifies-nobody': (file, { by }) => ({
    tone: file.request.state === 'open' ? 'info' : 'neutral',
    text: `${nameOf(file, id(by))} marked that the data of ${reference(file.request)} identify nobody${file.request.state === 'open' ? ': what was decided and made before is done again' : ''}.`,
  }),
  'request.public-record': (file) => ({
    tone: file.request.state === 'open' ? 'info' : 'neutral',
    text: `${reference(file.request)} was marked as made under ${planOf(file).public_records?.name ?? 'the public-records act'}${file.request.state === 'open' && file.request.answerBy ? `: an answer is owed by ${sayDay(file.request.answerBy)}` : ''}.`,
  }),
  ...owedLeads,
  'request.sponsored': (file) => ({
    tone: file.request.state === 'open' ? 'info' : 'neutral',
    text: `${requesterName(file)} named you as the sponsor of ${reference(file.request)}.${file.request.state === 'open' ? ' If that is not so, please tell the Coordinator.' : ''}`,
  }),
  'request.your-turn': yourTurn,
  'request.classified': (file) => ({
    tone: 'info',
    text: `The risk level of ${reference(file.request)} was set by ${nameOf(file, file.request.levelById)}.`,
  }),
  'request.claimed': (file) => ({
    tone: 'info',
    text: `The request ${reference(file.request)} was claimed by a data steward${prepares(file) ? ', who prepares the data' : ''}.`,
  }),
  'request.put-back': (file, { by }) => ({
    tone: 'info',
    text: `${nameOf(file, id(by))} put ${reference(file.request)} back, so it was open to be claimed again.`,
  }),
  'request.handed-over': (file, { by }) => ({
    tone: 'info',
    text: `${nameOf(file, id(by))} handed ${reference(file.request)} over to you.`,
  }),
  'request.question': (file, { question }) => {
    const asker = nameOf(file, askedBy(file, question));
    const ref = reference(file.request);
    return file.request.state === 'open' && openQuestion(file.request)?.id === question
      ? {
          tone: 'warning',
          text: `${asker} has a question about ${ref}, and waits for the answer before going on.`,
        }
      : { tone: 'neutral', text: `${asker} asked a question about ${ref}.` };
  },
  'request.answered': (file) => ({
    tone: 'info',
    text: `Your question about ${reference(file.request)} was answered, and the clock of its step ran again.`,
  }),
  'request.part-answered': (file, { part, by }) => ({
    tone: 'info',
    text: `The lines of ${partName(file, String(part))} in the checklist of ${reference(file.request)} were all answered by ${nameOf(file, id(by))}.`,
  }),
  'request.no-checker': (file) => {
    const ref = reference(file.request);
    return checkIsStuck(planOf(file), file.request, file.cast)
      ? { tone: 'warning', text: `${ref} can’t go on by itself. ${noChecker(file)}` }
      : { tone: 'neutral', text: `${ref} had come to a check that nobody could do.` };
  },
  'request.sent-back': (file, { release, by }) => {
    const version = Number(release);
    const back = `Version ${version} of the data for ${reference(file.request)} was checked by ${nameOf(file, id(by))} and sent back`;
    return file.request.state === 'open' && lastRelease(file.request)?.version === version
      ? { tone: 'warning', text: `${back}: the reasons are below. Please prepare a new version.` }
      : { tone: 'neutral', text: `${back}.` };
  },
  'request.sent': (file, { release }) => {
    const version = Number(release);
    const sent = `The data for ${reference(file.request)} were sent`;
    if (sentRelease(file.request)?.version !== version) return { tone: 'neutral', text: `${sent}.` };
    // A draft that was sent back never went out, and is replaced by nothing.
    const again = file.request.releases.some((one) => one.version < version && one.sentAt);
    return {
      tone: 'good',
      text: again
        ? `${sent} anew. They replace what was sent before: please use only these.`
        : `${sent}. Definitions and business rules are below, with the date stamp.`,
    };
  },
  'request.closed': (file) => ({
    tone: 'good',
    text: `${reference(file.request)} was closed: the data were sent.`,
  }),
  'request.declined': (file, { by }) => ({
    tone: 'warning',
    text: `${reference(file.request)} was declined by ${nameOf(file, id(by))}. The reason is below; a new request that takes it into account is welcome.`,
  }),
  'request.split-off': (file) => ({
    tone: 'info',
    text: `${reference(file.request)} was split from ${otherOf(file, file.request.splitFromId)}: each is answered on its own.`,
  }),
  'request.merged': (file, { into }) => ({
    tone: 'info',
    text: `${reference(file.request)} was merged into DR-${Number(into)}, which answers it too.`,
  }),
  'request.took-over': (file, { from }) => ({
    tone: 'info',
    text: `DR-${Number(from)} was merged into ${reference(file.request)}: what it asked is on the card.`,
  }),
  'request.withdrawn': (file, { by }) => ({
    tone: 'neutral',
    text: `${reference(file.request)} was withdrawn by ${nameOf(file, id(by))}. Nobody needs to work on it.`,
  }),
  'request.public': (file) => ({
    tone: 'good',
    text: `${reference(file.request)}: ${file.policy.pack.wording.already_public}`,
  }),
  'request.recalled': (file, { release, by }) => {
    const sentAt = file.request.releases.find(({ version }) => version === Number(release))?.sentAt;
    const on = sentAt ? ` on ${sayMoment(sentAt, file.policy.calendar.zone)}` : '';
    const recalled = `What was sent for ${reference(file.request)}${on} was called back by ${nameOf(file, id(by))}`;
    if (sentRelease(file.request)) return { tone: 'neutral', text: `${recalled} and replaced.` };
    const making = file.request.state === 'open' ? ' A replacement is being made.' : '';
    return {
      tone: 'danger',
      text: `${recalled}. Please do not use it, delete it, and tell everybody who received it.${making}`,
    };
  },
  'request.reminder': (file, { stay }) => {
    const ref = reference(file.request);
    return openStay(file.request)?.id === stay
      ? {
          tone: 'warning',
          text: `${ref} has been waiting at this step longer than planned. Please take it up, or hand it over.`,
        }
      : { tone: 'neutral', text: `${ref} had been waiting longer than planned.` };
  },
  'request.shown': (file, { stay }) => {
    const ref = reference(file.request);
    return openStay(file.request)?.id === stay
      ? {
          tone: 'warning',
          text: `${ref} still waits at this step; whoever holds it was reminded. It is shown to you so that you can help it along.`,
        }
      : { tone: 'neutral', text: `${ref} had been waiting longer than planned, also after a reminder.` };
  },
  'request.holder-left': (file) => ({
    tone: 'warning',
    text: `Whoever held ${reference(file.request)} has left or is away, so it was put back and waited to be claimed.`,
  }),
  'request.requester-left': (file, { left: leaver }, reader) => {
    const left = `${requesterName(file)}, who asked for ${reference(file.request)}, has left.`;
    if (leaver !== undefined && leaver !== file.request.requesterId)
      return { tone: 'neutral', text: `Whoever asked for ${reference(file.request)} before had left.` };
    if (file.request.state !== 'open') return { tone: 'neutral', text: left };
    return reader && file.cast.heirs?.includes(reader.id)
      ? {
          tone: 'warning',
          text: `${left} Nothing is sent to them. If the data are still needed, take it over; if not, take it over and withdraw it, or leave it to wait.`,
        }
      : { tone: 'warning', text: `${left} Nothing is sent to them: decline it, or let a colleague ask.` };
  },
  'request.passed-by': (file, { by }) => ({
    tone: file.request.state === 'open' && file.cast.heirs?.length === 0 ? 'warning' : 'neutral',
    text: `${nameOf(file, id(by))} was asked to take over ${reference(file.request)}, and does not: the reason is below.`,
  }),
  'request.taken-over': (file) => ({
    tone: 'info',
    text: `${reference(file.request)} was taken over by ${requesterName(file)}: whoever asked before had left.`,
  }),
} satisfies Record<string, Write>;

function withoutDecider(file: CaseFile): Lead {
  const ref = reference(file.request);
  const position = positionOf(planOf(file), file.request);
  return position.at === 'step' && lacksDecider(planOf(file), file.request, file.cast)
    ? { tone: 'warning', text: `${ref} can’t go on. ${noDecider(file, position.step)}` }
    : { tone: 'neutral', text: `${ref} had come to a step that nobody could take.` };
}

function yourTurn(file: CaseFile, { stay }: Facts, reader: Actor | undefined): Lead {
  const { request, cast } = file;
  const ref = reference(request);
  const position = positionOf(planOf(file), request);
  const mine = reader !== undefined && turnOf(planOf(file), request, cast).includes(reader.id);
  return position.at === 'step' && mine && openStay(request)?.id === stay
    ? { tone: 'info', text: `${ref} waits for you. Your turn: ${yours(position.step)}.` }
    : { tone: 'neutral', text: `${ref} had come to a step that was yours to take.` };
}

function otherOf(file: CaseFile, other: string | undefined): string {
  const number = file.numbers.get(other ?? '');
  return number === undefined ? 'another request' : `DR-${number}`;
}

function planOf(file: CaseFile) {
  return file.policy.pack.data_requests;
}

/** Claimed and nothing made yet. */
function prepares({ request }: CaseFile): boolean {
  return request.state === 'open' && request.holderId !== undefined && request.releases.length === 0;
}

function id(fact: unknown): string | undefined {
  return typeof fact === 'string' ? fact : undefined;
}

function askedBy(file: CaseFile, question: unknown): string | undefined {
  return file.request.questions.find((one) => one.id === question)?.askedById;
}
