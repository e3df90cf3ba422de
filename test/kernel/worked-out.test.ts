/** What is worked out once, and when it is worked out again. */
import { describe, expect, it } from 'vitest';
import { oncePer, oncePerPair, workedOut } from '../../src/kernel/worked-out.ts';

function counting(mostKept: number) {
  const once = workedOut<{ readonly of: string }>(mostKept);
  let times = 0;
  const ask = (under: object, key: string) =>
    once(under, key, () => {
      times += 1;
      return { of: key };
    });
  return { ask, times: () => times };
}

describe('an answer that was worked out', () => {
  it('is given again to the same question', () => {
    const { ask, times } = counting(10);
    const plan = {};
    expect(ask(plan, 'a')).toBe(ask(plan, 'a'));
    expect(times()).toBe(1);
  });

  it('is not given to another question, nor under another plan', () => {
    const { ask, times } = counting(10);
    const plan = {};
    expect(ask(plan, 'b')).toEqual({ of: 'b' });
    expect(ask(plan, 'a')).toEqual({ of: 'a' });
    ask({}, 'a');
    expect(times()).toBe(3);
  });

  it('is forgotten when there are too many', () => {
    const { ask, times } = counting(2);
    const plan = {};
    for (const key of ['a', 'b', 'c', 'a']) ask(plan, key);
    expect(times()).toBe(4);
  });
});

describe('an answer about a thing', () => {
  it('is worked out once for each, also where there is none', () => {
    let times = 0;
    const ask = oncePer((of: { readonly name?: string }) => {
      times += 1;
      return of.name;
    });
    const [named, nameless] = [{ name: 'a' }, {}];
    expect([ask(named), ask(named), ask(nameless), ask(nameless)]).toEqual(['a', 'a', undefined, undefined]);
    expect(times).toBe(2);
  });

  it('under another thing is another answer', () => {
    const ask = oncePerPair((under: { readonly plus: number }, of: { readonly is: number }) => ({
      sum: under.plus + of.is,
    }));
    const of = { is: 1 };
    const under = { plus: 1 };
    expect(ask(under, of)).toBe(ask(under, of));
    expect(ask({ plus: 2 }, of)).toEqual({ sum: 3 });
    expect(ask(under, { is: 5 })).toEqual({ sum: 6 });
  });
});
