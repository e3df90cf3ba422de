/** Block Kit read as a Slack client shows it, with nothing of ours but the reading of pressed buttons. */
import { readButton } from '../../../src/platforms/slack/buttons.ts';
import { optionsIn } from '../slack-memory.ts';
import { type Does, publicUrl } from './surface.ts';

// Slack's own JSON, read as an outsider reads it
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
type Loose = any;

export interface Read {
  readonly texts: string[];
  readonly buttons: Does[];
  readonly faults: string[];
}

export function readBlocks(blocks: readonly Loose[]): Read {
  const read: Read = { texts: [], buttons: [], faults: [] };
  // a button beside a text does not part it from what follows below
  const beside: Read = { texts: [], buttons: read.buttons, faults: read.faults };
  for (const block of blocks) readBlock(block, read, beside);
  return { ...read, texts: [...read.texts, ...beside.texts] };
}

function readBlock(block: Loose, read: Read, beside: Read): void {
  switch (block.type) {
    case 'divider':
      return;
    case 'header':
      literal(block.text, read);
      return;
    case 'section':
      literal(block.text, read);
      if (block.accessory) readElement(block.accessory, beside);
      return;
    case 'context':
      for (const element of block.elements) literal(element, read);
      return;
    case 'actions':
      for (const element of block.elements) readElement(element, read);
      return;
    case 'input':
      literal(block.label, read);
      if (block.hint) literal(block.hint, read);
      readElement(block.element, read);
      return;
    case 'rich_text':
      readRich(block, read);
      return;
    default:
      read.faults.push(`a block of type ${block.type}: nobody can tell how it would be shown`);
  }
}

/**
 * Shown as it is: `plain_text` knows no markup, and with `emoji: false` ":smile:" stays what was typed
 * (docs.slack.dev, text object). Anything else would be interpreted.
 */
export function literal(object: Loose, read: Read): void {
  if (object?.type !== 'plain_text' || object.emoji !== false || typeof object.text !== 'string')
    read.faults.push(`a text that Slack would interpret: ${JSON.stringify(object)?.slice(0, 200)}`);
  else read.texts.push(object.text);
}

/** Text elements of rich text are literal too; only our own styles are on them. */
function readRich(node: Loose, read: Read): void {
  if (node.type === 'text') {
    read.texts.push(node.text);
    return;
  }
  if (!['rich_text', 'rich_text_section', 'rich_text_quote'].includes(node.type))
    read.faults.push(`rich text of type ${node.type}: nobody can tell how it would be shown`);
  for (const child of node.elements ?? []) readRich(child, read);
}

function readElement(element: Loose, read: Read): void {
  if (element.type === 'button') {
    literal(element.text, read);
    for (const part of ['title', 'text', 'confirm', 'deny'])
      if (element.confirm) literal(element.confirm[part], read);
    const does = pressed(element);
    if (does) read.buttons.push(does);
    else read.faults.push(`a button that says nothing when it is pressed: ${element.action_id}`);
    return;
  }
  if (element.placeholder) literal(element.placeholder, read);
  for (const group of element.option_groups ?? []) literal(group.label, read);
  for (const option of optionsIn(element)) {
    literal(option.text, read);
    if (option.description) literal(option.description, read);
  }
  const values = optionsIn(element).map((option) => option.value);
  if (new Set(values).size < values.length) read.faults.push('a menu that offers one value twice');
  // a chosen person is shown in the field, though no option of it stands in the view
  if (/external_select$/.test(element.type))
    for (const option of [element.initial_option ?? [], element.initial_options ?? []].flat())
      literal(option.text, read);
}

function pressed(button: Loose): Does | undefined {
  const does = readButton(button.action_id, button.value);
  if (does?.kind !== 'link') return does;
  if (typeof button.url !== 'string' || !/^https?:\/\//i.test(button.url)) return undefined;
  const { url } = button;
  return { kind: 'link', to: url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url };
}
