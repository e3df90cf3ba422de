/** What can be said of a page without a browser: names for every control, ids that exist, nothing in what it can't be in. */
import { type Element, everyElement, isHidden, textOf } from './markup.ts';

/** One sentence a fault. */
export function structureFaults(root: Element): string[] {
  const all = everyElement(root);
  const ids = all.flatMap(({ attributes }) => attributes.id ?? []);
  const byId = withIds(all);
  return [
    ...repeated(ids).map((id) => `two elements have the id ${id}`),
    ...all.flatMap((element) => [
      ...danglingIds(element, byId),
      ...(needsName(element) && nameOf(element, all, byId) === '' ? [`${said(element)} has no name`] : []),
      ...nesting(element),
      ...unsafe(element),
    ]),
  ];
}

export function withIds(all: readonly Element[]): ReadonlyMap<string, Element> {
  return new Map(all.flatMap((one) => (one.attributes.id ? [[one.attributes.id, one] as const] : [])));
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}

function said({ tag, attributes }: Element): string {
  const { id, name, class: style } = attributes;
  return `<${tag}${name ? ` name="${name}"` : ''}${id ? ` id="${id}"` : ''}${style ? ` class="${style}"` : ''}>`;
}

const referring = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'];

function danglingIds(element: Element, byId: ReadonlyMap<string, Element>): string[] {
  const href = element.attributes.href ?? '';
  const wanted = [
    ...referring.flatMap((name) => idsIn(element, name)),
    ...(href.startsWith('#') ? [href.slice(1)] : []),
  ];
  return wanted
    .filter((id) => !byId.has(id))
    .map((id) => `${said(element)} refers to ${id}, which is not there`);
}

function idsIn({ attributes }: Element, name: string): string[] {
  return (attributes[name] ?? '').split(' ').filter((id) => id !== '');
}

const named = new Set(['button', 'a', 'select', 'textarea', 'input', 'summary', 'article', 'table']);
const namedRoles = new Set(['radiogroup', 'group', 'region', 'listbox', 'combobox', 'log', 'alertdialog']);

function needsName({ tag, attributes }: Element): boolean {
  if (tag === 'input' && attributes.type === 'hidden') return false;
  return tag === 'article'
    ? 'aria-labelledby' in attributes
    : named.has(tag) || namedRoles.has(attributes.role ?? '');
}

/** As a screen reader would find it, in its order: labelledby, aria-label, label, the words within. */
export function nameOf(
  element: Element,
  all: readonly Element[],
  byId: ReadonlyMap<string, Element>,
): string {
  const { attributes, tag } = element;
  const by = idsIn(element, 'aria-labelledby').flatMap((id) => byId.get(id) ?? []);
  if (by.length > 0) return by.map(textOf).join(' ').trim();
  if (attributes['aria-label']) return attributes['aria-label'].trim();
  if (['input', 'select', 'textarea'].includes(tag)) {
    const label =
      all.find((one) => one.tag === 'label' && one.attributes.for === attributes.id) ??
      within(element, 'label');
    return label ? textOf(label) : '';
  }
  if (tag === 'table') {
    const caption = everyElement(element).find((one) => one.tag === 'caption');
    return caption ? textOf(caption) : '';
  }
  return textOf(element);
}

function within(element: Element, ...tags: readonly string[]): Element | undefined {
  for (let above = element.parent; above; above = above.parent) if (tags.includes(above.tag)) return above;
  return undefined;
}

const pressable = ['a', 'button', 'summary', 'label'];

function nesting(element: Element): string[] {
  const { tag } = element;
  const faults: string[] = [];
  if (tag === 'form' && within(element, 'form')) faults.push(`${said(element)} stands in another form`);
  if (['a', 'button', 'select'].includes(tag) && within(element, ...pressable))
    faults.push(`${said(element)} stands in something else that is pressed`);
  if (tag === 'li' && !['ul', 'ol'].includes(element.parent?.tag ?? ''))
    faults.push('a <li> outside of a list');
  if (
    /^(div|p|ul|ol|dl|form|table|h[1-6]|figure|article|section)$/.test(tag) &&
    within(element, 'p', 'button')
  )
    faults.push(`${said(element)} stands in a <p> or a <button>, which a browser would close before it`);
  return faults;
}

function unsafe(element: Element): string[] {
  const { tag, attributes } = element;
  const address = attributes.href ?? attributes.action ?? '';
  return [
    ...(tag === 'script' && !attributes.src ? ['a script within the page'] : []),
    ...Object.keys(attributes)
      .filter((name) => name.startsWith('on') || name === 'style')
      .map((name) => `${said(element)} has the attribute ${name}`),
    ...(/^\s*(javascript|data|vbscript):/i.test(address) ? [`${said(element)} leads to ${address}`] : []),
    ...(tag === 'a' && !isHidden(element) && !('href' in attributes)
      ? [`${said(element)} leads nowhere`]
      : []),
  ];
}
