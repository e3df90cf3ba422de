/** The meetings of the board: listed for everybody, kept by whoever records what the board decides. */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Word } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Policy } from '../../../policy/policy.ts';
import { meetingsCard, notKeeper } from '../cards/meetings.ts';
import { carryOut } from '../rules/carry-out.ts';
import { type DataRequest, openStay } from '../rules/request.ts';
import { dueAfterMeeting, waitTimes } from '../rules/waiting.ts';
import { boardKeepers, positionOf } from '../rules/workflow.ts';
import { openCaseFiles, requestKind, withChange } from '../store/case-file.ts';
import { addMeeting, callOff, type Meeting, meetingsSince } from '../store/meetings.ts';
import { atMeeting } from '../store/wanted.ts';
import { writeChange } from '../store/write.ts';
import { tellPeople } from './tell.ts';

function keeps(ask: Ask): boolean {
  return holds(ask.actor, ...boardKeepers(ask.policy.pack.data_requests));
}

async function card(ask: Ask) {
  const today = ask.policy.calendar.localDay(ask.now);
  return meetingsCard(await meetingsSince(ask.reader, today), keeps(ask));
}

export const meetingsWord: Word = {
  command: 'safekeep',
  word: 'board',
  summary: 'When the board meets, for requests that it decides on',
  access: 'everyone',
  run: async (ask) => ({ kind: 'card', card: await card(ask) }),
};

function meetingFields(today: string) {
  return fields({
    held_on: { kind: 'date', label: 'On which day does the board meet?', from: today },
    packet_due: {
      kind: 'date',
      label: 'By when must its packet be in?',
      hint: 'What the board is to read. The Coordinator is reminded before.',
    },
  });
}

export const addBoardMeeting: FormHandler<ReturnType<typeof meetingFields>> = {
  id: 'request.add-meeting',
  access: 'everyone',
  async open(ask) {
    if (!keeps(ask)) return { refused: notKeeper(ask.policy) };
    const today = ask.policy.calendar.localDay(ask.now).toString();
    return {
      title: 'Meeting of the board',
      submit: 'Add',
      intro: [],
      fields: meetingFields(today),
      values: {},
    };
  },
  async submit(act, _, { held_on, packet_due }) {
    if (!keeps(act)) return { kind: 'refused', text: notKeeper(act.policy) };
    const heldOn = Temporal.PlainDate.from(held_on);
    const packetDue = Temporal.PlainDate.from(packet_due);
    if (Temporal.PlainDate.compare(packetDue, heldOn) > 0)
      return { kind: 'invalid', errors: { packet_due: 'The packet must be in before the board meets.' } };
    const known = await meetingsSince(act.reader, heldOn);
    if (known.some((one) => one.heldOn.equals(heldOn)))
      return { kind: 'invalid', errors: { held_on: 'This meeting is on the list already.' } };
    const id = await addMeeting(act.tx, act.actor.id, { heldOn, packetDue });
    act.tx.audit({
      what: 'meeting.added',
      about: { kind: 'board_meeting', id },
      facts: { heldOn: held_on, packetDue: packet_due },
    });
    return { kind: 'done', text: `The meeting of ${sayDay(heldOn)} is on the list.`, card: await card(act) };
  },
};

export const callOffMeeting: ActionHandler = {
  id: 'request.call-off-meeting',
  access: 'everyone',
  async run(act, { id = '' }) {
    if (!keeps(act)) return { kind: 'refused', text: notKeeper(act.policy) };
    if (!(await callOff(act.tx, id, act.actor.id)))
      return {
        kind: 'refused',
        text: 'This meeting is not on the list any more. Nothing was changed.',
        card: await card(act),
      };
    const freed = await free(act, id);
    act.tx.audit({ what: 'meeting.called-off', about: { kind: 'board_meeting', id }, facts: { freed } });
    const text =
      freed === 0
        ? 'Called off. No request was on its calendar.'
        : `Called off. ${freed === 1 ? 'One request waits' : `${freed} requests wait`} for another meeting, and the Coordinator is told.`;
    return { kind: 'done', text, card: await card(act) };
  },
};

/** What was on its calendar waits again until another meeting is picked. */
async function free(act: Act, meetingId: string): Promise<number> {
  const files = await openCaseFiles(act, atMeeting(meetingId));
  for (const file of files) {
    const { pack, calendar } = file.policy;
    const stamp = { actorId: act.actor.id, now: act.now, newId };
    const carried = carryOut(pack.data_requests, calendar, file.request, { set: {} }, stamp);
    const after = withMeeting(file.policy, carried, undefined);
    await writeChange(act.tx, file.request, after);
    const about = { kind: requestKind, id: after.id };
    act.tx.audit({
      what: 'request.meeting-off',
      about,
      facts: { version: after.version, meeting: meetingId },
    });
    const now = withChange(file, after, {});
    tellPeople(
      { tx: act.tx, file: now, actorId: act.actor.id },
      'request.meeting-off',
      [
        ...now.staff.coordinators,
        ...boardKeepers(pack.data_requests).flatMap((role) => now.cast.approvers.get(role) ?? []),
      ],
      { meeting: meetingId },
    );
    act.tx.moved(about);
  }
  return files.length;
}

/** Puts the step that waits on the calendar of this meeting, or of none; its packet is asked for anew. */
export function withMeeting(
  { pack, calendar }: Policy,
  request: DataRequest,
  meeting: Meeting | undefined,
): DataRequest {
  const open = openStay(request);
  const position = positionOf(pack.data_requests, request);
  if (!open || position.at !== 'step') return request;
  const { dueAt } = waitTimes(calendar, position.step, open.startedAt);
  const put = {
    meetingId: meeting?.id,
    packetAt: undefined,
    dueAt: meeting ? dueAfterMeeting(calendar, dueAt, meeting.heldOn) : dueAt,
  };
  return { ...request, stays: request.stays.map((stay) => (stay === open ? { ...stay, ...put } : stay)) };
}
