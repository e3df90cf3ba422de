/** Finding people on the roster by typing; the chosen one's id goes into a hidden box. */
import { combobox } from './popup.js';
import { look } from './talk.js';

/** Boxes come and go with forms, so each is wired when it is first entered. */
export function wirePeople() {
  document.addEventListener('focusin', (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.dataset.wired) return;
    const holder = input.closest('[data-people]');
    if (!holder || input.getAttribute('role') !== 'combobox') return;
    input.dataset.wired = 'yes';
    wire(holder, input);
  });
  document.addEventListener('click', (event) => {
    const remove = event.target.closest?.('[data-remove-chip]');
    if (!remove) return;
    const holder = remove.closest('[data-people]');
    remove.closest('li').remove();
    holder.querySelector('[role=combobox]').focus();
    changed(holder);
  });
}

function changed(holder) {
  holder.dispatchEvent(new Event('change', { bubbles: true }));
}

function wire(holder, input) {
  const list = holder.querySelector('[role=listbox]');
  const single = holder.dataset.people === 'one';
  const id = holder.querySelector('[data-person-id]');
  let newest = 0;

  combobox(input, list, {
    async fill(value) {
      if (single) id.value = '';
      const words = value.trim();
      newest += 1;
      const mine = newest;
      sayNothing(holder);
      if (words === '') return false;
      const answer = await look(`/people?q=${encodeURIComponent(words)}`);
      if (mine !== newest || answer.kind !== 'options') return false;
      list.replaceChildren(...answer.options.map((option, index) => draw(option, `${list.id}-${index}`)));
      if (answer.options.length === 0) sayNobody(holder, list);
      return true;
    },
    pick(option) {
      const { value, label } = option.dataset;
      if (single) {
        id.value = value;
        holder.querySelector('[data-person-said]').value = label;
        input.value = label;
      } else {
        input.value = '';
        if (![...holder.querySelectorAll('[data-chips] input')].some((chip) => chip.value === value)) {
          holder.querySelector('[data-chips]').append(chip(input.dataset.name, value, label));
        }
      }
      changed(holder);
    },
  });
}

const nobody = 'Nobody on the roster fits.';

/** In the list, where one looks, and at the field, where it stays and is read out. */
function sayNobody(holder, list) {
  const item = draw({ value: '', label: nobody }, `${list.id}-none`);
  item.setAttribute('aria-disabled', 'true');
  list.replaceChildren(item);
  const place = holder.closest('[data-field]').querySelector('[data-error]');
  place.textContent = `${nobody} Please check the spelling, or type a part of the name.`;
  place.hidden = false;
}

function sayNothing(holder) {
  const place = holder.closest('[data-field]').querySelector('[data-error]');
  if (!place.textContent.startsWith(nobody)) return;
  place.textContent = '';
  place.hidden = true;
}

function draw(option, id) {
  const item = document.createElement('li');
  item.className = 'popup-option';
  item.role = 'option';
  item.id = id;
  item.setAttribute('aria-selected', 'false');
  item.dataset.value = option.value;
  item.dataset.label = option.label;
  const main = document.createElement('span');
  main.className = 'popup-main';
  main.dir = 'auto';
  main.textContent = option.label;
  item.append(main);
  if (option.description) {
    const says = document.createElement('span');
    says.className = 'popup-says';
    says.dir = 'auto';
    says.textContent = option.description;
    item.append(says);
  }
  return item;
}

function chip(name, value, label) {
  const item = document.createElement('li');
  item.className = 'chip';
  const input = document.createElement('input');
  input.type = 'hidden';
  input.name = `many.${name}`;
  input.value = value;
  item.append(input);
  const words = document.createElement('span');
  words.dir = 'auto';
  words.textContent = label;
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'chip-remove';
  remove.dataset.removeChip = '';
  remove.setAttribute('aria-label', `Remove ${label}`);
  remove.textContent = '×';
  item.append(words, remove);
  return item;
}
