/** Where a new message comes into view. */

/** The stream scrolls by itself; in a low window the page does. */
function scroller() {
  const stream = document.querySelector('[data-stream]');
  return stream && getComputedStyle(stream).overflowY === 'auto' ? stream : document.documentElement;
}

/** All of it where there is room; else from its top, where the news stands. */
export function bring(first, last = first) {
  const height = last.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
  if (height > scroller().clientHeight * 0.8) first.scrollIntoView({ block: 'start' });
  else {
    last.scrollIntoView({ block: 'nearest' });
    first.scrollIntoView({ block: 'nearest' });
  }
}

/** Whether somebody looks at the newest message: then the next one may come into view by itself. */
export function followsAlong() {
  const last = document.querySelector('[data-stream]').lastElementChild;
  return !last || last.getBoundingClientRect().top < window.innerHeight;
}
