/** What Slack sends -> dispatch -> the answer, each kind in its order of acknowledging. */
import type { App, types, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { PlatformDeps } from '../../app/ports.ts';
import type { Option } from '../../chat/form.ts';
import type { Interaction, Reply } from '../../chat/interaction.ts';
import { shownOf, type Told } from '../../chat/shown.ts';
import { shortened } from '../../chat/split-text.ts';
import { newErrorReference } from '../../kernel/ids.ts';
import { InOrder } from '../../kernel/in-order.ts';
import { errorFields } from '../../kernel/log.ts';
import { onlyOnce } from './acks.ts';
import type { Pen } from './buttons.ts';
import { showChange } from './changes.ts';
import { slackErrorFields } from './errors.ts';
import {
  type Arrival,
  envelopeOf,
  type Press,
  readCommand,
  readHome,
  readPress,
  readShortcut,
  readSubmission,
  readSuggestion,
} from './inbound.ts';
import { limits } from './limits.ts';
import { readMessageShortcut } from './message-shortcut.ts';
import { answer, type Speaker, say } from './replies.ts';
import { afterSubmission, SubmissionGate } from './submission.ts';
import { plain } from './text.ts';
import { homeView } from './views.ts';

export interface Listening {
  readonly deps: PlatformDeps;
  readonly client: WebClient;
  readonly pen: Pen;
  readonly post: Speaker['post'];
  /** The workspace no longer has the app. */
  readonly removed: () => void;
}

const unknownButton =
  'Safekeep does not know this button any more, and nothing was changed. Type /safekeep to see what can be done now.';

export function listen(app: App, listening: Listening): void {
  const { deps, client, pen } = listening;
  const speaker: Speaker = { client, pen, post: listening.post };
  // by view, so that a draft never goes back in time
  const changes = new InOrder();
  const names = deps.commands.map((command) => command.name);

  function ask(
    arrival: Arrival,
    interaction: Interaction,
    beforeAsking?: () => Promise<void>,
  ): Promise<Reply> {
    return deps.dispatch(envelopeOf(arrival, interaction, { client, clock: deps.clock }, beforeAsking));
  }

  /** A fault in showing an answer: logged with a reference, which the person is told if there is still a way. */
  async function watched(
    arrival: Arrival,
    work: () => Promise<void>,
    tell: (told: Told) => Promise<void> = (told) => say(speaker, arrival, told),
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      const reference = newErrorReference();
      deps.log.error(
        { reference, ...errorFields(error), ...slackErrorFields(error) },
        'slack answer could not be shown',
      );
      const text = `Slack could not show the answer. Type /safekeep to see how things stand; if it happens again, give your IT team this reference: ${reference}.`;
      await tell({ text, tone: 'warning' }).catch(() => {});
    }
  }

  async function showHome(arrival: Arrival): Promise<void> {
    const reply = await ask(arrival, { kind: 'home' });
    const { open, told, card } = shownOf(reply);
    if (!open) await client.views.publish({ user_id: arrival.who.user, view: homeView(card, told, pen) });
  }

  app.command(/.*/s, async ({ body, ack }) => {
    await ack();
    const arrival = readCommand(body, names);
    await watched(arrival, async () => answer(speaker, arrival, await ask(arrival, arrival.interaction)));
  });

  app.shortcut({ type: 'shortcut' }, async ({ body, ack }) => {
    await ack();
    const arrival = readShortcut(body, names);
    await watched(arrival, async () => answer(speaker, arrival, await ask(arrival, arrival.interaction)));
  });

  app.shortcut({ type: 'message_action' }, async ({ body, ack }) => {
    await ack();
    const arrival = readMessageShortcut(body, deps.messageActions);
    const { interaction } = arrival;
    await watched(arrival, async () =>
      interaction
        ? answer(speaker, arrival, await ask(arrival, interaction))
        : say(speaker, arrival, { text: unknownButton, tone: 'warning' }),
    );
  });

  app.event('app_home_opened', async ({ body }) => {
    const arrival = readHome(body);
    if (arrival) await watched(arrival, () => showHome(arrival));
  });

  app.event('app_uninstalled', async () => listening.removed());

  app.options(/.*/s, async ({ body, ack }) => {
    const arrival = readSuggestion(body);
    const nobody: types.PlainTextOption[] = [];
    const offer = onlyOnce((options: types.PlainTextOption[]) => ack({ options }), nobody);
    const reply = await ask(arrival, arrival.interaction, () => offer(nobody));
    await offer(reply.kind === 'options' ? reply.options.slice(0, limits.selectOptions).map(suggestion) : []);
  });

  app.action(/.*/s, async ({ body, ack }) => {
    const press = readPress(body);
    const once = onlyOnce(() => ack());
    await watched(press, async () => {
      try {
        await (press.what === 'change' ? changed(press, once) : buttonPressed(press, once));
      } finally {
        await once();
      }
    });
  });

  async function changed(press: Extract<Press, { what: 'change' }>, ack: () => Promise<void>): Promise<void> {
    await changes.run(press.viewId, async (isLast) => {
      const reply = await ask(press, press.interaction, ack);
      await ack();
      await showChange(speaker, press, reply, isLast);
    });
  }

  async function buttonPressed(
    press: Extract<Press, { what: 'button' }>,
    ack: () => Promise<void>,
  ): Promise<void> {
    const { pressed } = press;
    if (pressed === undefined) {
      await ack();
      return say(speaker, press, { text: unknownButton, tone: 'warning' });
    }
    if (pressed.kind === 'link') return ack();
    if (pressed.kind === 'form') {
      await ack();
      const { form, subject } = pressed;
      return answer(speaker, press, await ask(press, { kind: 'open-form', form, subject }));
    }
    const reply = await ask(press, { kind: 'action', id: pressed.id, payload: pressed.payload }, ack);
    await ack();
    await answer(speaker, press, reply);
    if (press.place.kind === 'home') await showHome(press);
  }

  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /.*/s }, async ({ body, ack }) => {
    const submission = readSubmission(body);
    const gate = new SubmissionGate(ack, speaker, submission);
    const work = async () => {
      const reply = await ask(submission, submission.interaction, () => gate.wait());
      await gate.settle(reply);
      await afterSubmission(speaker, submission, reply);
    };
    await watched(submission, work, (told) => gate.excuse(told));
  });

  app.view({ type: 'view_closed', callback_id: /.*/s }, async ({ ack }) => ack());
}

function suggestion(option: Option): types.PlainTextOption {
  return {
    text: plain(shortened(option.label, limits.optionText)),
    value: option.value,
    ...(option.description
      ? { description: plain(shortened(option.description, limits.optionDescription)) }
      : {}),
  };
}
