/** Runs the job that reminds of legal clocks as of one minute after another, until it is killed or has done all of them. */
import { houseFeature } from '../../src/app/home.ts';
import { createHouse } from '../../src/app/house.ts';
import { createRegistry } from '../../src/app/registry.ts';
import { features } from '../../src/governance/features.ts';
import { createDirectory } from '../../src/governance/people/store/directory.ts';
import { runJob } from '../../src/jobs/run-job.ts';
import { fixedClock, Temporal } from '../../src/kernel/clock.ts';
import { openStore } from '../../src/store/client.ts';
import { legacyPolicy } from '../support/policy.ts';

const [, , url = '', ...ticks] = process.argv;

const store = await openStore(url);
const policy = await legacyPolicy();
const job = features.flatMap(({ jobs = [] }) => jobs).find(({ name }) => name === 'breach-clocks');
if (!job) throw new Error('there is no such job');

for (const tick of ticks) {
  const clock = fixedClock(tick);
  const scene = {
    directory: createDirectory(clock, policy.pack.pack.zone),
    house: createHouse(createRegistry([houseFeature, ...features])),
    ...{ policy, policyOf: async () => policy },
  };
  await runJob({ store, clock, scene }, job, Temporal.Instant.from(tick));
  process.stdout.write(`${tick}\n`);
}
await store.close();
