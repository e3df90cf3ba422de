/** An Adaptive Card as somebody reads it: its words in order, its fields by their labels, its buttons by their words. */

// Teams' own JSON, read as an outsider reads it
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
export type Loose = any;

/** Everything in reading order, boxes opened; a button's own card stays shut. */
export function elementsOf(card: Loose): Loose[] {
  const flat = (element: Loose): Loose[] => [
    element,
    ...[
      ...(element.items ?? []),
      ...(element.columns ?? []),
      ...(element.rows ?? []),
      ...(element.cells ?? []),
    ]
      .filter((one) => typeof one === 'object')
      .flatMap(flat),
  ];
  const row = card.actions?.length ? [{ type: 'ActionSet', actions: card.actions }] : [];
  return [...(card.body ?? []).flatMap(flat), ...row];
}

export function wordsOf(card: Loose): string {
  return elementsOf(card)
    .flatMap((element) => textOf(element))
    .join('\n');
}

function textOf(element: Loose): string[] {
  switch (element.type) {
    case 'TextBlock':
      return [element.text];
    case 'RichTextBlock':
      return [
        element.inlines
          .map((inline: Loose) => inline.text ?? inline)
          .join('')
          .replaceAll('\u2060', ''),
      ];
    case 'FactSet':
      return element.facts.map((fact: Loose) => `${fact.title}: ${fact.value}`);
    case 'Input.Toggle':
      return [element.label, element.title].filter(Boolean);
    default:
      return element.type.startsWith('Input.') && element.label ? [element.label] : [];
  }
}

export function isInput(element: Loose): boolean {
  return element.type.startsWith('Input.');
}

export function buttonsOf(card: Loose): Loose[] {
  return elementsOf(card).flatMap((element) => (element.type === 'ActionSet' ? element.actions : []));
}

export function findButton(card: Loose, title: string): Loose {
  const all = buttonsOf(card);
  const button = all.find((one) => one.title === title);
  if (!button) throw new Error(`no button "${title}"; there are: ${all.map((one) => one.title).join(', ')}`);
  return button;
}

/** The field of that name, and everything below it up to the next field or the next line with a button of its own. */
export function below(card: Loose, label: string): { readonly field: Loose; readonly rest: Loose[] } {
  const all = elementsOf(card);
  const at = all.findIndex((element) => isLabelled(element, label));
  if (at < 0) throw new Error(`nothing says "${label}" here:\n${wordsOf(card)}`);
  const rest: Loose[] = [];
  let sets = 0;
  for (const element of all.slice(at + 1)) {
    if (isInput(element) && !isTimeOf(all[at], element)) break;
    if (element.type === 'ActionSet' && ++sets > (isInput(all[at]) ? 0 : 1)) break;
    rest.push(element);
  }
  return { field: all[at], rest };
}

function isLabelled(element: Loose, label: string): boolean {
  if (isInput(element))
    return element.label?.replaceAll('\u2060', '').replace(/ \(optional\)$/, '') === label;
  return textOf(element).join('') === label;
}

function isTimeOf(day: Loose, element: Loose): boolean {
  return element.type === 'Input.Time' && day.type === 'Input.Date' && element.label?.startsWith(day.label);
}

/** What is written in the colour of mistakes. */
export function mistakesIn(elements: readonly Loose[]): string[] {
  return elements
    .filter((element) => [element, ...(element.inlines ?? [])].some((one) => one.color === 'attention'))
    .flatMap(textOf);
}

/** What Teams refuses at once: anything but a card of a version that it draws, and of a size that it takes. */
export function checkCard(attachment: Loose): Loose {
  const { contentType, content } = attachment ?? {};
  if (contentType !== 'application/vnd.microsoft.card.adaptive') throw new Error(`no card: ${contentType}`);
  if (content.type !== 'AdaptiveCard' || Number(content.version) > 1.5) throw new Error('not a card of 1.5');
  const bytes = Buffer.byteLength(JSON.stringify(content));
  if (bytes > 28 * 1024) throw new Error(`a card of ${bytes} bytes`);
  const ids = elementsOf(content).flatMap((element) => (isInput(element) ? [element.id] : []));
  if (new Set(ids).size !== ids.length) throw new Error('two inputs of one name');
  return content;
}
