/** What looks like somebody's name in a letter, and what only begins with capitals. */
import { describe, expect, it } from 'vitest';
import { guessedNames } from '../../../src/governance/breaches/rules/guessed-names.ts';
import { staffNamesIn } from '../../../src/governance/breaches/rules/names.ts';

describe('what looks like a name', () => {
  it.each([
    ['Emily Watson was on it.', 'Emily Watson'],
    ['a list with Emily Watson and 30 others', 'Emily Watson'],
    ['At Emily R. Watson’s house', 'Emily R. Watson'],
    ['the pupil Zebulon was told', 'Zebulon'],
    ['our student, Quill Marrow, was on it', 'Quill Marrow'],
    ['a boy named Tarn', 'Tarn'],
    ['our teacher Ms. Okonkwo sent it', 'Okonkwo'],
  ])('“%s”', (text, name) => {
    expect(guessedNames(text)).toEqual([name]);
  });

  it.each([
    'Ask the Student Data Manager or Student Services.',
    'We are writing about your child. Infinite Campus was closed.',
    'Parents of students at Rosa Parks Elementary and Thomas Jefferson Middle School',
    'Each student ID and IEP was removed.',
    'Come to 23 Depot Street, Westford, or write to Experian.',
    'Students Who were on the list are told.'.toLowerCase(),
  ])('not “%s”', (text) => {
    expect(guessedNames(text)).toEqual([]);
  });
});

describe('whoever works here', () => {
  const names = { roster: ['Vera Castleberry'], involved: ['Tom Young'] };
  it.each([
    ['VERA  castleberry mailed it', ['Vera Castleberry']],
    ['V\u0435ra\u00ad Castleberry mailed it', ['Vera Castleberry']],
    ['Mr. Young’s list', ['Tom Young']],
    ['young people', []],
    ['Veracity matters', []],
  ])('“%s”', (text, found) => {
    expect(staffNamesIn(text, names)).toEqual(found);
  });
});
