/** A session as its trainer sees it (code, roll, who is here) and as somebody sees it who types the code. */

import type { Action, Card } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { sayTime } from '../rules/clock-time.ts';
import { type Session, sessionKind } from '../store/sessions.ts';

export interface SessionView {
  readonly session: Session;
  readonly courseName: string;
  readonly trainer: string;
  readonly present: number;
  /** YYYY-MM-DD. */
  readonly today: string;
}

const rolls = {
  reports: 'the people you supervise',
  building: 'everybody in your building',
  everybody: 'everybody in the district',
} as const;

function facts({ session, courseName, trainer }: SessionView) {
  return [
    { label: 'Training', value: courseName },
    { label: 'When', value: `${sayDay(session.heldOn)} at ${sayTime(session.startsAt)}` },
    { label: 'Where', value: session.location || 'not recorded' },
    { label: 'Agenda', value: session.agenda || 'not recorded' },
    { label: 'Trainer', value: trainer },
  ];
}

export function trainerCard(view: SessionView): Card {
  const { session, present, today } = view;
  const subject = { session: session.id };
  const open = !session.closed;
  const actions: Action[] = [
    ...(open && session.heldOn <= today
      ? [
          {
            kind: 'open-form',
            form: 'training.roll',
            label: 'Call the roll',
            subject,
            style: 'primary',
          } as const,
        ]
      : []),
    { kind: 'link', label: 'Who was there', path: `/documents/training.session?session=${session.id}` },
    ...(open
      ? [{ kind: 'run', id: 'training.session.close', label: 'Close the session', payload: subject } as const]
      : []),
  ];
  return {
    audience: 'person',
    title: `Session: ${view.courseName}`,
    status: open
      ? { label: `${present} recorded`, tone: 'info' }
      : { label: `Closed, ${present} recorded`, tone: 'neutral' },
    blocks: [
      { kind: 'facts', facts: facts(view) },
      ...(open
        ? [
            {
              kind: 'note',
              tone: 'info',
              text: `On ${sayDay(session.heldOn)} those present type:  /training check-in ${session.code}`,
            } as const,
            {
              kind: 'text',
              text: `Or call the roll: ${rolls[session.roll]}, all ticked, and you untick who is absent.`,
            } as const,
          ]
        : []),
    ],
    actions,
    about: { kind: sessionKind, id: session.id },
  };
}

/** `here`: what the pressing does is said on the button. */
export function checkInCard(view: SessionView): Card {
  return {
    audience: 'person',
    title: `Check in: ${view.courseName}`,
    blocks: [{ kind: 'facts', facts: facts(view) }],
    actions: [
      {
        kind: 'run',
        id: 'training.check-in',
        label: 'I am here',
        payload: { session: view.session.id, code: view.session.code },
        style: 'primary',
      },
    ],
  };
}
