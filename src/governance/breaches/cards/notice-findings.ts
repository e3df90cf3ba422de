/** What a letter or a packet breaks, as people read it: the rule, the part, and the words as they were typed. */
import type { Block } from '../../../chat/card.ts';
import type { Finding } from '../rules/notice-check.ts';

const mostWords = 8;

/** For pages only: words that somebody typed go into no chat. */
export function findingBlocks(findings: readonly Finding[]): readonly Block[] {
  if (findings.length === 0) return [];
  return [
    {
      kind: 'note',
      tone: 'danger',
      text:
        findings.length === 1
          ? 'It is held: one rule is broken.'
          : `It is held: it breaks rules in ${findings.length} places.`,
    },
    {
      kind: 'list',
      items: findings.map(({ part, says, words, src }) => ({
        title: `${part}: ${says}`,
        detail: [
          ...(words.length > 0 ? [`Here: ${words.slice(0, mostWords).map(quoted).join(', ')}`] : []),
          src,
        ].join(' · '),
        tone: 'danger' as const,
      })),
    },
  ];
}

function quoted(words: string): string {
  return `“${words.replace(/\s+/g, ' ')}”`;
}
