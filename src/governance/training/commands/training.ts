/** `/training`: my trainings, and the words after it. */

import type { Ask } from '../../../app/context.ts';
import type { Command, Word } from '../../../app/feature.ts';
import { openForm } from '../../../app/open-form.ts';
import { refused } from '../../../app/replies.ts';
import type { Card } from '../../../chat/card.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { paperDays } from '../../people/store/done.ts';
import { courseName, type MineView, mineCard } from '../cards/mine.ts';
import { sayTime } from '../rules/clock-time.ts';
import { type Completion, completionsOf } from '../store/completions.ts';
import { sessionsOf } from '../store/sessions.ts';
import { logForm } from './log.ts';
import { drawCheckIn, openSessionToday, sessionForm, wrongCode } from './session.ts';
import { holdsSessions, keepsRegister, todayOf } from './surroundings.ts';
import { waitingCount, waitingList } from './waiting.ts';

async function bare(ask: Ask): Promise<Reply> {
  return {
    kind: 'card',
    card: mineCard({
      training: ask.policy.pack.training,
      completions: await completionsOf(ask.reader, ask.actor.id),
      fromPaper: await fromPaper(ask),
      countsUntil: (completion) => countsUntil(ask, completion),
      today: todayOf(ask),
      waiting: await waitingCount(ask),
      holdsSessions: holdsSessions(ask),
      keepsRegister: keepsRegister(ask),
    }),
  };
}

/** A balance meets a duty, not a course: each course that meets it is shown by the duty's newest day. */
async function fromPaper(ask: Ask): Promise<MineView['fromPaper']> {
  const days = await paperDays(ask.reader, ask.policy.calendar, ask.actor.id);
  return Object.entries(ask.policy.pack.training.courses).flatMap(([course, { meets }]) => {
    const doneOn = meets
      .flatMap((duty) => days.get(duty) ?? [])
      .sort()
      .at(-1);
    return doneOn === undefined ? [] : [{ course, doneOn }];
  });
}

export function countsUntil(ask: Ask, { course, completedOn }: Completion): string | undefined {
  const valid = ask.policy.pack.training.courses[course]?.valid;
  if (!valid || valid.unit === 'h') return undefined;
  const { calendar } = ask.policy;
  return calendar.addDays(Temporal.PlainDate.from(completedOn), valid.amount, valid.unit).toString();
}

async function session(ask: Ask): Promise<Reply> {
  const mine = holdsSessions(ask) ? await sessionsOf(ask.reader, ask.actor.id) : [];
  const open = mine.filter((one) => !one.closed);
  if (open.length === 0) return openForm(ask, sessionForm, {});
  const card: Card = {
    audience: 'person',
    title: 'Your open sessions',
    blocks: [
      {
        kind: 'list',
        items: open.map((one) => ({
          title: `${courseName(ask.policy.pack.training, one.course)}, ${sayDay(one.heldOn)} at ${sayTime(one.startsAt)}`,
          detail: `Check-in code ${one.code}`,
          action: { kind: 'run', id: 'training.session.show', label: 'Show', payload: { session: one.id } },
        })),
      },
    ],
    actions: [
      {
        kind: 'open-form',
        form: 'training.session',
        label: 'Hold another session',
        subject: {},
        style: 'primary',
      },
    ],
  };
  return { kind: 'card', card };
}

async function checkIn(ask: Ask, code: string): Promise<Reply> {
  if (code.trim() === '') return refused('Type the code that the trainer shows: /training check-in 7K2M9Q');
  const found = await openSessionToday(ask, code);
  return found ? { kind: 'card', card: await drawCheckIn(ask, found) } : refused(wrongCode);
}

async function courses(ask: Ask): Promise<Reply> {
  const { training, duties } = ask.policy.pack;
  const card: Card = {
    audience: 'person',
    title: 'Trainings that the plan knows',
    blocks: [
      {
        kind: 'list',
        items: Object.entries(training.courses).map(([id, course]) => ({
          title: course.name,
          detail: [
            ...course.meets.map((duty) => duties[duty]?.name ?? duty),
            course.valid
              ? `counts for ${course.valid.amount} ${unitWords(course.valid)}`
              : 'counts without end',
            course.src,
          ].join(' · '),
          action: { kind: 'open-form', form: 'training.log', label: 'Log it', subject: { course: id } },
        })),
      },
    ],
    actions: [],
  };
  return { kind: 'card', card };
}

function unitWords({ amount, unit }: { readonly amount: number; readonly unit: string }): string {
  const name = { h: 'hour', d: 'day', bd: 'business day', sd: 'school day', y: 'year' }[unit] ?? unit;
  return amount === 1 ? name : `${name}s`;
}

export const trainingCommand: Command = {
  name: 'training',
  summary: 'Your trainings: what you took, what counts, and logging another',
  bare,
};

export const trainingWords: readonly Word[] = [
  {
    command: 'training',
    word: 'log',
    summary: 'Log a training that you took',
    access: 'everyone',
    run: (ask) => openForm(ask, logForm, {}),
  },
  {
    command: 'training',
    word: 'check-in',
    takes: 'CODE',
    summary: 'Check in at a session with the code that the trainer shows',
    access: 'everyone',
    run: checkIn,
  },
  {
    command: 'training',
    word: 'session',
    summary: 'Hold a session: a code to check in with, and a roll to call',
    access: 'everyone',
    run: session,
  },
  {
    command: 'training',
    word: 'waiting',
    summary: 'Trainings that wait for your yes',
    access: 'everyone',
    run: waitingList,
  },
  {
    command: 'training',
    word: 'courses',
    summary: 'The trainings that the plan knows, and what each is for',
    access: 'everyone',
    run: courses,
  },
];
