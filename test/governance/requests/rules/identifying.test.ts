/** 003 §3.3, §5.4: what asks for data that identify students. */
import { beforeAll, expect, it } from 'vitest';
import { identifying } from '../../../../src/governance/requests/rules/identifying.ts';
import type { DataRequestPolicy } from '../../../../src/policy/schema-requests.ts';
import { legacyPolicy } from '../../../support/policy.ts';

let plan: DataRequestPolicy;
beforeAll(async () => {
  plan = (await legacyPolicy()).pack.data_requests;
});

const asks = (question: string, detail = 'by_school') => identifying(plan, { detail, texts: { question } });

it.each([
  'I need the student names of grade 3',
  'Students’ names and schools, please',
  'A list with STUDENT NUMBERS',
  'No figures, but rather a full list with all the student names',
])('“%s” asks for data that identify students', (text) => {
  expect(asks(text)?.words).toEqual({ question: [expect.any(String)] });
});

it.each([
  'Graduation rate by year',
  'Scores by school, without student names',
  'No student numbers, no parents’ names',
  'Scores without names or student numbers',
  'How many students named a favourite subject?',
])('“%s” asks for none', (text) => {
  expect(asks(text)).toBeUndefined();
});

it('a detail that identifies students is enough', () => {
  expect(asks('Scores', 'identified')).toEqual({ detail: true, words: {} });
  expect(asks('Scores', 'by_student')).toBeUndefined();
});
