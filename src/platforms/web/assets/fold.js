/** One case, one card: the newest in the conversation is shown whole, earlier ones are a line that opens. */

/** The case that a message shows, or nothing. */
export function aboutOf(message) {
  return message?.querySelector(':scope > .case > .card')?.dataset.about;
}

export function newestOf(stream, about) {
  return [...stream.querySelectorAll('.message')].findLast((message) => aboutOf(message) === about);
}

/** To be called whenever messages came or went. What a person opened by hand stays open. */
export function foldEarlier(stream) {
  const met = new Set();
  for (const message of [...stream.querySelectorAll('.message')].reverse()) {
    const about = aboutOf(message);
    if (!about) continue;
    const earlier = met.has(about);
    met.add(about);
    if (message.classList.contains('earlier') === earlier) continue;
    // the answer to a button says no more than the notice that follows it
    if (earlier && 'passing' in message.dataset) {
      message.remove();
      continue;
    }
    const had = message.contains(document.activeElement);
    message.classList.toggle('earlier', earlier);
    message.querySelector('.case').open = !earlier;
    if (had && earlier) message.querySelector('.case-line').focus({ preventScroll: true });
  }
}
