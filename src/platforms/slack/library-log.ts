/** Slack's library logs in sentences that may quote a request; of those only known phrases and error codes get through. */
import type { Logger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';
import type { Log } from '../../kernel/log.ts';

const phrases = [
  'Request verification failed',
  'Request body exceeded the maximum allowed size',
  'Failed to read request body',
  'Parsing request body failed',
  'An incoming event was not acknowledged within 3 seconds',
  'Could not determine the type of an incoming event',
  'Failed to retrieve a new WSS URL',
  'Failed to send a message as the client',
  'WebSocket error',
  'Peer did not complete the close handshake in time',
  'A ping wasn',
  'A pong wasn',
] as const;

export function libraryLog(log: Log): Logger {
  const fields = (said: readonly unknown[]): { said: string; code?: string } => {
    const text = said.map((part) => (part instanceof Error ? part.name : String(part))).join(' ');
    const code = /\bslack_[a-z_]+\b/.exec(text)?.[0];
    return {
      said: phrases.find((phrase) => text.startsWith(phrase)) ?? 'something else',
      ...(code ? { code } : {}),
    };
  };
  return {
    debug() {},
    info() {},
    warn: (...said) => log.warn(fields(said), 'slack library warning'),
    error: (...said) => log.warn(fields(said), 'slack library error'),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}
