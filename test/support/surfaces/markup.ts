/** HTML of ours read strictly: every tag closed, every attribute quoted and given once, every entity known. */

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
  readonly parent: Element | undefined;
}

const empty = new Set(['input', 'hr', 'br', 'meta', 'link', 'img', 'path']);
/** What an element's text is not to be read from. */
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Throws, with where it stands, at anything that a browser would have to guess about. */
export function parseMarkup(markup: string): Element {
  const root: Element = { tag: '#root', attributes: {}, children: [], parent: undefined };
  let open = root;
  let at = 0;
  const fault = (what: string) => new Error(`${what}: …${markup.slice(Math.max(0, at - 60), at + 60)}…`);
  while (at < markup.length) {
    const next = markup.indexOf('<', at);
    const end = next < 0 ? markup.length : next;
    if (end > at) open.children.push(decoded(markup.slice(at, end)));
    at = end;
    if (at >= markup.length) break;
    const doctype = /^<!doctype html>/i.exec(markup.slice(at, at + 20));
    const closing = /^<\/([a-z][a-z0-9]*)>/.exec(markup.slice(at, at + 40));
    if (doctype) at += doctype[0].length;
    else if (closing) {
      if (open.tag !== closing[1] || !open.parent) throw fault(`</${closing[1]}> closes <${open.tag}>`);
      open = open.parent;
      at += closing[0].length;
    } else {
      const { tag, attributes, length, selfClosed } = openingTag(markup.slice(at), fault);
      const element: Element = { tag, attributes, children: [], parent: open };
      open.children.push(element);
      if (!selfClosed && !empty.has(tag)) open = element;
      at += length;
    }
  }
  if (open !== root) throw new Error(`<${open.tag}> is never closed`);
  return root;
}

function openingTag(rest: string, fault: (what: string) => Error) {
  const tag = /^<([a-z][a-z0-9]*)/.exec(rest)?.[1];
  if (tag === undefined) throw fault('a "<" that begins no tag');
  const attributes: Record<string, string> = {};
  let at = tag.length + 1;
  for (;;) {
    const end = /^\s*(\/?)>/.exec(rest.slice(at));
    if (end) return { tag, attributes, length: at + end[0].length, selfClosed: end[1] === '/' };
    const attribute = /^\s+([a-z][a-zA-Z0-9-]*)(?:="([^"<]*)")?/.exec(rest.slice(at));
    const name = attribute?.[1];
    if (!attribute || name === undefined) throw fault(`an attribute of <${tag}> that is not quoted`);
    if (name in attributes) throw fault(`<${tag}> has "${name}" twice`);
    attributes[name] = decoded(attribute[2] ?? '');
    at += attribute[0].length;
  }
}

function decoded(text: string): string {
  return text.replace(/&[^;\s]{0,8};?/g, (entity) => {
    const character = entities[entity];
    if (character === undefined) throw new Error(`an "&" that is not escaped: ${text.slice(0, 80)}`);
    return character;
  });
}

/** This element and everything in it, in order. */
export function everyElement(element: Element, found: Element[] = []): Element[] {
  found.push(element);
  for (const child of element.children) if (typeof child !== 'string') everyElement(child, found);
  return found;
}

export function isHidden(element: Element): boolean {
  return element.attributes['aria-hidden'] === 'true' || 'hidden' in element.attributes;
}

/** The words in it, without what is hidden from everybody. */
export function textsIn(element: Element): string[] {
  return element.children.flatMap((child) =>
    typeof child === 'string' ? [child] : isHidden(child) ? [] : textsIn(child),
  );
}

export function textOf(element: Element): string {
  return textsIn(element).join('').trim();
}
