/** A person in front of Slack who knows nothing of our code: types commands, finds fields by their labels, presses buttons by their words. */
import { createHmac, randomUUID } from 'node:crypto';
import { checkView } from './slack-limits.ts';
import { chosen, inputsOf, type Memory, optionsIn, remember } from './slack-memory.ts';
import type { SlackPeer } from './slack-peer.ts';

type Json = Record<string, unknown>;
// Slack's own JSON, read as an outsider reads it
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
type Loose = any;

export interface Sent {
  readonly status: number;
  readonly text: string;
  readonly json: Loose;
}

export interface SigningOptions {
  readonly secret?: string;
  /** Seconds since 1970. */
  readonly timestamp?: number;
  readonly signature?: string;
  readonly contentType?: string;
}

/** One signed request, as Slack sends it. */
export async function sendSigned(
  url: string,
  secret: string,
  body: string,
  options: SigningOptions = {},
): Promise<Sent> {
  const timestamp = String(options.timestamp ?? Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', options.secret ?? secret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex')}`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': options.contentType ?? 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': options.signature ?? signature,
    },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}

/** How a payload reaches the program: signed HTTP here, a WebSocket elsewhere. */
export type Carrier = (payload: Json, kind: 'command' | 'interactive' | 'event') => Promise<Sent>;

export function overHttp(appUrl: string, peer: SlackPeer): Carrier {
  return (payload, kind) => {
    const url = `${appUrl}/slack/events`;
    if (kind === 'event')
      return sendSigned(url, peer.signingSecret, JSON.stringify(payload), {
        contentType: 'application/json',
      });
    const fields = kind === 'command' ? payload : { payload: JSON.stringify(payload) };
    return sendSigned(
      url,
      peer.signingSecret,
      new URLSearchParams(fields as Record<string, string>).toString(),
    );
  };
}

export class SlackPerson {
  readonly peer: SlackPeer;
  readonly carry: Carrier;
  readonly userId: string;

  constructor(peer: SlackPeer, carry: Carrier, name: string) {
    this.peer = peer;
    this.carry = carry;
    this.userId = peer.userId(name);
  }

  async trigger(viewId?: string): Promise<string> {
    const answer = await this.peer.api('views.generateTriggerId', {
      user_id: this.userId,
      ...(viewId ? { view_id: viewId } : {}),
    });
    if (typeof answer.trigger_id !== 'string') throw new Error(`no trigger: ${JSON.stringify(answer)}`);
    return answer.trigger_id;
  }

  async commandPayload(
    command: string,
    text = '',
    trigger?: string,
  ): Promise<Json & { response_id: string }> {
    const responseId = randomUUID();
    return {
      command,
      text,
      team_id: this.peer.team,
      team_domain: 'sample',
      channel_id: 'C000000001',
      channel_name: 'general',
      user_id: this.userId,
      user_name: 'someone',
      api_app_id: 'A000000001',
      is_enterprise_install: 'false',
      trigger_id: trigger ?? (await this.trigger()),
      response_url: this.peer.responseUrl(responseId),
      response_id: responseId,
    };
  }

  /** Types a command and waits for the modal it opens. */
  async commandForModal(command: string, text = ''): Promise<Modal> {
    const payload = await this.commandPayload(command, text);
    const ack = await this.carry(payload, 'command');
    expectAck(ack);
    return this.nextModal();
  }

  /** Types a command and waits for the message that only this person sees. */
  async commandForMessage(command: string, text = ''): Promise<Message> {
    const payload = await this.commandPayload(command, text);
    expectAck(await this.carry(payload, 'command'));
    const body = await this.peer.nextResponse(payload.response_id);
    return new Message(this, body, { ephemeral: true, channel: 'C000000001' });
  }

  async nextModal(): Promise<Modal> {
    const call = await this.peer.nextCall('views.open');
    const answer = call.answer as Loose;
    if (!answer.ok) throw new Error(`views.open: ${answer.error}`);
    return new Modal(this, answer.view);
  }

  /** The next direct message to this person that says these words and was not read yet. */
  async nextDirectMessage(words = ''): Promise<Message> {
    const { peer } = this;
    const call = await peer.nextCallWhere(
      ({ method, body, answer }) =>
        method === 'chat.postMessage' &&
        answer.ok === true &&
        this.#conversations().includes(String(body.channel)) &&
        `${body.text}\n${wordsOf(body.blocks)}`.includes(words),
    );
    const answer = call.answer as Loose;
    return new Message(this, call.body, { ephemeral: false, channel: answer.channel, ts: answer.ts });
  }

  /** The next time a message of this person's is drawn again. */
  async nextUpdate(of: Message): Promise<Message> {
    const call = await this.peer.nextCallWhere(
      ({ method, body }) => method === 'chat.update' && body.ts === of.where.ts,
    );
    return new Message(this, call.body, of.where);
  }

  #conversations(): string[] {
    return this.peer.calls
      .filter((call) => call.method === 'conversations.open' && call.body.users === this.userId)
      .map((call) => (call.answer as Loose).channel?.id);
  }

  async openHome(eventId = `Ev${randomUUID()}`): Promise<Home> {
    expectAck(await this.carry(this.homeEvent(eventId), 'event'));
    const call = await this.peer.nextCall('views.publish');
    return new Home(this, (call.answer as Loose).view);
  }

  homeEvent(eventId: string): Json {
    return {
      type: 'event_callback',
      team_id: this.peer.team,
      api_app_id: 'A000000001',
      event_id: eventId,
      event_time: 1,
      event: { type: 'app_home_opened', user: this.userId, channel: 'D1', tab: 'home', event_ts: '1.1' },
    };
  }

  user(): Json {
    return { id: this.userId, username: 'someone', name: 'someone', team_id: this.peer.team };
  }

  base(): Json {
    return {
      user: this.user(),
      team: { id: this.peer.team, domain: 'sample' },
      api_app_id: 'A000000001',
      is_enterprise_install: false,
    };
  }
}

function expectAck(ack: Sent): void {
  if (ack.status !== 200) throw new Error(`Slack got ${ack.status} ${ack.text}`);
}

/** Everything readable, for asking whether somebody would see a sentence. */
export function wordsOf(value: unknown): string {
  const found: string[] = [];
  const walk = (node: unknown, key = ''): void => {
    if (typeof node === 'string') {
      if (key === 'text') found.push(node);
    } else if (Array.isArray(node)) for (const item of node) walk(item, key);
    else if (typeof node === 'object' && node !== null)
      for (const [name, item] of Object.entries(node)) walk(item, name);
  };
  walk(value);
  return found.join('\n');
}

function buttonsOf(blocks: readonly Loose[]): Loose[] {
  return blocks
    .flatMap((block) => [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])])
    .filter((element) => element.type === 'button');
}

function findButton(blocks: readonly Loose[], label: string): Loose {
  const all = buttonsOf(blocks);
  const button = all.find((one) => one.text.text === label);
  if (!button)
    throw new Error(`no button "${label}"; there are: ${all.map((one) => one.text.text).join(', ')}`);
  return button;
}

export class Message {
  readonly person: SlackPerson;
  readonly body: Loose;
  readonly where: { readonly ephemeral: boolean; readonly channel: string; readonly ts?: string };

  constructor(person: SlackPerson, body: Loose, where: Message['where']) {
    this.person = person;
    this.body = body;
    this.where = where;
  }

  get words(): string {
    return wordsOf(this.body.blocks);
  }

  get buttons(): string[] {
    return buttonsOf(this.body.blocks).map((one) => one.text.text);
  }

  /** A press, whatever comes of it. */
  async press(label: string, trigger?: string): Promise<{ ack: Sent; responseId: string }> {
    const { payload, responseId } = await this.pressPayload(findButton(this.body.blocks, label), trigger);
    return { ack: await this.person.carry(payload, 'interactive'), responseId };
  }

  async pressPayload(button: Loose, trigger?: string): Promise<{ payload: Json; responseId: string }> {
    const responseId = randomUUID();
    const { channel, ts = '1.000001', ephemeral } = this.where;
    const payload = {
      ...this.person.base(),
      type: 'block_actions',
      trigger_id: trigger ?? (await this.person.trigger()),
      response_url: this.person.peer.responseUrl(responseId),
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: ephemeral },
      channel: { id: channel, name: 'directmessage' },
      ...(ephemeral ? {} : { message: { ts, blocks: this.body.blocks } }),
      actions: [
        {
          type: 'button',
          block_id: 'b1',
          action_id: button.action_id,
          value: button.value,
          action_ts: '1.1',
        },
      ],
    };
    return { payload, responseId };
  }

  async pressForModal(label: string): Promise<Modal> {
    expectAck((await this.press(label)).ack);
    return this.person.nextModal();
  }

  /** The answer in this message's place, or as a message only this person sees. */
  async pressForMessage(label: string): Promise<Message> {
    const { ack, responseId } = await this.press(label);
    expectAck(ack);
    return new Message(this.person, await this.person.peer.nextResponse(responseId), this.where);
  }
}

export class Home {
  readonly person: SlackPerson;
  readonly view: Loose;

  constructor(person: SlackPerson, view: Loose) {
    this.person = person;
    this.view = view;
  }

  get words(): string {
    return wordsOf(this.view.blocks);
  }

  async press(label: string): Promise<Sent> {
    const button = findButton(this.view.blocks, label);
    return this.person.carry(
      {
        ...this.person.base(),
        type: 'block_actions',
        trigger_id: await this.person.trigger(),
        container: { type: 'view', view_id: this.view.id },
        view: this.view,
        actions: [{ type: 'button', block_id: 'b1', action_id: button.action_id, value: button.value }],
      },
      'interactive',
    );
  }
}

export class Modal {
  readonly person: SlackPerson;
  view: Loose;
  /** What Slack keeps of what was typed. */
  #state: Memory = {};
  /** Messages under the fields, by label. */
  errors: Record<string, string> = {};

  constructor(person: SlackPerson, view: Loose) {
    this.person = person;
    this.view = view;
    this.#state = remember(view);
  }

  get title(): string {
    return this.view.title.text;
  }

  get words(): string {
    return wordsOf(this.view.blocks);
  }

  get labels(): string[] {
    return this.#inputs().map((block) => block.label.text);
  }

  get buttons(): string[] {
    return buttonsOf(this.view.blocks).map((one) => one.text.text);
  }

  value(label: string): unknown {
    const { block_id, element } = this.#input(label);
    const held = this.#state[block_id]?.[element.action_id] ?? {};
    return (
      held.value ??
      held.selected_date ??
      held.selected_time ??
      held.selected_option?.text.text ??
      held.selected_options?.map((one: Loose) => one.text.text) ??
      null
    );
  }

  /** Types into a text field, or picks a day (YYYY-MM-DD) or time (HH:MM). */
  async fill(label: string, text: string): Promise<void> {
    const { element } = this.#input(label);
    const key =
      { datepicker: 'selected_date', timepicker: 'selected_time' }[element.type as string] ?? 'value';
    await this.#set(label, { type: element.type, [key]: text });
  }

  /** Chooses options by their words; several replace what was chosen before. */
  async choose(label: string, ...texts: string[]): Promise<void> {
    const { element } = this.#input(label);
    const all = optionsIn(element);
    const options = texts.map((text) => {
      const option = all.find((one) => one.text.text === text || one.text.text.startsWith(text));
      if (!option)
        throw new Error(
          `"${label}" has no "${text}"; there are: ${all.map((one) => one.text.text).join(', ')}`,
        );
      return option;
    });
    await this.#set(label, chosen(element, options));
  }

  async tick(label: string): Promise<void> {
    const { element } = this.#input(label);
    await this.#set(label, chosen(element, element.options));
  }

  async untick(label: string): Promise<void> {
    const { element } = this.#input(label);
    await this.#set(label, chosen(element, []));
  }

  async suggestions(label: string, query: string): Promise<Loose[]> {
    const { block_id, element } = this.#input(label);
    const answer = await this.person.carry(
      {
        ...this.person.base(),
        type: 'block_suggestion',
        action_id: element.action_id,
        block_id,
        value: query,
        container: { type: 'view', view_id: this.view.id },
        view: this.#payload(),
      },
      'interactive',
    );
    expectAck(answer);
    return answer.json.options;
  }

  /** Types part of a name and takes the first person offered. */
  async choosePerson(label: string, query: string): Promise<void> {
    const { element } = this.#input(label);
    const [first] = await this.suggestions(label, query);
    if (!first) throw new Error(`nobody offered for "${query}"`);
    await this.#set(label, chosen(element, [first]));
  }

  async submitPayload(trigger?: string): Promise<Json> {
    return {
      ...this.person.base(),
      type: 'view_submission',
      trigger_id: trigger ?? (await this.person.trigger(this.view.id)),
      view: this.#payload(),
      response_urls: [],
    };
  }

  /** Sends the form; afterwards this modal shows what Slack would show. */
  async submit(): Promise<Sent> {
    const ack = await this.person.carry(await this.submitPayload(), 'interactive');
    expectAck(ack);
    this.errors = {};
    if (ack.json?.response_action === 'errors')
      for (const [id, message] of Object.entries(ack.json.errors as Record<string, string>))
        this.errors[this.#labelOf(id)] = message;
    if (ack.json?.response_action === 'update') {
      const faults = checkView(ack.json.view);
      if (faults.length > 0) throw new Error(`Slack refuses the view: ${faults.join(', ')}`);
    }
    if (ack.json?.response_action === 'update') this.show({ ...ack.json.view, id: this.view.id });
    return ack;
  }

  async press(label: string): Promise<Sent> {
    const button = findButton(this.view.blocks, label);
    return this.person.carry(
      {
        ...this.person.base(),
        type: 'block_actions',
        trigger_id: await this.person.trigger(this.view.id),
        container: { type: 'view', view_id: this.view.id },
        view: this.#payload(),
        actions: [{ type: 'button', block_id: 'b1', action_id: button.action_id, value: button.value }],
      },
      'interactive',
    );
  }

  /** Waits for the app to draw this modal again, as `views.update` does. */
  async redrawn(): Promise<void> {
    const call = await this.person.peer.nextCall('views.update');
    const answer = call.answer as Loose;
    if (!answer.ok) throw new Error(`views.update: ${answer.error}`);
    this.show(answer.view);
  }

  show(view: Loose): void {
    this.view = view;
    this.#state = remember(view, this.#state);
  }

  #inputs(): Loose[] {
    return inputsOf(this.view);
  }

  #input(label: string): Loose {
    const block = this.#inputs().find((one) => one.label.text === label);
    if (!block) throw new Error(`no field "${label}"; there are: ${this.labels.join(', ')}`);
    return block;
  }

  #labelOf(blockId: string): string {
    const block = this.#inputs().find((one) => one.block_id === blockId);
    if (!block) throw new Error(`an error for a block that is not on screen: ${blockId}`);
    return block.label.text;
  }

  async #set(label: string, held: Loose): Promise<void> {
    const block = this.#input(label);
    this.#state[block.block_id] = { [block.element.action_id]: held };
    if (!block.dispatch_action || block.element.type === 'plain_text_input') return;
    const ack = await this.person.carry(
      {
        ...this.person.base(),
        type: 'block_actions',
        trigger_id: await this.person.trigger(this.view.id),
        container: { type: 'view', view_id: this.view.id },
        view: this.#payload(),
        actions: [{ ...held, block_id: block.block_id, action_id: block.element.action_id }],
      },
      'interactive',
    );
    expectAck(ack);
  }

  #payload(): Json {
    return { ...this.view, state: { values: this.#state } };
  }
}
