/** A template tag that escapes by default: the only way HTML is made here. */

/** Markup that is safe to send; only `html` makes it. */
export class Html {
  readonly #markup: string;
  constructor(markup: string) {
    this.#markup = markup;
  }
  toString(): string {
    return this.#markup;
  }
}

export type Part = Html | string | number | false | undefined | readonly Part[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Also safe between quotes in an attribute; every attribute in a template is quoted. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** `false` and `undefined` draw nothing, lists are joined, text is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let out = strings[0] ?? '';
  for (const [index, part] of parts.entries()) out += draw(part) + (strings[index + 1] ?? '');
  return new Html(out);
}

export const nothing = html``;

function draw(part: Part): string {
  if (part instanceof Html) return part.toString();
  if (part === false || part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return part.map(draw).join('');
}
