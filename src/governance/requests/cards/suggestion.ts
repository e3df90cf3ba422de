/** The suggested level with every reason for it, for whoever decides (R063). */
import type { Block } from '../../../chat/card.ts';
import { oncePer } from '../../../kernel/worked-out.ts';
import { type Suggestion, suggestLevel } from '../rules/suggest.ts';
import type { CaseFile } from '../store/case-file.ts';

/** Fields whose words may speak for a level. */
const telling = ['title', 'question', 'purpose', 'groups'];

export const suggestionFor = oncePer((file: CaseFile): Suggestion | undefined =>
  suggestLevel(file.policy.pack.data_requests, {
    detail: file.request.detail,
    texts: telling.flatMap((field) => file.words[field]?.body ?? []),
  }),
);

/** The suggested level is named once; a reason names its level only where that is another one. */
export function suggestionBlocks(file: CaseFile): readonly Block[] {
  const { levels, classify } = file.policy.pack.data_requests;
  const [src = ''] = classify.src.split(':');
  const yours = `Your decision is final (${src}); you can correct it until something is sent.`;
  const suggestion = suggestionFor(file);
  if (!suggestion)
    return [{ kind: 'note', tone: 'info', text: `Nothing in this request speaks for a level. ${yours}` }];
  const name = (level: string) => levels[level]?.name ?? level;
  const reasons = suggestion.reasons.map(({ level, because, words }) =>
    [
      ...(level === suggestion.level ? [] : [`For ${name(level).toLowerCase()}:`]),
      because,
      ...(words.length > 0 ? [`Found: ${words.map((word) => `“${word}”`).join(', ')}.`] : []),
    ].join(' '),
  );
  return [
    {
      kind: 'note',
      tone: 'info',
      text: `Suggested: ${name(suggestion.level)}. ${reasons.join(' ')}`,
    },
    { kind: 'text', text: yours },
  ];
}
