/** The log: constant messages, listed fields, and names that never get through. */
import { type DestinationStream, pino } from 'pino';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Redacted by name at three depths, in case a whole object is ever logged by mistake (design: no form text, no token). */
const secretNames = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'values',
  'text',
  'body',
  'email',
  'phone',
  'link',
  'code',
];

/** `destination` is for tests; the program writes JSON lines to standard output. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const paths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = { level, redact: { paths, censor: '[redacted]' }, base: null };
  return destination ? pino(options, destination) : pino(options);
}

/** What of an error may be logged: its class, its code and its stack's frames, never its message (it may quote input). */
export function errorFields(error: unknown): { error: string; errorCode?: string; frames?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as { code?: unknown }).code;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' | ');
  return {
    error: error.name,
    ...(typeof code === 'string' ? { errorCode: code } : {}),
    ...(frames ? { frames } : {}),
  };
}
