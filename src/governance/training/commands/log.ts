/** Logging a training that one took: R016's six facts, and a supervisor's or trainer's yes where the plan asks for one. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Option } from '../../../chat/form.ts';
import { fields } from '../../../chat/form.ts';
import type { Training } from '../../../policy/schema-training.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { notATime, readTime } from '../rules/clock-time.ts';
import { firstState, judgeLog, type LogProblem } from '../rules/completion.ts';
import { addCompletion, completionKind, completionsOf } from '../store/completions.ts';
import { drawCompletion, todayOf } from './surroundings.ts';
import { tellConfirmers } from './tell.ts';

export function courseOptions(training: Training): readonly Option[] {
  return Object.entries(training.courses).map(([value, { name }]) => ({ value, label: name }));
}

function asked(ask: Ask) {
  return fields({
    course: {
      kind: 'choice',
      label: 'Which training?',
      options: courseOptions(ask.policy.pack.training),
    },
    completed_on: { kind: 'date', label: 'On which day?', until: todayOf(ask) },
    starts_at: {
      kind: 'text',
      label: 'At what time did it begin?',
      max: 20,
      placeholder: '15:30',
      scan: false,
    },
    location: { kind: 'text', label: 'Where?', max: 200, placeholder: 'Library, or “online”' },
    agenda: {
      kind: 'text',
      label: 'What was on the agenda?',
      hint: 'A few words, such as: passwords, phishing, how to share student data.',
      max: 1000,
      multiline: true,
    },
    evidence: {
      kind: 'text',
      label: 'Evidence',
      hint: 'Where it can be looked up: certificate number, sign-in sheet, or the name of the trainer.',
      max: 300,
      optional: true,
    },
  });
}

export const logForm: FormHandler<ReturnType<typeof asked>> = {
  id: 'training.log',
  access: 'everyone',
  async open(ask, subject) {
    const { courses } = ask.policy.pack.training;
    return {
      title: 'Log a training',
      submit: 'Log it',
      intro: [
        {
          kind: 'text',
          text: 'The plan keeps your name, role, date, time, place and agenda for each training. Your supervisor or a trainer confirms it where the plan asks for that.',
        },
      ],
      fields: asked(ask),
      values: { ...(subject.course && courses[subject.course] ? { course: subject.course } : {}) },
    };
  },
  check: (_ask, _subject, values) => {
    const typed = values.starts_at;
    return typeof typed === 'string' && typed.trim() !== '' && readTime(typed) === undefined
      ? { starts_at: notATime }
      : {};
  },
  submit: (act, _subject, values) => log(act, values),
};

const problems: Record<LogProblem, string> = {
  future: 'This day is yet to come. Log the training once you have taken it.',
  'before-hiring': 'This day is before you were hired. Please check the date.',
  duplicate: 'This training of yours is on file for that day already. Type /training to see it.',
};

async function log(
  act: Act,
  values: {
    readonly course: string;
    readonly completed_on: string;
    readonly starts_at: string;
    readonly location: string;
    readonly agenda: string;
    readonly evidence?: string | undefined;
  },
): Promise<Outcome> {
  const course = act.policy.pack.training.courses[values.course];
  if (!course)
    return { kind: 'invalid', errors: { course: 'The plan lists no such training. Please choose another.' } };
  const startsAt = readTime(values.starts_at);
  if (!startsAt) return { kind: 'invalid', errors: { starts_at: notATime } };
  await lockPerson(act.tx, act.actor.id);
  const before = (await completionsOf(act.tx, act.actor.id)).filter((one) => one.course === values.course);
  const problem = judgeLog({
    completedOn: values.completed_on,
    today: todayOf(act),
    hireDate: act.actor.hireDate,
    before,
  });
  if (problem) return { kind: 'invalid', errors: { completed_on: problems[problem] } };
  const state = firstState(course, 'logged');
  const { location, agenda, evidence } = values;
  const id = await addCompletion(act.tx, course, {
    ...{ personId: act.actor.id, course: values.course, completedOn: values.completed_on, startsAt, state },
    ...{ roleThen: act.actor.jobTitle, way: 'logged', sessionId: undefined },
    ...{ loggedById: act.actor.id, decidedById: null },
    texts: { location, agenda, ...(evidence ? { evidence } : {}) },
  });
  const told = state === 'waits' ? await tellConfirmers(act, id) : 0;
  const card = await drawCompletion(act, id);
  return {
    kind: 'done',
    text: textFor(state, told),
    about: { kind: completionKind, id },
    ...(card ? { card } : {}),
  };
}

function textFor(state: string, told: number): string {
  if (state !== 'waits') return 'Your training is on file.';
  return told > 0
    ? 'Your training is logged. Your supervisor is asked to confirm it, and you will be told.'
    : 'Your training is logged. Human Resources is asked to confirm it, and you will be told.';
}
