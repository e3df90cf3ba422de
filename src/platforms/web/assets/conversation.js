/** The conversation without reloads: answers, cards that change in place, and notices as they come. */
import { remember } from './composer.js';
import { closeSheet, draftsKept, showSheet } from './sheet.js';
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
  toEnd();
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
  if ('asks' in form.dataset && !(await agreed(body))) return;
  origin = form.closest('.message');
  take(await send(form.getAttribute('action'), body));
}

/** Asks before what cannot be taken back; Escape and Cancel are a no. */
async function agreed(body) {
  const box = document.querySelector('[data-ask]');
  box.querySelector('#ask-title').textContent = body.get('_ask.title');
  box.querySelector('#ask-text').textContent = body.get('_ask.text');
  box.querySelector('[data-yes]').textContent = body.get('_ask.yes');
  for (const name of ['title', 'text', 'yes']) body.delete(`_ask.${name}`);
  box.returnValue = 'no';
  box.showModal();
  await new Promise((resolve) => box.addEventListener('close', resolve, { once: true }));
  return box.returnValue === 'yes';
}

async function openForm(form) {
  origin = form.closest('.message');
  take(await look(`${form.getAttribute('action')}?${bodyOf(form)}`));
}

async function say(form, button) {
  const body = bodyOf(form, button);
  const text = body.get('text').trim();
  if (text === '') return;
  const place = document.querySelector('.composer [data-trouble]');
  place.hidden = true;
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
  await draftsKept();
  const answer = await send('/forms', bodyOf(form));
  if (answer.kind === 'trouble') {
    showTrouble(form.querySelector('[data-trouble]'), answer);
    form.querySelector('[data-trouble]').scrollIntoView({ block: 'nearest' });
    return;
  }
  if (answer.kind !== 'sheet') closeSheet();
  take(answer);
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
    // the log is read out by itself, and the next command can be typed at once
    const long = message.offsetHeight > scroller().clientHeight * 0.9;
    message.scrollIntoView({ block: long ? 'start' : 'nearest' });
    return;
  }
  if (answer.kind === 'done') {
    settle(answer);
    return;
  }
  const place = parse('<div class="message"><p class="result tone-danger" tabindex="-1"></p></div>');
  showTrouble(place.firstElementChild, answer);
  after(place);
  place.scrollIntoView({ block: 'nearest' });
  place.firstElementChild.focus({ preventScroll: true });
}

/**
 * Every copy of a case on the page shows how it stands now. The sentence goes below the card that was used;
 * when that card was another one, or a list, the case follows the sentence.
 */
function settle(answer) {
  const result = parse(answer.html);
  after(result);
  if (answer.card) {
    const card = parse(answer.card);
    const about = card.querySelector('.card').dataset.about;
    const same = about ? [...stream.querySelectorAll(`.card[data-about="${CSS.escape(about)}"]`)] : [];
    const here = same.some((copy) => origin?.contains(copy));
    for (const copy of same) copy.replaceWith(freshCopy(card.querySelector('.card')));
    if (!here) result.after(card);
    result.scrollIntoView({ block: here ? 'nearest' : 'start' });
  } else result.scrollIntoView({ block: 'nearest' });
  result.querySelector('.result').focus({ preventScroll: true });
  refresh();
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

/** The stream scrolls by itself; in a low window the page does. */
function scroller() {
  return getComputedStyle(stream).overflowY === 'auto' ? stream : document.documentElement;
}

function atEnd() {
  const { scrollHeight, scrollTop, clientHeight } = scroller();
  return scrollHeight - scrollTop - clientHeight < 120;
}

function toEnd() {
  if (stream.querySelectorAll('.message').length > 1) scroller().scrollTop = scroller().scrollHeight;
}

let refreshing = false;
let again = false;

/** Asks for notices and lists as they stand; one at a time, and once more if news came meanwhile. */
async function refresh() {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  const news = await look('/news');
  refreshing = false;
  if (news.kind === 'news') show(news);
  if (again) {
    again = false;
    await refresh();
  }
}

function show(news) {
  document.body.dataset.csrf = news.csrf;
  const end = atEnd();
  let added = false;
  for (const item of news.items) {
    const mine = stream.querySelector(`[data-row="${CSS.escape(item.row)}"]`);
    if (!mine) {
      stream.append(parse(item.html));
      added = true;
    } else if (mine.dataset.print !== item.print) {
      const had = mine.contains(document.activeElement);
      const drawn = parse(item.html);
      mine.replaceWith(drawn);
      if (had) drawn.querySelector('.card').focus({ preventScroll: true });
    }
  }
  showHome(news.home);
  if (added && end) toEnd();
}

function showHome(markup) {
  const place = document.querySelector('[data-home]');
  const old = place.querySelector('.home');
  const drawn = parse(markup);
  if (!old || old.dataset.print === drawn.dataset.print) return;
  drawn.open = old.open;
  const had = place.contains(document.activeElement);
  place.replaceChildren(drawn);
  if (had) drawn.querySelector('summary').focus({ preventScroll: true });
}

/** A hidden page lets go of its stream: browsers keep only a few connections to one place. */
function listen() {
  let source;
  function start() {
    source = new EventSource('/events');
    source.addEventListener('news', refresh);
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      source?.close();
      source = undefined;
    } else if (!source) {
      start();
      refresh();
    }
  });
  if (!document.hidden) start();
}
