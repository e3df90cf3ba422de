/** What people type, and which command that is. */
import { describe, expect, it } from 'vitest';
import { readLine } from '../../src/chat/typed-line.ts';

const known = [
  { name: 'data-request', example: 'DR-1042', words: [{ word: 'queue' }] },
  { name: 'nda', words: [{ word: 'register' }] },
  { name: 'safekeep', words: [{ word: 'help' }, { word: 'home' }] },
];

describe('a typed line', () => {
  it.each([
    ['/data-request', 'data-request', ''],
    ['data-request', 'data-request', ''],
    ['Data request', 'data-request', ''],
    ['datarequest', 'data-request', ''],
    ['data–request queue', 'data-request', 'queue'],
    ['data request  DR-1042 ', 'data-request', 'DR-1042'],
    ['/ data-request queue', 'data-request', 'queue'],
    ['/NDA register', 'nda', 'register'],
    ['nda\nregister Ann  Example', 'nda', 'register Ann  Example'],
    ['DR-1042', 'data-request', 'DR-1042'],
    ['dr-7', 'data-request', 'dr-7'],
    ['/dr-7', 'data-request', 'dr-7'],
    ['help', 'safekeep', 'help'],
    ['/Help me', 'safekeep', 'help me'],
    ['safekeep home', 'safekeep', 'home'],
    ['/Grades of 4b', 'Grades', 'of 4b'],
  ])('%j is /%s with “%s”', (typed, name, text) => {
    expect(readLine(typed, known)).toEqual({ name, text, isCommand: true });
  });

  it.each([
    ['Hello there', 'Hello', 'there'],
    ['ndas', 'ndas', ''],
    ['data requested', 'data', 'requested'],
    ['dr-', 'dr-', ''],
    ['שלום עולם', 'שלום', 'עולם'],
    ['x'.repeat(41), '', 'x'.repeat(41)],
  ])('%j begins no command', (typed, name, text) => {
    expect(readLine(typed, known)).toEqual({ name, text, isCommand: false });
  });

  it.each(['', '   ', '/', ' / ', '\u00a0'])('%j is nothing at all', (typed) => {
    expect(readLine(typed, known)).toBeUndefined();
  });
});
