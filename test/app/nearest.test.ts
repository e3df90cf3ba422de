import { expect, it } from 'vitest';
import { nearest } from '../../src/app/nearest.ts';

const words = ['home', 'help', 'tasks', 'queue', 'inventory', 'standing'];

it.each([
  ['hlep', 'help'],
  ['HOME', 'home'],
  ['quue', 'queue'],
  ['inv', 'inventory'],
  ['taks', 'tasks'],
])('an unknown word gets the nearest: %s → %s', (typed, meant) => {
  expect(nearest(typed, words)).toBe(meant);
});

it.each(['', 'zebra', 'x', '🙂'])('a word that is near nothing gets no guess: %s', (typed) => {
  expect(nearest(typed, words)).toBeUndefined();
});
