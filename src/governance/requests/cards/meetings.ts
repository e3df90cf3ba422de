/** The list of the board's meetings with what its keeper may do, and what the Coordinator has to hand in. */
import type { Card } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import { boardKeepers } from '../rules/workflow.ts';
import { type CaseFile, meetingOf } from '../store/case-file.ts';
import type { Meeting } from '../store/meetings.ts';
import type { Due } from './due.ts';

export function notKeeper(policy: Policy): string {
  const roles = boardKeepers(policy.pack.data_requests).map((role) => roleName(policy, role));
  return roles.length === 0
    ? 'No step of the plan is decided at a meeting of the board.'
    : `The list of meetings is kept by: ${roles.join(', ')}.`;
}

export function meetingsCard(meetings: readonly Meeting[], keeps: boolean): Card {
  return {
    audience: 'person',
    title: 'Meetings of the board',
    blocks:
      meetings.length === 0
        ? [{ kind: 'text', text: 'No meeting is on the list.' }]
        : [
            {
              kind: 'list',
              items: meetings.map((meeting) => ({
                title: sayDay(meeting.heldOn),
                detail: `Packet due ${sayDay(meeting.packetDue)}`,
                ...(keeps ? { action: callOffAction(meeting) } : {}),
              })),
            },
          ],
    actions: keeps
      ? [
          {
            kind: 'open-form',
            form: 'request.add-meeting',
            label: 'Add a meeting',
            subject: {},
            style: 'primary',
          },
        ]
      : [],
  };
}

function callOffAction({ id, heldOn }: Meeting) {
  return {
    kind: 'run' as const,
    id: 'request.call-off-meeting',
    label: 'Call off',
    payload: { id },
    confirm: {
      title: 'Call this meeting off?',
      text: `Requests on the calendar of ${sayDay(heldOn)} wait for another meeting.`,
      yes: 'Call it off',
    },
  };
}

/** The Coordinator's, as long as it waits for that meeting. */
export function packetTasks(
  file: CaseFile,
  personId: string,
): readonly { readonly what: string; readonly due: Due }[] {
  const meeting = meetingOf(file);
  if (!meeting || !file.staff.coordinators.includes(personId)) return [];
  const { heldOn, packetDue } = meeting;
  const late = Temporal.PlainDate.compare(packetDue, file.policy.calendar.localDay(file.asOf)) < 0;
  const says = `${late ? 'late: was due' : 'due'} ${sayDay(packetDue)}`;
  return [
    {
      what: `The board meets on ${sayDay(heldOn)}: hand in its agreement`,
      due: { says, day: packetDue.toString(), late, src: 'the list of the board’s meetings' },
    },
  ];
}
