/** Lines that are initialled: each change is sent by itself, one after the other, and no answer touches a box. */
import { bodyOf, parse, send, showTrouble } from './talk.js';

/** Fields whose newest state is not sent yet. */
const waiting = new Set();
let running;

/** Sends how this field stands when its turn comes, so that the newest state is the one that stays. */
export function keep(field) {
  waiting.add(field);
  say(field, isOn(field) ? 'Keeping…' : '');
  running ??= run();
}

/** A submit waits for these, and so does a form that is opened again. */
export function allKept() {
  return running ?? Promise.resolve();
}

export function isKeeping() {
  return running !== undefined;
}

async function run() {
  for (const field of waiting) {
    waiting.delete(field);
    await ask(field);
  }
  running = undefined;
}

async function ask(field) {
  const asked = isOn(field);
  const body = bodyOf(field.closest('form'));
  body.set('changed', field.dataset.field);
  const answer = await send('/forms/change', body);
  // changed again meanwhile: that change is sent by itself, and its answer is the one that counts
  if (waiting.has(field) || isOn(field) !== asked) return;
  if (answer.kind === 'sheet') kept(field);
  else notKept(field, answer);
}

function kept(field) {
  const now = new Date().toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
  say(field, isOn(field) ? `Kept ${now}` : '');
  if ('unkept' in field.dataset) {
    delete field.dataset.unkept;
    const place = field.querySelector('[data-error]');
    place.replaceChildren();
    place.hidden = true;
  }
  // the way is open again
  for (const other of field.closest('form').querySelectorAll('[data-unkept]')) keep(other);
}

/** The box stays as the person left it; the line says that it is not kept, and why. */
function notKept(field, answer) {
  if (field.dataset.kind !== 'initial') return;
  field.dataset.unkept = '';
  say(field, 'Not kept yet');
  const place = field.querySelector('[data-error]');
  showTrouble(place, {
    ...answer,
    text:
      answer.kind === 'done'
        ? parse(answer.html).textContent
        : answer.signIn
          ? 'This is not kept yet, because your session has ended.'
          : 'This is not kept yet, because Safekeep could not be reached. Your tick stays here.',
  });
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'button plain small';
  again.textContent = 'Try again';
  again.addEventListener('click', () => keep(field));
  place.append(' ', again);
}

function isOn(field) {
  return field.querySelector('input[type=checkbox]')?.checked ?? false;
}

function say(field, words) {
  const place = field.querySelector('[data-initial-time]');
  if (place) place.textContent = words;
}

/** How many lines are kept, of how many: lines of which one is enough (they are optional) count once. */
export function tally(form) {
  const all = new Set();
  const done = new Set();
  let section = 0;
  for (const field of form.querySelectorAll('[data-kind=initial]')) {
    if (field.querySelector('.section')) section += 1;
    const box = field.querySelector('input[type=checkbox]');
    const line = box.hasAttribute('aria-required') ? field.dataset.field : `one of section ${section}`;
    all.add(line);
    if (box.checked && !('unkept' in field.dataset)) done.add(line);
  }
  return { done: done.size, all: all.size };
}
