/** Forms: conditional fields, counters, errors that go when they are mended, and the dialog that holds them. */
import { agreed } from './ask.js';
import { isKeeping, keep } from './initials.js';
import { bodyOf, parse } from './talk.js';

const dialog = () => document.querySelector('[data-dialog]');

/** How each form stood when it was opened. Nothing that is typed is kept anywhere but on the screen. */
const opened = new WeakMap();
let onLeft = () => {};
let sent = false;

/** `left` is told of a form that was closed without sending. */
export function wireSheets(left) {
  onLeft = left;
  for (const form of document.querySelectorAll('[data-sheet]')) prepare(form);
  document.addEventListener('input', onInput);
  document.addEventListener('change', onChange);
  document.addEventListener('click', onClick);
  document.addEventListener('submit', (event) => {
    sent = event.target.matches('[data-sheet]');
  });
  window.addEventListener('beforeunload', (event) => {
    const forms = [...document.querySelectorAll('[data-sheet]')];
    const alone = forms.some((form) => !form.closest('dialog'));
    if (isKeeping() || (forms.some(isChanged) && !(sent && alone))) event.preventDefault();
  });
  const box = dialog();
  // an Escape that is taken here never reaches the browser, which would not ask a second time
  box?.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    leave();
  });
  box?.addEventListener('cancel', (event) => {
    if (event.target !== box) return;
    event.preventDefault();
    leave();
  });
  // closed by the browser all the same
  box?.addEventListener('close', (event) => {
    if (event.target !== box || box.open || !box.firstElementChild) return;
    box.showModal();
    leave();
  });
}

function onInput(event) {
  const field = event.target.closest?.('[data-sheet] [data-field]');
  if (!field) return;
  sent = false;
  mended(field);
  count(event.target);
}

function onChange(event) {
  const field = event.target.closest?.('[data-sheet] [data-field]');
  if (!field) return;
  sent = false;
  const form = field.closest('[data-sheet]');
  mended(field);
  showFields(form);
  if ('keepsDraft' in form.dataset) keep(field);
}

function onClick(event) {
  const jump = event.target.closest?.('[data-summary] a');
  if (jump) {
    event.preventDefault();
    document.getElementById(jump.hash.slice(1))?.focus();
  }
  if (event.target.closest?.('[data-cancel]') && event.target.closest('dialog')) {
    event.preventDefault();
    leave();
  }
}

/**
 * Shows a form in the dialog; after a refused submit the first field in question gets the focus.
 * `before` is how its fields stood when it was sent: what was changed since then stays as it is on screen.
 */
export function showSheet(markup, invalid, before) {
  const box = dialog();
  const old = box.querySelector('[data-sheet]');
  const form = parse(markup);
  const busy = invalid && old && before ? carryOver(old, form, before) : undefined;
  box.replaceChildren(form);
  if (!box.open) box.showModal();
  box.scrollTop = 0;
  prepare(form);
  if (invalid && old) opened.set(form, opened.get(old));
  const wrong = invalid && form.querySelector('.field.wrong :is(input:not([type=hidden]), textarea, select)');
  (busy ?? (wrong || form.querySelector('.sheet-title'))).focus();
}

/** Moves fields that were changed since the form was sent; returns the control somebody is busy with. */
function carryOver(old, form, before) {
  let busy;
  for (const [name, state] of statesOf(old)) {
    const place = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!place || before.get(name) === state) continue;
    const field = old.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (field.contains(document.activeElement)) busy = document.activeElement;
    place.replaceWith(field);
    mended(field);
    unlist(form, name);
  }
  return busy;
}

/** How every field of a form stands, by name. */
export function statesOf(form) {
  return new Map(
    [...form.querySelectorAll('[data-field]')].map((field) => [
      field.dataset.field,
      JSON.stringify(
        [...field.querySelectorAll('input, textarea, select')].map((control) =>
          control.type === 'checkbox' || control.type === 'radio' ? control.checked : control.value,
        ),
      ),
    ]),
  );
}

export function closeSheet() {
  dialog().replaceChildren();
  dialog().close();
}

