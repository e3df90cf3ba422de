/** What is said of decisions above the card: denied, put on a meeting of the board, pulled from it, called off. */
import { sayDay } from '../../../chat/say-when.ts';
import type { Facts } from '../../../store/tx.ts';
import type { Actor } from '../rules/moves.ts';
import { openStay, reference, type Stay } from '../rules/request.ts';
import { allSteps } from '../rules/workflow.ts';
import { type CaseFile, meetingOf } from '../store/case-file.ts';
import type { Lead } from './leads.ts';
import { nameOf } from './names.ts';
import { whoDecided } from './ruling.ts';

type Write = (file: CaseFile, facts: Facts, reader: Actor | undefined) => Lead;

export const rulingLeads = {
  'request.denied': (file, { stay: id }, reader) => {
    const stay = stayOf(file, id);
    const who = stay ? ` by ${whoDecided(file, stay)}` : '';
    const step = allSteps(file.policy.pack.data_requests).find((one) => one.id === stay?.step);
    const at = step ? ` at the step “${step.name}”` : '';
    const { requesterId, typedById, outsiderId } = file.request;
    const asks = reader && [requesterId, typedById, outsiderId].includes(reader.id);
    return {
      tone: 'warning',
      text: asks
        ? `We are sorry: ${reference(file.request)} was not approved${at}${who}. The reason is below, with what could be asked for instead where there is something; you are welcome to file it again, changed.`
        : `${reference(file.request)} was denied${at}${who}, and has ended. Its agreement, if one was drafted, is void.`,
    };
  },
  'request.reopened': (file) => ({
    tone: 'info',
    text: `The risk level of ${reference(file.request)} was set anew by ${nameOf(file, file.request.levelById)}, so what had been decided on it before counted no longer, and an agreement drafted for it was void.`,
  }),
  'request.agreement-corrected': (file, { agreement: id }) => {
    const one = file.request.agreements.find((agreement) => agreement.id === id);
    const ref = reference(file.request);
    if (!one) return { tone: 'neutral', text: `The agreement of ${ref} was corrected.` };
    const what = `The agreement ${one.reference} of ${ref} was corrected by ${nameOf(file, one.draftedById)}`;
    return one.voidedAt
      ? { tone: 'neutral', text: `${what}.` }
      : {
          tone: 'warning',
          text: `${what}: please read version ${one.version}. What was decided on the version before counts no longer.`,
        };
  },
  'request.scheduled': (file, { meeting: id }) => {
    const meeting = file.meetings.get(String(id));
    const ref = reference(file.request);
    if (!meeting) return { tone: 'neutral', text: `${ref} was put on a meeting of the board.` };
    const on = `${ref} was put on the meeting of the board of ${sayDay(meeting.heldOn)}`;
    return meetingOf(file)?.id === id
      ? { tone: 'info', text: `${on}. Hand in its agreement by ${sayDay(meeting.packetDue)}.` }
      : { tone: 'neutral', text: `${on}.` };
  },
  'request.pulled': (file) => {
    const ref = reference(file.request);
    const waits = meetingOf(file) === undefined && atBoard(file);
    return {
      tone: waits ? 'warning' : 'neutral',
      text: `${ref} was pulled from the calendar of the board${waits ? ', and waits until another meeting is picked' : ''}.`,
    };
  },
  'request.meeting-off': (file) => {
    const ref = reference(file.request);
    const waits = meetingOf(file) === undefined && atBoard(file);
    return {
      tone: waits ? 'warning' : 'neutral',
      text: `The meeting of the board on whose calendar ${ref} was, was called off${waits ? ': it waits until another is picked' : ''}.`,
    };
  },
} satisfies Record<string, Write>;

function stayOf({ request }: CaseFile, id: unknown): Stay | undefined {
  return request.stays.find((stay) => stay.id === id);
}

function atBoard({ request, policy }: CaseFile): boolean {
  const stay = openStay(request);
  return allSteps(policy.pack.data_requests).some(
    ({ id, at }) => at === 'board_meeting' && id === stay?.step,
  );
}
