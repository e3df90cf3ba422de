/** A dialog of Teams and whoever sits before it: fills fields by their labels, presses buttons by their words. */
import {
  below,
  buttonsOf,
  checkCard,
  elementsOf,
  findButton,
  isInput,
  type Loose,
  mistakesIn,
  wordsOf,
} from './teams-card.ts';
import type { Received } from './teams-wire.ts';

/** How this dialog's invokes reach the bot: from which conversation, and by which name they are sent. */
export interface DialogLine {
  send(name: 'submit' | 'search', value: Loose): Promise<Received>;
}

export class Dialog {
  readonly #line: DialogLine;
  title = '';
  card: Loose = { body: [] };
  isOpen = true;
  /** What Teams shows instead when a dialog is answered with a sentence. */
  message: string | undefined;
  #inputs: Record<string, string> = {};

  constructor(line: DialogLine, answer: Received) {
    this.#line = line;
    this.#show(answer);
  }

  get words(): string {
    return wordsOf(this.card);
  }

  get labels(): string[] {
    return this.#fields().flatMap((field) => field.label?.replace(/ \(optional\)$/, '') ?? []);
  }

  get buttons(): string[] {
    return buttonsOf(this.card).map((one) => one.title);
  }

  /** Everything in the colour of mistakes, wherever it stands. */
  get mistakes(): string[] {
    return mistakesIn(elementsOf(this.card));
  }

  /** What is wrong with one field or line, as written below it. */
  mistakeUnder(label: string): string | undefined {
    return mistakesIn(below(this.card, label).rest)[0];
  }

  /** As it is seen: the words of what is chosen, not the values behind them. */
  value(label: string): string | string[] | undefined {
    const field = this.#field(label);
    const value = this.#inputs[field.id];
    if (field.type !== 'Input.ChoiceSet') return value;
    const titles = (value ?? '')
      .split(',')
      .filter((one) => one !== '')
      .map(
        (one) => this.#titles.get(one) ?? field.choices.find((choice: Loose) => choice.value === one)?.title,
      );
    return field.isMultiSelect ? titles : titles[0];
  }
  readonly #titles = new Map<string, string>();

  /** Types a text, or picks a day (YYYY-MM-DD) or, with " (time)" after the label, a time (HH:MM). */
  fill(label: string, text: string): void {
    const [, day = label, time] = /^(.*?)( \(time\))?$/su.exec(label) ?? [];
    const { field, rest } = below(this.card, day);
    const into = time ? rest.find((element) => element.type === 'Input.Time') : field;
    if (!isInput(into)) throw new Error(`"${label}" takes no text`);
    this.#inputs[into.id] = text;
  }

  /** Chooses by words, or by the words they begin with; several replace what was chosen before. */
  choose(label: string, ...texts: string[]): void {
    const field = this.#field(label);
    const values = texts.map((text) => {
      const choice =
        field.choices.find((one: Loose) => one.title === text) ??
        field.choices.find((one: Loose) => one.title.startsWith(text));
      if (choice) return choice.value;
      throw new Error(
        `"${label}" has no "${text}"; there are: ${field.choices.map((one: Loose) => one.title)}`,
      );
    });
    this.#inputs[field.id] = values.join(',');
  }

  tick(label: string, on = true): void {
    const field = this.#field(label);
    this.#inputs[field.id] = on ? field.valueOn : field.valueOff;
  }

  async suggestions(label: string, typed: string): Promise<{ title: string; value: string }[]> {
    const { dataset, type } = this.#field(label)['choices.data'] ?? {};
    if (type !== 'Data.Query') throw new Error(`"${label}" offers nobody`);
    const answer = await this.#line.send('search', {
      kind: 'search',
      queryText: typed,
      queryOptions: { skip: 0, top: 15 },
      dataset,
    });
    if (answer.json?.type !== 'application/vnd.microsoft.search.searchResponse')
      throw new Error(`the search was answered ${answer.status} ${answer.text}`);
    return answer.json.value.results;
  }

  /** Types part of a name and takes the first person offered. */
  async choosePerson(label: string, typed: string): Promise<void> {
    const [first] = await this.suggestions(label, typed);
    if (!first) throw new Error(`nobody is offered for "${typed}"`);
    this.#titles.set(first.value, first.title);
    this.#inputs[this.#field(label).id] = first.value;
  }

  /** What a button sends, and how it looks on the wire. */
  dataOf(button: Loose): Loose {
    return button.associatedInputs === 'none' ? button.data : { ...button.data, ...this.#given() };
  }

  async press(title: string): Promise<Received> {
    return this.#press(findButton(this.card, title));
  }

  /** Presses the button that stands below some words, where several bear the same title. */
  async pressBelow(words: string, title: string): Promise<Received> {
    const set = below(this.card, words).rest.find((element) => element.type === 'ActionSet');
    return this.#press(findButton({ actions: set?.actions ?? [] }, title));
  }

  /** The same once more, as after a lost answer; what is on screen stays. */
  async pressUnseen(title: string): Promise<Received> {
    return this.#line.send('submit', { data: this.dataOf(findButton(this.card, title)) });
  }

  async #press(button: Loose): Promise<Received> {
    if (button.type === 'Action.ShowCard') {
      const [only] = buttonsOf(button.card);
      return this.#press(only);
    }
    if (button.type !== 'Action.Submit') throw new Error(`a ${button.type} does nothing in a dialog`);
    const answer = await this.#line.send('submit', { data: this.dataOf(button) });
    this.#show(answer);
    return answer;
  }

  #show(answer: Received): void {
    if (answer.status !== 200) throw new Error(`Teams got ${answer.status} ${answer.text}`);
    const task = answer.json?.task;
    if (task?.type !== 'continue') {
      this.isOpen = false;
      this.message = task?.value;
      return;
    }
    const { title, height, width, card } = task.value;
    for (const size of [height, width])
      if (!['small', 'medium', 'large'].includes(size)) throw new Error(`a dialog of size ${size}`);
    this.title = title;
    this.card = checkCard(card);
    const odd = buttonsOf(this.card).filter(({ type }) => !/^Action\.(Submit|OpenUrl|ShowCard)$/.test(type));
    if (odd.length > 0) throw new Error(`Teams draws no ${odd[0].type} in a dialog`);
    this.#inputs = Object.fromEntries(
      this.#fields().flatMap((field) => (field.value === undefined ? [] : [[field.id, field.value]])),
    );
  }

  #fields(): Loose[] {
    return elementsOf(this.card).filter(isInput);
  }

  #field(label: string): Loose {
    const { field } = below(this.card, label);
    if (!isInput(field)) throw new Error(`"${label}" is no field; there are: ${this.labels.join(', ')}`);
    return field;
  }

  /** Teams leaves out what is empty. */
  #given(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.#inputs).filter(([, value]) => value !== ''));
  }
}
