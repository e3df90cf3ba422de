/** Delivers whatever is due to the peer it is told of, until it is killed or nothing is left. */

import { createDelivery } from '../../src/app/delivery/worker.ts';
import { createHouse } from '../../src/app/house.ts';
import type { Courier } from '../../src/app/ports.ts';
import { createRegistry } from '../../src/app/registry.ts';
import { createReach } from '../../src/governance/people/reach.ts';
import { createDirectory } from '../../src/governance/people/store/directory.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { openStore } from '../../src/store/client.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { noteFeature } from '../support/notes.ts';
import { legacyPolicy } from '../support/policy.ts';

const [, , dataDir = '', peer = '', canFind = 'yes'] = process.argv;

const log = createLog('silent');
const embedded = await startEmbedded({ dataDir, log });
const store = await openStore(embedded.appUrl);
const policy = await legacyPolicy();
const registry = createRegistry([noteFeature]);

async function ask(path: string): Promise<{ readonly found: boolean }> {
  const response = await fetch(`${peer}${path}`, { method: 'POST' });
  return (await response.json()) as { found: boolean };
}

const courier: Courier = {
  surface: canFind === 'after-another' ? 'teams' : 'slack',
  async deliver(_to, { rowId }) {
    await ask(`/deliver/${rowId}`);
    return { kind: 'sent', address: { row: rowId } };
  },
  async find(_to, rowId) {
    if (canFind !== 'yes') return undefined;
    return (await ask(`/find/${rowId}`)).found ? { found: { row: rowId } } : 'absent';
  },
  update: async (address) => ({ kind: 'sent', address }),
};

/** Takes nothing, so that every notice begins on one way and goes out another. */
const refusing: Courier = {
  surface: 'slack',
  deliver: async () => ({ kind: 'never', reason: 'Not here.' }),
  find: async () => 'absent',
  update: async () => ({ kind: 'never', reason: 'Not here.' }),
};

const delivery = createDelivery({
  store,
  listenUrl: embedded.appUrl,
  registry,
  scene: {
    directory: createDirectory(systemClock, policy.pack.pack.zone),
    house: createHouse(registry),
    policy,
    policyOf: async () => policy,
  },
  couriers: canFind === 'after-another' ? [refusing, courier] : [courier],
  reach: createReach(store, systemClock),
  clock: systemClock,
  log,
  sample: false,
  publicUrl: 'http://127.0.0.1',
});

await delivery.drain();
await delivery.stop();
await store.close();
await embedded.stop();
