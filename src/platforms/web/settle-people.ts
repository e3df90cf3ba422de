/** A name typed in full but not chosen from the list still means somebody, if it fits exactly one person. */
import type { RawValues } from '../../chat/form.ts';
import type { Reply } from '../../chat/interaction.ts';
import type { Typed } from './form.ts';
import { maxQuery } from './limits.ts';

export async function settle(
  values: RawValues,
  said: Typed,
  ask: (query: string) => Promise<Reply>,
): Promise<{ readonly values: RawValues; readonly typed: Typed }> {
  const settled: Record<string, RawValues[string]> = { ...values };
  const labels = new Map(said.labels);
  const left: Record<string, string> = {};
  for (const [name, words] of Object.entries(said.typed)) {
    const query = words.trim().slice(0, maxQuery);
    const reply = await ask(query);
    const found = reply.kind === 'options' ? reply.options : [];
    const same = found.filter((option) => option.label.toLowerCase() === query.toLowerCase());
    const only = same.length === 1 ? same[0] : found.length === 1 ? found[0] : undefined;
    if (!only) {
      left[name] = words;
      continue;
    }
    labels.set(only.value, only.label);
    // a single field posts `one.NAME`, empty or not; a list posts it only as `many.NAME`
    const before = values[name];
    if (typeof before === 'string') settled[name] = only.value;
    else settled[name] = [...new Set([...(Array.isArray(before) ? before : []), only.value])];
  }
  return { values: settled, typed: { labels, typed: left } };
}
