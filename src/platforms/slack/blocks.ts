/** Neutral blocks -> Slack blocks. Nothing is cut: long text goes on in the next block. */
import type { types } from '@slack/bolt';
import type { Block, ListItem } from '../../chat/card.ts';
import { marks, stepMarks } from '../../chat/marks.ts';
import { splitText } from '../../chat/split-text.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { besideButton, button, type Pen } from './buttons.ts';
import { limits } from './limits.ts';
import { plain, type RichSection, richSection, type SlackBlock, words } from './text.ts';

/** Numbers the buttons of one message. */
export type Counter = () => number;

export function counter(): Counter {
  let at = 0;
  return () => at++;
}

export function drawBlocks(blocks: readonly Block[], next: Counter, pen: Pen): SlackBlock[] {
  return blocks.flatMap((block) => drawBlock(block, next, pen));
}

function drawBlock(block: Block, next: Counter, pen: Pen): SlackBlock[] {
  switch (block.kind) {
    case 'text':
      return sections(block.text);
    case 'heading':
      return heading(block.text);
    case 'facts':
      return rich(
        block.facts.map(({ label, value }) => richSection(words(`${label}: `, { bold: true }), words(value))),
      );
    case 'quote':
      return quote(block.label, block.text);
    case 'note':
      return block.tone === 'neutral' ? small(block.text) : sections(`${marks[block.tone]}${block.text}`);
    case 'steps':
      return rich(
        block.steps.map((step) =>
          richSection(
            words(`${stepMarks[step.state]}${step.label}`, step.state === 'now' ? { bold: true } : undefined),
            ...(step.detail ? [words(`  ${step.detail}`)] : []),
          ),
        ),
      );
    case 'list':
      return list(block.items, next, pen);
    case 'divider':
      return [{ type: 'divider' }];
    default:
      return assertNever(block);
  }
}

export function sections(text: string): SlackBlock[] {
  return pieces(text).map((piece) => ({ type: 'section', text: plain(piece) }));
}

/** Grey and small. */
export function small(text: string): SlackBlock[] {
  return pieces(text).map((piece) => ({ type: 'context', elements: [plain(piece)] }));
}

export function heading(text: string): SlackBlock[] {
  if (text.trim() === '') return [];
  if (text.length <= limits.headerText) return [{ type: 'header', text: plain(text) }];
  return splitText(text, limits.richText).map((piece) =>
    richBlock([richSection(words(piece, { bold: true }))]),
  );
}

function pieces(text: string): string[] {
  return splitText(text, limits.sectionText).filter((piece) => piece.trim() !== '');
}

/** Its label stands with it while there is room for both. */
function quote(label: string, text: string): SlackBlock[] {
  const named = richSection(words(label, { bold: true }));
  const [first = '', ...more] = splitText(text, limits.richText);
  const said = (piece: string): types.RichTextQuote => ({
    type: 'rich_text_quote',
    elements: [words(piece)],
  });
  return [
    ...(label.length <= limits.richText
      ? [richBlock([named, said(first)])]
      : [...rich([named]), richBlock([said(first)])]),
    ...more.map((piece) => richBlock([said(piece)])),
  ];
}

/** One section while it fits, lines parted by line breaks, and a new block where the text grows past it. */
function rich(lines: readonly RichSection[]): SlackBlock[] {
  const blocks: SlackBlock[] = [];
  let open: RichSection[] = [];
  let size = 0;
  const close = (): void => {
    if (open.length > 0)
      blocks.push(
        richBlock([
          richSection(
            ...open.flatMap((line, at) => (at === 0 ? line.elements : [words('\n'), ...line.elements])),
          ),
        ]),
      );
    open = [];
    size = 0;
  };
  for (const line of lines.flatMap(fitting)) {
    const length = textLength(line);
    if (size + length > limits.richText) close();
    open.push(line);
    size += length;
  }
  close();
  return blocks;
}

function fitting(line: RichSection): RichSection[] {
  if (textLength(line) <= limits.richText) return [line];
  return line.elements.flatMap((element) =>
    element.type === 'text'
      ? splitText(element.text, limits.richText).map((piece) => richSection({ ...element, text: piece }))
      : [richSection(element)],
  );
}

function textLength(line: RichSection): number {
  return line.elements.reduce((sum, element) => sum + (element.type === 'text' ? element.text.length : 0), 0);
}

function richBlock(elements: types.RichTextBlockElement[]): SlackBlock {
  return { type: 'rich_text', elements };
}

/** Items without a button share blocks; one with a button is a section of its own beside it. */
function list(items: readonly ListItem[], next: Counter, pen: Pen): SlackBlock[] {
  const blocks: SlackBlock[] = [];
  let quiet: RichSection[] = [];
  const close = (): void => {
    blocks.push(...rich(quiet));
    quiet = [];
  };
  for (const item of items) {
    const { action } = item;
    if (!action) {
      quiet.push(
        richSection(
          words(`• ${marks[item.tone ?? 'neutral']}${item.title}`, { bold: true }),
          ...(item.detail ? [words(`  ${item.detail}`)] : []),
        ),
      );
      continue;
    }
    close();
    const beside = besideButton(action).map((text) => `\n${text}`);
    const text = `${marks[item.tone ?? 'neutral']}${item.title}${item.detail ? `\n${item.detail}` : ''}${beside.join('')}`;
    const [first = ' ', ...more] = pieces(text);
    blocks.push({ type: 'section', text: plain(first), accessory: button(action, next(), pen) });
    blocks.push(...more.flatMap(sections));
  }
  close();
  return blocks;
}
