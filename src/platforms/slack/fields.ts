/** Field -> Slack input blocks. */
import type { types } from '@slack/bolt';
import type { Field, Option, RawValue } from '../../chat/form.ts';
import { shortened } from '../../chat/split-text.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { sections, small } from './blocks.ts';
import { limits } from './limits.ts';
import { plain, type SlackBlock } from './text.ts';

export interface Drawing {
  readonly name: string;
  readonly value: RawValue | undefined;
  /** A new one makes Slack drop what it remembers of the field and show `value`. */
  readonly blockId: string;
  /** Sends a `change` as soon as the value changes. */
  readonly tellAtOnce: boolean;
  /** Names of people, by id, as far as they are known. */
  readonly names: ReadonlyMap<string, string>;
}

/** The action_id tells apart what the state alone cannot: a tick from a list of choices. */
export const actionOf = { value: 'value', time: 'time', tick: 'tick' } as const;

/** A label or hint that Slack has no room for stands above the field, whole. */
export function drawField(field: Field, drawing: Drawing): SlackBlock[] {
  const { label, hint = '' } = field;
  return [
    ...(label.length > limits.inputLabel ? sections(label) : []),
    ...(hint.length > limits.inputHint ? small(hint) : []),
    ...drawInputs(field, drawing),
  ];
}

function drawInputs(field: Field, drawing: Drawing): SlackBlock[] {
  const { blockId, tellAtOnce } = drawing;
  const input = (element: types.InputBlock['element'], label = field.label): types.InputBlock => ({
    type: 'input',
    block_id: blockId,
    label: plain(shortened(label, limits.inputLabel)),
    element,
    ...(field.hint && field.hint.length <= limits.inputHint ? { hint: plain(field.hint) } : {}),
    ...(field.optional ? { optional: true } : {}),
    ...(tellAtOnce ? { dispatch_action: true } : {}),
  });
  const text = typeof drawing.value === 'string' ? drawing.value : undefined;
  switch (field.kind) {
    case 'text':
      return [input(textInput(field, text))];
    case 'choice':
      return [...fullLabels(field.options), input(choiceInput(field, text))];
    case 'choices':
      return [...fullLabels(field.options), input(choicesInput(field, listOf(drawing.value)))];
    case 'date':
      return [input({ type: 'datepicker', action_id: actionOf.value, ...initialDate(text) })];
    case 'moment': {
      const [day, time] = text?.split('T') ?? [];
      return [
        input({ type: 'datepicker', action_id: actionOf.value, ...initialDate(day) }),
        {
          ...input(
            { type: 'timepicker', action_id: actionOf.time, ...(isTime(time) ? { initial_time: time } : {}) },
            `${field.label} (time)`,
          ),
          block_id: `${blockId}${timeSuffix}`,
        },
      ];
    }
    case 'person':
      return [
        input({
          type: 'external_select',
          action_id: actionOf.value,
          min_query_length: 2,
          placeholder: plain('Type a name'),
          ...(text && isId(text) ? { initial_option: person(text, drawing.names) } : {}),
        }),
      ];
    case 'people': {
      const ids = listOf(drawing.value).filter(isId);
      return [
        input({
          type: 'multi_external_select',
          action_id: actionOf.value,
          min_query_length: 2,
          placeholder: plain('Type a name'),
          ...(ids.length > 0 ? { initial_options: ids.map((id) => person(id, drawing.names)) } : {}),
        }),
      ];
    }
    case 'tick':
    case 'initial':
      return [input(tickInput(field.says, drawing.value === true))];
    default:
      return assertNever(field);
  }
}

export const timeSuffix = '/time';

function textInput(field: Extract<Field, { kind: 'text' }>, value: string | undefined): types.PlainTextInput {
  const max = Math.min(field.max, limits.inputText);
  // Slack keeps what is typed by block_id, so a value too long to be set is left to it rather than lost
  const fits = value !== undefined && value !== '' && value.length <= max;
  return {
    type: 'plain_text_input',
    action_id: actionOf.value,
    max_length: max,
    ...(field.multiline ? { multiline: true } : {}),
    ...(fits ? { initial_value: value } : {}),
    ...(field.placeholder ? { placeholder: plain(shortened(field.placeholder, limits.placeholder)) } : {}),
  };
}

