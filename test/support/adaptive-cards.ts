/** Says where a card breaks Adaptive Cards 1.5 or a limit of Teams; Teams itself shows nothing, or half of it. */
import { createRequire } from 'node:module';
import type * as AdaptiveCardsPackage from 'adaptivecards';
import { limits } from '../../src/platforms/teams/limits.ts';

// the package's main entry loads only in a browser
const adaptive = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof AdaptiveCardsPackage;

type Json = Readonly<Record<string, unknown>>;

/** One sentence a fault; none when Teams would take the card. A card in a dialog may not hold an Action.Execute. */
export function checkCard(card: unknown, spot: 'message' | 'dialog'): readonly string[] {
  const root = card as Json;
  const text = JSON.stringify(card);
  const parts = partsOf(root, 'card');
  return [
    ...schemaFaults(root, text),
    ...(root.version === '1.5' ? [] : [`version: ${String(root.version)}`]),
    ...['fallbackText', 'speak'].filter((name) => isBlank(root[name])).map((name) => `${name}: empty`),
    ...over('the card', Buffer.byteLength(text), 28 * 1024, 'bytes'),
    ...(spot === 'dialog' && root.refresh ? ['refresh: not in a dialog'] : []),
    ...(root.msteams && JSON.stringify(root.msteams) !== '{"width":"Full"}' ? ['msteams: unknown'] : []),
    ...parts.flatMap(([path, part]) => partFaults(path, part, spot)),
    ...inputFaults(parts),
  ];
}

/** What a reader sees, paragraph by paragraph: each text block's words, with what stands before them. */
export function textsOf(card: unknown): readonly string[] {
  return partsOf(card, 'card').flatMap(([, part]) => {
    if (part.type === 'TextBlock') return [String(part.text)];
    if (part.type !== 'RichTextBlock') return [];
    return [(part.inlines as readonly Json[]).map(({ text }) => String(text)).join('')];
  });
}

function schemaFaults(card: Json, text: string): string[] {
  const context = new adaptive.SerializationContext(adaptive.Versions.v1_5);
  const parsed = new adaptive.AdaptiveCard();
  // Teams' own host configuration says six, the package five
  parsed.hostConfig = new adaptive.HostConfig({ actions: { maxActions: limits.actions } });
  parsed.parse(withoutTypeahead(card, text), context);
  const read = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  const found = parsed.validateProperties().validationEvents.map((event) => event.message);
  return [...read, ...found];
}

/**
 * A typeahead is Teams' own on cards that say 1.5 ("Typeahead search in Adaptive Cards"): on a filtered choice set, with
 * a data set named, and then nothing need be chosen yet. Adaptive Cards themselves have it from 1.6.
 */
function withoutTypeahead(json: Json, text: string): Json {
  if (!text.includes('"choices.data"')) return json;
  return JSON.parse(text, (_key, value: unknown) => {
    const { 'choices.data': query, ...rest } = Object(value) as Json;
    if (query === undefined) return value;
    const { type, dataset, ...more } = query as Json;
    const known =
      rest.type === 'Input.ChoiceSet' &&
      rest.style === 'filtered' &&
      type === 'Data.Query' &&
      !isBlank(dataset) &&
      Object.keys(more).every((key) => ['count', 'skip', 'value', 'associatedInputs'].includes(key));
    if (!known) return value;
    const choices = rest.choices as readonly unknown[];
    return { ...rest, choices: choices.length > 0 ? choices : [{ title: 'none yet', value: 'none' }] };
  }) as Json;
}

/** Every object of the card that has a type, with where it stands; what a button carries is no part of the drawing. */
export function partsOf(node: unknown, path: string): readonly (readonly [string, Json])[] {
  const found: (readonly [string, Json])[] = [];
  gatherParts(node, path, found);
  return found;
}

function gatherParts(node: unknown, path: string, found: (readonly [string, Json])[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const [at, part] of node.entries()) gatherParts(part, `${path}[${at}]`, found);
    return;
  }
  const part = node as Json;
  if (typeof part.type === 'string') found.push([path, part]);
  for (const [key, value] of Object.entries(part))
    if (key !== 'data' && key !== 'choices.data') gatherParts(value, `${path}.${key}`, found);
}

