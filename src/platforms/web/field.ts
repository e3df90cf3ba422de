/** Field -> one labelled control with its hint and its error; works without script too. */
import { type Field, isShown, type RawValues } from '../../chat/form.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { drawChoice, drawChoices } from './field-choice.ts';
import {
  controlAttributes,
  type DrawnField,
  errorOf,
  fieldId,
  hintOf,
  labelOf,
  optionalMark,
  text,
} from './field-parts.ts';
import { drawPeople, drawPerson } from './field-people.ts';
import { drawFileChooser } from './file-mark.ts';
import { type Html, html } from './html.ts';
import { drawMarked } from './marked.ts';
import type { Pen } from './pen.ts';

export function drawField(
  drawn: DrawnField,
  values: RawValues,
  all: Readonly<Record<string, Field>>,
  pen: Pen,
): Html {
  const { name, field, error } = drawn;
  const { showIf } = field;
  const condition =
    showIf &&
    html` data-show-field="${showIf.field}" data-show-is="${JSON.stringify(showIf.is)}"${
      !isShown(field, values) && html` data-unshown`
    }`;
  return html`<div class="field ${error !== undefined && 'wrong'}" data-field="${name}" data-kind="${field.kind}"${condition}>${
    field.section !== undefined && html`<h3 class="section" dir="auto">${field.section}</h3>`
  }${showIf && html`<p class="only-without-script">${conditionWords(field, all)}</p>`}${drawControl(drawn, pen)}</div>`;
}

/** Without script nothing can be hidden as one types, so the condition is said instead. */
function conditionWords(field: Field, all: Readonly<Record<string, Field>>): string {
  const other = field.showIf && all[field.showIf.field];
  if (!field.showIf || !other) return '';
  const options = other.kind === 'choice' ? other.options : [];
  const words = field.showIf.is.map((is) => options.find((option) => option.value === is)?.label ?? is);
  return `Only if “${other.label}” is ${words.map((word) => `“${word}”`).join(' or ')}:`;
}

function drawControl(drawn: DrawnField, pen: Pen): Html {
  const { field } = drawn;
  switch (field.kind) {
    case 'text':
      return html`${labelOf(drawn)}${field.multiline ? area(drawn, field.max) : line(drawn, field)}${
        field.format === 'file-mark' && drawFileChooser(fieldId(drawn.name))
      }${errorOf(drawn)}${drawMarked(drawn.value, drawn.marked)}`;
    case 'choice':
      return drawChoice(drawn, field.options);
    case 'choices':
      return drawChoices(drawn, field.options);
    case 'date':
      return html`${labelOf(drawn)}<input class="input short" type="date" name="one.${drawn.name}" value="${text(drawn)}"${
        field.from !== undefined && html` min="${field.from}"`
      }${field.until !== undefined && html` max="${field.until}"`}${controlAttributes(drawn)}>${errorOf(drawn)}`;
    case 'moment':
      return html`${labelOf(drawn)}<input class="input short" type="datetime-local" name="one.${drawn.name}" value="${text(drawn)}"${controlAttributes(drawn)}>${errorOf(drawn)}`;
    case 'person':
      return html`${labelOf(drawn)}${drawPerson(drawn)}${errorOf(drawn)}`;
    case 'people':
      return html`${labelOf(drawn)}${drawPeople(drawn)}${errorOf(drawn)}`;
    case 'tick':
      return html`<p class="label" dir="auto">${field.label}${optionalMark(field)}</p>${hintOf(drawn)}<label class="tick"><input type="checkbox" name="tick.${drawn.name}" value="1"${
        drawn.value === true && html` checked`
      }${controlAttributes(drawn)}><span dir="auto">${field.says}</span></label>${errorOf(drawn)}`;
    case 'initial':
      return drawInitial(drawn, field.says, pen);
    default:
      return assertNever(field);
  }
}

function line(drawn: DrawnField, field: Extract<Field, { kind: 'text' }>): Html {
  const modes = {
    email: 'email',
    phone: 'tel',
    'folder-link': 'text',
    'web-link': 'url',
    'file-mark': 'text',
  } as const;
  const mode = field.format === undefined ? 'text' : modes[field.format];
  return html`<input class="input" type="text" inputmode="${mode}" autocomplete="off" dir="auto" name="one.${drawn.name}" value="${text(drawn)}"${
    field.placeholder !== undefined && html` placeholder="${field.placeholder}"`
  } data-max="${field.max}"${controlAttributes(drawn)}>`;
}

/** No maxlength: a browser would cut what is pasted without a word. The counter and the server say it instead. */
function area(drawn: DrawnField, max: number): Html {
  const placeholder = drawn.field.kind === 'text' ? drawn.field.placeholder : undefined;
  // the first line break after the tag is eaten by HTML, so one is always given
  return html`<textarea class="input" rows="3" dir="auto" name="one.${drawn.name}" data-max="${max}"${
    placeholder !== undefined && html` placeholder="${placeholder}"`
  }${controlAttributes(drawn)}>
${text(drawn)}</textarea>`;
}

/** One clause of an agreement: its words on the left, the place for the initials on the right. */
function drawInitial(drawn: DrawnField, says: string, pen: Pen): Html {
  const id = fieldId(drawn.name);
  return html`<div class="initial"><p class="clause" id="${id}-clause" dir="auto">${drawn.field.label}</p><div class="initial-side"><label class="initial-box"><input type="checkbox" name="tick.${drawn.name}" value="1" aria-labelledby="${id}-clause ${id}-says"${
    drawn.value === true && html` checked`
  }${controlAttributes(drawn)}><span class="initial-mark" aria-hidden="true">${pen.initials}</span><span class="initial-says" id="${id}-says">${says}</span></label><span class="initial-time" data-initial-time></span></div></div>${hintOf(drawn)}${errorOf(drawn)}`;
}
