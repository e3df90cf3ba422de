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
