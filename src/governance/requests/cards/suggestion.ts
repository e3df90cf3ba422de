/** The suggested level with every reason for it, for whoever decides (R063). */
import type { Block } from '../../../chat/card.ts';
import { type Suggestion, suggestLevel } from '../rules/suggest.ts';
import type { CaseFile } from '../store/case-file.ts';

/** Fields whose words may speak for a level. */
const telling = ['title', 'question', 'purpose', 'groups'];

export function suggestionFor(file: CaseFile): Suggestion | undefined {
  return suggestLevel(file.policy.pack.data_requests, {
    detail: file.request.detail,
    texts: telling.flatMap((field) => file.words[field]?.body ?? []),
  });
}

export function suggestionBlocks(file: CaseFile): readonly Block[] {
  const suggestion = suggestionFor(file);
  if (!suggestion) return [{ kind: 'text', text: 'Nothing in this request speaks for a level.' }];
  const name = (level: string) => file.policy.pack.data_requests.levels[level]?.name ?? level;
  return [
    { kind: 'text', text: `Suggested: ${name(suggestion.level)}. The decision is yours, and it is final.` },
    {
      kind: 'list',
      items: suggestion.reasons.map(({ level, because, words }) => ({
        title: name(level),
        detail:
          words.length > 0 ? `${because} Found: ${words.map((word) => `“${word}”`).join(', ')}` : because,
      })),
    },
  ];
}