/** Few choices lie open; many, or one that may be taken back, fold into a menu. */
function choiceInput(
  field: Extract<Field, { kind: 'choice' }>,
  value: string | undefined,
): types.RadioButtons | types.StaticSelect {
  const chosen = field.options.find((option) => option.value === value);
  const initial = chosen ? { initial_option: plainOption(chosen, field.options) } : {};
  return fitsOpen(field)
    ? {
        type: 'radio_buttons',
        action_id: actionOf.value,
        options: field.options.map((option) => plainOption(option, field.options)),
        ...initial,
      }
    : { type: 'static_select', action_id: actionOf.value, ...menu(field.options), ...initial };
}

function choicesInput(
  field: Extract<Field, { kind: 'choices' }>,
  values: readonly string[],
): types.Checkboxes | types.MultiStaticSelect {
  const chosen = field.options
    .filter((option) => values.includes(option.value))
    .map((option) => plainOption(option, field.options));
  const initial = chosen.length > 0 ? { initial_options: chosen } : {};
  return field.options.length <= limits.boxOptions
    ? {
        type: 'checkboxes',
        action_id: actionOf.value,
        options: field.options.map((option) => plainOption(option, field.options)),
        ...initial,
      }
    : { type: 'multi_static_select', action_id: actionOf.value, ...menu(field.options), ...initial };
}

function fitsOpen(field: Extract<Field, { kind: 'choice' }>): boolean {
  const described = field.options.some((option) => option.description);
  return !field.optional && field.options.length <= (described ? limits.boxOptions : 5);
}

function menu(
  options: readonly Option[],
):
  | { options: types.PlainTextOption[] }
  | { option_groups: { label: types.PlainTextElement; options: types.PlainTextOption[] }[] } {
  const drawn = options.map((option) => plainOption(option, options));
  if (drawn.length <= limits.selectOptions) return { options: drawn };
  const groups = [];
  for (let at = 0; at < drawn.length; at += limits.selectOptions) {
    const part = drawn.slice(at, at + limits.selectOptions);
    groups.push({ label: plain(`${at + 1}–${at + part.length}`), options: part });
  }
  return { option_groups: groups };
}

/** Where one label is too long for Slack, all are numbered, and the whole of them stands above the field. */
function plainOption(option: Option, all: readonly Option[]): types.PlainTextOption {
  const label = all.some(tooLong) ? `${all.indexOf(option) + 1}. ${option.label}` : option.label;
  return {
    text: plain(shortened(label, limits.optionText)),
    value: option.value,
    ...(option.description && option.description.length <= limits.optionDescription
      ? { description: plain(option.description) }
      : {}),
  };
}

function fullLabels(options: readonly Option[]): SlackBlock[] {
  if (!options.some(tooLong)) return [];
  return sections(
    options
      .map(
        (option, at) => `${at + 1}. ${option.label}${option.description ? ` (${option.description})` : ''}`,
      )
      .join('\n'),
  );
}

function tooLong(option: Option): boolean {
  return (
    option.label.length > limits.optionText || (option.description ?? '').length > limits.optionDescription
  );
}

function tickInput(says: string, ticked: boolean): types.Checkboxes {
  const option = { text: plain(shortened(says, limits.optionText)), value: 'yes' };
  return {
    type: 'checkboxes',
    action_id: actionOf.tick,
    options: [option],
    ...(ticked ? { initial_options: [option] } : {}),
  };
}

function person(id: string, names: ReadonlyMap<string, string>): types.PlainTextOption {
  return { text: plain(shortened(names.get(id) ?? 'Chosen before', limits.optionText)), value: id };
}

function isId(text: string): boolean {
  return text.length <= limits.optionValue;
}

function initialDate(day: string | undefined): { initial_date?: string } {
  return day && /^\d{4}-\d\d-\d\d$/.test(day) ? { initial_date: day } : {};
}

function isTime(time: string | undefined): time is string {
  return time !== undefined && /^\d\d:\d\d$/.test(time);
}

function listOf(value: RawValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}
