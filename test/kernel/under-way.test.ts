import { describe, expect, it } from 'vitest';
import { UnderWay } from '../../src/kernel/under-way.ts';
import { gate } from '../support/gate.ts';

describe('work under way', () => {
  it('is waited for, with what it added while it was waited for, whether it fails or not', async () => {
    const underWay = new UnderWay();
    const [first, second] = [gate(), gate()];
    const failing = underWay.add(
      first.opened.then(() => {
        void underWay.add(second.opened);
        throw new Error('a fault');
      }),
    );
    let over = false;
    const waiting = underWay.settled(60_000).then(() => {
      over = true;
    });
    first.open();
    await expect(failing).rejects.toThrow('a fault');
    expect(over).toBe(false);
    second.open();
    await waiting;
  });

  it('is not waited for longer than patience lasts', async () => {
    const underWay = new UnderWay();
    void underWay.add(new Promise(() => {}));
    await underWay.settled(1);
  });

  it('may be none', () => new UnderWay().settled(60_000));
});
