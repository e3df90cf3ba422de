/** Pick a meeting of the board for the request whose agreement is to pass on its consent calendar (R066). */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { stepBlocks } from '../cards/ruling.ts';
import { reference } from '../rules/request.ts';
import { type Meeting, meetingsSince } from '../store/meetings.ts';
import { change } from './change.ts';
import { withMeeting } from './meetings.ts';
import { lookAtStep } from './step-now.ts';
import { tellPeople } from './tell.ts';

function scheduleFields(meetings: readonly Meeting[]) {
  return fields({
    meeting: {
      kind: 'choice',
      label: 'Which meeting?',
      options: meetings.map(({ id, heldOn, packetDue }) => ({
        value: id,
        label: sayDay(heldOn),
        description: `Packet due ${sayDay(packetDue)}`,
      })),
    },
  });
}

const none = 'No meeting of the board is on the list. Add it first with “/safekeep board”.';

export const schedule: FormHandler<ReturnType<typeof scheduleFields>> = {
  id: 'request.schedule',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookAtStep(ask, subject, () => ({ kind: 'schedule' }));
    if (!looked.ok) return looked.refused;
    const { file, step } = looked;
    const meetings = await upcoming(ask);
    if (meetings.length === 0) return { refused: none };
    return {
      title: `Meeting: ${reference(file.request)}`,
      submit: 'Put it on',
      intro: stepBlocks(file, step, ask.actor),
      fields: scheduleFields(meetings),
      values: meetings.length === 1 ? { meeting: meetings[0]?.id } : {},
    };
  },
  async submit(act, subject, values) {
    const meeting = (await upcoming(act)).find(({ id }) => id === values.meeting);
    if (!meeting)
      return { kind: 'invalid', errors: { meeting: 'This meeting is not on the list any more.' } };
    return change(act, subject.id, {
      what: 'request.scheduled',
      move: { kind: 'schedule' },
      stay: subject.stay ?? '',
      amend: (after, { policy }) => withMeeting(policy, after, meeting),
      meeting,
      facts: ({ version }) => ({ version, meeting: meeting.id }),
      tell: (telling) =>
        tellPeople(telling, 'request.scheduled', telling.file.staff.coordinators, { meeting: meeting.id }),
      say: ({ request }) =>
        `${reference(request)} is put on the meeting of ${sayDay(meeting.heldOn)}. The Coordinator is told that its packet is due on ${sayDay(meeting.packetDue)}.`,
    });
  },
};

/** At most a hundred choices fit a form; nobody plans that far. */
async function upcoming(ask: Ask): Promise<readonly Meeting[]> {
  return (await meetingsSince(ask.reader, ask.policy.calendar.localDay(ask.now))).slice(0, 100);
}
