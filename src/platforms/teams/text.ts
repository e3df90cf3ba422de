/** Card elements that show text as it was typed: rich text, because a TextBlock reads Markdown. */
import { splitText } from '../../chat/split-text.ts';
import { limits } from './limits.ts';

/** One element, action or card of plain JSON. */
export interface Element {
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface Style {
  readonly size?: 'small' | 'medium' | 'large';
  readonly weight?: 'bolder';
  readonly color?: 'accent' | 'good' | 'warning' | 'attention';
  readonly isSubtle?: true;
  readonly fontType?: 'monospace';
}

/** `{{DATE(…)}}` and `{{TIME(…)}}` are read within one run: it is parted between the braces, which nobody sees. */
export function run(text: string, style: Style = {}): Element[] {
  return text
    .split(/(?<=\{)(?=\{)/)
    .map((piece) => ({ type: 'TextRun', text: piece === '' ? ' ' : piece, ...style }));
}

/** As many elements as a long text needs; none for an empty one. */
export function paragraphs(text: string, style: Style = {}): Element[] {
  return splitText(text, limits.text)
    .filter((piece) => piece.trim() !== '')
    .map((piece) => line(run(piece, style), isRightToLeft(text)));
}

export function line(inlines: readonly Element[], rightToLeft = false): Element {
  return { type: 'RichTextBlock', inlines, ...(rightToLeft ? { horizontalAlignment: 'right' } : {}) };
}

/** Only a TextBlock can tell a screen reader that it is a heading; words without marks come through it unchanged. */
export function heading(text: string, size: 'medium' | 'large'): Element[] {
  if (text.trim() === '') return [];
  if (!isUnmarked(text)) return paragraphs(text, { size, weight: 'bolder' });
  return [{ type: 'TextBlock', text, style: 'heading', size, weight: 'bolder', wrap: true }];
}

/** Whether Markdown would leave a text alone. */
export function isUnmarked(text: string): boolean {
  return /^(?!\d+[.)]|[-+])[\p{L}\p{M}\p{N} .,:;'’“”?!()/·–—-]*$/u.test(text) && text.trim() === text;
}

/** By the first letter that has a direction, as a browser's `dir="auto"` does. */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}
