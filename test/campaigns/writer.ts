/** Writes one small transaction after another until it is killed, and says which of them it was told are committed. */

import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { openStore } from '../../src/store/client.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';

const [, , dataDir = '', round = '0'] = process.argv;
const writers = 4;

const { ownerUrl, appUrl } = await startEmbedded({ dataDir, log: createLog('silent') });
await migrate(ownerUrl);
const store = await openStore(appUrl);

async function write(writer: number): Promise<never> {
  for (let n = 0; ; n += 1) {
    const id = `${round}-${writer}-${n}`;
    const about = { kind: 'campaign', id };
    await store.transact({ personId: null, surface: 'test', now: systemClock.now() }, async (tx) => {
      await tx.db.setting.create({ data: { key: id, value: round } });
      tx.notify({ notice: 'campaign.made', about, to: { personId: `p${writer}` } });
      tx.notify({ notice: 'campaign.made', about, to: { personId: 'everybody' } });
      tx.audit({ what: 'campaign.made', about });
    });
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
