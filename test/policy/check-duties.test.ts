import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;

beforeAll(async () => {
  copy = await packCopy();
});
afterAll(() => copy.remove());

describe('a plan whose duties do not add up is refused with the path of each fault', () => {
  it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
    ['a ladder that does not exist', ['duties', 'aup', 'ladder'], 'steep', 'duties.aup.ladder', /no ladder/],
    ['a duty that nothing meets', ['duties', 'aup', 'met_by'], {}, 'duties.aup.met_by', /exactly one/],
    ['nobody who owes it', ['duties', 'aup', 'owed_by'], [], 'duties.aup.owed_by', /nobody owes/],
    [
      'somebody without a date',
      ['duties', 'aup', 'first', 0, 'from'],
      'naming',
      'duties.aup.owed_by[0]',
      /gives them a date: add one from: hire or noticed/,
    ],
    [
      'two ways of saying whom it binds',
      ['duties', 'aup', 'owed_by', 0, 'roles'],
      ['hr'],
      'duties.aup.owed_by[0]',
      /exactly one of person_types/,
    ],
    [
      'a kind of person that does not exist',
      ['duties', 'aup', 'owed_by', 0, 'person_types'],
      ['employee', 'pet'],
      'duties.aup.owed_by[0].person_types[1]',
      /no type of person/,
    ],
    [
      'a role that nobody is named to',
      ['duties', 'researchers_training', 'owed_by', 0, 'roles'],
      ['data_owner'],
      'duties.researchers_training.owed_by[0].roles[0]',
      /no role that somebody is named to/,
    ],
    [
      'a list that nobody keeps',
      ['duties', 'researchers_training', 'owed_by', 1, 'named_by'],
      'boss',
      'duties.researchers_training.owed_by[1].named_by',
      /no role “boss”/,
    ],
    [
      'an agreement whose dates are told twice',
      ['duties', 'nda', 'first'],
      [{ from: 'hire', within: '3d', src: '003 §1' }],
      'duties.nda.first',
      /stands with the agreement/,
    ],
    [
      'an agreement whose duty is met by something else',
      ['duties', 'nda', 'met_by'],
      { training: 'course' },
      'duties.nda.met_by',
      /met_by: \{ agreement: nda \}/,
    ],
    [
      'a training without a course',
      ['training', 'courses', 'targeted', 'meets'],
      [],
      'duties.targeted_training.met_by.training',
      /no course/,
    ],
    [
      'a date in hours',
      ['duties', 'aup', 'first', 0, 'within'],
      '48h',
      'duties.aup.first[0].within',
      /by a day/,
    ],
    [
      'months that are not told',
      ['duties', 'custodian_assessment', 'again', 0, 'months'],
      undefined,
      'duties.custodian_assessment.again[0]',
      /goes with cycle: months/,
    ],
    [
      'texts out of order',
      ['duties', 'aup', 'met_by', 'acknowledgement', 'versions', 1],
      { version: 1, effective: '2026-01-01', material: true, change: 'x' },
      'duties.aup.met_by.acknowledgement.versions[1]',
      /stand in order/,
    ],
    [
      'a ladder that begins with somebody else',
      ['ladders', 'first_week', 'steps', 0, 'tell'],
      ['supervisor'],
      'ladders.first_week.steps[0].tell',
      /told before anybody else/,
    ],
    [
      'steps out of order',
      ['ladders', 'first_week', 'steps', 1, 'at'],
      '+3d',
      'ladders.first_week.steps[2].at',
      /in the order of their days/,
    ],
    [
      'a step without a unit',
      ['ladders', 'first_week', 'steps', 1, 'at'],
      '-3',
      'ladders.first_week.steps[1].at',
      /-3d|Invalid/,
    ],
    [
      'a step for nobody',
      ['ladders', 'training', 'steps', 4, 'tell'],
      ['boss'],
      'ladders.training.steps[4].tell[0]',
      /no role “boss”/,
    ],
    [
      'an end that is nobody’s',
      ['ladders', 'training', 'ends', 'show_to'],
      'supervisor',
      'ladders.training.ends.show_to',
      /ends with a role/,
    ],
    [
      'a rhythm in school days',
      ['ladders', 'training', 'repeat', 'every'],
      '5sd',
      'ladders.training.repeat.every',
      /by a day/,
    ],
    [
      'a school year that begins on no day',
      ['calendar', 'school_year_from'],
      '13-01',
      'calendar.school_year_from',
      /MM-DD/,
    ],
  ])('%s', async (_name, path, value, at, says) => {
    await copy.edit(path, value);
    const loaded = await loadPolicy(copy.file);
    const found = loaded.ok ? [] : loaded.problem.map((one) => ({ path: one.path, says: one.says }));
    expect(found).toContainEqual({ path: at, says: expect.stringMatching(says) });
  });
});
