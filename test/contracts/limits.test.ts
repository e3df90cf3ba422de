/** At, one below and one above every limit of every platform: nothing is refused, and nothing is cut without a word. */
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/chat/interaction.ts';
import { broken, brokenOn, surfaces } from '../support/surfaces/contract.ts';
import type { Surface } from '../support/surfaces/surface.ts';
import { type CountSlot, countSlots, fewScreens, type Slot, textSlots } from './slots.ts';

/** The tables themselves: a limit that is added there is tried here. */
function limitsOf({ limits }: Surface): readonly number[] {
  return Object.entries(limits).flatMap(([name, limit]) => (name.endsWith('Ms') ? [] : [limit]));
}

function sizesOf(surface: Surface): readonly number[] {
  const sizes = limitsOf(surface).flatMap((limit) => [limit - 1, limit, limit + 1]);
  return [...new Set(sizes)].sort((a, b) => a - b);
}

function lengthsIn({ inBody, most = fewScreens }: Slot, surface: Surface): readonly number[] {
  const sizes = sizesOf(surface).filter((size) => size > 0 && size <= 30_000);
  return sizes.filter((length) => inBody || length <= most);
}

/** Words of which no two are the same, so that a lost one is missed; of exactly this length. */
function words(length: number): string {
  let text = '';
  for (let at = 1; text.length < length; at += 1) text += `w${at}${at % 12 === 0 ? '\n' : ' '}`;
  return `${text.slice(0, length - 1)}.`;
}

/** Letters of several code units each, which no cut may part. */
const families = (length: number) =>
  `${'👩🏽‍🏫👨‍👩‍👧‍👦🇺🇳é̂क्षि'.repeat(Math.ceil(length / 20))}`.slice(0, length);
const whole = new Intl.Segmenter('en', { granularity: 'grapheme' });
const letters = (length: number) => {
  const text = families(length);
  const last = [...whole.segment(text)].at(-1);
  // the last one may be cut: plain letters take its place
  return `${text.slice(0, last?.index ?? 0)}${'x'.repeat(length - (last?.index ?? 0))}`;
};

async function faultsAt(
  surface: Surface,
  sizes: readonly number[],
  of: (size: number) => Reply,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of sizes)
    for (const fault of await brokenOn(surface, of(size))) found.push(`${size}: ${fault}`);
  return found;
}

describe.each(surfaces)(
  'on $name, a text as long as a limit, and one letter shorter and longer',
  (surface) => {
    it.each(textSlots)('$name', async (slot) => {
      const lengths = lengthsIn(slot, surface);
      expect(await faultsAt(surface, lengths, (length) => slot.of(words(length)))).toEqual([]);
    });
  },
);

describe.each(surfaces)('on $name, letters of several parts where a text is parted', (surface) => {
  it.each(textSlots)('$name', async (slot) => {
    const limits = limitsOf(surface);
    const beyond = lengthsIn(slot, surface).filter((length) => limits.includes(length - 1));
    const few = beyond.filter((length) => length <= fewScreens);
    expect(await faultsAt(surface, few, (length) => slot.of(letters(length)))).toEqual([]);
  });
});

describe('what is longer than a form may be', () => {
  it.each(textSlots.filter(({ most }) => most !== undefined))(
    'is named by the rule, and still drawn as no platform refuses it: $name',
    async ({ of, most = 0 }) => {
      const found = await broken(of(words(most + 1)));
      const excused = found.filter((fault) =>
        /at most \d+$|not shown as it was typed|the value of one is/.test(fault),
      );
      expect(found.filter((fault) => !excused.includes(fault))).toEqual([]);
      expect(found).not.toEqual([]);
    },
  );
});

describe.each(surfaces)('on $name, as many as a limit, and one fewer and more', (surface) => {
  const counts = sizesOf(surface).filter((size) => size >= 0 && size <= 260);
  it.each(countSlots)('$name', async ({ of, most = Number.POSITIVE_INFINITY }: CountSlot) => {
    const some = counts.filter((count) => count <= most);
    expect(await faultsAt(surface, some, of)).toEqual([]);
  });
});
