/** What comes by itself: notices, cards that moved on, and the lists beside them. */
import { foldEarlier } from './fold.js';
import { bring, followsAlong } from './scroll.js';
import { look, parse } from './talk.js';

const theStream = () => document.querySelector('[data-stream]');

let refreshing = false;
let again = false;

/** Asks for notices and lists as they stand; one at a time, and once more if news came meanwhile. */
export async function refresh() {
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
  const stream = theStream();
  const follows = followsAlong();
  let newest;
  for (const item of news.items) {
    const mine = stream.querySelector(`[data-row="${CSS.escape(item.row)}"]`);
    if (!mine) {
      newest = parse(item.html);
      stream.append(newest);
    } else if (mine.dataset.print !== item.print) replaceNotice(mine, parse(item.html));
  }
  foldEarlier(stream);
  showHome(news.home);
  if (!newest || !follows) return;
  // the sentence about what was just done stays in view above the news it made
  const above = newest.previousElementSibling;
  bring(above?.querySelector(':scope > .result') ? above : newest, newest);
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
export function listen() {
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

/** A line that a person opened stays open, and the focus stays on the case. */
function replaceNotice(mine, drawn) {
  const had = mine.contains(document.activeElement);
  mine.replaceWith(drawn);
  const lines = [mine, drawn].every((message) => message.classList.contains('earlier'));
  if (lines) drawn.querySelector('.case').open = mine.querySelector('.case').open;
  if (had) drawn.querySelector(lines ? '.case-line' : '.card').focus({ preventScroll: true });
}
