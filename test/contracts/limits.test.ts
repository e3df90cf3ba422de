/** At, one below and one above every limit of every platform: nothing is refused, and nothing is cut without a word. */
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/chat/interaction.ts';
import { broken, surfaces } from '../support/surfaces/contract.ts';
import { type CountSlot, countSlots, fewScreens, type Slot, textSlots } from './slots.ts';

/** The tables themselves: a limit that is added there is tried here. */
const table = surfaces.flatMap(({ limits }) =>
  Object.entries(limits).flatMap(([name, limit]) => (name.endsWith('Ms') ? [] : [limit])),
);
const around = (limit: number) => [limit - 1, limit, limit + 1];
const sizes = [...new Set(table.flatMap(around))].sort((a, b) => a - b);
const lengths = sizes.filter((size) => size > 0 && size <= 30_000);
const counts = sizes.filter((size) => size >= 0 && size <= 260);

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

function lengthsIn({ inBody, most = fewScreens }: Slot): readonly number[] {
  return lengths.filter((length) => inBody || length <= most);
}

async function faultsAt(sizes: readonly number[], of: (size: number) => Reply): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of sizes) found.push(...(await faultsOf(size, of(size))));
  return found;
}

async function faultsOf(size: number, reply: Reply): Promise<readonly string[]> {
  return (await broken(reply)).map((fault) => `${size}: ${fault}`);
}

describe('a text as long as a limit, and one letter shorter and longer', () => {
  it.each(textSlots)('$name', async (slot) => {
    expect(await faultsAt(lengthsIn(slot), (length) => slot.of(words(length)))).toEqual([]);
  });
});

describe('letters of several parts around a limit', () => {
  it.each(textSlots)('$name', async (slot) => {
    // below a limit nothing is parted
    const beyond = lengthsIn(slot).filter((length) => table.includes(length - 1) && length <= fewScreens);
    expect(await faultsAt(beyond, (length) => slot.of(letters(length)))).toEqual([]);
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

describe('as many as a limit, and one fewer and more', () => {
  it.each(countSlots)('$name', async ({ of, most = Number.POSITIVE_INFINITY }: CountSlot) => {
    expect(
      await faultsAt(
        counts.filter((count) => count <= most),
        of,
      ),
    ).toEqual([]);
  });
});
