/** The questions of a report, the same by name and without: one has to be answered, the others help. */
import { fields } from '../../../chat/form.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Ongoing } from '../rules/incident.ts';
import { saysFuture } from '../rules/when-text.ts';

export function whatFields(policy: Policy) {
  const { report } = policy.pack.breaches;
  return fields({
    happened: {
      kind: 'text',
      label: 'What happened?',
      hint: 'A few words are enough. Do not name a student.',
      multiline: true,
      max: 3000,
    },
    about: {
      kind: 'choice',
      label: 'Does it involve somebody?',
      // Where it matters, and out of the way of the first answer.
      hint: report.could_read,
      options: report.about.map(({ id, says }) => ({ value: id, label: says })),
    },
  });
}

export function detailFields(policy: Policy) {
  const { report } = policy.pack.breaches;
  return fields({
    kinds: {
      kind: 'choices',
      label: 'What kind of data?',
      optional: true,
      options: report.kinds.map(({ id, name }) => ({ value: id, label: name })),
    },
    people: { kind: 'choice', ...peopleAsked, optional: true, options: [...counts] },
    ongoing: {
      kind: 'choice',
      label: 'Is it still going on?',
      optional: true,
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
        { value: 'unknown', label: 'I do not know' },
      ],
    },
    systems: {
      kind: 'choices',
      label: 'Where?',
      optional: true,
      options: report.systems.map((name, index) => ({ value: String(index), label: name })),
    },
    when: {
      kind: 'text',
      label: 'When did it happen?',
      hint: 'As far as you know: “last Friday afternoon”.',
      max: 200,
      optional: true,
    },
  });
}

/** Whose data: a list about 30 pupils that went to 600 people is about 30. */
export const peopleAsked = {
  label: 'About how many people’s data?',
  hint: 'Those whose data it is, not those who could see it.',
} as const;

/** What is said of a time that is still to come, as far as words say so: of all of them in one breath. */
export function whenErrors(
  { calendar }: Policy,
  now: Temporal.Instant,
  when: string | undefined,
): Readonly<Record<string, string>> | undefined {
  return when !== undefined && saysFuture(when, calendar.localDay(now))
    ? { when: 'This is still to come. When did it happen?' }
    : undefined;
}

/** The least that each answer means. */
const counts = [
  { value: '1', label: 'One person' },
  { value: '2', label: '2 to 10' },
  { value: '11', label: '11 to 99' },
  { value: '100', label: '100 to 499' },
  { value: '500', label: '500 to 999' },
  { value: '1000', label: '1,000 or more' },
  { value: 'unknown', label: 'I do not know' },
] as const;

export interface Details {
  readonly kinds: readonly string[] | undefined;
  readonly people: string | undefined;
  readonly ongoing: string | undefined;
  readonly systems: readonly string[] | undefined;
  readonly when: string | undefined;
}

export function readDetails(policy: Policy, values: Details) {
  const { systems } = policy.pack.breaches.report;
  return {
    kinds: values.kinds ?? [],
    systems: (values.systems ?? []).flatMap((at) => systems[Number(at)] ?? []),
    people: values.people === undefined || values.people === 'unknown' ? undefined : Number(values.people),
    ongoing: (values.ongoing ?? 'unknown') as Ongoing,
  };
}

/** Empty ones left out. */
export function typedWords(words: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== ''),
  );
}
