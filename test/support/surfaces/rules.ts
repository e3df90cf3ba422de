/** What chat/form.ts and chat/card.ts ask of whoever makes a form or a card, whatever platform draws it. */
import type { Action, Card } from '../../../src/chat/card.ts';
import type { DocumentBlock } from '../../../src/chat/document.ts';
import type { Field, OpenForm } from '../../../src/chat/form.ts';
import { decodeToken, encodeToken } from '../../../src/chat/form-token.ts';

/** Characters; the smallest that every platform has room for. */
export const most = {
  title: 24,
  submit: 24,
  label: 150,
  clause: 2000,
  says: 75,
  placeholder: 150,
  text: 3000,
  optionValue: 150,
  name: 75,
};

/** One sentence a breach. */
export function formBreaches(open: OpenForm): string[] {
  const { form, token } = open;
  return [
    ...long('its title', form.title, most.title),
    ...long('its button', form.submit, most.submit),
    ...blank('its title', form.title),
    ...blank('its button', form.submit),
    ...actionsIn(form.intro).flatMap(({ kind, label }) =>
      kind === 'link' ? [] : [`“${label}” above the fields is no link: it would leave the form`],
    ),
    ...Object.entries(form.fields).flatMap(([name, field]) => fieldBreaches(name, field)),
    ...Object.entries(form.fields).flatMap(([name, { showIf }]) =>
      showIf && form.fields[showIf.field]?.kind !== 'choice'
        ? [`field ${name} is shown by ${showIf.field}, which is no choice`]
        : [],
    ),
    ...(JSON.stringify(decodeToken(encodeToken(token))) === JSON.stringify(token)
      ? []
      : ['its token does not survive the way']),
  ];
}

function fieldBreaches(name: string, field: Field): string[] {
  const what = `field ${name}`;
  const options = field.kind === 'choice' || field.kind === 'choices' ? field.options : [];
  const values = options.map(({ value }) => value);
  return [
    ...blank(`${what}’s label`, field.label),
    ...long(`${what}’s label`, field.label, field.kind === 'initial' ? most.clause : most.label),
    ...(field.kind === 'tick' || field.kind === 'initial'
      ? long(`${what}’s words beside the box`, field.says, most.says)
      : []),
    ...(field.kind === 'text' ? long(`${what}’s example`, field.placeholder ?? '', most.placeholder) : []),
    ...(field.kind === 'text' && field.max > most.text
      ? [`${what} takes ${field.max} characters, at most ${most.text}`]
      : []),
    ...(new Set(values).size < values.length ? [`${what} offers one value twice`] : []),
    ...options.flatMap(({ value, label }) => [
      ...blank(`an option of ${what}`, label),
      ...blank(`an option’s value of ${what}`, value),
      ...long(`an option’s value of ${what}`, value, most.optionValue),
    ]),
    ...((field.kind === 'choice' || field.kind === 'choices') && options.length === 0
      ? [`${what} offers nothing to choose`]
      : []),
  ];
}

/** Every button of a card, those beside the items of its lists too. */
export function actionsOf(card: Card): Action[] {
  return [...card.actions, ...actionsIn(card.blocks)];
}

export function cardBreaches(card: Card): string[] {
  const actions = actionsOf(card);
  return [
    ...blank('its title', card.title),
    ...actions.flatMap(({ label }) => blank('a button', label)),
    ...(card.audience === 'place' && actions.length > 1 ? ['a card for a place has one button, "Open"'] : []),
  ];
}

export function actionsIn(blocks: readonly DocumentBlock[]): Action[] {
  return blocks.flatMap((block): readonly Action[] => {
    if (block.kind === 'list') return block.items.flatMap(({ action }) => action ?? []);
    if (block.kind === 'filters') return [{ kind: 'link', label: block.label, path: block.path }];
    if (block.kind !== 'table') return [];
    return (block.lines ?? []).flatMap(({ path }, at): Action[] =>
      path === undefined ? [] : [{ kind: 'link', label: block.rows[at]?.[0] ?? '', path }],
    );
  });
}

function long(what: string, text: string, max: number): string[] {
  return text.length > max ? [`${what} has ${text.length} characters, at most ${max}`] : [];
}

function blank(what: string, text: string): string[] {
  return text.trim() === '' ? [`${what} is empty`] : [];
}
