/** A card as plain text: the fallback of every platform, the notification line and the e-mail body. */
import { assertNever } from '../kernel/assert-never.ts';
import type { Block, Card } from './card.ts';

/** One line, never empty: what a phone's lock screen shows. */
export function headline(card: Card): string {
  return card.status ? `${card.title} · ${card.status.label}` : card.title;
}

export function plainText(card: Card): string {
  return [headline(card), ...card.blocks.map(blockText)].filter((part) => part !== '').join('\n\n');
}

const stepMarks = { done: '[x]', now: '[>]', later: '[ ]' } as const;

export function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'note':
      return block.text;
    case 'heading':
      return block.text.toUpperCase();
    case 'facts':
      return block.facts.map((fact) => `${fact.label}: ${fact.value}`).join('\n');
    case 'quote':
      return `${block.label}:\n${block.text
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')}`;
    case 'steps':
      return block.steps
        .map((step) => `${stepMarks[step.state]} ${step.label}${step.detail ? ` (${step.detail})` : ''}`)
        .join('\n');
    case 'list':
      return block.items.map((item) => `- ${item.title}${item.detail ? `: ${item.detail}` : ''}`).join('\n');
    case 'divider':
      return '';
    default:
      return assertNever(block);
  }
}
