/** botbuilder's adapter behind a door of our own: it checks no token, prints nothing, and speaks through our connector. */
import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  INVOKE_RESPONSE_KEY,
  TurnContext,
} from 'botbuilder';
import { newErrorReference } from '../../kernel/ids.ts';
import { errorFields, type Log } from '../../kernel/log.ts';
import type { Connector } from './connector.ts';

export interface InvokeAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export type Turn = (context: TurnContext) => Promise<void>;

export class TeamsAdapter extends CloudAdapter {
  readonly #connector: Connector;

  constructor(connector: Connector, log: Log) {
    super(new ConfigurationBotFrameworkAuthentication());
    this.#connector = connector;
    // the library's own prints the request to the console
    this.onTurnError = (context, error) => tell(context, error, log);
  }

  /** One activity that the door let in; an invoke's answer comes back. */
  async take(activity: Activity, turn: Turn): Promise<InvokeAnswer | undefined> {
    const context = new TurnContext(this, activity);
    context.turnState.set(this.ConnectorClientKey, this.#client(activity.serviceUrl));
    await this.runMiddleware(context, turn);
    const answered: Partial<Activity> | undefined = context.turnState.get(INVOKE_RESPONSE_KEY);
    return answered?.value;
  }

  /** The library's own way in checks tokens in a way that we do not rely on (keys an hour old, 500 for a forgery). */
  override process(): Promise<void> {
    return Promise.reject(new Error('activities come in through take'));
  }

  /** What the library's classes call: its own client tries four times, whatever it is told, and sleeps in between. */
  #client(service: string) {
    const connector = this.#connector;
    return {
      conversations: {
        sendToConversation: async (conversation: string, activity: Partial<Activity>) => ({
          id: await connector.send(service, conversation, activity),
        }),
        replyToActivity: async (conversation: string, to: string, activity: Partial<Activity>) => ({
          id: await connector.reply(service, conversation, to, activity),
        }),
        updateActivity: async (conversation: string, id: string, activity: Partial<Activity>) => {
          await connector.update(service, conversation, id, activity);
          return { id };
        },
        deleteActivity: (conversation: string, id: string) => connector.remove(service, conversation, id),
        getConversationMember: (conversation: string, user: string) =>
          connector.member(service, conversation, user),
      },
    };
  }
}

/** The last resort, where even the words of an answer could not be made or sent. */
async function tell(context: TurnContext, error: unknown, log: Log): Promise<void> {
  const reference = newErrorReference();
  log.error({ reference, ...errorFields(error) }, 'teams turn failed');
  const { type, conversation } = context.activity;
  if (type === ActivityTypes.Invoke) {
    const answered = context.turnState.get(INVOKE_RESPONSE_KEY) !== undefined;
    const failed = { type: ActivityTypes.InvokeResponse, value: { status: 500 } };
    if (!answered) await context.sendActivity(failed);
    return;
  }
  if (type !== ActivityTypes.Message || conversation.conversationType !== 'personal') return;
  const text = `Something went wrong while Safekeep answered you. Type “home” to see how things stand. If it happens again, tell your IT team this reference: ${reference}`;
  await context
    .sendActivity(text)
    .catch((again: unknown) => log.warn({ reference, ...errorFields(again) }, 'teams answer not delivered'));
}
