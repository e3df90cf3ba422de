/** Whether a request asks for data that identify students, by how detailed it is or by its words (003 §3.3, §5.4). */
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { mentionsOf, plainWords } from './mentions.ts';

export interface Identifying {
  /** How detailed it is says so. */
  readonly detail: boolean;
  /** By field, the plan's words that were met there. */
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** Nothing when it asks for none. "Without student names" asks for none. */
export function identifying(
  plan: DataRequestPolicy,
  asked: { readonly detail: string; readonly texts: Readonly<Record<string, string | undefined>> },
): Identifying | undefined {
  const detail = plan.details.find(({ id }) => id === asked.detail)?.identifies ?? false;
  const words = Object.fromEntries(
    Object.entries(asked.texts).flatMap(([field, text]) => {
      const met = wordsIn(plan, text ?? '');
      return met.length > 0 ? [[field, met]] : [];
    }),
  );
  return detail || Object.keys(words).length > 0 ? { detail, words } : undefined;
}

function wordsIn({ pii }: DataRequestPolicy, text: string): readonly string[] {
  const plain = plainWords(text);
  return pii.words.filter((word) =>
    mentionsOf(plain, plainWords(word)).some((at) => !isDenied(plain.slice(0, at))),
  );
}

/** A few words before, it says that they are not wanted. */
function isDenied(before: string): boolean {
  return /(?<!\p{L})(?:without|no|not|never|excluding|except)\s+(?:[\p{L}'-]+,?\s+){0,3}$/u.test(before);
}
