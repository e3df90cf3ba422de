/** What the plan asks at a step or at filing: as fields of a form, judged, and as answers to be kept. */
import type { Ask } from '../../../app/context.ts';
import { holds } from '../../../app/person.ts';
import type { Field, Fields, RawValues } from '../../../chat/form.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { roleName } from '../../../policy/policy.ts';
import type { Question } from '../../../policy/schema-requests.ts';
import type { Answer } from '../rules/request.ts';

/** Under a name of its own where several lists stand in one form. */
const fieldOf = (question: string, list = 'ask') => `${list}_${question}`;

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** `showIf`: when the whole list is asked. */
export function askedFields(
  asks: readonly Question[],
  list?: string,
  showIf?: NonNullable<Field['showIf']>,
): Fields {
  return Object.fromEntries(asks.map((ask) => [fieldOf(ask.id, list), fieldFor(ask, list, showIf)]));
}

function fieldFor(ask: Question, list?: string, showIf?: NonNullable<Field['showIf']>): Field {
  const shown = ask.if ? { field: fieldOf(ask.if.question, list), is: [ask.if.is] } : showIf;
  const base = {
    label: ask.label,
    ...(ask.hint ? { hint: ask.hint } : {}),
    ...(ask.optional ? { optional: true } : {}),
    ...(shown ? { showIf: shown } : {}),
  };
  switch (ask.kind) {
    case 'text':
      return { ...base, kind: 'text', max: 300 };
    case 'reference':
      return { ...base, kind: 'text', max: 40 };
    case 'long_text':
      return { ...base, kind: 'text', multiline: true, max: 3000 };
    case 'yes_no':
      return { ...base, kind: 'choice', options: yesOrNo };
    case 'choice':
      return {
        ...base,
        kind: 'choice',
        options: ask.options.map(({ id, label, hint }) => ({
          value: id,
          label,
          ...(hint ? { description: hint } : {}),
        })),
      };
    case 'date':
    case 'person':
      return { ...base, kind: ask.kind };
  }
}

/** What a form of these begins with, by what was answered before. */
export function valuesOfAnswers(
  asks: readonly Question[],
  answered: (question: string) => string | undefined,
  list?: string,
): RawValues {
  return Object.fromEntries(asks.map(({ id }) => [fieldOf(id, list), answered(id)]));
}

/** What is wrong with the answers, by field; hidden questions were dropped when the form was read. */
export async function faultsOfAnswers(
  scene: Pick<Ask, 'directory' | 'reader' | 'policy' | 'now'>,
  asks: readonly Question[],
  values: RawValues,
  list?: string,
): Promise<Readonly<Record<string, string>>> {
  const faults: Record<string, string> = {};
  const today = scene.policy.calendar.localDay(scene.now).toString();
  for (const ask of asks) {
    const field = fieldOf(ask.id, list);
    const given = values[field];
    if (given === undefined) continue;
    if (ask.must_be !== undefined && given !== ask.must_be) faults[field] = ask.else_says ?? '';
    if (ask.must_not_be !== undefined && given === ask.must_not_be) faults[field] = ask.else_says ?? '';
    if (ask.past && String(given) > today)
      faults[field] = 'This day is still to come. Record it once it was.';
    if (ask.kind === 'reference' && !isReference(String(given)))
      faults[field] = 'Give its number alone, such as F-2201: no name, no words and no spaces.';
    if (ask.kind !== 'person') continue;
    const person = await scene.directory.person(scene.reader, String(given));
    if (person?.status !== 'active') faults[field] = 'Choose somebody who works here now.';
    else if (ask.of_roles.length > 0 && !holds(person, ...ask.of_roles))
      faults[field] =
        `${person.name} is none of these: ${ask.of_roles.map((role) => roleName(scene.policy, role)).join(', ')}.`;
  }
  return faults;
}

/** A name has no figure in it, and what has a space says more than a number. */
function isReference(text: string): boolean {
  return /^(?=.*\d)[\w./#-]+$/.test(text.trim());
}

export interface Given {
  readonly answers: readonly Answer[];
  /** Typed words, by the field they are kept under. */
  readonly words: Readonly<Record<string, string>>;
}

/** `stayId`: the step at which it was asked; nothing at filing. */
export function givenAnswers(
  asks: readonly Question[],
  values: RawValues,
  by: { readonly stayId: string | undefined; readonly givenById: string; readonly givenAt: Temporal.Instant },
  list?: string,
): Given {
  const answers: Answer[] = [];
  const words: Record<string, string> = {};
  for (const { id: question, kind } of asks) {
    const given = values[fieldOf(question, list)];
    if (typeof given !== 'string' || given === '') continue;
    const typed = ['text', 'long_text', 'reference'].includes(kind);
    const answer: Answer = { id: newId(), question, value: typed ? undefined : given, ...by };
    answers.push(answer);
    if (typed) words[`given:${answer.id}`] = given;
  }
  return { answers, words };
}
