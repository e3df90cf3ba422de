/** What was worked out once is not worked out again: a sweep asks the same of thousands of people. */

/** `under`: what an answer holds for, such as a plan; with it gone, its answers go. The key says all else that it follows from. */
export type WorkedOut<V> = (under: object, key: string, work: () => V) => V;

/** At most `mostKept` answers under one thing; then it begins anew. Only for answers that nobody changes. */
export function workedOut<V extends object>(mostKept: number): WorkedOut<V> {
  const kept = new WeakMap<object, Map<string, V>>();
  return (under, key, work) => {
    let known = kept.get(under);
    if (!known || known.size >= mostKept) {
      known = new Map();
      kept.set(under, known);
    }
    let answer = known.get(key);
    if (answer === undefined) {
      answer = work();
      known.set(key, answer);
    }
    return answer;
  };
}

/** A question about one thing that never changes: answered once, and forgotten with the thing. */
export function oncePer<A extends object, V>(work: (of: A) => V): (of: A) => V {
  const kept = new WeakMap<A, { readonly answer: V }>();
  return (of) => {
    let known = kept.get(of);
    if (!known) {
      known = { answer: work(of) };
      kept.set(of, known);
    }
    return known.answer;
  };
}

/** The same about one thing under another, such as a case under a plan. */
export function oncePerPair<A extends object, B extends object, V>(
  work: (under: A, of: B) => V,
): (under: A, of: B) => V {
  const under = oncePer((a: A) => oncePer((b: B) => work(a, b)));
  return (a, b) => under(a)(b);
}
