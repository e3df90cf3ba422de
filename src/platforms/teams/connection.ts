/** Whether Microsoft knows our app: a token is asked for at the start until there is one, and again after a refusal. */
import { errorFields, type Log } from '../../kernel/log.ts';
import { type AppToken, refusalOf, sayRefusal } from './app-token.ts';
import { ConnectorError, NoTokenError } from './connector.ts';

export interface Connection {
  state(): { readonly ready: boolean; readonly detail: string };
  /** Told of every failed call, so that a secret that ran out shows in /readyz. */
  note(error: unknown): void;
  stop(): void;
}

const retryMs = 30_000;

/** `token` is absent for the emulator alone, which asks for none. */
export function watchConnection(token: AppToken | undefined, log: Log): Connection {
  let trouble: string | undefined = token && 'not asked yet';
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function ask(fresh: boolean): void {
    timer = undefined;
    token?.(fresh).then(
      () => {
        trouble = undefined;
        log.info({}, 'teams connected');
      },
      (error: unknown) => {
        noToken(error);
        again();
      },
    );
  }

  function noToken(error: unknown): void {
    const code = refusalOf(error);
    const mend = code && sayRefusal(code);
    const said = code
      ? `Microsoft refuses the app (${code}): ${mend}`
      : 'Microsoft’s sign-in service cannot be reached';
    // two hundred messages that wait for one token are one trouble
    if (said === trouble) return;
    trouble = said;
    log.error({ ...errorFields(error), ...(code ? { microsoft: code, mend } : {}) }, 'no token for teams');
  }

  function again(): void {
    if (stopped || timer) return;
    timer = setTimeout(() => ask(true), retryMs);
    timer.unref();
  }

  ask(false);
  return {
    state() {
      if (!token) return { ready: true, detail: 'emulator: no tokens are checked, this machine only' };
      return trouble === undefined
        ? { ready: true, detail: 'the app is known to Microsoft' }
        : { ready: false, detail: trouble };
    },
    note(error) {
      if (!token) return;
      if (error instanceof NoTokenError) noToken(error.cause);
      else if (error instanceof ConnectorError && error.status === 401)
        trouble = 'Teams refuses the app’s token: is the bot’s app id the one in TEAMS_APP_ID?';
      else return;
      again();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
