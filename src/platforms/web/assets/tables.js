/** Says beside a table that is wider than its place that it can be moved sideways. */

export function wireTables() {
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries)
      target.toggleAttribute('data-wide', target.scrollWidth > target.clientWidth + 1);
  });
  const watch = () => {
    for (const place of document.querySelectorAll('.table-scroll')) watcher.observe(place);
  };
  watch();
  // answers bring tables of their own
  const stream = document.querySelector('[data-stream]');
  if (stream) new MutationObserver(watch).observe(stream, { childList: true });
}
