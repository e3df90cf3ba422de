/** The whole program as its own process, on a test database that holds the sample district. */
import { seedSample } from '../../src/governance/sample/seed.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { furnishedDatabase, type TestDatabase } from './database.ts';
import { teamsSettings } from './microsoft.ts';
import { legacyPolicy } from './policy.ts';
import { startProgram } from './program.ts';
import type { SlackPeer } from './slack-peer.ts';
import type { TeamsPeer } from './teams-connector.ts';

export interface SampleProgram {
  readonly url: string;
  readonly database: TestDatabase;
  /** Every line of its log. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

/** Connected to a Slack peer, and a Teams peer of the cloud, if there is one; whoever started the peer closes it. */
export async function startSampleProgram(peer?: SlackPeer, teams?: TeamsPeer): Promise<SampleProgram> {
  const policy = await legacyPolicy();
  const database = await furnishedDatabase('safekeep_sample', (store) =>
    seedSample(store, policy, systemClock.now()),
  );
  const { url, log, stop } = await startProgram({
    env: { DATABASE_URL: database.ownerUrl, ...(teams ? teamsSettings(teams) : {}) },
    ...(peer ? { slack: peer } : {}),
  });
  return {
    url,
    database,
    log,
    async close() {
      await stop();
      await database.drop();
    },
  };
}
