/** Choosing people from the roster by typing: a combobox with script, a name that must fit exactly one person without. */
import { controlAttributes, type DrawnField, fieldId } from './field-parts.ts';
import { type Html, html } from './html.ts';
import { nobodyChosen } from './settle-people.ts';

export function drawPerson(drawn: DrawnField): Html {
  const id = typeof drawn.value === 'string' && drawn.value !== nobodyChosen ? drawn.value : '';
  const known = drawn.names[id] ?? '';
  return html`<div class="people" data-people="one"><input type="hidden" name="one.${drawn.name}" value="${id}" data-person-id><input type="hidden" name="said.${drawn.name}" value="${known}" data-person-said>${combobox(drawn, drawn.typed ?? known)}</div>`;
}

export function drawPeople(drawn: DrawnField): Html {
  const ids = Array.isArray(drawn.value) ? drawn.value.filter((id) => id !== nobodyChosen) : [];
  return html`<div class="people" data-people="many"><ul class="chips" data-chips aria-label="Chosen">${ids.map(
    (id) => {
      const label = drawn.names[id] ?? 'Person';
      return html`<li class="chip"><input type="hidden" name="many.${drawn.name}" value="${id}"><span dir="auto">${label}</span><button type="button" class="chip-remove" data-remove-chip><span aria-hidden="true">×</span><span class="visually-hidden">Remove ${label}</span></button></li>`;
    },
  )}</ul>${combobox(drawn, drawn.typed ?? '')}</div>`;
}

function combobox(drawn: DrawnField, shown: string): Html {
  const list = `${fieldId(drawn.name)}-list`;
  return html`<div class="combo"><input class="input" type="text" name="typed.${drawn.name}" value="${shown}" dir="auto" autocomplete="off" placeholder="Type a name" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="${list}" data-name="${drawn.name}"${controlAttributes(drawn)}><ul class="popup" role="listbox" id="${list}" aria-label="People who fit" hidden></ul></div>`;
}
