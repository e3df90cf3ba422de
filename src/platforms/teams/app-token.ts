/** Microsoft's token for our own calls, through botbuilder's credentials: kept until it runs out, asked for once at a time. */
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { z } from 'zod';
import { type SharedAsk, sharedAsk } from '../../kernel/shared-ask.ts';

/** `fresh` asks Microsoft again although a token is at hand. */
export type AppToken = SharedAsk<string>;

export interface App {
  readonly id: string;
  readonly password: string;
  readonly tenant: string;
}

const audience = 'https://api.botframework.com';
const signIn = 'https://login.microsoftonline.com/';
/** The library sets no limit of its own. */
export const tokenTimeoutMs = 10_000;

interface Credentials {
  getToken(forceRefresh?: boolean): Promise<string>;
}

export function appToken(app: App): AppToken {
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: app.id,
    MicrosoftAppPassword: app.password,
    MicrosoftAppTenantId: app.tenant,
  });
  let credentials: Promise<Credentials> | undefined;
  // two hundred messages at once are one request for a token
  return sharedAsk(async (fresh) => {
    credentials ??= factory
      .createCredentials(app.id, audience, `${signIn}${app.tenant}`, true)
      // the library's declaration leaves out what its credentials can do
      .then((made) => made as unknown as Credentials);
    return (await credentials).getToken(fresh);
  }, tokenTimeoutMs);
}

const refusalShape = z.looseObject({ errorCode: z.string(), errorMessage: z.string().catch('') });

/** Microsoft's number for why there is no token, or its short name; `undefined` when it gave no answer at all. */
export function refusalOf(error: unknown): string | undefined {
  const parsed = refusalShape.safeParse(error);
  if (!parsed.success || !(error instanceof Error)) return undefined;
  const { errorCode, errorMessage } = parsed.data;
  if (noAnswer.has(errorCode)) return undefined;
  return /\bAADSTS\d+\b/.exec(errorMessage)?.[0] ?? /^\w{1,60}$/.exec(errorCode)?.[0];
}

const noAnswer: ReadonlySet<string> = new Set([
  'network_error',
  'no_network_connectivity',
  'request_timeout',
]);

/** In words that say which value to mend (learn.microsoft.com, "Microsoft Entra authentication error codes"). */
export function sayRefusal(code: string): string {
  switch (code) {
    case 'AADSTS7000215':
      return 'TEAMS_APP_PASSWORD is not a secret of this app: take the secret’s value, not its id';
    case 'AADSTS7000222':
      return 'the secret in TEAMS_APP_PASSWORD has expired: make a new one';
    case 'AADSTS700016':
      return 'TEAMS_APP_ID is not an app of this tenant';
    case 'AADSTS90002':
    case 'AADSTS900021':
    case 'AADSTS900023':
      return 'TEAMS_TENANT_ID is not a tenant';
    case 'AADSTS7000112':
      return 'the app of TEAMS_APP_ID is disabled';
    default:
      return 'check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID';
  }
}
