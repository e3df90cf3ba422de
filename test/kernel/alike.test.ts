/** Rows that share everything but their ids. */
import { describe, expect, it } from 'vitest';
import { alike } from '../../src/kernel/alike.ts';

describe('rows that are alike', () => {
  it('come together, in the order of the first of each kind', () => {
    const rows = [
      { id: 1, due: 'May' },
      { id: 2, due: 'June' },
      { id: 3, due: 'May' },
    ];
    expect(alike(rows, ({ due }) => due).map((group) => group.map(({ id }) => id))).toEqual([[1, 3], [2]]);
  });

  it('are none where there are no rows', () => {
    expect(alike([], () => '')).toEqual([]);
  });
});
