/** OpenForm -> a form: its title, what is wrong with it, its fields, and the button that sends it. */

import { type OpenForm, overrule } from '../../chat/form.ts';
import { encodeToken } from '../../chat/form-token.ts';
import { sampleWords } from '../../chat/marks.ts';
import { hrefOf, wayFields } from './back.ts';
import { drawBlocks } from './blocks.ts';
import { drawField } from './field.ts';
import { fieldId } from './field-parts.ts';
import { type Html, html } from './html.ts';
import { type Pen, seals } from './pen.ts';
import { spoken } from './spoken.ts';

/** Names typed into person fields without choosing anybody, by field. */
export type TypedNames = Readonly<Record<string, string>>;

export function drawForm(open: OpenForm, pen: Pen, typed: TypedNames = {}): Html {
  return drawSheet(open, pen, typed, html` action="/forms" data-sheet`);
}

/** On a page of its own that goes to `path` as a whole: no script of a signed-in page has a part in it. */
export function drawPlainForm(open: OpenForm, pen: Pen, path: string): Html {
  return drawSheet(open, pen, {}, html` action="${path}"`);
}

function drawSheet(open: OpenForm, pen: Pen, typed: TypedNames, where: Html): Html {
  const { form, errors, marked } = open;
  const home = pen.way ? hrefOf(pen.way) : '/';
  return html`<form class="sheet" method="post"${where} novalidate${
    form.keepsDraft && html` data-keeps-draft`
  }>
<header class="sheet-head"><h2 class="sheet-title" id="sheet-title" dir="auto" tabindex="-1">${form.title}</h2><a class="sheet-close" href="${home}" data-cancel aria-label="Close"><span aria-hidden="true">×</span></a></header>
<div class="sheet-body">
${drawSummary(open)}
<p class="sheet-trouble" role="alert" data-trouble hidden></p>
${form.intro.length > 0 && html`<div class="intro">${drawBlocks(form.intro, pen)}</div>`}
${seals(pen)}${wayFields(pen.way)}<input type="hidden" name="token" value="${encodeToken(open.token)}">
${Object.entries(form.fields).map(([name, field]) =>
  drawField(
    {
      name,
      field,
      value: form.values[name],
      error: errors[name],
      marked: marked[name] ?? [],
      names: open.names ?? {},
      typed: typed[name],
    },
    form.values,
    form.fields,
    pen,
  ),
)}
</div>
<footer class="sheet-foot">${pen.sample && html`<p class="sheet-sample">${sampleWords}</p>`}<div class="sheet-buttons"><a class="button plain normal" href="${home}" data-cancel>${
    form.keepsDraft ? 'Go on later' : 'Cancel'
  }</a><button class="button primary normal">${form.submit}</button></div></footer>
</form>`;
}

/** Leads to each field in question, and to the box that overrules us; named `form` stands what concerns none. */
function drawSummary({ form, errors, marked }: OpenForm): Html | undefined {
  const wrong = Object.entries(errors);
  if (wrong.length === 0) return undefined;
  const box = Object.keys(marked).length > 0 ? form.fields[overrule] : undefined;
  const title =
    wrong.length === 1 ? 'One thing needs your attention' : `${wrong.length} things need your attention`;
  return html`<div class="summary" role="alert" data-summary><p class="summary-title">${title}</p><ul>${wrong.map(
    ([name, message]) => {
      const label = form.fields[name]?.label;
      return label === undefined
        ? html`<li dir="auto">${message}</li>`
        : html`<li><a href="#${fieldId(name)}" dir="auto">${shorten(label)}</a>: <span dir="auto">${spoken(message)}</span></li>`;
    },
  )}</ul>${
    box?.kind === 'tick' &&
    html`<p class="summary-way">${box.label}: <a href="#${fieldId(overrule)}" dir="auto">${box.says}</a></p>`
  }</div>`;
}

/** A clause of an agreement is too long to be a link; its whole text stands at the field. */
function shorten(label: string): string {
  const letters = [...label];
  return letters.length > 90 ? `${letters.slice(0, 89).join('').trimEnd()}…` : label;
}
