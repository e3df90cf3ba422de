/** Says above a table that is wider than its place that it can be moved sideways. */

export function wireTables() {
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const place = target.closest('.table-scroll');
      place.toggleAttribute('data-wide', place.scrollWidth > place.clientWidth + 1);
    }
  });
  const watch = () => {
    for (const part of document.querySelectorAll('.table-scroll, .table-scroll > table'))
      watcher.observe(part);
  };
  watch();
  // answers bring tables of their own
  const stream = document.querySelector('[data-stream]');
  if (stream) new MutationObserver(watch).observe(stream, { childList: true });
}
