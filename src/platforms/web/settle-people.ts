/** A name typed in full but not chosen from the list still means somebody, if it fits exactly one person. */
import type { Option, RawValue, RawValues } from '../../chat/form.ts';
import type { Reply } from '../../chat/interaction.ts';
import type { TypedNames } from './form.ts';
import { maxQuery } from './limits.ts';

/** Longer than any id, so that it is refused where a field may be left empty too: a typed name is never dropped unsaid. */
export const nobodyChosen = '?'.repeat(65);

export interface Settled {
  readonly values: RawValues;
  /** What fits nobody, or several, to be shown again as it was. */
  readonly typed: TypedNames;
  /** Why, by field. */
  readonly faults: Readonly<Record<string, string>>;
}

export async function settle(
  values: RawValues,
  typed: TypedNames,
  ask: (query: string) => Promise<Reply>,
): Promise<Settled> {
  const settled: Record<string, RawValue | undefined> = { ...values };
  const left: Record<string, string> = {};
  const faults: Record<string, string> = {};
  for (const [name, typedWords] of Object.entries(typed)) {
    const words = typedWords.trim();
    // a single field posts `one.NAME`, empty or not; a list posts it only as `many.NAME`
    const before = values[name];
    const single = typeof before === 'string';
    if (words === '') {
      if (single) settled[name] = '';
      continue;
    }
    const fits = await whoIs(words.slice(0, maxQuery), ask);
    const [found, more] = fits;
    const value = found && !more ? found.value : nobodyChosen;
    settled[name] = single ? value : [...new Set([...(Array.isArray(before) ? before : []), value])];
    if (value !== nobodyChosen) continue;
    left[name] = typedWords;
    faults[name] = found
      ? `Several people fit “${words}”. Please choose one from the list as you type.`
      : 'Nobody on the roster fits. Please check the spelling, or type a part of the name.';
  }
  return { values: settled, typed: left, faults };
}

/** One where it is clear who is meant. */
async function whoIs(query: string, ask: (query: string) => Promise<Reply>): Promise<readonly Option[]> {
  const reply = await ask(query);
  const found = reply.kind === 'options' ? reply.options : [];
  const same = found.filter((option) => option.label.toLowerCase() === query.toLowerCase());
  return same.length === 1 ? same : found;
}
