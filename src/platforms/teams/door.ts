/** The way in and out of Teams: our route and its checks, the adapter behind it, and the line to Microsoft. */
import type { PlatformDeps } from '../../app/ports.ts';
import { sharedAsk } from '../../kernel/shared-ask.ts';
import { UnderWay } from '../../kernel/under-way.ts';
import { TeamsAdapter, type Turn } from './adapter.ts';
import { type AppToken, appToken, tokenTimeoutMs } from './app-token.ts';
import { watchConnection } from './connection.ts';
import { type Connector, createConnector } from './connector.ts';
import { mountDoor } from './http.ts';
import { emulatorTenant } from './screening.ts';
import { createTokenCheck } from './tokens.ts';

export interface TeamsSettings {
  /** Absent for the emulator alone. */
  readonly app?: { readonly id: string; readonly password: string; readonly tenant: string };
  /** No tokens are checked: on this machine, for this machine. Counts only where there is no app. */
  readonly emulator: boolean;
  /** Another OpenID document than Microsoft's. */
  readonly openIdUrl?: string;
  /** Another source of our own tokens than Microsoft. */
  readonly tokenFor?: () => Promise<string>;
  /** Whether a Bot Connector on this machine may be answered over plain HTTP. */
  readonly loopback?: boolean;
}

export interface Door {
  readonly connector: Connector;
  /** The only one whose people are let in. */
  readonly tenant: string;
  /** From now on activities come in. */
  open(turn: Turn): void;
  /** Work that outlives its turn; a stop waits for it. It never rejects. */
  underWay(work: Promise<void>): void;
  state(): { readonly ready: boolean; readonly detail: string };
  /** Nothing more comes in; what is under way is finished. */
  stop(): Promise<void>;
}

/** How long a stop waits for turns under way. */
const drainMs = 5_000;

export function createDoor({ http, clock, log }: PlatformDeps, settings: TeamsSettings): Door {
  const { app, openIdUrl, loopback = false } = settings;
  // an empty app id would turn the library's own check off; ours has no such switch
  if (!app && !settings.emulator) throw new Error('Teams needs an app, or the emulator');
  const token = tokenOf(settings);
  const connection = watchConnection(token, log);
  const connector = createConnector({
    note: connection.note,
    ...(app ? { app } : {}),
    ...(token ? { token } : {}),
  });
  const adapter = new TeamsAdapter(connector, log);
  const underWay = new UnderWay();
  let accepting = true;

  return {
    connector,
    tenant: app?.tenant ?? emulatorTenant,
    open(turn) {
      mountDoor(http, {
        premises: { loopback, ...(app ? { tenant: app.tenant } : {}) },
        ...(app ? { check: createTokenCheck(app.id, { clock, log, openIdUrl }) } : {}),
        accepting: () => accepting,
        take: (activity) => underWay.add(adapter.take(activity, turn)),
        log,
      });
    },
    underWay: (work) => void underWay.add(work),
    state: connection.state,
    async stop() {
      accepting = false;
      connection.stop();
      await underWay.settled(drainMs);
    },
  };
}

function tokenOf({ app, tokenFor }: TeamsSettings): AppToken | undefined {
  if (tokenFor) return sharedAsk(tokenFor, tokenTimeoutMs);
  return app && appToken(app);
}
