/** The sweep that asks the Coordinator for what the board is to read, in time before its packet is due. */
import { z } from 'zod';
import type { Job, NoticeKind } from '../../app/feature.ts';
import { sayDay } from '../../chat/say-when.ts';
import { lineOf } from './cards/lists.ts';
import { reference } from './rules/request.ts';
import { type CaseFile, meetingOf, openCaseFiles, requestKind } from './store/case-file.ts';
import { named, packetDue } from './store/wanted.ts';
import { markPacket } from './store/write.ts';

/** Our rule: the plan names no time. */
const noticeWorkingDays = 3;

const page = 1000;

const factsShape = z.object({ meeting: z.string(), requests: z.array(z.string()) });

export const boardPackets: Job = {
  name: 'board-packets',
  summary: 'Asks the Coordinator for the packet of a board meeting, three working days before it is due',
  everyMinutes: 60,
  async run(sweep) {
    const { calendar } = sweep.policy;
    const today = calendar.localDay(sweep.now);
    const files = await openCaseFiles(
      sweep,
      packetDue(calendar.addDays(today, noticeWorkingDays, 'bd'), today, page),
    );
    for (const [meeting, list] of byMeeting(files)) {
      const facts = { meeting, requests: list.map(({ request }) => request.id) };
      const notBefore = calendar.nextReminderTime(sweep.now);
      for (const personId of new Set(list.flatMap(({ staff }) => staff.coordinators)))
        sweep.tx.notify({ notice: packetNotice.id, to: { personId }, facts, notBefore });
      for (const { request } of list)
        sweep.tx.audit({
          what: 'request.packet-asked',
          about: { kind: requestKind, id: request.id },
          facts: { meeting },
        });
    }
    await markPacket(
      sweep.tx,
      files.map(({ request }) => request.id),
    );
    return {
      did: files.map(({ request }) => `${reference(request)}: its packet was asked for`),
      more: files.length === page,
    };
  },
};

function byMeeting(files: readonly CaseFile[]): ReadonlyMap<string, readonly CaseFile[]> {
  const meetings = new Map<string, CaseFile[]>();
  for (const file of files) {
    const id = meetingOf(file)?.id ?? '';
    meetings.set(id, [...(meetings.get(id) ?? []), file]);
  }
  return meetings;
}

/** Drawn again later, it lists what is still on that meeting's calendar. */
export const packetNotice: NoticeKind = {
  id: 'request.packet',
  async render(ask, { facts }) {
    const told = factsShape.parse(facts);
    const files = await openCaseFiles(ask, named(told.requests));
    if (files.length === 0) return undefined;
    const still = files.filter((file) => meetingOf(file)?.id === told.meeting);
    const meeting = still[0] && meetingOf(still[0]);
    return {
      audience: 'person',
      title: meeting
        ? `Packet for the board, due ${sayDay(meeting.packetDue)}`
        : 'Nothing is left for this packet',
      blocks: meeting
        ? [
            {
              kind: 'text',
              text: `The board meets on ${sayDay(meeting.heldOn)}. Hand in the agreements of these requests by ${sayDay(meeting.packetDue)}; each is on its card, to read and print:`,
            },
            { kind: 'list', items: still.map(lineOf) },
          ]
        : [{ kind: 'text', text: 'What was on the calendar of that meeting was decided or moved on.' }],
      actions: [],
    };
  },
};
