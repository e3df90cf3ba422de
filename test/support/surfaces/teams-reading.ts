/** An Adaptive Card read as a Teams client shows it, with nothing of ours but the reading of pressed buttons. */
import { readPressed } from '../../../src/platforms/teams/buttons.ts';
import { type Does, publicUrl } from './surface.ts';

// Teams' own JSON, read as an outsider reads it
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
export type Loose = any;

export interface Read {
  readonly texts: string[];
  readonly buttons: Does[];
  readonly faults: string[];
  readonly inputs: Loose[];
  /** Buttons of a form, which send what is typed. */
  readonly sends: Loose[];
}

export function readCard(card: Loose): Read {
  const read: Read = { texts: [], buttons: [], faults: [], inputs: [], sends: [] };
  // a button between two texts does not part them
  const titles: string[] = [];
  readElement(card, read, titles);
  return { ...read, texts: [...read.texts, ...titles] };
}

function readElement(element: Loose, read: Read, titles: string[]): void {
  const { type } = element;
  if (type === 'TextBlock') read.texts.push(element.text);
  else if (type === 'RichTextBlock') for (const run of element.inlines) read.texts.push(run.text);
  else if (type.startsWith('Input.')) readInput(element, read);
  for (const part of ['body', 'items', 'columns'])
    for (const inner of element[part] ?? []) readElement(inner, read, titles);
  for (const action of element.actions ?? []) readAction(action, read, titles);
}

/** In labels a word joiner keeps "{{" from being read as a function; nobody sees it. */
function readInput(input: Loose, read: Read): void {
  read.inputs.push(input);
  const choices = (input.choices ?? []).map((choice: Loose) => choice.title);
  for (const text of [input.label, input.title, input.placeholder, ...choices])
    if (text !== undefined) read.texts.push(text.replaceAll('\u2060', ''));
}

function readAction(action: Loose, read: Read, titles: string[]): void {
  titles.push(action.title);
  if (action.type === 'Action.ShowCard') {
    for (const element of action.card.body) readElement(element, read, titles);
    for (const inner of action.card.actions) readAction(inner, read, titles);
    return;
  }
  if (action.type === 'Action.OpenUrl') {
    const { url } = action;
    read.buttons.push({
      kind: 'link',
      to: url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url,
    });
    return;
  }
  const pressed = readPressed(action.data);
  if (pressed?.kind === 'run' || pressed?.kind === 'form') {
    const { on: _, ...does } = pressed;
    read.buttons.push(does);
  } else if (action.data?.safekeep?.token !== undefined) read.sends.push(action);
  else read.faults.push(`a button that says nothing when it is pressed: ${action.title}`);
}
