/* global AdaptiveCards */
/** How Teams draws a card, and the one input that it does not have: finding several by typing. */

const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
const look = await (await fetch(`/look/${theme}`)).json();

export function hostConfig() {
  return new AdaptiveCards.HostConfig(look);
}

/** `ask(dataset, words)` gives choices. */
export function elementsOf(ask) {
  class Picker extends AdaptiveCards.Input {
    chosen = new Map();
    static JsonTypeName = 'Input.DeskPicker';

    getJsonTypeName() {
      return Picker.JsonTypeName;
    }

    internalParse(source, context) {
      super.internalParse(source, context);
      this.given = source;
      const chosen = String(source.value ?? '').split(',');
      for (const { title, value } of source.choices ?? [])
        if (chosen.includes(value)) this.chosen.set(value, title);
    }

    get value() {
      return [...this.chosen.keys()].join(',');
    }

    isSet() {
      return this.chosen.size > 0;
    }

    isDirty() {
      return true;
    }

    internalRender() {
      const box = element('div', 'picker');
      const chips = element('div', 'chips');
      const input = element('input');
      const offers = element('div', 'offers');
      input.placeholder = this.given.placeholder ?? '';
      input.setAttribute('aria-label', this.given.label ?? '');
      const drawChips = () =>
        chips.replaceChildren(
          ...[...this.chosen].map(([value, title]) =>
            pressable(`${title} ✕`, () => {
              this.chosen.delete(value);
              drawChips();
            }),
          ),
        );
      input.addEventListener('input', async () => {
        const words = input.value;
        const dataset = this.given['choices.data']?.dataset;
        const all = dataset ? await ask(dataset, words) : this.given.choices;
        if (words !== input.value) return;
        const fits = all.filter(({ title }) => dataset || title.toLowerCase().includes(words.toLowerCase()));
        offers.replaceChildren(
          ...fits.slice(0, 15).map(({ title, value }) =>
            pressable(title, () => {
              if (!this.given.isMultiSelect) this.chosen.clear();
              this.chosen.set(value, title);
              input.value = '';
              offers.replaceChildren();
              drawChips();
            }),
          ),
        );
      });
      drawChips();
      box.append(chips, input, offers);
      return box;
    }
  }
  const elements = new AdaptiveCards.CardObjectRegistry();
  AdaptiveCards.GlobalRegistry.populateWithDefaultElements(elements);
  elements.register(Picker.JsonTypeName, Picker);
  return elements;
}

/** Choices that are found by typing become ours. */
export function withPickers(node) {
  if (Array.isArray(node)) return node.map(withPickers);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withPickers(value)]));
  return copy.type === 'Input.ChoiceSet' && copy.style === 'filtered'
    ? { ...copy, type: 'Input.DeskPicker' }
    : copy;
}

export function element(name, className = '', text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function pressable(text, onPress) {
  const button = element('button', '', text);
  button.type = 'button';
  button.addEventListener('click', onPress);
  return button;
}
