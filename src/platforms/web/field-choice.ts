/** Choosing one or several of a few: radio buttons or a list to drop down, and boxes to tick. */
import type { Option } from '../../chat/form.ts';
import {
  controlAttributes,
  type DrawnField,
  describedBy,
  errorOf,
  fieldId,
  hintOf,
  labelOf,
  optionalMark,
} from './field-parts.ts';
import { type Html, html } from './html.ts';
import { maxRadios } from './limits.ts';

export function drawChoice(drawn: DrawnField, options: readonly Option[]): Html {
  if (options.length > maxRadios) return drawSelect(drawn, options);
  const { name, field } = drawn;
  const id = fieldId(name);
  return html`<div class="group" role="radiogroup" aria-labelledby="${id}-legend"${
    !field.optional && html` aria-required="true"`
  }${drawn.error !== undefined && html` aria-invalid="true"`}${describedBy(drawn)}><p class="label" id="${id}-legend" dir="auto">${field.label}${optionalMark(field)}</p>${hintOf(drawn)}<div class="options">${options.map(
    (option, index) => optionBox(drawn, option, 'radio', index, drawn.value === option.value),
  )}</div></div>${errorOf(drawn)}`;
}

export function drawChoices(drawn: DrawnField, options: readonly Option[]): Html {
  const { name, field, value } = drawn;
  const id = fieldId(name);
  const chosen = Array.isArray(value) ? value : [];
  return html`<div class="group" role="group" aria-labelledby="${id}-legend"${describedBy(drawn)}><p class="label" id="${id}-legend" dir="auto">${field.label}${optionalMark(field)}</p>${hintOf(drawn)}<div class="options${
    options.length > 12 && ' many'
  }">${options.map((option, index) => optionBox(drawn, option, 'checkbox', index, chosen.includes(option.value)))}</div></div>${errorOf(drawn)}`;
}

/** The first box bears the field's id, so that the summary of errors can lead to it. */
function optionBox(
  drawn: DrawnField,
  option: Option,
  type: 'radio' | 'checkbox',
  index: number,
  on: boolean,
): Html {
  const id = index === 0 ? fieldId(drawn.name) : `${fieldId(drawn.name)}-${index}`;
  const name = `${type === 'radio' ? 'one' : 'many'}.${drawn.name}`;
  return html`<div class="option"><input type="${type}" id="${id}" name="${name}" value="${option.value}"${on && html` checked`}${
    option.description !== undefined && html` aria-describedby="${id}-says"`
  }><label for="${id}"><span class="option-label" dir="auto">${option.label}</span></label>${
    option.description !== undefined &&
    html`<span class="option-says" id="${id}-says" dir="auto">${option.description}</span>`
  }</div>`;
}

function drawSelect(drawn: DrawnField, options: readonly Option[]): Html {
  return html`${labelOf(drawn)}<select class="input" name="one.${drawn.name}"${controlAttributes(drawn)}><option value="">Choose…</option>${options.map(
    (option) =>
      html`<option value="${option.value}"${drawn.value === option.value && html` selected`}>${option.label}</option>`,
  )}</select>${options.map(
    (option) => option.description !== undefined && drawSays(drawn, option, option.description),
  )}${errorOf(drawn)}`;
}

/** Under the list, of the chosen one: in the list it would be cut off on a phone. */
function drawSays({ name, value }: DrawnField, option: Option, says: string): Html {
  return html`<p class="hint" aria-live="polite" dir="auto" data-show-field="${name}" data-show-is="${JSON.stringify([option.value])}"${
    value !== option.value && html` data-unshown`
  }><span class="only-without-script">${option.label}: </span>${says}</p>`;
}
