/** Scenario files: those that come with Safekeep fit every plan, and whoever writes one is told kindly what is wrong, and where. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { questionsOf } from '../../../src/governance/drills/rules/scenario.ts';
import { builtIn, readScenario, scenarioFolder } from '../../../src/governance/drills/scenarios.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { problemLine } from '../../../src/policy/problem.ts';
import { legacyPolicy } from '../../support/policy.ts';

let legacy: Policy;
let westford: Policy;
let original: string;

beforeAll(async () => {
  legacy = await legacyPolicy();
  const loaded = await loadPolicy('westford-ma');
  if (!loaded.ok) throw new Error('the other plan does not load');
  westford = loaded.value;
  original = await readFile(join(scenarioFolder, 'wrong-list.yaml'), 'utf8');
});

describe('the scenarios that come with Safekeep', () => {
  it('are those in their folder', async () => {
    expect((await readdir(scenarioFolder)).sort()).toEqual(builtIn.map((name) => `${name}.yaml`).sort());
  });

  it.each(builtIn)('%s fits both plans, and asks in more than one way', async (name) => {
    const text = await readFile(join(scenarioFolder, `${name}.yaml`), 'utf8');
    for (const policy of [legacy, westford]) {
      const read = readScenario(text, name, policy);
      expect(read.ok ? [] : read.problem.map(problemLine)).toEqual([]);
      if (!read.ok) continue;
      const kinds = new Set(questionsOf(read.value.scenario).map(({ kind }) => kind));
      for (const kind of ['choose', 'say', 'determine', 'tell'] as const) expect(kinds).toContain(kind);
    }
  });
});

function problems(text: string): string {
  const read = readScenario(text, 'ours.yaml', legacy);
  return read.ok ? 'fit for use' : read.problem.map(problemLine).join('\n');
}

describe('a scenario of one’s own', () => {
  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    [
      'a part that is nobody of the plan',
      ['parts', 0, 'usually'],
      ['captain'],
      /parts\[0\]\.usually: this plan has none of these; name desk, /,
    ],
    [
      'a question to nobody',
      ['injects', 0, 'asks', 0, 'to'],
      'nobody',
      /injects\[0\]\.asks\[0\]\.to: there is no part “nobody”/,
    ],
    [
      'one who does not hear what they are asked about',
      ['injects', 2, 'asks', 0, 'to'],
      'head',
      /does not hear of this event/,
    ],
    ['events out of order', ['injects', 3, 'at'], 30, /injects\[3\]\.at: events stand in their order/],
    ['a first event that comes later', ['injects', 0, 'at'], 5, /give 0/],
    [
      'an event for a part that is not there',
      ['injects', 2, 'to'],
      ['families', 'press'],
      /injects\[2\]\.to\[1\]: there is no part “press”/,
    ],
    [
      'a kind of data that the plan does not know',
      ['facts', 'kinds'],
      ['shoes'],
      /facts\.kinds\[0\]: the plan knows no such kind of data; it knows names,/,
    ],
    [
      'a severity that the plan does not know',
      ['injects', 1, 'asks', 0, 'expected', 'severity'],
      ['awful'],
      /severity\[0\]: the plan knows no such severity/,
    ],
    [
      'a discovery later than the question',
      ['injects', 1, 'asks', 0, 'expected', 'discovered', 'at'],
      90,
      /later than they are asked/,
    ],
    [
      'whom it concerns is nobody',
      ['concerns'],
      ['captain'],
      /concerns\[0\]: “captain” is nobody of this plan/,
    ],
    [
      'an option twice',
      ['injects', 0, 'asks', 0, 'options', 1, 'id'],
      'pull_back',
      /“pull_back” stands here twice/,
    ],
    ['several expected where one can be chosen', ['injects', 0, 'asks', 0, 'many'], false, /add many: true/],
    ['a question twice', ['injects', 1, 'asks', 1, 'id'], 'first_steps', /“first_steps” stands here twice/],
    ['a long option', ['injects', 0, 'asks', 0, 'options', 0, 'says'], 'x'.repeat(67), /options\[0\]\.says/],
    [
      'a word that belongs nowhere',
      ['scenario', 'colour'],
      'red',
      /scenario\.colour: nothing of this name belongs here/,
    ],
    [
      'what looks like a student',
      ['injects', 0, 'text'],
      'Student id 4711234 was on it',
      /looks like student data: “Student id 4711234”; invent something else/,
    ],
    [
      'a kind of question that there is not',
      ['injects', 0, 'asks', 0, 'kind'],
      'guess',
      /asks\[0\]\.kind: must be one of: choose, say, determine, tell, desk$/,
    ],
    [
      'an e-mail address',
      ['injects', 0, 'text'],
      'Write to front.office@lantern-reader.com today.',
      /injects\[0\]\.text: this could be somebody’s: “front\.office@lantern-reader\.com”; say “an address”/,
    ],
    ...['(801) 555-0142', '801-555-0142', '+1 801.555.0142', '+49 30 1234567', '8015550142'].map(
      (number): [string, readonly (string | number)[], unknown, RegExp] => [
        `a telephone number, ${number}`,
        ['injects', 0, 'text'],
        `They ask to be called at ${number}.`,
        /injects\[0\]\.text: this could be somebody’s: “/,
      ],
    ),
    ['a short telephone number', ['scenario', 'about'], 'Please call 555-0142 now.', /“call 555-0142”/],
  ])('%s is named, with its place', (_what, path, value, says) => {
    const document = parseDocument(original);
    document.setIn(path, document.createNode(value));
    expect(problems(document.toString())).toMatch(says);
  });

  it('the line is that of the file as it was written', () => {
    expect(problems(original.replace('usually: [desk]', 'usually: [captain]'))).toContain(
      'ours.yaml:12: parts[0]',
    );
  });

  it('all that is wrong is said at once', () => {
    const document = parseDocument(original);
    document.setIn(['parts', 0, 'usually'], ['captain']);
    document.setIn(['concerns'], ['admiral']);
    expect(problems(document.toString()).split('\n')).toHaveLength(2);
  });

  it('numbers of people, times, days and laws are nobody’s', () => {
    const document = parseDocument(original);
    const says = 'Of 500-1000 students, on 2026-11-24 at 09:40, 4,180 rows; 34 CFR 99.31, NIST SP 800-61r3.';
    document.setIn(['injects', 0, 'text'], says);
    expect(problems(document.toString())).toBe('fit for use');
  });

  it('what is no YAML is said to be none', () => {
    expect(problems('scenario: [')).toContain('this is not YAML');
  });

  it('and the original is fit for use', () => {
    expect(problems(original)).toBe('fit for use');
  });
});
