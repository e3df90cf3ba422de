/** JSON from outside that nothing further in can stumble over. */

/** Levels of JSON within one another; a card with inputs has about ten. */
const deepest = 40;

/** Nothing that walks through it later may run out of stack, or be given another prototype. */
export function isPlainJson(body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (Object.hasOwn(value, '__proto__')) return false;
      for (const part of Object.values(value)) next.push(part);
    }
    level = next;
  }
  return true;
}
