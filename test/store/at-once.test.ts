/** Reads that do not wait for one another, over several connections, and one by one within a transaction. */
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/store/at-once.ts';
import type { Reader, Tx } from '../../src/store/tx.ts';

const reader = { db: {} } as Reader;
const transaction = { ...reader, audit: () => undefined } as unknown as Tx;

/** A read that ends when the other one has begun as well; alone it would never end. */
function meeting() {
  let arrived = 0;
  let open: () => void = () => undefined;
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async (name: string) => {
    arrived += 1;
    if (arrived === 2) open();
    await both;
    return name;
  };
}

describe('reads at once', () => {
  it('all begin before any has ended, and each is found by its name', async () => {
    const read = meeting();
    const found = await atOnce(reader, { first: () => read('a'), second: () => read('b') });
    expect(found).toEqual({ first: 'a', second: 'b' });
  });

  it('follow one another within a transaction, which has one connection', async () => {
    const order: string[] = [];
    const read = async (name: string) => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      return name;
    };
    await atOnce(transaction, { first: () => read('a'), second: () => read('b') });
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it.each([
    ['without a transaction', reader],
    ['within one', transaction],
  ])('%s, one that fails fails them all', async (_, where) => {
    const failing = async () => Promise.reject(new Error('gone'));
    await expect(atOnce(where, { first: async () => 1, second: failing })).rejects.toThrow('gone');
  });
});
