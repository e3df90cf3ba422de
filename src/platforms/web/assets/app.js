/** What script adds to pages that work without it; each part looks whether its place is on this page. */
import { wireComposer } from './composer.js';
import { saySheetLeft, wireConversation } from './conversation.js';
import { wireFileMarks } from './file-mark.js';
import { wirePeople } from './people.js';
import { wireSheets } from './sheet.js';
import { wireTables } from './tables.js';

document.documentElement.classList.add('js');
wireSheets(saySheetLeft);
wirePeople();
wireComposer();
wireConversation();
wireTables();
wireFileMarks();

document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Copied';
  } catch {
    window.getSelection().selectAllChildren(button.parentElement.querySelector('.copied'));
    button.textContent = 'Marked: copy it now';
  }
});

for (const button of document.querySelectorAll('[data-print]')) {
  if (button instanceof HTMLButtonElement) button.addEventListener('click', () => window.print());
}

/** Words that stand on a page from the start are read out by nobody: they come in once more. */
const said = document.querySelector('[data-said] .result');
if (said) {
  const text = said.textContent;
  said.textContent = '';
  setTimeout(() => {
    said.textContent = text;
  }, 100);
}

/** Narrows the list of people as one types; without script the same search is a page of its own. */
const search = document.querySelector('[data-filter]');
if (search) {
  search.addEventListener('submit', (event) => event.preventDefault());
  search.querySelector('input[type=search]').addEventListener('input', (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of document.querySelectorAll('[data-words]')) {
      const fits = words.every((word) => entry.dataset.words.includes(word));
      entry.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of document.querySelectorAll('[data-group]')) {
      group.hidden = !group.querySelector('[data-words]:not([hidden])');
    }
    document.querySelector('[data-none]').hidden = shown > 0;
  });
}
