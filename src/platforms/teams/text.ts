/** Card elements that show text as it was typed: rich text, because a TextBlock reads Markdown. */
import { splitText } from '../../chat/split-text.ts';
import { isRightToLeft, isUnmarked } from '../../chat/typed-text.ts';
import { limits } from './limits.ts';

/** An element, an action or a card, as plain JSON. */
export interface Element {
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface Style {
  readonly size?: 'small' | 'medium' | 'large';
  readonly weight?: 'bolder';
  /** The others are pale on white: what is good or late is said with a mark. */
  readonly color?: 'attention';
  readonly isSubtle?: true;
  readonly highlight?: true;
}

/** `{{DATE(…)}}` is read within one run: parted between its braces it is what was typed, and nobody sees the joint. */
export function run(text: string, style: Style = {}): Element[] {
  const pieces = text.includes('{{') ? text.split(/(?<=\{)(?=\{)/) : [text];
  return pieces.map((piece) => ({ type: 'TextRun', text: piece === '' ? ' ' : piece, ...style }));
}

export function line(...runs: readonly Element[]): Element {
  return { type: 'RichTextBlock', inlines: runs };
}

/** As many elements as a long text needs, none for an empty one; `mark` stands before the first. */
export function paragraphs(text: string, style: Style = {}, mark = ''): Element[] {
  const pieces = splitText(text, limits.text).filter((piece) => piece.trim() !== '');
  return pieces.map((piece, at) => {
    const drawn = line(...(at === 0 && mark !== '' ? run(mark, style) : []), ...run(piece, style));
    return isRightToLeft(text) ? { type: 'Container', rtl: true, items: [drawn] } : drawn;
  });
}

/** Only a TextBlock can tell a screen reader that it is a heading; words that Markdown leaves alone may stand in one. */
export function heading(text: string, size: 'medium' | 'large'): Element[] {
  const style = { size, weight: 'bolder' } as const;
  if (!isUnmarked(text) || isRightToLeft(text)) return paragraphs(text, style);
  return [{ type: 'TextBlock', text, style: 'heading', ...style, wrap: true }];
}
