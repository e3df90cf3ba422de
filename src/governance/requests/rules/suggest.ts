/** Suggests a level to the Coordinator, with every reason; the decision stays theirs (R063). */
import { oncePer } from '../../../kernel/worked-out.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { mentionsOf, plainWords } from './mentions.ts';

export interface Reason {
  readonly level: string;
  readonly because: string;
  /** The words that were met, as they stand in the plan. */
  readonly words: readonly string[];
}

export interface Suggestion {
  readonly level: string;
  /** Strictest first. */
  readonly reasons: readonly Reason[];
}

const wordsOf = oncePer(({ words }: DataRequestPolicy['signals'][number]) =>
  words.map((word) => ({ word, plain: plainWords(word) })),
);

/** The strictest level that anything speaks for; later in the pack's list is stricter. */
export function suggestLevel(
  plan: DataRequestPolicy,
  asked: { readonly detail: string; readonly texts: readonly string[] },
): Suggestion | undefined {
  const order = Object.keys(plan.levels);
  const all = plainWords(asked.texts.join('\n'));
  const reasons: Reason[] = [];
  const detail = plan.details.find(({ id }) => id === asked.detail);
  if (detail?.suggests) reasons.push({ level: detail.suggests, because: detail.because, words: [] });
  for (const signal of plan.signals) {
    const words = wordsOf(signal)
      .filter(({ plain }) => mentionsOf(all, plain).length > 0)
      .map(({ word }) => word);
    if (words.length > 0) reasons.push({ level: signal.suggests, because: signal.because, words });
  }
  reasons.sort((a, b) => order.indexOf(b.level) - order.indexOf(a.level));
  const strictest = reasons[0];
  return strictest && { level: strictest.level, reasons };
}
