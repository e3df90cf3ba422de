/** A list that opens under (or over) a text box: the WAI-ARIA combobox pattern, for commands and for people. */

/** `pick` gets the chosen option; `fill` is asked to show what fits and says whether there is anything. */
export function combobox(input, list, { pick, fill }) {
  let active = -1;

  const shown = () => [...list.querySelectorAll('[role=option]:not([hidden], [aria-disabled])')];

  function mark(index) {
    const options = shown();
    for (const option of list.querySelectorAll('[role=option]'))
      option.setAttribute('aria-selected', 'false');
    active = options.length === 0 ? -1 : (index + options.length) % options.length;
    const option = active < 0 ? undefined : options[active];
    if (!option || index < 0) {
      active = -1;
      input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  function open() {
    list.hidden = !list.querySelector('[role=option]:not([hidden])');
    input.setAttribute('aria-expanded', String(!list.hidden));
    mark(-1);
  }

  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    active = -1;
  }

  function choose(option) {
    close();
    pick(option);
  }

  input.addEventListener('input', async () => {
    if (await fill(input.value)) open();
    else close();
  });

  input.addEventListener('keydown', async (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) {
        if (event.key === 'ArrowUp') return;
        event.preventDefault();
        if (await fill(input.value, true)) open();
        if (!list.hidden) mark(0);
        return;
      }
      event.preventDefault();
      const count = shown().length;
      mark(event.key === 'ArrowDown' ? active + 1 : active < 1 ? count - 1 : active - 1);
    } else if (event.key === 'Enter' && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(shown()[active]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });

  // keeps the focus in the box while an option is pressed
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]:not([aria-disabled])');
    if (option) choose(option);
  });
  input.addEventListener('blur', close);
  return { close };
}
