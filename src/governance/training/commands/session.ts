/** Holding a session: opening one, checking in with its code, calling its roll, closing it. */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { readSpokenCode } from '../../../kernel/ids.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { checkInCard } from '../cards/session.ts';
import { notATime, readTime } from '../rules/clock-time.ts';
import { judgeLog } from '../rules/completion.ts';
import { addCompletion, completionKind, completionsOf } from '../store/completions.ts';
import {
  addSession,
  closeSession,
  type Roll,
  type Session,
  sessionByCode,
  sessionById,
  sessionKind,
} from '../store/sessions.ts';
import { courseOptions } from './log.ts';
import { drawCompletion, drawSession, holdsSessions, todayOf, viewSession } from './surroundings.ts';

function asked(ask: Ask) {
  return fields({
    course: { kind: 'choice', label: 'Which training?', options: courseOptions(ask.policy.pack.training) },
    held_on: { kind: 'date', label: 'On which day?' },
    starts_at: {
      kind: 'text',
      label: 'At what time does it begin?',
      max: 20,
      placeholder: '15:30',
      scan: false,
    },
    location: { kind: 'text', label: 'Where?', max: 200, placeholder: 'Library' },
    agenda: {
      kind: 'text',
      label: 'What is on the agenda?',
      hint: 'A few words; they stand on everybody’s certificate.',
      max: 1000,
      multiline: true,
    },
    roll: {
      kind: 'choice',
      label: 'Whom does the roll call?',
      options: [
        { value: 'building', label: 'Everybody in my building', description: 'A faculty meeting' },
        { value: 'reports', label: 'The people I supervise' },
        { value: 'everybody', label: 'Everybody in the district', description: 'At most 600 people' },
      ],
    },
  });
}

const notATrainer = 'Sessions are held by supervisors and by the roles that the plan names as trainers.';

export const sessionForm: FormHandler<ReturnType<typeof asked>> = {
  id: 'training.session',
  access: 'everyone',
  async open(ask) {
    if (!holdsSessions(ask)) return { refused: notATrainer };
    return {
      title: 'Hold a session',
      submit: 'Open the session',
      intro: [
        {
          kind: 'text',
          text: 'You get a code that those present type on that day, and a roll to call. Either way their training counts at once.',
        },
      ],
      fields: asked(ask),
      values: { held_on: todayOf(ask), roll: ask.actor.building ? 'building' : 'reports' },
    };
  },
  check: (_ask, _subject, values) => {
    const typed = values.starts_at;
    return typeof typed === 'string' && typed.trim() !== '' && !readTime(typed)
      ? { starts_at: notATime }
      : {};
  },
  async submit(act, _subject, values): Promise<Outcome> {
    if (!holdsSessions(act)) return { kind: 'refused', text: notATrainer };
    if (!act.policy.pack.training.courses[values.course])
      return {
        kind: 'invalid',
        errors: { course: 'The plan lists no such training. Please choose another.' },
      };
    const startsAt = readTime(values.starts_at);
    if (!startsAt) return { kind: 'invalid', errors: { starts_at: notATime } };
    if (values.roll === 'building' && !act.actor.building)
      return {
        kind: 'invalid',
        errors: {
          roll: 'The roster names no building for you. Choose another roll, or ask Human Resources.',
        },
      };
    const id = await addSession(act.tx, {
      ...{ course: values.course, heldOn: values.held_on, startsAt, trainerId: act.actor.id },
      ...{ roll: values.roll as Roll, location: values.location, agenda: values.agenda },
    });
    const card = await drawSession(act, id);
    return {
      kind: 'done',
      text: `The session on ${sayDay(values.held_on)} is open.`,
      about: { kind: sessionKind, id },
      ...(card ? { card } : {}),
    };
  },
};

export const wrongCode =
  'No open session has this code today. Codes work on the day of the session; please look at the board again, or ask the trainer.';

/** A code works on its own day, until the trainer closes the session. */
export async function openSessionToday(ask: Ask, typed: string): Promise<Session | undefined> {
  const session = await sessionByCode(ask.reader, readSpokenCode(typed));
  return session && !session.closed && session.heldOn === todayOf(ask) ? session : undefined;
}

export async function drawCheckIn(ask: Ask, session: Session) {
  return checkInCard(await viewSession(ask, session));
}

export const checkInAction: ActionHandler = {
  id: 'training.check-in',
  access: 'everyone',
  async run(act, payload): Promise<Outcome> {
    const session = await openSessionToday(act, payload.code ?? '');
    if (!session || session.id !== payload.session) return { kind: 'refused', text: wrongCode };
    if (session.trainerId === act.actor.id)
      return {
        kind: 'refused',
        text: 'You hold this session, so a colleague has to record your own training.',
      };
    const id = await recordPresence(act, session, act.actor, 'check-in');
    if (!id) return { kind: 'refused', text: 'You are recorded for this training today already.' };
    const card = await drawCompletion(act, id);
    return {
      kind: 'done',
      text: 'Thank you: you are recorded, and your training counts.',
      about: { kind: completionKind, id },
      ...(card ? { card } : {}),
    };
  },
};

/** Nothing when it is on file for that day already, whichever way it came. */
export async function recordPresence(
  act: Act,
  session: Session,
  person: { readonly id: string; readonly jobTitle: string; readonly hireDate: string },
  way: 'check-in' | 'roll-call',
): Promise<string | undefined> {
  const course = act.policy.pack.training.courses[session.course];
  if (!course) return undefined;
  await lockPerson(act.tx, person.id);
  const before = (await completionsOf(act.tx, person.id)).filter((one) => one.course === session.course);
  const facts = { completedOn: session.heldOn, today: todayOf(act), hireDate: person.hireDate, before };
  if (judgeLog(facts)) return undefined;
  return addCompletion(act.tx, course, {
    ...{ personId: person.id, course: session.course, completedOn: session.heldOn },
    ...{ startsAt: session.startsAt, roleThen: person.jobTitle, sessionId: session.id, way },
    ...{ state: 'confirmed', loggedById: act.actor.id, decidedById: session.trainerId, texts: {} },
  });
}

export const closeAction: ActionHandler = {
  id: 'training.session.close',
  access: 'everyone',
  async run(act, payload): Promise<Outcome> {
    const session = await sessionById(act.tx, payload.session ?? '');
    if (!session || session.trainerId !== act.actor.id)
      return { kind: 'refused', text: 'Whoever holds a session closes it.' };
    const about = { kind: sessionKind, id: session.id };
    const closed = await closeSession(act.tx, session.id);
    if (closed) {
      act.tx.audit({ what: 'training.session-closed', about });
      act.tx.moved(about);
    }
    const card = await drawSession(act, session.id);
    const with_ = card ? { card } : {};
    return closed
      ? { kind: 'done', text: 'The session is closed; its code no longer works.', about, ...with_ }
      : { kind: 'refused', text: 'This session was closed already.', ...with_ };
  },
};
