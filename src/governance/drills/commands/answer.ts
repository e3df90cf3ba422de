/** A question of an exercise is answered by somebody of its part: the first answer stands, and is looked at together afterwards. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Fields, RawValues, ValuesOf } from '../../../chat/form.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { deskOf } from '../../breaches/rules/route.ts';
import { answerFields, readAnswer } from '../cards/answer-fields.ts';
import { realFirst, sayExerciseTime } from '../cards/words.ts';
import type { AnswerValue } from '../rules/answers.ts';
import { clockOf, partsPlayed } from '../rules/drill.ts';
import { nobody } from '../rules/judge.ts';
import { concernedRoles } from '../rules/plan-words.ts';
import { injectOf, type Question } from '../rules/scenario.ts';
import { type DrillFile, openDrill } from '../store/drills.ts';
import { addAnswer } from '../store/write.ts';
import { change, notThere } from './change.ts';

export const answerForm: FormHandler<Fields> = {
  id: 'drill.answer',
  access: 'everyone',
  async open(ask, subject) {
    const found = await askedOf(ask, subject);
    if ('refused' in found) return found;
    const { file, question } = found;
    const inject = injectOf(file.scenario, question.id);
    const { fields, values } = answerFields(file, question, clockOf(file.drill, ask.now));
    return {
      title: 'Your answer',
      submit: 'Answer',
      intro: [
        { kind: 'heading', text: question.asks },
        ...(inject ? [{ kind: 'text', text: `${inject.title}: ${inject.text}` } as const] : []),
        {
          kind: 'text',
          text: `It is ${sayExerciseTime(clockOf(file.drill, ask.now), file.policy.calendar.zone)} in the exercise. Nobody is graded: the answers are talked over afterwards.`,
        },
        { kind: 'note', tone: 'warning', text: realFirst(ask) },
      ],
      fields,
      values,
    };
  },
  submit: (act, subject, values) => answer(act, subject, values),
};

type Asked = { readonly file: DrillFile; readonly question: Question };

async function askedOf(
  ask: Ask,
  { id, question: wanted }: Payload,
): Promise<Asked | { readonly refused: string }> {
  const file = id === undefined ? undefined : await openDrill(ask, { id });
  if (!file) return { refused: notThere };
  const { drill, scenario, answers, people } = file;
  const inject = scenario.injects.find(({ asks }) => asks.some((one) => one.id === wanted));
  const question = inject?.asks.find((one) => one.id === wanted);
  if (!inject || !question || !drill.came.has(inject.id)) return { refused: 'Nobody is asked that yet.' };
  if (!partsPlayed(drill, ask.actor.id).includes(question.to))
    return { refused: 'This is asked of somebody else in the exercise.' };
  if (drill.state === 'ended') return { refused: 'The exercise has ended; nothing was changed.' };
  const before = answers.get(question.id);
  if (before)
    return {
      refused: `${people.get(before.byId)?.name ?? 'Somebody'} has answered this; the first answer stands.`,
    };
  return { file, question };
}

async function answer(act: Act, subject: Payload, given: ValuesOf<Fields>): Promise<Outcome> {
  const found = await askedOf(act, subject);
  if ('refused' in found) return { kind: 'refused', text: found.refused };
  const { file, question } = found;
  const values: RawValues = given;
  const read = readAnswer(file, question, values);
  const errors = faultsOf(act, file, read.value);
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const id = newId();
  const value = await beside(act, file, read.value);
  const words = read.words === undefined ? {} : { words: { [`answer:${id}`]: read.words } };
  return change(act, file.drill.id, {
    by: 'plays',
    refuse: ({ answers }) =>
      answers.has(question.id) ? 'Somebody answered it meanwhile; the first answer stands.' : undefined,
    what: 'answered',
    facts: { question: question.id, ...(value.kind === 'determine' ? decided(value) : {}) },
    ...words,
    also: async ({ drill }) =>
      addAnswer(act.tx, drill.id, {
        ...{ id, question: question.id, byId: act.actor.id, value },
        clockAt: clockOf(drill, act.now),
      }),
    say: () => 'Kept. What the plan and the law say to it is shown when the exercise has ended.',
  });
}

/** So long before the first event somebody may have known of it; more is a slip of the date. */
const earliestHours = 24;

/** What cannot be meant, by field: asked about, for the first answer stands. */
function faultsOf(
  { now }: Act,
  { drill, policy }: DrillFile,
  value: AnswerValue,
): Readonly<Record<string, string>> {
  if (value.kind === 'tell' && value.clocks.includes(nobody) && value.clocks.length > 1)
    return {
      chosen:
        'You ticked somebody and “Nobody, as things stand” as well. Please untick what you do not mean.',
    };
  if (value.kind !== 'determine' || value.discoveredAt === undefined) return {};
  const discovered = Temporal.Instant.from(value.discoveredAt);
  if (Temporal.Instant.compare(discovered, clockOf(drill, now)) > 0)
    return { discovered: 'In the exercise this is still to come.' };
  if (Temporal.Instant.compare(discovered, drill.beginsAt.subtract({ hours: earliestHours })) < 0)
    return {
      discovered: `That is more than a day before anything was heard of it: the exercise began ${sayExerciseTime(drill.beginsAt, policy.calendar.zone)}. Please look at the date.`,
    };
  return {};
}

function decided({ ruling, discoveredAt }: Extract<AnswerValue, { kind: 'determine' }>) {
  return { ruling, discoveredAt: discoveredAt ?? null };
}

/** Whose desk it was depends on who is here now, so it is kept with the answer. */
async function beside(act: Act, file: DrillFile, value: AnswerValue): Promise<AnswerValue> {
  if (value.kind !== 'desk') return value;
  const expected = await deskNow(act, file);
  return { ...value, ...(expected === undefined ? {} : { expected }) };
}

/** The role of the plan's route on whose desk it lies, by who holds the roles now (R075, X7). */
export async function deskNow(ask: Ask, { policy, scenario }: DrillFile): Promise<string | undefined> {
  const { route } = policy.pack.breaches;
  const roles = concernedRoles(policy.pack, scenario.concerns);
  const holders = new Map<string, readonly string[]>();
  for (const role of new Set([...route.desk, ...roles]))
    holders.set(
      role,
      (await ask.directory.holders(ask.reader, role)).map(({ id }) => id),
    );
  const personIds = new Set([...roles].flatMap((role) => holders.get(role) ?? []));
  return deskOf(route, { personIds, roles }, holders);
}
