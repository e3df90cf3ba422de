/** What a question of an exercise asks on its form, and what comes back from it. */

import type { Field, Fields, RawValue, RawValues } from '../../../chat/form.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { Temporal, toIso } from '../../../kernel/clock.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import { clockLaws } from '../../breaches/rules/clocks.ts';
import type { AnswerValue } from '../rules/answers.ts';
import { keyOf } from '../rules/clocks.ts';
import { nobody } from '../rules/judge.ts';
import { inOrderOf } from '../rules/order.ts';
import type { Question } from '../rules/scenario.ts';
import type { DrillFile } from '../store/drills.ts';

/** Beside a box, with the mark before it; the whole of a name stands on the page afterwards. */
const mostInOption = 68;

export function answerFields(
  { drill, policy }: DrillFile,
  question: Question,
  clock: Temporal.Instant,
): { readonly fields: Fields; readonly values: RawValues } {
  const words = {
    kind: 'text',
    label: 'Why? A few words, if you like',
    hint: 'Do not name a student, nor anybody real.',
    multiline: true,
    max: 1000,
    optional: true,
  } as const satisfies Field;
  switch (question.kind) {
    case 'choose': {
      const options = inOrderOf(drill.id, question.options).map(({ id, says }) => ({
        value: id,
        label: says,
      }));
      const kind = question.many ? 'choices' : 'choice';
      return {
        fields: { chosen: { kind, label: question.many ? 'Which of these?' : 'Which one?', options }, words },
        values: {},
      };
    }
    case 'say':
      return {
        fields: {
          words: {
            kind: 'text',
            label: 'In your own words',
            hint: 'Do not name a student, nor anybody real.',
            multiline: true,
            max: 2000,
          },
        },
        values: {},
      };
    case 'determine':
      return { fields: { ...rulingFields(policy), words }, values: { discovered: asMoment(clock, policy) } };
    case 'tell':
      return {
        fields: {
          chosen: {
            kind: 'choices',
            label: 'Who has to be told?',
            hint: 'By what is known now. The list is that of this district’s laws and plan.',
            options: [
              ...clockLaws(policy).map((law) => ({
                value: keyOf(law),
                label: law.clock.name.slice(0, mostInOption),
              })),
              { value: nobody, label: 'Nobody, as things stand' },
            ],
          },
          words,
        },
        values: {},
      };
    case 'desk':
      return {
        fields: {
          chosen: {
            kind: 'choice',
            label: 'On whose desk does it lie?',
            options: policy.pack.breaches.route.desk.map((role) => ({
              value: role,
              label: roleName(policy, role).slice(0, mostInOption),
            })),
          },
          words,
        },
        values: {},
      };
    default:
      return assertNever(question);
  }
}

function rulingFields(policy: Policy): Fields {
  const breach = { showIf: { field: 'ruling', is: ['breach'] } };
  return {
    ruling: {
      kind: 'choice',
      label: 'What do you decide?',
      options: [
        { value: 'breach', label: 'It is a breach' },
        { value: 'not_a_breach', label: 'It is not a reportable breach' },
      ],
    },
    severity: {
      kind: 'choice',
      label: 'How severe is it?',
      ...breach,
      options: policy.pack.breaches.response.severities.map(({ id, name, means }) => ({
        value: id,
        label: name.slice(0, mostInOption),
        ...(means.length <= mostInOption ? { description: means } : {}),
      })),
    },
    discovered: {
      kind: 'moment',
      label: 'When was it discovered, in the exercise?',
      hint: 'Legal times count from then. The time of the exercise stands here until you say otherwise.',
      ...breach,
    },
  };
}

/** What the form's values come to. */
export function readAnswer(
  { policy }: DrillFile,
  question: Question,
  values: RawValues,
): { readonly value: AnswerValue; readonly words: string | undefined } {
  const words = text(values.words);
  switch (question.kind) {
    case 'choose':
      return { value: { kind: 'choose', options: list(values.chosen) }, words };
    case 'say':
      return { value: { kind: 'say' }, words };
    case 'determine': {
      const severity = text(values.severity);
      const discovered = text(values.discovered);
      const ruling = values.ruling === 'breach' ? 'breach' : 'not_a_breach';
      return {
        value: {
          ...{ kind: 'determine', ruling },
          ...(ruling === 'breach' && severity !== undefined ? { severity } : {}),
          ...(ruling === 'breach' && discovered !== undefined
            ? { discoveredAt: toIso(instantOf(discovered, policy)) }
            : {}),
        },
        words,
      };
    }
    case 'tell':
      return { value: { kind: 'tell', clocks: list(values.chosen) }, words };
    case 'desk':
      return { value: { kind: 'desk', role: text(values.chosen) ?? '' }, words };
    default:
      return assertNever(question);
  }
}

function text(value: RawValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function list(value: RawValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? [...value] : [];
}

function instantOf(local: string, { calendar }: Policy): Temporal.Instant {
  const day = Temporal.PlainDate.from(local.slice(0, 10));
  return calendar.at(day, local.slice(11, 16));
}

function asMoment(at: Temporal.Instant, { calendar }: Policy): string {
  return at.toZonedDateTimeISO(calendar.zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}
