/** What every kind of control shares: its id, its label, its hint, its error, and how they are tied together. */
import type { Field, RawValue } from '../../chat/form.ts';
import { type Html, html } from './html.ts';

export interface DrawnField {
  readonly name: string;
  readonly field: Field;
  readonly value: RawValue | undefined;
  readonly error: string | undefined;
  readonly marked: readonly string[];
  /** Of the people chosen in the form, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** What was typed into a person field without choosing anybody. */
  readonly typed: string | undefined;
}

export function fieldId(name: string): string {
  return `field-${name}`;
}

/** The ids that describe a control: its hint and, while it is wrong, its error. */
export function describedBy(drawn: DrawnField): Html | undefined {
  const id = fieldId(drawn.name);
  const ids = [
    ...(drawn.field.hint === undefined ? [] : [`${id}-hint`]),
    ...(drawn.error === undefined ? [] : [`${id}-error`]),
  ];
  return ids.length === 0 ? undefined : html` aria-describedby="${ids.join(' ')}"`;
}

/** Attributes that every single control of a field shares. */
export function controlAttributes(drawn: DrawnField): Html {
  return html` id="${fieldId(drawn.name)}"${!drawn.field.optional && html` aria-required="true"`}${
    drawn.error !== undefined && html` aria-invalid="true"`
  }${describedBy(drawn)}`;
}

export function labelOf(drawn: DrawnField): Html {
  return html`<label class="label" for="${fieldId(drawn.name)}" dir="auto">${drawn.field.label}${optionalMark(drawn.field)}</label>${hintOf(drawn)}`;
}

export function optionalMark(field: Field): Html | undefined {
  return field.optional && !field.wanted ? html` <span class="optional">(optional)</span>` : undefined;
}

export function hintOf(drawn: DrawnField): Html | undefined {
  return drawn.field.hint === undefined
    ? undefined
    : html`<p class="hint" id="${fieldId(drawn.name)}-hint" dir="auto">${drawn.field.hint}</p>`;
}

export function errorOf(drawn: DrawnField): Html {
  return html`<p class="error" id="${fieldId(drawn.name)}-error" data-error aria-live="polite" dir="auto"${
    drawn.error === undefined && html` hidden`
  }>${drawn.error}</p>`;
}

export function text(drawn: DrawnField): string {
  return typeof drawn.value === 'string' ? drawn.value : '';
}
