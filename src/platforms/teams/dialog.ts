/** Dialogs: opened from a button or a message, leafed through, initialled line by line, sent. */
import type { MessageAction } from '../../app/ports.ts';
import { unknownButton } from '../../app/replies.ts';
import type { OpenForm, RawValues } from '../../chat/form.ts';
import { decodeToken } from '../../chat/form-token.ts';
import { type Result, type Shown, shownOf } from '../../chat/shown.ts';
import { InOrder } from '../../kernel/in-order.ts';
import type { Pressed } from './buttons.ts';
import { drawSentence } from './card.ts';
import { drawForm, type Luggage, type MoreOfForm, type Submitted, shownFields } from './form.ts';
import { type Did, interactionOf, originOf } from './inbound.ts';
import {
  cardOf,
  dialogAnswer,
  type InvokeAnswer,
  redraw,
  resultCard,
  type Speaker,
  type Visit,
} from './replies.ts';

const moreToFill = 'What you chose needs a little more. Please look through the form and send it again.';

export class Dialogs {
  readonly #speaker: Speaker;
  /** By opened form, so that neither a draft nor the screen goes back in time. */
  readonly #order = new InOrder();

  constructor(speaker: Speaker) {
    this.#speaker = speaker;
  }

  /** A button that opens a dialog: its form, or the one item of a list, or what only this person may see of a place card. */
  async open(visit: Visit, pressed: Pressed | undefined): Promise<InvokeAnswer> {
    if (!pressed) return this.sentence(unknownButton);
    const source = sourceOf(visit, pressed);
    const shown = shownOf(await visit.ask(interactionOf(pressed)));
    const answer = this.#show(shown, source ? { source } : {});
    if (shown.open || source?.on !== 'home') return answer;
    return { ...answer, afterwards: () => this.#showWhereItBegan(visit, source, shown) };
  }

  /** From the menu of a message in chat: its link goes along, and nothing of its text. */
  async openAbout(visit: Visit, action: MessageAction | undefined, link?: string): Promise<InvokeAnswer> {
    if (!action) return this.sentence(unknownButton);
    const subject = link === undefined ? {} : { message: link };
    return this.#show(shownOf(await visit.ask({ kind: 'open-form', form: action.form, subject })));
  }

  /** Whatever was pressed within a dialog. */
  async press(visit: Visit, did: Extract<Did, { kind: 'in-dialog' }>): Promise<InvokeAnswer> {
    const { pressed, submitted, data } = did;
    if (pressed) return this.#show(shownOf(await visit.ask(interactionOf(pressed))));
    if (!submitted) return this.sentence(unknownButton);
    const instance = decodeToken(submitted.luggage.token)?.instance ?? submitted.luggage.token;
    return this.#order.run(`${visit.user} ${instance}`, () => this.#pressInForm(visit, submitted, data));
  }

  sentence(text: string): InvokeAnswer {
    return this.#show({ told: { text, tone: 'warning' } });
  }

  async #pressInForm(visit: Visit, submitted: Submitted, data: unknown): Promise<InvokeAnswer> {
    const { luggage, does } = submitted;
    if (does === 'submit') return this.#send(visit, submitted, data);
    const { token } = luggage;
    const changed = typeof does === 'string' ? '' : does.initial;
    const reply = await visit.ask({ kind: 'change', token, values: submitted.values, changed });
    const shown = shownOf(reply);
    if (!shown.open) return this.#result(shown, data);
    const page = luggage.page + (does === 'next' ? 1 : does === 'back' ? -1 : 0);
    const kept =
      changed === '' ? submitted.values : await initialsAsKept(visit, shown.open, submitted.values);
    return this.#show(shown, { ...sourceIn(luggage), page, kept });
  }

  /**
   * A choice may ask for fields that this dialog, unlike a web page, could not show at once. Then it is drawn again with
   * them before anything is objected to. Forms of several pages have no such fields.
   */
  async #send(visit: Visit, { luggage, values }: Submitted, data: unknown): Promise<InvokeAnswer> {
    const { token } = luggage;
    const again = { ...sourceIn(luggage), page: luggage.page };
    const looked = shownOf(await visit.ask({ kind: 'change', token, values, changed: '' }));
    if (looked.open && showsMore(looked.open, luggage))
      return this.#show(looked, { ...again, told: { text: moreToFill, tone: 'info' } });
    const shown = shownOf(await visit.ask({ kind: 'submit', token, values }));
    if (shown.open) return this.#show(shown, again);
    return {
      ...this.#result(shown, data),
      afterwards: () => this.#showWhereItBegan(visit, luggage.source, shown),
    };
  }

  #show(shown: Shown, more: MoreOfForm = {}): InvokeAnswer {
    const { pen } = this.#speaker;
    return dialogAnswer(shown.open ? drawForm(shown.open, pen, more) : resultCard(shown, pen));
  }

  /** Nothing could be done, as without a database: what was typed stays behind a button that sends it once more. */
  failed(text: string, data: unknown): InvokeAnswer {
    const again = { type: 'Action.Submit', title: 'Try again', data, associatedInputs: 'none' };
    const card = drawSentence(text, 'danger', this.#speaker.pen, [], 'dialog');
    return dialogAnswer({ title: 'Please read this', size: 'small', card: { ...card, actions: [again] } });
  }

  #result(shown: Result, data: unknown): InvokeAnswer {
    const isFault = !shown.card && shown.told.tone === 'danger';
    return isFault ? this.failed(shown.told.text, data) : this.#show(shown);
  }

  /** The message under the dialog shows what came of it: the list anew, or the case, or what was said. */
  async #showWhereItBegan(visit: Visit, source: Luggage['source'], shown: Result): Promise<void> {
    // in a group it is everybody's
    if (!visit.personal || !source) return;
    if (!shown.card && (source.on === 'case' || shown.told.tone === 'danger')) return;
    const now = source.on === 'home' ? shownOf(await visit.ask({ kind: 'home' })) : shown;
    if (source.on === 'home' && !now.card) return;
    const card = cardOf(now, this.#speaker.pen, source.on, visit.user);
    await redraw(this.#speaker, visit, source.activity, card);
  }
}

function sourceOf({ message }: Visit, pressed: Pressed): Luggage['source'] {
  return message === undefined ? undefined : { activity: message, on: originOf(pressed) };
}

function sourceIn({ source }: Luggage): Pick<MoreOfForm, 'source'> {
  return source ? { source } : {};
}

function showsMore(open: OpenForm, { drawn }: Luggage): boolean {
  const kinds = Object.values(open.form.fields).map((field) => field.kind);
  return !kinds.includes('initial') && shownFields(open).some((name) => !drawn.includes(name));
}

/**
 * Of two lines pressed quickly, the second press knows nothing of the first one: which lines are initialled is what the
 * draft says, not what the dialog last showed.
 */
async function initialsAsKept(visit: Visit, open: OpenForm, values: RawValues): Promise<RawValues> {
  const { form, token } = open;
  if (!form.keepsDraft) return values;
  const fresh = await visit.ask({ kind: 'open-form', form: token.form, subject: token.subject });
  if (fresh.kind !== 'form') return values;
  const kept = fresh.open.form.values;
  const lines = Object.entries(form.fields).filter(([, field]) => field.kind === 'initial');
  return { ...values, ...Object.fromEntries(lines.map(([name]) => [name, kept[name] === true])) };
}
