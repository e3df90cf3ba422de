/** A name typed in full but not chosen from the list still means somebody, if it fits exactly one person. */
import type { Option, RawValues } from '../../chat/form.ts';
import type { Reply } from '../../chat/interaction.ts';
import type { TypedNames } from './form.ts';
import { maxQuery } from './limits.ts';

/** What fits nobody, or several, comes back in `typed` to be shown again as it was. */
export async function settle(
  values: RawValues,
  typed: TypedNames,
  ask: (query: string) => Promise<Reply>,
): Promise<{ readonly values: RawValues; readonly typed: TypedNames }> {
  const settled: Record<string, RawValues[string]> = { ...values };
  const left: Record<string, string> = {};
  for (const [name, words] of Object.entries(typed)) {
    const found = words.trim() === '' ? undefined : await whoIs(words.trim().slice(0, maxQuery), ask);
    // a single field posts `one.NAME`, empty or not; a list posts it only as `many.NAME`
    const before = values[name];
    if (typeof before === 'string') settled[name] = found?.value ?? '';
    else if (found) settled[name] = [...new Set([...(Array.isArray(before) ? before : []), found.value])];
    if (!found) left[name] = words;
  }
  return { values: settled, typed: left };
}

async function whoIs(query: string, ask: (query: string) => Promise<Reply>): Promise<Option | undefined> {
  const reply = await ask(query);
  const found = reply.kind === 'options' ? reply.options : [];
  const same = found.filter((option) => option.label.toLowerCase() === query.toLowerCase());
  return same.length === 1 ? same[0] : found.length === 1 ? found[0] : undefined;
}
