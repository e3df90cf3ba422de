/** The place to type: completion of commands, and the last commands again with the arrow up. */
import { combobox } from './popup.js';

const typed = [];

export function remember(text) {
  if (typed.at(-1) !== text) typed.push(text);
}

export function wireComposer() {
  const form = document.querySelector('[data-composer]');
  if (!form) return;
  const input = form.querySelector('.composer-input');
  const list = form.querySelector('[role=listbox]');
  let back = 0;

  combobox(input, list, {
    fill(value, asked) {
      const text = value.trimStart().toLowerCase();
      if (!asked && !text.startsWith('/')) return false;
      let any = false;
      for (const option of list.children) {
        const fits = option.dataset.fill.startsWith(text) && option.dataset.fill !== text.trimEnd();
        option.hidden = !fits;
        any ||= fits;
      }
      return any;
    },
    pick(option) {
      const more = option.dataset.takes !== '';
      input.value = option.dataset.fill + (more ? ' ' : '');
      input.focus();
      if (!more) input.setSelectionRange(input.value.length, input.value.length);
    },
  });

  input.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowUp' || !list.hidden) return;
    if (back === 0 && input.value !== '') return;
    back = Math.min(back + 1, typed.length);
    if (typed.length > 0) input.value = typed[typed.length - back];
    event.preventDefault();
  });
  input.addEventListener('input', () => {
    back = 0;
  });
}
