/** The conversation without reloads: answers, cards that change in place, and notices as they come. */
import { agreed } from './ask.js';
import { remember } from './composer.js';
import { aboutOf, foldEarlier, newestOf } from './fold.js';
import { allKept, tally } from './initials.js';
import { listen, refresh } from './news.js';
import { bring } from './scroll.js';
import { closeSheet, isChanged, showSheet, statesOf } from './sheet.js';
import { bodyOf, look, parse, send, showTrouble } from './talk.js';

const narrow = window.matchMedia('(max-width: 56rem)');
let stream;
/** The message whose button opened the form that is on screen. */
let origin;

export function wireConversation() {
  stream = document.querySelector('[data-stream]');
  if (!stream) return;
  document.addEventListener('submit', onSubmit);
  fold();
  foldEarlier(stream);
  const messages = stream.querySelectorAll('.message');
  if (messages.length > 1) bring(messages[messages.length - 1]);
  listen();
}

/** On a phone the lists are one line until they are asked for. */
function fold() {
  const home = document.querySelector('.home');
  if (home && narrow.matches) home.open = false;
}

async function onSubmit(event) {
  const form = event.target;
  const handler = form.matches('[data-act]')
    ? press
    : form.matches('[data-open-form]')
      ? openForm
      : form.matches('[data-say]')
        ? say
        : form.matches('dialog [data-sheet]')
          ? submitSheet
          : undefined;
  if (!handler) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = 'yes';
  const button = event.submitter;
  button?.classList.add('busy');
  await handler(form, button);
  delete form.dataset.busy;
  button?.classList.remove('busy');
}

async function press(form, button) {
  const body = bodyOf(form, button);
  if ('asks' in form.dataset && !(await agreed(questionIn(body)))) return;
  origin = form.closest('.message');
  take(await send(form.getAttribute('action'), body));
}

/** Takes the question out of what is sent: with it, the server would ask. */
function questionIn(body) {
  const question = {};
  for (const name of ['title', 'text', 'yes']) {
    question[name] = body.get(`_ask.${name}`);
    body.delete(`_ask.${name}`);
  }
  return question;
}

async function openForm(form) {
  origin = form.closest('.message');
  await allKept();
  take(await look(`${form.getAttribute('action')}?${bodyOf(form)}`));
}

async function say(form, button) {
  const body = bodyOf(form, button);
  const text = body.get('text').trim();
  if (text === '') return;
  const place = document.querySelector('.composer [data-trouble]');
  place.hidden = true;
  await allKept();
  const answer = await send('/say', body);
  if (answer.kind === 'trouble') {
    showTrouble(place, answer);
    return;
  }
  remember(text);
  // what was not understood stays, to be mended
  const understood = answer.kind !== 'done' || answer.good;
  if (form.matches('[data-composer]') && understood) form.querySelector('.composer-input').value = '';
  if (narrow.matches) fold();
  const mine = parse(
    '<div class="message mine"><p dir="auto"><span class="visually-hidden">You typed: </span></p></div>',
  );
  mine.firstElementChild.append(text);
  stream.append(mine);
  origin = undefined;
  take(answer);
}

async function submitSheet(form) {
  await allKept();
  const before = statesOf(form);
  const answer = await send('/forms', bodyOf(form));
  if (answer.kind === 'trouble') {
    showTrouble(form.querySelector('[data-trouble]'), answer);
    form.querySelector('[data-trouble]').scrollIntoView({ block: 'nearest' });
    return;
  }
  if (answer.kind === 'sheet') showSheet(answer.html, answer.invalid, before);
  else if (answer.kind === 'done' && !answer.good && isChanged(form)) {
    // refused, and the case moved on: what was typed may still be of use
    showTrouble(form.querySelector('[data-trouble]'), { text: parse(answer.html).textContent });
    form.querySelector('[data-trouble]').scrollIntoView({ block: 'nearest' });
    if (answer.card) showAsItStands(parse(answer.card));
  } else {
    closeSheet();
    take(answer);
  }
}

/** A form that keeps its lines says how many, once the last of them is answered. */
export async function saySheetLeft(form) {
  if (!stream || !('keepsDraft' in form.dataset)) return;
  await allKept();
  const { done, all } = tally(form);
  const name = form.querySelector('.sheet-title').textContent;
  const place = result(`Kept: ${done} of ${all} lines. Open “${name}” again to go on.`, 'good');
  replaceResult(place, 'lines');
  after(place);
  bring(place);
}

/** Puts an answer where it belongs. */
function take(answer) {
  if (answer.kind === 'sheet') {
    showSheet(answer.html, answer.invalid);
    return;
  }
  if (answer.kind === 'message') {
    const message = parse(answer.html);
    stream.append(message);
    foldEarlier(stream);
    // the log is read out by itself, and the next command can be typed at once
    bring(message);
    return;
  }
  if (answer.kind === 'done') {
    settle(answer);
    return;
  }
  const place = result('', 'danger');
  showTrouble(place.firstElementChild, answer);
  after(place);
  place.scrollIntoView({ block: 'nearest' });
  place.firstElementChild.focus({ preventScroll: true });
}

function result(text, tone) {
  const place = parse(
    `<div class="message"><p class="result tone-${tone}" tabindex="-1" dir="auto"></p></div>`,
  );
  place.firstElementChild.textContent = text;
  return place;
}

/** A sentence tells what was just done: the one before it, of the same case, has had its time. */
function replaceResult(place, about) {
  if (!about) return;
  for (const old of stream.querySelectorAll(`[data-result-of="${CSS.escape(about)}"]`)) old.remove();
  place.dataset.resultOf = about;
}

/**
 * Every copy of a case on the page shows how it stands now. The case follows the sentence: where its card was used, or,
 * when that was another card or a list, at the end.
 */
function settle(answer) {
  const sentence = parse(answer.html);
  const message = answer.card && parse(answer.card);
  const about = aboutOf(message);
  replaceResult(sentence, about ?? aboutOf(origin));
  let last = sentence;
  if (about) {
    const newest = newestOf(stream, about);
    showAsItStands(message);
    if (newest && newest === origin) {
      newest.before(sentence);
      last = newest;
    } else {
      message.dataset.passing = '';
      stream.append(sentence, message);
      last = message;
    }
  } else {
    after(sentence);
    if (message) sentence.after(message);
    last = message || sentence;
  }
  foldEarlier(stream);
  bring(sentence, last);
  sentence.querySelector('.result').focus({ preventScroll: true });
  refresh();
}

function showAsItStands(message) {
  const about = aboutOf(message);
  if (!about) return;
  for (const copy of stream.querySelectorAll(`.card[data-about="${CSS.escape(about)}"]`))
    copy.replaceWith(freshCopy(message.querySelector('.card')));
}

let copies = 0;

/** A copy with ids of its own. */
function freshCopy(card) {
  const copy = card.cloneNode(true);
  copies += 1;
  const id = `${copy.getAttribute('aria-labelledby')}-${copies}`;
  copy.querySelector('.card-title').id = id;
  copy.setAttribute('aria-labelledby', id);
  return copy;
}

function after(message) {
  if (origin?.isConnected && stream.contains(origin)) origin.after(message);
  else stream.append(message);
}
