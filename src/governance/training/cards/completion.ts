/** One completed training on a card: its six facts, where it stands, and the two buttons of whoever confirms it. */

import type { Action, Block, Card } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { sayTime } from '../rules/clock-time.ts';
import type { Completion } from '../store/completions.ts';
import { completionKind } from '../store/completions.ts';

export interface CompletionView {
  readonly completion: Completion;
  readonly courseName: string;
  readonly person: string;
  readonly decidedBy: string | undefined;
  /** The buttons are drawn for whoever may press them. */
  readonly mayConfirm: boolean;
  readonly mayTakeBack: boolean;
  readonly zone: string;
}

const states = {
  waits: { label: 'Waits for confirmation', tone: 'warning' },
  confirmed: { label: 'Completed', tone: 'good' },
  refused: { label: 'Not confirmed', tone: 'danger' },
  'taken-back': { label: 'Taken back', tone: 'neutral' },
} as const;

const ways = {
  logged: 'Logged by hand',
  'check-in': 'Checked in with the session’s code',
  'roll-call': 'Ticked on the session’s roll',
  import: 'Proposed from an import',
  paper: 'Recorded from paper',
  exercise: 'Took part in an exercise',
} as const;

export function completionCard(view: CompletionView): Card {
  const { completion } = view;
  return {
    audience: 'person',
    title: `${view.courseName}: ${view.person}`,
    status: states[completion.state],
    blocks: [{ kind: 'facts', facts: sixFacts(view) }, ...decisionBlocks(view)],
    actions: actionsOf(view),
    about: { kind: completionKind, id: completion.id },
  };
}

/** Names, roles, training dates, times, locations, agendas (R016), and what it rests on. */
export function sixFacts({ completion, courseName, person }: CompletionView) {
  return [
    { label: 'Name', value: person },
    { label: 'Role', value: completion.roleThen },
    { label: 'Training', value: courseName },
    { label: 'Date', value: sayDay(completion.completedOn) },
    {
      label: 'Time',
      value: completion.startsAt === undefined ? 'not recorded' : sayTime(completion.startsAt),
    },
    { label: 'Location', value: completion.location || 'not recorded' },
    { label: 'Agenda', value: completion.agenda || 'not recorded' },
    ...(completion.evidence ? [{ label: 'Evidence', value: completion.evidence }] : []),
    { label: 'How it came here', value: ways[completion.way] },
  ];
}

function decisionBlocks({ completion, decidedBy, zone }: CompletionView): Block[] {
  const { state, decidedAt, reason } = completion;
  if (state === 'waits' || !decidedBy || !decidedAt) return [];
  const verb = { confirmed: 'Confirmed', refused: 'Not confirmed', 'taken-back': 'Taken back' }[state];
  return [
    { kind: 'note', tone: 'neutral', text: `${verb} by ${decidedBy} on ${sayMoment(decidedAt, zone)}.` },
    ...(reason ? [{ kind: 'quote', label: 'Reason', text: reason } as const] : []),
  ];
}

function actionsOf({ completion, mayConfirm, mayTakeBack }: CompletionView): Action[] {
  const { id, state } = completion;
  const payload = { completion: id };
  if (state === 'waits' && mayConfirm)
    return [
      { kind: 'run', id: 'training.confirm', label: 'Confirm', payload, style: 'primary' },
      { kind: 'open-form', form: 'training.refuse', label: 'Do not confirm', subject: payload },
    ];
  if (state !== 'confirmed') return [];
  return [
    { kind: 'link', label: 'Open the certificate', path: `/documents/training.certificate?completion=${id}` },
    ...(mayTakeBack
      ? [
          {
            kind: 'open-form',
            form: 'training.take-back',
            label: 'Take back',
            subject: payload,
          } as const,
        ]
      : []),
  ];
}
