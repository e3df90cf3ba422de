/** One after another for one thing, side by side for several. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { InOrder } from '../../src/kernel/in-order.ts';

describe('work in order', () => {
  it('waits for what came before it on the same thing, and knows whether something came after it', async () => {
    const order = new InOrder();
    const seen: string[] = [];
    const slow = order.run('a', async (isLast) => {
      await pause(20);
      seen.push(`slow ${isLast()}`);
    });
    const quick = order.run('a', async (isLast) => {
      seen.push(`quick ${isLast()}`);
      return 7;
    });
    const other = order.run('b', async () => void seen.push('other'));
    expect(await quick).toBe(7);
    await Promise.all([slow, other]);
    expect(seen).toEqual(['other', 'slow false', 'quick true']);
  });

  it('goes on after work that failed, and tells only whoever asked for that', async () => {
    const order = new InOrder();
    const broken = order.run('a', () => Promise.reject(new Error('broken')));
    const next = order.run('a', async () => 'fine');
    await expect(broken).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
