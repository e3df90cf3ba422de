/** Forms: conditional fields, counters, drafts, and the dialog that holds them. */
import { bodyOf, parse, send, showTrouble } from './talk.js';

const dialog = () => document.querySelector('[data-dialog]');
let dirty = false;

export function wireSheets() {
  for (const form of document.querySelectorAll('[data-sheet]')) prepare(form);
  document.addEventListener('input', (event) => {
    const form = event.target.closest?.('[data-sheet]');
    if (!form) return;
    dirty = true;
    count(event.target);
  });
  document.addEventListener('change', (event) => {
    const form = event.target.closest?.('[data-sheet]');
    if (!form) return;
    dirty = true;
    showFields(form);
    stampInitial(event.target);
    if ('keepsDraft' in form.dataset) keepDraft(form, event.target.closest('[data-field]')?.dataset.field);
  });
  document.addEventListener('click', (event) => {
    const jump = event.target.closest?.('[data-summary] a');
    if (jump) {
      event.preventDefault();
      document.getElementById(jump.hash.slice(1))?.focus();
    }
    if (event.target.closest?.('[data-cancel]') && event.target.closest('dialog')) {
      event.preventDefault();
      leave();
    }
  });
  dialog()?.addEventListener('cancel', (event) => {
    event.preventDefault();
    leave();
  });
}

/** Shows a form in the dialog; after a refused submit the first field in question gets the focus. */
export function showSheet(markup, invalid) {
  const box = dialog();
  const form = parse(markup);
  box.replaceChildren(form);
  if (!box.open) box.showModal();
  box.scrollTop = 0;
  prepare(form);
  dirty = invalid;
  const wrong = invalid && form.querySelector('.field.wrong :is(input:not([type=hidden]), textarea, select)');
  (wrong || form.querySelector('.sheet-title')).focus();
}

export function closeSheet() {
  dirty = false;
  dialog().close();
  dialog().replaceChildren();
}

/** Asks once before typed words are thrown away; a form that keeps its draft needs no asking. */
function leave() {
  const form = dialog().querySelector('[data-sheet]');
  const place = form?.querySelector('[data-trouble]');
  if (!form || !dirty || 'keepsDraft' in form.dataset || place.dataset.asked) {
    closeSheet();
    return;
  }
  place.dataset.asked = 'yes';
  place.textContent =
    'You have typed something that is not sent yet. Press “Cancel” or Escape again to throw it away.';
  place.hidden = false;
  place.scrollIntoView({ block: 'nearest' });
}

function prepare(form) {
  showFields(form);
  for (const control of form.querySelectorAll('[data-max]')) count(control);
}

/** The same rule as on the server: shown while the other field's value is one of these. */
function showFields(form) {
  const data = new FormData(form);
  for (const field of form.querySelectorAll('[data-show-field]')) {
    const value = data.get(`one.${field.dataset.showField}`);
    field.toggleAttribute('data-unshown', !JSON.parse(field.dataset.showIs).includes(value));
  }
}

/** Speaks up in the last fifth of the room there is. */
function count(control) {
  const max = Number(control.dataset?.max);
  if (!max) return;
  const field = control.closest('[data-field]');
  const used = control.value.length;
  let place = field.querySelector('.counter');
  if (used <= max * 0.8) {
    place?.remove();
    return;
  }
  if (!place) {
    place = document.createElement('p');
    place.className = 'counter';
    control.after(place);
  }
  place.classList.toggle('over', used > max);
  place.textContent = used > max ? `${used - max} characters too many` : `${max - used} characters left`;
}

function stampInitial(box) {
  const place = box.closest('.initial')?.querySelector('[data-initial-time]');
  if (!place) return;
  const now = new Date().toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
  place.textContent = box.checked ? now : '';
}

let queue = Promise.resolve();

/** One change after the other, so that the newest draft is the one that stays. What is on screen is newer than any answer. */
function keepDraft(form, changed) {
  if (!changed) return;
  const body = bodyOf(form);
  body.set('changed', changed);
  queue = queue.then(async () => {
    const answer = await send('/forms/change', body);
    const place = form.querySelector('[data-trouble]');
    place.hidden = answer.kind === 'sheet';
    if (answer.kind === 'trouble') showTrouble(place, answer);
    else if (answer.kind === 'done') place.textContent = parse(answer.html).textContent;
  });
}

/** A submit waits for the drafts before it: one that came later would begin a new draft. */
export function draftsKept() {
  return queue;
}
