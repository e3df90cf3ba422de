/** What roster files did to one person, newest first. */
import type { Block, Card } from '../../../chat/card.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { fieldWords, reasonWords, sayValue } from '../rules/words.ts';
import type { PastChange } from '../store/changes.ts';
import { fieldsOf } from './diff-page.ts';

export interface HistoryView {
  readonly name: string;
  readonly past: readonly PastChange[];
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
}

/** A card holds no more than this. */
const mostShown = 20;

export function historyCard({ name, past, names, zone }: HistoryView): Card {
  const items = past.slice(0, mostShown).map((change) => ({
    title: `${sayMoment(change.at, zone)}: ${kinds[change.kind]}`,
    detail: [details(change), change.byId ? `Decided by ${names.get(change.byId) ?? 'somebody'}` : undefined]
      .filter(Boolean)
      .join('. '),
  }));
  const blocks: Block[] =
    items.length === 0
      ? [{ kind: 'text', text: 'No roster file has changed anything about this person.' }]
      : [{ kind: 'list', items }];
  return { audience: 'person', title: `${name}: what roster files changed`, blocks, actions: [] };
}

const kinds = {
  new: 'came onto the roster',
  changed: 'changed',
  back: 'came back',
  gone: 'gone from the file',
} as const;

const gone: Readonly<Record<string, string>> = {
  open: 'nobody has answered yet',
  left: 'has left',
  kept: 'stays',
  returned: 'was in a later file again',
  stale: 'had left already',
};

function details(change: PastChange): string {
  if (change.kind === 'gone')
    return `${reasonWords[change.reason ?? ''] ?? ''}: ${gone[change.state] ?? change.state}`;
  if (change.state === 'stale') return 'Not applied: the roster had changed meanwhile';
  return fieldsOf(change.after)
    .map((field) =>
      change.kind === 'new'
        ? `${fieldWords[field]} ${sayValue(field, change.after[field])}`
        : `${fieldWords[field]}: ${sayValue(field, change.before[field])} → ${sayValue(field, change.after[field])}`,
    )
    .join('; ');
}
