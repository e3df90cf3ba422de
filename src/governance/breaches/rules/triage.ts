/** What triage finds out, and how it is said. */
import type { Json } from '../../../kernel/hash.ts';

/** By the field of the incident. */
export const triageLabels = {
  kinds: 'Data',
  systems: 'Where',
  people: 'People whose data it is',
  ongoing: 'Still going on',
  inadvertent: 'Shown or sent by mistake',
  compromised: 'A system was entered',
  criminalUse: 'Criminal use is likely',
  significant: 'Significant',
  network: 'The state’s education network is involved',
  students: 'Students of one school',
  enrolled: 'Students who go there',
} as const;

export const answers = [
  { value: 'unknown', label: 'Not known yet' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const;

export function answerOf(found: boolean | undefined): string {
  return found === undefined ? 'unknown' : found ? 'yes' : 'no';
}

export function readAnswer(answer: string | undefined): boolean | undefined {
  return answer === 'yes' ? true : answer === 'no' ? false : undefined;
}

/** As a fact of the timeline. */
export function known(value: number | boolean | string | readonly string[] | undefined): Json {
  return value === undefined ? null : typeof value === 'object' ? [...value] : value;
}
