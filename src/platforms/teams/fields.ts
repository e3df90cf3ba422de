/** Field -> Adaptive Card inputs, and what an input sent back -> the field's value. */
import type { Field, Option, RawValue } from '../../chat/form.ts';
import { sayDay } from '../../chat/say-when.ts';
import { isUnmarked } from '../../chat/typed-text.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { type Element, paragraphs } from './text.ts';

export interface Drawing {
  readonly name: string;
  readonly value: RawValue | undefined;
  /** Names of people, by id, as far as they are known. */
  readonly names: Readonly<Record<string, string>>;
}

/** The data set that a typeahead names when it asks. */
export const peopleDataset = 'safekeep.people';

/** Every field but an initialled line, which is a button (form.ts). Nothing is required of the client: we say what is missing. */
export function drawField(field: Extract<Field, { kind: InputKind }>, drawing: Drawing): Element[] {
  const text = typeof drawing.value === 'string' ? drawing.value : '';
  const list = Array.isArray(drawing.value) ? drawing.value : [];
  const id = `f:${drawing.name}`;
  const label = `${field.label}${field.optional ? ' (optional)' : ''}`.replaceAll('{{', '{\u2060{');
  const base = { id, label };
  switch (field.kind) {
    case 'text':
      return [
        {
          type: 'Input.Text',
          ...base,
          // no maxLength: a client would cut what is pasted without a word
          ...(field.multiline ? { isMultiline: true } : {}),
          ...(field.format ? { style: keyboards[field.format] } : {}),
          ...(field.placeholder ? { placeholder: field.placeholder } : {}),
          ...(text === '' ? {} : { value: text }),
        },
      ];
    case 'choice': {
      const chosen = field.options.some(({ value }) => value === text) ? [text] : [];
      const style = styleOf(field.options, field.optional ? 0 : 5);
      const drawn = choiceSet(base, field.options, chosen, style);
      return [field.optional ? { ...drawn, choices: [noAnswer, ...drawn.choices] } : drawn];
    }
    case 'choices': {
      const chosen = list.filter((value) => field.options.some((option) => option.value === value));
      return [{ ...choiceSet(base, field.options, chosen, styleOf(field.options, 12)), isMultiSelect: true }];
    }
    case 'date':
      return [{ type: 'Input.Date', ...base, ...range(field), ...(isDay(text) ? { value: text } : {}) }];
    case 'moment': {
      const [day = '', time = ''] = text.split('T');
      return [
        { type: 'Input.Date', ...base, id: `${id}:date`, ...(isDay(day) ? { value: day } : {}) },
        {
          type: 'Input.Time',
          id: `${id}:time`,
          label: `${label} (time)`,
          ...(/^\d\d:\d\d$/.test(time) ? { value: time } : {}),
        },
      ];
    }
    case 'person':
      return [finder(base, text === '' ? [] : [text], drawing.names)];
    case 'people':
      return [{ ...finder(base, list, drawing.names), isMultiSelect: true }];
    case 'tick': {
      const plain = isUnmarked(field.says);
      const title = plain ? field.says : 'Yes';
      const value = String(drawing.value === true);
      const box = { title, wrap: true, valueOn: 'true', valueOff: 'false', value };
      return [...(plain ? [] : paragraphs(field.says)), { type: 'Input.Toggle', ...base, ...box }];
    }
    default:
      return assertNever(field);
  }
}

const keyboards = {
  email: 'email',
  phone: 'tel',
  'folder-link': 'url',
  'web-link': 'url',
  'file-mark': 'text',
} as const;

/** An answer that may be taken back needs a choice that says so; no real value is "%" once it is packed. */
const noAnswer = { title: 'No answer', value: '%' };

type Base = { readonly id: string; readonly label: string };

function choiceSet(
  base: Base,
  options: readonly Option[],
  chosen: readonly string[],
  style: 'expanded' | 'compact' | 'filtered',
): Element & { readonly choices: readonly object[] } {
  return {
    type: 'Input.ChoiceSet',
    ...base,
    style,
    wrap: true,
    ...(style === 'expanded' ? {} : { placeholder: 'Choose' }),
    choices: options.map((option) => ({
      title: option.description ? `${option.label} – ${option.description}` : option.label,
      value: packed(option.value),
    })),
    ...(chosen.length > 0 ? { value: chosen.map(packed).join(',') } : {}),
  };
}

/** Few lie open, many fold, very many are found by typing; so are those whose words an open list would read as Markdown. */
function styleOf(options: readonly Option[], open: number): 'expanded' | 'compact' | 'filtered' {
  const plain = options.every(({ label, description = '' }) => isUnmarked(`${label} ${description}`.trim()));
  if (!plain || options.length > 20) return 'filtered';
  return options.length <= open ? 'expanded' : 'compact';
}

function finder(base: Base, chosen: readonly string[], names: Drawing['names']): Element {
  const options = chosen.map((id) => ({ value: id, label: names[id] ?? 'Chosen before' }));
  return {
    ...choiceSet(base, options, chosen, 'filtered'),
    placeholder: 'Type a name',
    'choices.data': { type: 'Data.Query', dataset: peopleDataset },
  };
}

function range({ from, until }: { readonly from?: string; readonly until?: string }): object {
  if (!from && !until) return {};
  const bounds = [from && `from ${sayDay(from)}`, until && `until ${sayDay(until)}`].filter(Boolean);
  return {
    ...(from ? { min: from } : {}),
    ...(until ? { max: until } : {}),
    errorMessage: `Please choose a day ${bounds.join(' ')}.`,
  };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

/** Several values come back as one text with commas between them. */
function packed(value: string): string {
  return value.replace(/[%,]/g, encodeURIComponent);
}

function unpacked(value: string): string {
  return value.replaceAll('%2C', ',').replaceAll('%25', '%');
}

export const inputKinds = [
  'text',
  'date',
  'choice',
  'person',
  'choices',
  'people',
  'moment',
  'tick',
] as const;
export type InputKind = (typeof inputKinds)[number];

/** `undefined` when left empty. Half a moment goes on as it is, so that the form can say what is missing. */
export function readField(
  name: string,
  kind: InputKind,
  inputs: Readonly<Record<string, unknown>>,
): RawValue | undefined {
  const sent = (id: string): string => {
    const value = inputs[`f:${id}`];
    return typeof value === 'string' ? value : '';
  };
  const given = sent(name);
  switch (kind) {
    case 'text':
    case 'date':
      return given === '' ? undefined : given;
    case 'choice':
    case 'person':
      return given === '' || given === noAnswer.value ? undefined : unpacked(given);
    case 'choices':
    case 'people': {
      const list = given.split(',').filter((value) => value !== '');
      return list.length === 0 ? undefined : list.map(unpacked);
    }
    case 'moment': {
      const both = `${sent(`${name}:date`)}T${sent(`${name}:time`)}`;
      return both === 'T' ? undefined : both;
    }
    case 'tick':
      return given === 'true';
    default:
      return assertNever(kind);
  }
}
