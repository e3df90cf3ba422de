/** Says where a message or view breaks a limit of Slack's; Slack itself only answers "invalid_blocks". */
import { limits } from '../../src/platforms/slack/limits.ts';

type Json = Readonly<Record<string, unknown>>;
type Surface = 'message' | 'modal' | 'home';

/** One sentence a fault, with its path; none when Slack would take it. */
export function checkBlocks(surface: Surface, blocks: readonly unknown[]): readonly string[] {
  const max = surface === 'message' ? limits.messageBlocks : limits.viewBlocks;
  const ids = blocks.map((block) => asJson(block)?.block_id).filter((id) => id !== undefined);
  return [
    ...over('blocks', blocks.length, max, 'blocks'),
    ...(new Set(ids).size < ids.length ? ['blocks: a block_id appears twice'] : []),
    ...blocks.flatMap((block, at) => checkBlock(`blocks[${at}]`, asJson(block) ?? {})),
  ];
}

export function checkView(view: object): readonly string[] {
  const { type, title, submit, close, private_metadata, callback_id, blocks } = view as Json;
  const list = Array.isArray(blocks) ? (blocks as unknown[]) : [];
  const hasInput = list.some((block) => asJson(block)?.type === 'input');
  return [
    ...(type === 'modal' ? text('title', title, limits.viewTitle) : []),
    ...(submit ? text('submit', submit, limits.viewButton) : []),
    ...(close ? text('close', close, limits.viewButton) : []),
    ...(type === 'modal' && hasInput && !submit ? ['submit: a modal with an input needs one'] : []),
    ...length('private_metadata', private_metadata, limits.privateMetadata),
    ...length('callback_id', callback_id, limits.callbackId),
    ...checkBlocks(type === 'home' ? 'home' : 'modal', list),
  ];
}

function checkBlock(path: string, block: Json): string[] {
  const faults = length(`${path}.block_id`, block.block_id, limits.blockId);
  switch (block.type) {
    case 'header':
      return [...faults, ...text(`${path}.text`, block.text, limits.headerText)];
    case 'section':
      return [
        ...faults,
        ...text(`${path}.text`, block.text, limits.sectionText),
        ...(block.accessory ? checkElement(`${path}.accessory`, asJson(block.accessory) ?? {}) : []),
      ];
    case 'context':
      return [
        ...faults,
        ...many(`${path}.elements`, block.elements, limits.contextElements),
        ...list(block.elements).flatMap((element, at) =>
          text(`${path}.elements[${at}]`, element, limits.contextText),
        ),
      ];
    case 'actions':
      return [
        ...faults,
        ...many(`${path}.elements`, block.elements, limits.actionsElements),
        ...unique(`${path}.elements`, block.elements),
        ...list(block.elements).flatMap((element, at) => checkElement(`${path}.elements[${at}]`, element)),
      ];
    case 'input':
      return [
        ...faults,
        ...text(`${path}.label`, block.label, limits.inputLabel),
        ...(block.hint ? text(`${path}.hint`, block.hint, limits.inputHint) : []),
        ...checkElement(`${path}.element`, asJson(block.element) ?? {}),
      ];
    case 'rich_text':
      return [...faults, ...richText(path, block)];
    case 'divider':
      return faults;
    default:
      return [...faults, `${path}: type ${String(block.type)} is not one that we draw`];
  }
}

function richText(path: string, block: Json): string[] {
  const texts: unknown[] = [];
  const walk = (node: Json): void => {
    if (node.type === 'text') texts.push(node.text);
    for (const child of list(node.elements)) walk(child);
  };
  walk(block);
  return [
    ...texts.flatMap((one) => [
      ...length(`${path} text`, one, limits.richText),
      ...(one === '' ? [`${path} text: empty`] : []),
    ]),
    ...(texts.length === 0 ? [`${path}: no text`] : []),
  ];
}

function checkElement(path: string, element: Json): string[] {
  const faults = [
    ...length(`${path}.action_id`, element.action_id, limits.actionId),
    ...(element.placeholder ? text(`${path}.placeholder`, element.placeholder, limits.placeholder) : []),
  ];
  switch (element.type) {
    case 'button':
      return [
        ...faults,
        ...text(`${path}.text`, element.text, limits.buttonText),
        ...length(`${path}.value`, element.value, limits.buttonValue),
        ...length(`${path}.url`, element.url, limits.buttonUrl),
        ...(element.confirm ? confirm(`${path}.confirm`, asJson(element.confirm) ?? {}) : []),
      ];
    case 'plain_text_input':
      return [
        ...faults,
        ...length(`${path}.initial_value`, element.initial_value, Number(element.max_length)),
        ...over(`${path}.max_length`, Number(element.max_length), limits.inputText, 'characters'),
      ];
    case 'static_select':
    case 'multi_static_select':
      return [...faults, ...options(path, element, limits.selectOptions)];
    case 'radio_buttons':
    case 'checkboxes':
      return [...faults, ...options(path, element, limits.boxOptions)];
    case 'external_select':
    case 'multi_external_select':
    case 'datepicker':
    case 'timepicker':
      return faults;
    default:
      return [...faults, `${path}: type ${String(element.type)} is not one that we draw`];
  }
}

function options(path: string, element: Json, max: number): string[] {
  const groups = list(element.option_groups);
  if (groups.length > 0)
    return [
      ...over(`${path}.option_groups`, groups.length, limits.optionGroups, 'groups'),
      ...groups.flatMap((group, at) => [
        ...text(`${path}.option_groups[${at}].label`, group.label, limits.groupLabel),
        ...options(`${path}.option_groups[${at}]`, group, max),
      ]),
    ];
  return [
    ...many(`${path}.options`, element.options, max),
    ...list(element.options).flatMap((option, at) => [
      ...text(`${path}.options[${at}].text`, option.text, limits.optionText),
      ...length(`${path}.options[${at}].value`, option.value, limits.optionValue),
      ...(option.description
        ? text(`${path}.options[${at}].description`, option.description, limits.optionDescription)
        : []),
    ]),
  ];
}

function confirm(path: string, value: Json): string[] {
  return [
    ...text(`${path}.title`, value.title, limits.confirmTitle),
    ...text(`${path}.text`, value.text, limits.confirmText),
    ...text(`${path}.confirm`, value.confirm, limits.confirmButton),
    ...text(`${path}.deny`, value.deny, limits.confirmButton),
  ];
}

function text(path: string, object: unknown, max: number): string[] {
  const value = asJson(object)?.text;
  if (typeof value !== 'string' || value.trim() === '') return [`${path}: empty`];
  return over(path, value.length, max, 'characters');
}

function length(path: string, value: unknown, max: number): string[] {
  return typeof value === 'string' ? over(path, value.length, max, 'characters') : [];
}

function many(path: string, value: unknown, max: number): string[] {
  const count = list(value).length;
  return count === 0 ? [`${path}: empty`] : over(path, count, max, 'elements');
}

function unique(path: string, value: unknown): string[] {
  const ids = list(value).map((element) => element.action_id);
  return new Set(ids).size < ids.length ? [`${path}: an action_id appears twice`] : [];
}

function over(path: string, count: number, max: number, what: string): string[] {
  return count > max ? [`${path}: ${count} ${what}, at most ${max}`] : [];
}

function asJson(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null ? (value as Json) : undefined;
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
