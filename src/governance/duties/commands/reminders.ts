/** `/safekeep reminders`: whether people are reminded, what the first day would send, and the switch for go-live. */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, Task, Word } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import type { Card } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { reminderSwitch, type Switch, turnReminders } from '../../people/store/reminders.ts';
import { countWaiting } from '../store/rungs.ts';
import { firstDay, reminderKeepers } from './first-day.ts';

const access = { byPlan: reminderKeepers };

async function remindersCard(ask: Ask): Promise<Card> {
  const state = await reminderSwitch(ask.reader);
  const day = firstDay(ask);
  const waiting = await countWaiting(ask.reader, day);
  return {
    audience: 'person',
    title: 'Reminders',
    status: state.on ? { label: 'On', tone: 'good' } : { label: 'Off', tone: 'warning' },
    blocks: [
      { kind: 'text', text: await turnedWords(ask, state) },
      {
        kind: 'facts',
        facts: [{ label: `Due by ${sayDay(day)}`, value: waiting === 1 ? '1 person' : `${waiting} people` }],
      },
      ...(state.on
        ? []
        : [
            {
              kind: 'note' as const,
              tone: 'neutral' as const,
              text: 'Data requests and breach notices are sent all the same: they are no reminders.',
            },
          ]),
    ],
    actions: [
      { kind: 'link', label: 'See every message', path: '/documents/duties.first-day' },
      state.on
        ? {
            kind: 'run',
            id: 'duties.reminders',
            label: 'Turn off',
            payload: { to: 'off' },
            confirm: {
              title: 'Turn reminders off?',
              text: 'Nobody is reminded of anything until they are on again. Due dates stay.',
              yes: 'Turn off',
            },
          }
        : {
            kind: 'run',
            id: 'duties.reminders',
            label: 'Turn on',
            style: 'primary',
            payload: { to: 'on' },
            confirm: {
              title: 'Turn reminders on?',
              text: `${waiting === 1 ? 'One person' : `${waiting} people`} would be reminded on ${sayDay(day)}.`,
              yes: 'Turn on',
            },
          },
    ],
  };
}

async function turnedWords(ask: Ask, { on, turned }: Switch): Promise<string> {
  const what = on ? 'People are reminded of what they owe' : 'Nobody is reminded of anything';
  if (!turned) return on ? `${what}: this is the sample district.` : `${what} yet.`;
  const by = turned.by === null ? undefined : await ask.directory.person(ask.reader, turned.by);
  const who = turned.by === null ? 'whoever runs Safekeep' : (by?.name ?? 'somebody who is gone');
  return `${what}. Turned ${on ? 'on' : 'off'} by ${who} on ${sayMoment(turned.at, ask.policy.calendar.zone)}.`;
}

export const remindersWord: Word = {
  command: 'safekeep',
  word: 'reminders',
  summary: 'Whether people are reminded, and what the first day would send',
  access,
  run: async (ask) => ({ kind: 'card', card: await remindersCard(ask) }),
};

export const remindersAction: ActionHandler = {
  id: 'duties.reminders',
  access,
  async run(act, payload) {
    const on = payload.to === 'on';
    const turned = await turnReminders(act.tx, on, act.actor.id);
    const card = await remindersCard(act);
    if (!turned) return { kind: 'refused', text: `Reminders are ${on ? 'on' : 'off'} already.`, card };
    return { kind: 'done', text: on ? 'Reminders are on.' : 'Reminders are off.', card };
  },
};

/** Until somebody turns them on, whoever could is told so on their list. */
export async function reminderTasks(ask: Ask): Promise<readonly Task[]> {
  if (!holds(ask.actor, ...reminderKeepers(ask.policy.pack))) return [];
  const { on } = await reminderSwitch(ask.reader);
  if (on) return [];
  return [
    {
      list: 'waits-for-me',
      title: 'Reminders are off',
      detail:
        'Nobody is reminded of what they owe. See what the first day would send, then type /safekeep reminders.',
      action: { kind: 'link', label: 'See every message', path: '/documents/duties.first-day' },
    },
  ];
}
