import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortened, splitText } from '../../src/chat/split-text.ts';

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const starts = (text: string) => new Set([...letters.segment(text)].map(({ index }) => index));

/** Where one piece ends and the next begins. */
function seams(pieces: readonly string[]): readonly number[] {
  let at = 0;
  return pieces.slice(0, -1).map((piece) => {
    at += piece.length;
    return at;
  });
}

describe('splitting', () => {
  it('loses no character, exceeds no limit and parts no letter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 2, max: 60 }),
        (text, max) => {
          const pieces = splitText(text, max);
          expect(pieces.join('')).toBe(text);
          for (const piece of pieces) {
            expect(piece.length).toBeLessThanOrEqual(max);
            // throws on half a surrogate pair
            expect(() => encodeURIComponent(piece)).not.toThrow();
          }
          if (max >= 32) expect(seams(pieces).filter((seam) => !starts(text).has(seam))).toEqual([]);
        },
      ),
    );
  });

  it.each(['👨‍👩‍👧‍👦', '👩🏽‍🏫', '🇺🇳', 'ё', 'क्षि', ' ̈'])('keeps %s whole wherever it stands', (letter) => {
    for (let before = 0; before < 40; before += 1) {
      const text = `${'x'.repeat(before)}${letter.repeat(5)}`;
      expect(seams(splitText(text, 40)).filter((seam) => !starts(text).has(seam))).toEqual([]);
    }
  });

  it('prefers the end of a line, then of a word', () => {
    expect(splitText('first line\nsecond line', 14)).toEqual(['first line\n', 'second line']);
    expect(splitText('some words here', 12)).toEqual(['some words ', 'here']);
  });

  it('says with an ellipsis that a label goes on', () => {
    expect(shortened('x'.repeat(75), 75)).toBe('x'.repeat(75));
    expect(shortened('x'.repeat(76), 75)).toBe(`${'x'.repeat(74)}…`);
  });
});
