/** Decisions about access as cards: for whoever decides, for IT, and for the person whom one is about. */
import type { Action, Block, Card } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import type { Policy } from '../../../policy/policy.ts';
import { count, sayDue } from '../rules/say.ts';
import { type AccessDecision, accessCase, type Recommended } from '../store/access.ts';

const mostNamed = 5;

export const switchesNothing =
  'Safekeep recommends and records. It switches nothing off and on: a person decides, and IT carries it out.';

export function owedText(policy: Policy, owed: Recommended['owed'], today: string): string {
  return owed
    .map(({ duty, dueOn, reminders, remindedOn }) => {
      const told = remindedOn
        ? `reminded ${count(reminders, 'time')}, last ${sayDay(remindedOn)}`
        : 'never reached by a reminder';
      return `${policy.pack.duties[duty]?.name ?? duty}: ${sayDue(dueOn, today)}, ${told}`;
    })
    .join('. ');
}

export interface AccessListView {
  readonly policy: Policy;
  readonly recommended: readonly Recommended[];
  readonly withheld: number;
  readonly giveBack: number;
  readonly today: string;
  /** Whoever decides, and never about themselves; nothing where the viewer only looks. */
  readonly viewerId: string | undefined;
}

export function accessListCard(view: AccessListView): Card {
  const { policy, recommended, today } = view;
  const rest = recommended.length - mostNamed;
  return {
    audience: 'person',
    title: 'Access that may be withheld',
    status: { label: `${recommended.length} to look at`, tone: recommended.length > 0 ? 'warning' : 'good' },
    blocks: [
      { kind: 'text', text: switchesNothing },
      ...(recommended.length > 0
        ? [
            {
              kind: 'list',
              items: recommended.slice(0, mostNamed).map((one) => ({
                title: one.name,
                detail: owedText(policy, one.owed, today),
                ...(view.viewerId === undefined || one.personId === view.viewerId
                  ? {}
                  : { action: decideAction(one.personId) }),
              })),
            } satisfies Block,
          ]
        : []),
      ...(rest > 0
        ? [{ kind: 'text', text: `And ${count(rest, 'other', 'others')}: see the page.` } satisfies Block]
        : []),
      {
        kind: 'text',
        text: `Withheld now: ${view.withheld}. Of these, ${view.giveBack} have done what was missing.`,
      },
    ],
    actions: [{ kind: 'link', label: 'Open the page', path: '/documents/supervision.access' }],
  };
}

export function decideAction(personId: string): Action {
  return {
    kind: 'open-form',
    form: 'supervision.decide-access',
    label: 'Decide',
    subject: { person: personId },
  };
}

export interface DecisionView {
  readonly policy: Policy;
  readonly decision: AccessDecision;
  readonly person: string;
  readonly decidedBy: string;
  readonly endedBy: string | undefined;
  readonly mayDecide: boolean;
  readonly mayCarryOut: boolean;
  /** The person themselves. */
  readonly own: boolean;
}

export function decisionCard(view: DecisionView): Card {
  const { decision, person, policy, own } = view;
  const zone = policy.calendar.zone;
  return {
    audience: 'person',
    title: own ? 'Your access to network and technology' : `Access of ${person}`,
    status: statusOf(decision),
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Decided', value: `${sayMoment(decision.decidedAt, zone)} by ${view.decidedBy}` },
          ...(decision.againOn ? [{ label: 'Looked at again', value: sayDay(decision.againOn) }] : []),
          ...(decision.doneAt
            ? [{ label: 'Carried out by IT', value: sayMoment(decision.doneAt, zone) }]
            : []),
          ...(decision.endedAt
            ? [
                {
                  label: 'Given back',
                  value: `${sayMoment(decision.endedAt, zone)} by ${view.endedBy ?? 'somebody'}`,
                },
              ]
            : []),
          ...(decision.endDoneAt
            ? [{ label: 'Given back by IT', value: sayMoment(decision.endDoneAt, zone) }]
            : []),
        ],
      },
      ...(decision.reason ? [{ kind: 'quote', label: 'Reason', text: decision.reason } satisfies Block] : []),
      {
        kind: 'note',
        tone: 'info',
        text:
          own && !decision.endedAt
            ? 'Do what is late on your list, then ask whoever decided to give it back. Type “home” to see your list.'
            : switchesNothing,
      },
    ],
    actions: actionsOf(view),
    about: { kind: accessCase, id: decision.id },
  };
}

function statusOf({ decision, doneAt, endedAt, endDoneAt }: AccessDecision): NonNullable<Card['status']> {
  if (decision === 'leave') return { label: 'Access is left', tone: 'neutral' };
  if (endedAt) {
    return !doneAt || endDoneAt
      ? { label: 'Given back', tone: 'good' }
      : { label: 'To be given back by IT', tone: 'warning' };
  }
  return doneAt ? { label: 'Withheld', tone: 'danger' } : { label: 'To be withheld by IT', tone: 'warning' };
}

function actionsOf({ decision, mayDecide, mayCarryOut }: DecisionView): readonly Action[] {
  if (decision.decision === 'leave') return [];
  const { id, doneAt, endedAt, endDoneAt } = decision;
  const which = endedAt ? 'given-back' : 'withheld';
  const waits = endedAt ? doneAt && !endDoneAt : !doneAt;
  return [
    ...(mayCarryOut && waits
      ? [
          {
            kind: 'run',
            id: 'supervision.carried-out',
            label: endedAt ? 'It is given back' : 'It is switched off',
            payload: { decision: id, which },
            style: 'primary',
          } as const,
        ]
      : []),
    ...(mayDecide && !endedAt
      ? [
          {
            kind: 'open-form',
            form: 'supervision.give-back',
            label: 'Give access back',
            subject: { decision: id },
          } as const,
        ]
      : []),
  ];
}
