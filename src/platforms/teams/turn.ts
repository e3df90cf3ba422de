/** What Teams sends -> dispatch -> the answer: messages are answered by messages, invokes at once and in their place. */
import type { TurnContext } from 'botbuilder';
import type { PlatformDeps } from '../../app/ports.ts';
import { unknownButton } from '../../app/replies.ts';
import type { Interaction } from '../../chat/interaction.ts';
import { type Shown, shownOf } from '../../chat/shown.ts';
import { readLine } from '../../chat/typed-line.ts';
import { newErrorReference } from '../../kernel/ids.ts';
import { errorFields } from '../../kernel/log.ts';
import type { Origin, Pressed } from './buttons.ts';
import { type AdaptiveCard, drawSentence } from './card.ts';
import { Dialogs } from './dialog.ts';
import { callerOf } from './identity.ts';
import { type Did, interactionOf, longestLine, originOf, readActivity } from './inbound.ts';
import { say } from './message.ts';
import {
  cardAnswer,
  cardOf,
  type InvokeAnswer,
  redraw,
  type Speaker,
  sentenceAnswer,
  type Visit,
} from './replies.ts';
import { searchAnswer } from './search.ts';

const tooLong = `That is longer than the ${longestLine.toLocaleString('en-US')} characters I can read, so nothing was done with it. Please type a short command; “help” lists them all.`;
const notHere =
  'Cards of Safekeep work only in your own chat with it, where nobody else reads along. Please go on there.';

/** A card that draws itself anew keeps the sentence that stood above it. */
function stillSaid(button: Pressed, shown: Shown): Shown {
  const told = button.kind === 'look' || button.kind === 'home' ? button.told : undefined;
  return told && shown.card && !shown.told ? { told, card: shown.card } : shown;
}

/** The door has answered a message's request before its turn begins; an invoke is answered with what its turn leaves. */
export function createTurn(deps: PlatformDeps, speaker: Speaker): (context: TurnContext) => Promise<void> {
  const { log } = deps;
  const { pen } = speaker;
  const dialogs = new Dialogs(speaker);

  /** A fault in showing an answer (dispatch itself never fails): logged with the reference that the sentence names. */
  function faulty(error: unknown): string {
    const reference = newErrorReference();
    log.error({ reference, ...errorFields(error) }, 'teams answer could not be shown');
    return `Teams could not show the answer. Type “home” to see how things stand; if it happens again, give your IT team this reference: ${reference}.`;
  }

  async function draw(visit: Visit, interaction: Interaction, origin: Origin): Promise<AdaptiveCard> {
    return cardOf(shownOf(await visit.ask(interaction)), pen, origin, visit.user);
  }

  async function typed(visit: Visit, text: string): Promise<AdaptiveCard> {
    if (text.length > longestLine) return drawSentence(tooLong, 'warning', pen);
    const line = readLine(text, deps.commands);
    if (!line) return draw(visit, { kind: 'home' }, 'home');
    const isHome = line.name === 'safekeep' && ['', 'home', 'tasks'].includes(line.text.toLowerCase());
    const command = { kind: 'command', name: line.name, text: line.text } as const;
    return draw(visit, command, isHome ? 'home' : 'answer');
  }

  async function execute(visit: Visit, button: Pressed | undefined): Promise<InvokeAnswer> {
    if (!button) return sentenceAnswer(unknownButton);
    if (!visit.personal) return sentenceAnswer(notHere);
    const shown = stillSaid(button, shownOf(await visit.ask(interactionOf(button))));
    const { told } = shown;
    // what cannot be done now leaves the card as it is; what may not be seen any more goes
    if (told && !shown.card && (button.kind === 'run' || told.tone === 'danger'))
      return sentenceAnswer(told.text);
    const origin = originOf(button);
    const card = cardOf(shown, pen, origin, visit.user);
    // a card about no case never asks how things stand, and Teams would show the old one again
    if (origin !== 'answer') return cardAnswer(card);
    return { ...cardAnswer(card), afterwards: () => redraw(speaker, visit, visit.message, card) };
  }

  async function answer(visit: Visit, did: Did): Promise<InvokeAnswer> {
    switch (did.kind) {
      case 'pressed':
        return did.by === 'fetch' ? dialogs.open(visit, did.pressed) : execute(visit, did.pressed);
      case 'in-dialog':
        return dialogs.press(visit, did);
      case 'message-action': {
        const action = deps.messageActions.find(({ id }) => id === did.id);
        return dialogs.openAbout(visit, action, did.link);
      }
      case 'search':
        return searchAnswer(await visit.ask({ kind: 'options', query: did.query }));
      case 'unreadable':
        return { status: 400 };
      default:
        return { status: 501 };
    }
  }

  function excuse(did: Did, text: string): InvokeAnswer {
    if (did.kind === 'search') return searchAnswer({ kind: 'options', options: [] });
    if (did.kind === 'in-dialog') return dialogs.failed(text, did.data);
    return did.kind === 'pressed' && did.by === 'execute' ? sentenceAnswer(text) : dialogs.sentence(text);
  }

  async function invoked(context: TurnContext, visit: Visit, did: Did): Promise<void> {
    const { afterwards, ...value } = await answer(visit, did).catch((error: unknown) =>
      excuse(did, faulty(error)),
    );
    await context.sendActivity({ type: 'invokeResponse', value });
    // the message may be gone by now, and whoever pressed has seen the answer
    const late = (error: unknown) => log.warn(errorFields(error), 'teams message not drawn anew');
    if (afterwards) speaker.underWay(afterwards().catch(late));
  }

  async function told(visit: Visit, did: Did): Promise<AdaptiveCard | undefined> {
    switch (did.kind) {
      case 'typed':
        return typed(visit, did.text);
      case 'pressed':
        if (!did.pressed) return drawSentence(unknownButton, 'warning', pen);
        return draw(visit, interactionOf(did.pressed), originOf(did.pressed));
      case 'lifecycle': {
        const event = did.event === 'uninstalled' ? 'uninstalled' : 'installed';
        const card = await draw(visit, { kind: 'lifecycle', event }, 'home');
        // an upgrade is no news to anybody, and nobody is there to be told goodbye
        return did.event === 'installed' ? card : undefined;
      }
      default:
        return undefined;
    }
  }

  return async (context) => {
    const isInvoke = context.activity.type === 'invoke';
    const arrived = readActivity(context.activity);
    if (!arrived) {
      log.warn({}, 'teams activity not understood');
      if (isInvoke) await context.sendActivity({ type: 'invokeResponse', value: { status: 400 } });
      return;
    }
    const { did, ...arrival } = arrived;
    const caller = callerOf(context);
    const visit: Visit = {
      ...arrival,
      ask: (interaction) =>
        deps.dispatch({
          surface: 'teams',
          caller,
          delivery: arrival.delivery,
          receivedAt: deps.clock.now(),
          interaction,
        }),
    };
    if (isInvoke) return invoked(context, visit, did);
    const card = await told(visit, did).catch((error: unknown) =>
      drawSentence(faulty(error), 'warning', pen),
    );
    if (card) await say(speaker, visit, card, { log, faulty });
  };
}
