/** A person in front of Teams who knows nothing of our code: types, presses buttons by their words, opens dialogs. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { buttonsOf, checkCard, findButton, type Loose, wordsOf } from './teams-card.ts';
import type { ConnectorCall, Member, TeamsPeer } from './teams-connector.ts';
import { Dialog } from './teams-dialog.ts';
import { activityOf, post, type Received } from './teams-wire.ts';

/** How long a person looks at the screen. */
const patienceMs = 20_000;

/** Where something is done, as an activity says it. */
interface Spot {
  readonly conversation: {
    readonly id: string;
    readonly conversationType: string;
    readonly tenantId: string;
  };
  readonly channelData: Loose;
}

export class TeamsPerson {
  readonly peer: TeamsPeer;
  readonly url: string;
  readonly member: Member;
  readonly #read = new Set<ConnectorCall>();

  constructor(peer: TeamsPeer, url: string, member: Member) {
    this.peer = peer;
    this.url = url;
    this.member = member;
  }

  async send(activity: Record<string, unknown>): Promise<Received> {
    const received = await post(this.peer, this.url, activityOf(this.peer, this.member, activity));
    if (received.status >= 300) throw new Error(`Teams got ${received.status} ${received.text}`);
    return received;
  }

  /** Types a line in their own chat and waits for the answer, or for the one that says these words. */
  async types(text: string, words = ''): Promise<Message> {
    const seen = this.peer.calls.length;
    await this.send({ text });
    return this.next(words, seen);
  }

  /** The next message in their own chat that was not read yet and says these words. */
  async next(words = '', after = 0): Promise<Message> {
    const call = await this.#nextCall(
      ({ kind, conversation, body, status }) =>
        kind === 'send' &&
        conversation === this.member.personal &&
        status < 300 &&
        saysOf(body).includes(words),
      after,
      `a message that says "${words}"`,
    );
    return new Message(this, call.answer.id, this.personal());
  }

  /** What they did not read so far. */
  get unread(): string[] {
    return this.peer.calls
      .filter(
        (call) => call.kind === 'send' && call.conversation === this.member.personal && !this.#read.has(call),
      )
      .map(({ body }) => saysOf(body));
  }

  /** Calls the bot in a group chat or channel; what the group is told, word for word. */
  async callsIn(group: string, text: string): Promise<string> {
    const seen = this.peer.calls.length;
    const spot = this.in(group);
    await this.send({
      ...spot,
      text: `<at>Safekeep</at>\u00a0${text}\n`,
      entities: [
        {
          type: 'mention',
          mentioned: { id: `28:${this.peer.appId}`, name: 'Safekeep' },
          text: '<at>Safekeep</at>',
        },
      ],
    });
    const call = await this.#nextCall(
      ({ kind, conversation, status }) =>
        kind === 'reply' && conversation === spot.conversation.id && status < 300,
      seen,
      'an answer in the group',
    );
    return saysOf(call.body);
  }

  async installs(): Promise<Message> {
    this.peer.person(this.member.name, { installed: true });
    const seen = this.peer.calls.length;
    await this.send({ type: 'installationUpdate', action: 'add' });
    return this.next('', seen);
  }

  async uninstalls(): Promise<void> {
    this.peer.person(this.member.name, { installed: false });
    await this.send({ type: 'installationUpdate', action: 'remove' });
  }

  /** From the menu of a message that somebody wrote in a chat or channel. */
  async messageAction(commandId: string, linkToMessage?: string, group?: string): Promise<Dialog> {
    const spot = group === undefined ? this.personal() : this.in(group);
    const about = {
      commandId,
      commandContext: 'message',
      messagePayload: {
        id: '1700000000001',
        ...(linkToMessage ? { linkToMessage } : {}),
        body: { contentType: 'html', content: '<p>Words of somebody else</p>' },
        from: { user: { displayName: 'Somebody Else' } },
      },
      context: { theme: 'default' },
    };
    const answer = await this.invoke('composeExtension/fetchTask', about, spot);
    return this.dialog(answer, spot, { name: 'composeExtension/submitAction', about });
  }

  dialog(
    answer: Received,
    spot: Spot,
    more: { readonly name?: string; readonly about?: Loose; readonly replyToId?: string } = {},
  ): Dialog {
    const { name = 'task/submit', about = {}, replyToId } = more;
    return new Dialog(
      {
        send: (what, value) =>
          what === 'search'
            ? this.invoke('application/search', value, spot)
            : this.invoke(name, { ...about, ...value, context: { theme: 'default' } }, spot, replyToId),
      },
      answer,
    );
  }

  invoke(name: string, value: Loose, spot: Spot = this.personal(), replyToId?: string): Promise<Received> {
    const id = `f:${randomUUID()}`;
    return this.send({ ...spot, type: 'invoke', id, name, value, ...(replyToId ? { replyToId } : {}) });
  }

  personal(): Spot {
    const { tenant } = this.peer;
    return {
      conversation: { id: this.member.personal, conversationType: 'personal', tenantId: tenant },
      channelData: { tenant: { id: tenant } },
    };
  }

  in(group: string): Spot {
    const { tenant } = this.peer;
    const isChannel = group.includes('tacv2');
    const thread = isChannel && !group.includes(';') ? `${group};messageid=1700000000000` : group;
    return {
      conversation: {
        id: thread,
        conversationType: isChannel ? 'channel' : 'groupChat',
        tenantId: tenant,
        ...{ isGroup: true },
      },
      channelData: {
        tenant: { id: tenant },
        ...(isChannel ? { team: { id: '19:team@thread.tacv2' }, channel: { id: group } } : {}),
      },
    };
  }

  async #nextCall(
    fits: (call: ConnectorCall) => boolean,
    after: number,
    what: string,
  ): Promise<ConnectorCall> {
    const impatient = AbortSignal.timeout(patienceMs);
    for (;;) {
      const call = this.peer.calls.slice(after).find((one) => !this.#read.has(one) && fits(one));
      if (call) {
        this.#read.add(call);
        return call;
      }
      if (impatient.aborted) throw new Error(`${this.member.name} never saw ${what}`);
      await pause(10);
    }
  }
}

