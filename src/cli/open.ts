/** Opens what the program and the command line both stand on: the plan, the store and the rooms. */

import path from 'node:path';
import type { Feature } from '../app/feature.ts';
import { houseFeature } from '../app/home.ts';
import { createHouse } from '../app/house.ts';
import type { Directory, Means } from '../app/ports.ts';
import { createRegistry, type Registry } from '../app/registry.ts';
import type { SceneDeps } from '../app/scene.ts';
import type { Config } from '../config.ts';
import { features } from '../governance/features.ts';
import { createDirectory } from '../governance/people/store/directory.ts';
import { watchedFolder } from '../governance/roster/folder.ts';
import { housekeeping } from '../jobs/house-jobs.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { policyFromSnapshot } from '../policy/load.ts';
import type { Policy } from '../policy/policy.ts';
import { openStore } from '../store/client.ts';
import { startEmbedded } from '../store/embedded.ts';
import { createLoader } from '../store/loader.ts';
import { migrate } from '../store/migrate.ts';
import { keepSnapshot, loadSnapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import { readPlan } from './read-plan.ts';
import { checkOwnPlan } from './store.ts';

export interface Opened {
  readonly store: Store;
  readonly policy: Policy;
  readonly registry: Registry;
  readonly directory: Directory;
  readonly scene: SceneDeps;
  /** For a connection of one's own, as LISTEN needs. */
  readonly databaseUrl: string;
  /** The folder of the embedded database; nothing when DATABASE_URL names another. */
  readonly where: string | undefined;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** `readPlan` unless given. */
  readonly readPlan?: typeof readPlan;
}

/** Everything that anybody offers: what belongs to no room, every room, and the housekeeping. */
export function houseRegistry(more: readonly Feature[] = []): Registry {
  return createRegistry([houseFeature, ...features, ...more, housekeeping]);
}

/** Brings the store up to date on the way. Throws OperatorError with what to do. */
export async function open(options: OpenOptions): Promise<Opened> {
  const { config, clock, log } = options;
  const policy = await (options.readPlan ?? readPlan)(config.policyPack);
  const embedded = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir, log });
  const ownerUrl = embedded?.ownerUrl ?? config.databaseUrl ?? '';
  const databaseUrl = embedded?.appUrl ?? ownerUrl;
  try {
    await migrate(ownerUrl, { log });
    const store = await openStore(databaseUrl);
    await checkOwnPlan(store, config.policyPack, policy).catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
    await takeUp(store, policy, clock);
    const registry = houseRegistry(watching(config, store, databaseUrl));
    const directory = createDirectory(clock, policy.pack.pack.zone);
    return {
      store,
      policy,
      registry,
      directory,
      scene: {
        directory,
        house: createHouse(registry),
        policy,
        policyOf: policiesOf(store, policy),
        means: meansOf(config),
      },
      databaseUrl,
      where: embedded?.where,
      close: async () => {
        await store.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** What depends on a setting, and so is no part of what every Safekeep offers. */
function watching({ rosterDir }: Config, reader: Store, databaseUrl: string): readonly Feature[] {
  if (rosterDir === undefined) return [];
  return [watchedFolder({ folder: path.resolve(rosterDir), load: createLoader(databaseUrl), reader })];
}

function meansOf({ slack, teams, mail }: Config): Means {
  return {
    chats: [...(slack ? (['slack'] as const) : []), ...(teams ? (['teams'] as const) : [])],
    email: mail !== undefined,
    ...(slack?.incidentChannels ? { teamChannels: true } : {}),
  };
}

/** Keeps the plan in force for the cases that will begin under it; says so in the audit trail the first time. */
async function takeUp(store: Store, policy: Policy, clock: Clock): Promise<void> {
  const { fingerprint, snapshot: body, pack } = policy;
  if (await loadSnapshot(store, fingerprint)) return;
  const { id: packId, version } = pack.pack;
  await store.transact({ personId: null, surface: 'cli', now: clock.now() }, async (tx) => {
    if (await keepSnapshot(tx, { fingerprint, packId, version, body }))
      tx.audit({ what: 'policy.taken-up', facts: { fingerprint, pack: packId, version } });
  });
}

/** The plan in force, or an older one from its snapshot; each is built once. */
function policiesOf(store: Store, current: Policy): (fingerprint: string) => Promise<Policy> {
  const known = new Map([[current.fingerprint, current]]);
  return async (fingerprint) => {
    const seen = known.get(fingerprint);
    if (seen) return seen;
    const snapshot = await loadSnapshot(store, fingerprint);
    if (!snapshot) throw new Error('a case names a plan that was never kept');
    const built = policyFromSnapshot(snapshot, current);
    known.set(fingerprint, built);
    return built;
  };
}
