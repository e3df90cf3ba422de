import { describe, expect, it } from 'vitest';
import { sharedAsk } from '../../src/kernel/shared-ask.ts';
import { gate } from '../support/gate.ts';

describe('a question that many have', () => {
  it('is asked once until it is answered, and anew for the next', async () => {
    let asked = 0;
    let answered = gate<number>();
    const ask = sharedAsk(() => {
      asked += 1;
      return answered.opened;
    }, 60_000);
    const first = [ask(), ask(), ask(true)];
    answered.open(1);
    expect(await Promise.all(first)).toEqual([1, 1, 1]);
    answered = gate<number>();
    answered.open(2);
    expect([await ask(), asked]).toEqual([2, 2]);
  });

  it('that fails is asked again', async () => {
    const answers = [Promise.reject(new Error('no')), Promise.resolve('yes')];
    const ask = sharedAsk(() => answers.shift() ?? Promise.reject(new Error('none')), 60_000);
    await expect(ask()).rejects.toThrow('no');
    expect(await ask()).toBe('yes');
  });

  it('that nobody answers is over in the end, and may be asked again', async () => {
    const wanted: boolean[] = [];
    const ask = sharedAsk((fresh) => {
      wanted.push(fresh);
      return new Promise(() => {});
    }, 1);
    await expect(ask(true)).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(ask()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(wanted).toEqual([true, false]);
  });
});