/** What we draw; a type not listed here was never looked at on a telephone. */
const known = new Set([
  'AdaptiveCard',
  'TextBlock',
  'RichTextBlock',
  'TextRun',
  'Container',
  'ColumnSet',
  'Column',
  'ActionSet',
  'Input.Text',
  'Input.Date',
  'Input.Time',
  'Input.Toggle',
  'Input.ChoiceSet',
  'Action.Execute',
  'Action.Submit',
  'Action.ShowCard',
  'Action.OpenUrl',
]);

function partFaults(path: string, part: Json, spot: 'message' | 'dialog'): string[] {
  const type = String(part.type);
  const faults = known.has(type) ? [] : [`${path}: type ${type} is not one that we draw`];
  const actions = Array.isArray(part.actions) ? part.actions : [];
  faults.push(...over(`${path}.actions`, actions.length, limits.actions, 'buttons'));
  if (type.startsWith('Action.')) faults.push(...actionFaults(path, part, spot));
  if (type === 'TextRun' || type === 'TextBlock') faults.push(...textFaults(path, part));
  if (type === 'RichTextBlock' && !(Array.isArray(part.inlines) && part.inlines.length > 0))
    faults.push(`${path}: no text`);
  if (type === 'Container' && !(Array.isArray(part.items) && part.items.length > 0))
    faults.push(`${path}: empty`);
  if (part.spacing === 'none' && part.separator === true) faults.push(`${path}: a line without room`);
  return faults;
}

function actionFaults(path: string, action: Json, spot: 'message' | 'dialog'): string[] {
  const { type, title, data } = action;
  const fetches = JSON.stringify(data ?? {}).includes('"msteams"');
  return [
    ...(isBlank(title)
      ? [`${path}: no title`]
      : over(path, String(title).length, limits.actionTitle, 'characters')),
    ...(spot === 'dialog' && type === 'Action.Execute' ? [`${path}: Action.Execute in a dialog`] : []),
    ...(spot === 'dialog' && fetches ? [`${path}: msteams in a dialog`] : []),
    ...(type === 'Action.Execute' && isBlank(action.verb) ? [`${path}: no verb`] : []),
    ...(type === 'Action.OpenUrl' && !/^https?:\/\/\S+$/.test(String(action.url))
      ? [`${path}: no address`]
      : []),
  ];
}

function textFaults(path: string, part: Json): string[] {
  const text = part.text;
  if (typeof text !== 'string' || text === '') return [`${path}: empty`];
  const faults = over(path, text.length, limits.text, 'characters');
  if (/\{\{(?:DATE|TIME)\(/.test(text)) faults.push(`${path}: a date function is read`);
  if (part.type === 'TextBlock') {
    if (/[*_`[\]<>~#|\\{}]|^(\d+[.)]|[-+]) /m.test(text)) faults.push(`${path}: Markdown is read`);
    if (part.wrap !== true) faults.push(`${path}: cut off at the end of the line`);
  }
  return faults;
}

function inputFaults(parts: readonly (readonly [string, Json])[]): string[] {
  const inputs = parts.filter(([, { type }]) => String(type).startsWith('Input.'));
  const ids = inputs.map(([, { id }]) => id);
  return [
    ...(new Set(ids).size < ids.length ? ['inputs: an id appears twice'] : []),
    ...inputs.flatMap(([path, input]) => [
      ...(isBlank(input.id) ? [`${path}: no id`] : []),
      ...(isBlank(input.label) ? [`${path}: no label`] : []),
      ...choiceFaults(path, input),
    ]),
  ];
}

/** Several values travel as one text with commas between them, and open choices are read as Markdown. */
function choiceFaults(path: string, input: Json): string[] {
  if (input.type !== 'Input.ChoiceSet') return [];
  const choices = input.choices as readonly { readonly title: string; readonly value: string }[];
  const values = choices.map(({ value }) => value);
  const chosen = typeof input.value === 'string' ? input.value.split(',') : [];
  return [
    ...(new Set(values).size < values.length ? [`${path}: a value appears twice`] : []),
    ...values.filter((value) => value.includes(',')).map((value) => `${path}: a comma in “${value}”`),
    ...chosen.filter((value) => !values.includes(value)).map((value) => `${path}: “${value}” is no choice`),
    ...(input.style === 'expanded' && choices.some(({ title }) => /[*_`[\]<>~#|\\{}]/.test(title))
      ? [`${path}: Markdown is read`]
      : []),
  ];
}

function isBlank(value: unknown): boolean {
  return typeof value !== 'string' || value.trim() === '';
}

function over(path: string, count: number, max: number, what: string): string[] {
  return count > max ? [`${path}: ${count} ${what}, at most ${max}`] : [];
}
