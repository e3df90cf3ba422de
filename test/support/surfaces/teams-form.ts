/** A form in a Teams dialog as somebody goes through it: page by page, line by line, until it is sent. */
import type { Field, OpenForm, RawValues } from '../../../src/chat/form.ts';
import { drawForm, readSubmitted, type Submitted, shownFields } from '../../../src/platforms/teams/form.ts';
import { checkCard } from '../adaptive-cards.ts';
import { publicUrl } from './surface.ts';
import { type Loose, type Read, readCard } from './teams-reading.ts';

const pen = { publicUrl, sample: true };

export interface Walk {
  readonly texts: readonly string[];
  readonly buttons: Read['buttons'];
  readonly faults: readonly string[];
  readonly fallback: readonly string[];
  readonly values: RawValues;
}

interface Page extends Read {
  readonly card: Loose;
  readonly title: string;
}

/** Without values of its own it is the dialog as it opens. */
function pageOf(open: OpenForm, page: number, values?: RawValues): Page {
  const now = values ? { ...open, form: { ...open.form, values } } : open;
  const { title, card } = drawForm(now, pen, values ? { page, kept: values } : {});
  const read = readCard(card);
  return { ...read, faults: [...checkCard(card, 'dialog'), ...read.faults], card, title };
}

/** A form as it opens, to its last page; what is `typed` is put into the fields on the way. */
export function walk(open: OpenForm, typed: RawValues = {}): Walk {
  return onFrom(open, undefined, typed);
}

/** From its first page, with values that were typed before, or none as when it opens. */
function onFrom(open: OpenForm, before: RawValues | undefined, typed: RawValues): Walk {
  const seen: Page[] = [];
  let values = before;
  let at = 1;
  for (let turn = 0; turn < 200; turn += 1) {
    const page = initialled(open, pageOf(open, at, values), at, typed);
    seen.push(page);
    const send = onward(page);
    if (!send) return together(seen, open.form.values);
    const sent = press(page, send, typed, open);
    values = sent.values;
    if (sent.does === 'next') at = sent.luggage.page + 1;
    // what was chosen asks for more fields: they are filled in, and it is sent again
    else if (!showsMore(open, sent)) return together(seen, values);
  }
  throw new Error('a dialog that never ends');
}

function onward({ sends }: Page): Loose {
  return sends.find(({ data }) => ['next', 'submit'].includes(data.safekeep.do));
}

function showsMore(open: OpenForm, { luggage, values }: Submitted): boolean {
  return shownFields({ ...open, form: { ...open.form, values } }).some(
    (name) => !luggage.drawn.includes(name),
  );
}

function together(pages: readonly Page[], values: RawValues): Walk {
  return {
    texts: pages.flatMap(({ title, texts }) => [title, ...texts]),
    buttons: pages.flatMap(({ buttons }) => buttons),
    faults: pages.flatMap(({ faults }, at) => faults.map((fault) => `page ${at + 1}: ${fault}`)),
    fallback: pages.flatMap(({ card }) => [card.fallbackText, card.speak]),
    values,
  };
}

/** Each line of this page whose value is to change, by its own button. */
function initialled(open: OpenForm, drawn: Page, at: number, typed: RawValues): Page {
  let page = drawn;
  for (const [name, value] of Object.entries(typed)) {
    const button = page.sends.find(({ data }) => data.safekeep.line === name && data.safekeep.on === value);
    if (button) page = pageOf(open, at, press(page, button, typed, open).values);
  }
  return page;
}

/** As a client sends it: every input that is not empty beside what the button carries. */
function press(page: Page, button: Loose, typed: RawValues, open: OpenForm): Submitted {
  const filled = page.inputs.map((input): [string, string] => [input.id, filledIn(input, typed, open)]);
  const sent = readSubmitted({
    ...button.data,
    ...Object.fromEntries(filled.filter(([, value]) => value !== '')),
  });
  if (!sent) throw new Error(`a button that cannot be read back: ${button.title}`);
  return sent;
}

function filledIn(input: Loose, typed: RawValues, open: OpenForm): string {
  const [, name = '', part] = /^f:(.+?)(?::(date|time))?$/s.exec(input.id) ?? [];
  const value = typed[name];
  const field = open.form.fields[name];
  if (value === undefined || !field) return input.value ?? '';
  const texts = [value].flat().map(String);
  const [text = ''] = texts;
  const [day = '', time = ''] = text.split('T');
  if (part !== undefined) return part === 'date' ? day : time;
  return input.type === 'Input.ChoiceSet' ? chosenIn(input, field, texts) : text;
}

/** Choices stand in the order of the options; people are found by typing. */
function chosenIn(input: Loose, field: Field, wanted: readonly string[]): string {
  if (field.kind !== 'choice' && field.kind !== 'choices') return wanted.join(',');
  const choices = input.choices.slice(input.choices.length - field.options.length);
  return choices
    .filter((_: Loose, at: number) => wanted.includes(field.options[at]?.value ?? ''))
    .map((choice: Loose) => choice.value)
    .join(',');
}

/**
 * What a refused form shows: the page of its first fault; once that is mended and it is sent again, the next one's.
 * `values` are those that the first of them holds.
 */
export function returned(open: OpenForm): Walk {
  const seen: Walk[] = [];
  let errors: OpenForm['errors'] = open.errors;
  do {
    const page = pageOf({ ...open, errors }, 1, open.form.values);
    const send = onward(page);
    const values = send ? press(page, send, {}, open).values : {};
    seen.push(together([page], values));
    const told = new Set(page.texts);
    const left = Object.entries(errors).filter(
      ([, message]) => ![...told].some((text) => text.includes(message)),
    );
    if (left.length === Object.keys(errors).length) break;
    errors = Object.fromEntries(left);
  } while (Object.keys(errors).length > 0);
  const whole = onFrom({ ...open, errors: {} }, open.form.values, {});
  return {
    ...whole,
    texts: [...seen.flatMap(({ texts }) => texts), ...whole.texts],
    faults: [...seen.flatMap(({ faults }) => faults), ...whole.faults],
    values: seen[0]?.values ?? whole.values,
  };
}
