import { describe, expect, it } from 'vitest';
import { excerpts } from '../../src/chat/excerpts.ts';

describe('an excerpt', () => {
  it('holds the word and sixty characters on either side, and says where the text goes on', () => {
    const text = `${'a'.repeat(61)}WORD${'b'.repeat(61)}`;
    expect(excerpts(text, ['WORD', 'not there'])).toEqual([
      { before: `…${'a'.repeat(60)}`, word: 'WORD', after: `${'b'.repeat(60)}…` },
    ]);
    expect(excerpts('a WORD b', ['WORD'])).toEqual([{ before: 'a ', word: 'WORD', after: ' b' }]);
  });

  it.each(['👩🏽‍🏫', '🇺🇳', '😀'])('never begins or ends within %s', (letter) => {
    const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });
    for (let shift = 0; shift < 8; shift += 1) {
      const around = letter.repeat(20);
      const [{ before = '', after = '' } = {}] = excerpts(
        `${around}${'x'.repeat(shift)}WORD${'x'.repeat(shift)}${around}`,
        ['WORD'],
      );
      const shown = [...letters.segment(`${before}${after}`)].map(({ segment }) => segment);
      expect(shown.filter((one) => ![letter, 'x', '…'].includes(one))).toEqual([]);
    }
  });
});