function saysOf(body: Loose): string {
  const cards = (body.attachments ?? []).map((attachment: Loose) => wordsOf(attachment.content));
  return [body.text ?? '', ...cards].filter((part) => part !== '').join('\n');
}

/** A message of the bot's as it stands in the conversation now. */
export class Message {
  readonly person: TeamsPerson;
  readonly id: string;
  readonly spot: Spot;
  /** What an answered button put in its place, for as long as the message itself is as it was then. */
  #instead: { readonly of: string; readonly card: Loose } | undefined;
  /** The sentence that the last button was answered with. */
  told: string | undefined;

  constructor(person: TeamsPerson, id: string, spot: Spot) {
    this.person = person;
    this.id = id;
    this.spot = spot;
  }

  get body(): Loose {
    const [at = ''] = [this.spot.conversation.id];
    const shown = this.person.peer.shownIn(at).find((one) => one.id === this.id);
    if (!shown) throw new Error('the message is gone');
    return shown.body;
  }

  get card(): Loose {
    const { attachments } = this.body;
    if (this.#instead?.of === JSON.stringify(attachments)) return this.#instead.card;
    return checkCard(attachments?.[0]);
  }

  get words(): string {
    return wordsOf(this.card);
  }

  get buttons(): string[] {
    return buttonsOf(this.card).map((one) => one.title);
  }

  /** Presses a button that changes the card in its place; `yes` is the button of the question it may ask first. */
  async press(title: string, yes?: string): Promise<Message> {
    await this.pressRaw(title, yes);
    return this;
  }

  async pressRaw(title: string, yes?: string): Promise<Received> {
    const first = findButton(this.card, title);
    if (first.type === 'Action.ShowCard' && yes === undefined) throw new Error(`"${title}" asks first`);
    const button = first.type === 'Action.ShowCard' ? findButton(first.card, yes ?? '') : first;
    if (button.type !== 'Action.Execute') throw new Error(`"${title}" is a ${button.type}`);
    return this.#execute(button, 'manual');
  }

  async pressForDialog(title: string): Promise<Dialog> {
    const button = findButton(this.card, title);
    if (button.data?.msteams?.type !== 'task/fetch') throw new Error(`"${title}" opens no dialog`);
    const value = { data: button.data, context: { theme: 'default' } };
    const answer = await this.person.invoke('task/fetch', value, this.spot, this.id);
    return this.person.dialog(answer, this.spot, { replyToId: this.id });
  }

  /** As clients do that know no Action.Execute: the button's data comes as a message without words. */
  async pressAsOldClient(title: string): Promise<Message> {
    const seen = this.person.peer.calls.length;
    const { data } = findButton(this.card, title);
    await this.person.send({ ...this.spot, value: data, replyToId: this.id });
    return this.person.next('', seen);
  }

  /** Scrolls to it: a card that can refresh itself does, for those it names. */
  async look(): Promise<Message> {
    const { refresh } = checkCard(this.body.attachments?.[0]);
    if (refresh?.userIds?.includes(this.person.member.id)) await this.#execute(refresh.action, 'automatic');
    return this;
  }

  async #execute(button: Loose, trigger: 'manual' | 'automatic'): Promise<Received> {
    const { type, id, title, verb, data } = button;
    const value = { action: { type, id, title, verb, data }, trigger };
    const before = JSON.stringify(this.body.attachments);
    const answer = await this.person.invoke('adaptiveCard/action', value, this.spot, this.id);
    const { statusCode, type: kind, value: shown } = answer.json ?? {};
    if (statusCode !== 200) throw new Error(`the button was answered ${answer.status} ${answer.text}`);
    this.told = undefined;
    if (kind === 'application/vnd.microsoft.activity.message') this.told = shown;
    else this.#instead = { of: before, card: checkCard({ contentType: kind, content: shown }) };
    return answer;
  }
}
