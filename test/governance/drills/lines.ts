/** Every line that something shown consists of, by walking whatever it is made of: it knows of no function that marks. */

/** What holds no words for people: ids, kinds, where something leads, and what the platforms make of it. */
const silent = new Set([
  ...['kind', 'id', 'audience', 'tone', 'state', 'style', 'form', 'path', 'payload', 'subject', 'about'],
  ...['value', 'values', 'format', 'showIf', 'token', 'mediaType', 'instance', 'policy', 'list', 'dueOn'],
  ...['from', 'until', 'errors', 'marked', 'names', 'max', 'surface'],
]);

/** A row is one line, and its first cell bears the mark for all of it. */
export function linesOf(shown: unknown, key = ''): readonly string[] {
  if (typeof shown === 'string') return shown.split('\n').filter((line) => line.trim() !== '');
  if (Array.isArray(shown)) {
    if (key === 'rows')
      return (shown as string[][]).map(([first = '']) => first || 'a row whose first cell is empty');
    return shown.flatMap((one) => linesOf(one, key));
  }
  if (shown === null || typeof shown !== 'object') return [];
  // The fields of a form are named by their keys, which are words of ours and of nobody's screen.
  if (key === 'fields' && !Array.isArray(shown)) return Object.values(shown).flatMap((one) => linesOf(one));
  const one = shown as Readonly<Record<string, unknown>>;
  if (typeof one.content === 'string')
    return [String(one.name), ...linesOf(one.content.replace('\ufeff', ''))];
  if (key === 'open') return linesOf(one.form, 'drawn');
  return Object.entries(one).flatMap(([name, value]) => (silent.has(name) ? [] : linesOf(value, name)));
}

/** Lines without the mark. */
export function unmarked(shown: unknown): readonly string[] {
  return linesOf(shown).filter((line) => !/\bDRILL\b/.test(line));
}
