/** What a failed call of the Bot Connector means for a delivery: try later, or never, and in what words. */
import { neverLeft } from '../../app/delivery/never-left.ts';
import type { Delivery } from '../../app/ports.ts';
import { ConnectorError, NoTokenError } from './connector.ts';

type Failed = Exclude<Delivery, { kind: 'sent' }>;

const seconds = 1000;

/** Until Teams is written to again where it does not say itself, in milliseconds. */
const waits = { busy: 10 * seconds, away: 15 * seconds, trouble: 30 * seconds, ours: 600 * seconds };

/** Why nothing reaches this account, by Teams' own names (learn.microsoft.com: "Status codes from bot conversational APIs"). */
const blocked: Readonly<Record<string, string>> = {
  ForbiddenOperationException: 'Safekeep is not installed in their Teams.',
  BotNotInConversationRoster: 'They removed Safekeep from their Teams.',
  MessageWritesBlocked: 'They blocked Safekeep in Teams, or removed it.',
  ConversationBlockedByUser: 'They blocked Safekeep in Teams.',
  BotDisabledByAdmin: 'A policy of the Teams administrator keeps Safekeep from them.',
};

/** Nothing that waiting would mend, and nothing about the account. */
const refused: Readonly<Record<string, string>> = {
  ActivityNotFoundInConversation: 'The message was deleted.',
  ConversationNotFound: 'Teams does not know their conversation with Safekeep any more.',
  InvalidBotApiHost:
    'Teams keeps their conversation elsewhere; they can be written to once they wrote to Safekeep.',
  MessageSizeTooBig: 'The card is more than Teams takes.',
};

/** Where a conversation was to be opened and Teams knows nobody by that id. */
export const unknownAccount: Failed = {
  kind: 'never',
  reason: 'Teams does not know this account any more.',
  blocked: true,
};

/** True when Teams does not know what was written to. */
export function isGone(error: unknown): boolean {
  return error instanceof ConnectorError && error.status === 404;
}

/** True when Teams keeps this tenant's conversations under another address than the one that was called. */
export function isElsewhere(error: unknown): boolean {
  return error instanceof ConnectorError && namesOf(error).includes('InvalidBotApiHost');
}

/** True when Teams gave no answer of its own and no time to come back: what was sent may be there all the same. */
export function mayHaveArrived(error: unknown): boolean {
  if (error instanceof NoTokenError) return false;
  if (!(error instanceof ConnectorError)) return !neverLeft(error);
  // 503 says that nothing was taken; behind the others, something may have been
  return error.status >= 500 && error.status !== 503 && error.retryAfterMs === undefined;
}

export function failedDelivery(error: unknown): Failed {
  if (error instanceof NoTokenError)
    return { kind: 'later', afterMs: waits.trouble, reason: 'Microsoft gives Safekeep no token for Teams.' };
  if (!(error instanceof ConnectorError))
    return { kind: 'later', afterMs: waits.away, reason: 'Teams could not be reached.' };
  const { status, retryAfterMs } = error;
  if (status === 429)
    return { kind: 'later', afterMs: retryAfterMs ?? waits.busy, reason: 'Teams asks us to slow down.' };
  if (status === 401)
    return { kind: 'later', afterMs: waits.ours, reason: 'Teams refuses Safekeep’s token.' };
  if (status === 408 || status === 412 || status >= 500)
    return { kind: 'later', afterMs: retryAfterMs ?? waits.trouble, reason: 'Teams has trouble itself.' };
  return refusal(status, namesOf(error));
}

function refusal(status: number, names: readonly string[]): Failed {
  const said = names[0] ?? String(status);
  const known = names.find((name) => blocked[name] ?? refused[name]) ?? '';
  const about = blocked[known];
  if (about) return { kind: 'never', reason: about, blocked: true };
  const reason = refused[known];
  if (reason) return { kind: 'never', reason };
  if (status === 413) return { kind: 'never', reason: `${refused.MessageSizeTooBig}` };
  if (status === 403)
    return { kind: 'never', reason: `Teams keeps Safekeep from writing to them (${said}).`, blocked: true };
  return { kind: 'never', reason: `Teams refuses the message (${said}).` };
}

/** The more exact name first. */
function namesOf({ code, subCode }: ConnectorError): readonly string[] {
  return [subCode, code].filter((name) => name !== undefined);
}