/** The question under way, until its answer has been acted on. */
let asking;

/** Asks before typed words are thrown away; initials that are kept need no asking. */
async function leave() {
  // answered a moment ago: what is pressed before its window has said so counts as well
  if (asking && !document.querySelector('[data-ask]').open) await asking;
  if (asking || !dialog().open) return;
  const form = dialog().querySelector('[data-sheet]');
  if (form && isChanged(form)) {
    asking = agreed({
      title: 'Throw away what you typed?',
      text:
        'keepsDraft' in form.dataset
          ? 'Your initials are kept. What else you filled in here is not sent yet and would be lost.'
          : 'It is not sent yet and would be lost.',
      yes: 'Throw it away',
      no: 'Keep writing',
      loses: true,
    });
    const away = await asking;
    asking = undefined;
    if (!away) return;
  }
  closeSheet();
  if (form) onLeft(form);
}

export function isChanged(form) {
  return opened.has(form) && opened.get(form) !== filled(form);
}

/** What a person filled in, apart from initials, which are kept at once. */
function filled(form) {
  const body = bodyOf(form);
  for (const name of ['_csrf', '_nonce', 'token']) body.delete(name);
  if ('keepsDraft' in form.dataset)
    for (const field of form.querySelectorAll('[data-kind=initial]'))
      body.delete(`tick.${field.dataset.field}`);
  return body.toString();
}

function prepare(form) {
  opened.set(form, filled(form));
  showFields(form);
  for (const control of form.querySelectorAll('[data-max]')) count(control);
  for (const link of form.querySelectorAll('.intro a[href]:not([target])')) {
    link.target = '_blank';
    link.rel = 'noopener';
  }
}

/** The same rule as on the server: shown while the other field's value is one of these. */
function showFields(form) {
  const data = new FormData(form);
  for (const field of form.querySelectorAll('[data-show-field]')) {
    const value = data.get(`one.${field.dataset.showField}`);
    field.toggleAttribute('data-unshown', !JSON.parse(field.dataset.showIs).includes(value));
  }
}

/** What was said about a field holds for what was sent; once it is changed, it goes. */
function mended(field) {
  if (!field.classList.contains('wrong')) return;
  const form = field.closest('[data-sheet]');
  const place = field.querySelector('[data-error]');
  const said = place.textContent;
  field.classList.remove('wrong');
  place.textContent = '';
  place.hidden = true;
  field.querySelector('.marked')?.remove();
  for (const control of field.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
  if (!form) return;
  unlist(form, field.dataset.field);
  // lines of which one is enough are refused together, in the same words
  if (field.dataset.kind !== 'initial') return;
  for (const other of form.querySelectorAll('.wrong[data-kind=initial]'))
    if (other.querySelector('[data-error]').textContent === said) mended(other);
}

function unlist(form, name) {
  const summary = form.querySelector('[data-summary]');
  summary
    ?.querySelector(`a[href="#field-${CSS.escape(name)}"]`)
    ?.closest('li')
    .remove();
  if (!summary) return;
  const left = summary.querySelectorAll('li').length;
  if (left === 0) summary.remove();
  else
    summary.querySelector('.summary-title').textContent =
      left === 1 ? 'One thing needs your attention' : `${left} things need your attention`;
}

/** Speaks up in the last fifth of the room there is, unless the server's own sentence stands there; counts what is sent. */
function count(control) {
  const max = Number(control.dataset?.max);
  if (!max) return;
  const field = control.closest('[data-field]');
  const used = control.value.trim().length;
  let place = field.querySelector('.counter');
  // two letters are counted by whoever types them
  const speaks = max < 20 ? used > max : used > max * 0.8;
  if (!speaks || field.classList.contains('wrong')) {
    place?.remove();
    return;
  }
  if (!place) {
    place = document.createElement('p');
    place.className = 'counter';
    control.after(place);
  }
  place.classList.toggle('over', used > max);
  const off = Math.abs(used - max);
  place.textContent = `${off} ${off === 1 ? 'character' : 'characters'} ${used > max ? 'too many' : 'left'}`;
}
