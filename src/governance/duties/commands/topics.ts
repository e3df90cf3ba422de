/** What a targeted training is about this school year, said by whoever the plan asks: the Coordinator (R054). */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome, Task, Word } from '../../../app/feature.ts';
import { openForm } from '../../../app/open-form.ts';
import { holds, type Person } from '../../../app/person.ts';
import { fields } from '../../../chat/form.ts';
import type { Policy } from '../../../policy/policy.ts';
import { dutyName } from '../cards/say.ts';
import { schoolYearOf, schoolYearWords, topicsIn, writeTopics } from '../store/topics.ts';
import { todayOf } from './mine.ts';

function setsTopics(policy: Policy, person: Person): readonly string[] {
  return Object.entries(policy.pack.duties).flatMap(([id, { on, topics_by }]) =>
    on && topics_by !== undefined && holds(person, topics_by) ? [id] : [],
  );
}

function asked(ask: Ask) {
  const year = schoolYearOf(ask.policy, todayOf(ask));
  return fields({
    duty: {
      kind: 'choice',
      label: 'Which training?',
      options: setsTopics(ask.policy, ask.actor).map((duty) => ({
        value: duty,
        label: dutyName(ask.policy, duty),
      })),
    },
    year: {
      kind: 'choice',
      label: 'Which school year?',
      options: [year, year + 1].map((one) => ({ value: String(one), label: schoolYearWords(one) })),
    },
    topics: {
      kind: 'text',
      label: 'What is it about?',
      hint: 'A few words that stand on everybody’s list, such as: phishing, sharing with vendors.',
      max: 300,
      multiline: true,
    },
  });
}

const notYours = 'The plan asks the Coordinator of Data and Statistics for the topics.';

export const topicsForm: FormHandler<ReturnType<typeof asked>> = {
  id: 'duties.topics',
  access: 'everyone',
  async open(ask) {
    const duties = setsTopics(ask.policy, ask.actor);
    if (duties.length === 0) return { refused: notYours };
    const year = schoolYearOf(ask.policy, todayOf(ask));
    const now = await topicsIn(ask.reader, ask.policy, year);
    const [only] = duties;
    return {
      title: 'Topics of the year',
      submit: 'Save',
      intro: [],
      fields: asked(ask),
      values: {
        year: String(year),
        ...(duties.length === 1 && only ? { duty: only, topics: now.get(only) ?? '' } : {}),
      },
    };
  },
  submit,
};

async function submit(
  act: Act,
  _subject: unknown,
  values: { readonly duty: string; readonly year: string; readonly topics: string },
): Promise<Outcome> {
  if (!setsTopics(act.policy, act.actor).includes(values.duty)) return { kind: 'refused', text: notYours };
  await writeTopics(act.tx, values.duty, Number(values.year), act.actor.id, values.topics);
  return {
    kind: 'done',
    text: `“${dutyName(act.policy, values.duty)}” in ${schoolYearWords(Number(values.year))}: ${values.topics}`,
  };
}

/** Once a school year, until it is said. */
export async function topicTasks(ask: Ask): Promise<readonly Task[]> {
  const duties = setsTopics(ask.policy, ask.actor);
  if (duties.length === 0) return [];
  const year = schoolYearOf(ask.policy, todayOf(ask));
  const said = await topicsIn(ask.reader, ask.policy, year);
  return duties
    .filter((duty) => !said.has(duty))
    .map((duty) => ({
      list: 'waits-for-me',
      title: `Say what “${dutyName(ask.policy, duty)}” is about in ${schoolYearWords(year)}`,
      detail: ask.policy.pack.duties[duty]?.src ?? '',
      action: { kind: 'open-form', form: 'duties.topics', label: 'Set the topics', subject: {} },
    }));
}

export const topicsWord: Word = {
  command: 'safekeep',
  word: 'topics',
  summary: 'Say what this year’s targeted training is about',
  access: 'everyone',
  offered: (policy, person) => setsTopics(policy, person).length > 0,
  run: (ask) => openForm(ask, topicsForm, {}),
};
