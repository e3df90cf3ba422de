/** Neutral blocks -> Adaptive Card elements. Nothing is cut: long text goes on in the next element. */
import type { Block, ListItem, Tone } from '../../chat/card.ts';
import { marks, stepMarks } from '../../chat/marks.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { besideButton, button, type Pen, type Place } from './buttons.ts';
import { type Element, heading, line, paragraphs, run } from './text.ts';

/** A divider is a line above the element that follows it; after the last one there is nothing to divide. */
export function drawBlocks(blocks: readonly Block[], pen: Pen, place: Place): Element[] {
  return blocks.flatMap((block, at) => {
    const [first, ...others] = drawBlock(block, pen, place);
    if (!first) return [];
    const divided = blocks[at - 1]?.kind === 'divider' ? { separator: true, spacing: 'medium' } : {};
    return [{ ...first, ...divided }, ...others];
  });
}

function drawBlock(block: Block, pen: Pen, place: Place): Element[] {
  switch (block.kind) {
    case 'text':
      return paragraphs(block.text);
    case 'heading':
      return section(block.text);
    case 'facts':
      return block.facts.map(({ label, value }) => fact(label, value));
    case 'quote':
      return quote(block.label, block.text);
    case 'note':
      return note(block.tone, block.text);
    case 'steps':
      return block.steps.map(({ label, state, detail }) =>
        columns(
          ['auto', [line(...run(stepMarks[state]))]],
          ['stretch', [...paragraphs(label, state === 'now' ? { weight: 'bolder' } : {}), ...small(detail)]],
        ),
      );
    case 'list':
      return block.items.map((item) => listItem(item, pen, place));
    case 'divider':
      return [];
    default:
      return assertNever(block);
  }
}

export function section(text: string): Element[] {
  return heading(text, 'medium').map((element) => ({ ...element, spacing: 'large' }));
}

const noteStyles = { info: 'accent', good: 'good', warning: 'warning', danger: 'attention' } as const;

export function note(tone: Tone, text: string): Element[] {
  if (tone === 'neutral') return paragraphs(text, { isSubtle: true });
  const items = paragraphs(text, {}, marks[tone]);
  return items.map((item) => ({ type: 'Container', style: noteStyles[tone], items: [item] }));
}

function fact(label: string, value: string): Element {
  const name = paragraphs(label, { isSubtle: true });
  return columns([1, name], [2, value.trim() === '' ? [line(...run('–'))] : paragraphs(value)]);
}

function quote(label: string, text: string): Element[] {
  const items = paragraphs(text);
  return [
    ...paragraphs(label, { weight: 'bolder' }),
    ...items.map((item) => ({ type: 'Container', style: 'emphasis', spacing: 'small', items: [item] })),
  ];
}

/** A button stands beside its item while both fit a telephone's width, else below it. */
function listItem(item: ListItem, pen: Pen, place: Place): Element {
  const words = [
    ...paragraphs(item.title, { weight: 'bolder' }, marks[item.tone ?? 'neutral']),
    ...small(item.detail),
  ];
  const { action } = item;
  if (!action) return { type: 'Container', items: words };
  const set = { type: 'ActionSet', actions: [button(action, pen, { ...place, listed: true })] };
  const asks = action.kind === 'run' && action.confirm !== undefined;
  return action.label.length <= 12 && !asks
    ? columns(['stretch', words], ['auto', [set]])
    : { type: 'Container', items: [...words, ...besideButton(action.label), set] };
}

function small(text = ''): Element[] {
  return paragraphs(text, { isSubtle: true, size: 'small' }).map((piece) => ({ ...piece, spacing: 'none' }));
}

export function columns(...parts: readonly (readonly [number | string, readonly Element[]])[]): Element {
  return {
    type: 'ColumnSet',
    spacing: 'small',
    columns: parts.map(([width, items]) => ({ type: 'Column', width, items })),
  };
}
