/** What people type that some platform would read as something else. */
import fc from 'fast-check';

export const oddTexts: readonly string[] = [
  '*b* _i_ ~s~ `c`',
  '**b** __i__ [a](b)',
  '```',
  '# Number one',
  '- item',
  '1. one\n2. two',
  '> quoted',
  '| a | b |',
  '<!channel>',
  '<!here> <@U123>',
  '<#C1|general>',
  '<https://a.example|b>',
  '<at>Ann</at>',
  '{{DATE(2026-01-01T00:00:00Z, SHORT)}}',
  '{{TIME(2026-01-01T00:00:00Z)}}',
  '{{{DATE(x)}}}',
  '$data {{name}}',
  '&amp;',
  '&lt;b&gt; &#39;',
  '<b>bold</b>',
  '</textarea></p>',
  '<!-- x -->',
  '"q" \'s\' =',
  ':smile: :+1:',
  'https://a.example/?x=1&y=2',
  'mailto:a@b.example',
  'مرحبا بالعالم',
  'עולם (a) 12',
  'a ‏שלום‏ b',
  '👩🏽‍🏫👨‍👩‍👧‍👦🇺🇳',
  'ё́ क्षि ❤️',
  'a\\*b\\',
  'two  spaces   three',
  'line\nline\n\nline',
  '@everyone #1',
  'NULL undefined',
];

/** Odd texts and letters of every script in any order; never blank. */
export const oddText = (max: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...oddTexts),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.constantFrom(' ', '\n', 'and then '),
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => shortEnough(`x${parts.join('')}`, max));

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

function shortEnough(text: string, max: number): string {
  let kept = '';
  for (const { segment } of letters.segment(text)) {
    if (kept.length + segment.length > max) break;
    kept += segment;
  }
  return kept;
}
