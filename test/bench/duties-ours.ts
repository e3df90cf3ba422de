/** The sweeps over what people owe, as `safekeep jobs run` runs them, in a process of its own. */
import { createHouse } from '../../src/app/house.ts';
import { houseRegistry } from '../../src/cli/open.ts';
import { readPlan } from '../../src/cli/read-plan.ts';
import { createDirectory } from '../../src/governance/people/store/directory.ts';
import { runJob } from '../../src/jobs/run-job.ts';
import { systemClock, Temporal } from '../../src/kernel/clock.ts';
import { openStore } from '../../src/store/client.ts';
import { measured } from './peak.ts';

const { DATABASE_URL: url = '', JOBS: jobs = '', AT: at = '' } = process.env;

async function main(): Promise<void> {
  const policy = await readPlan('legacy-ut');
  const directory = createDirectory(systemClock, policy.pack.pack.zone);
  const registry = houseRegistry();
  const store = await openStore(url);
  const scene = { directory, house: createHouse(registry), policy, policyOf: async () => policy };
  // Connected before the clock starts, as the plain SQL beside it is: the program runs all day.
  await store.db.$queryRaw`SELECT 1`;
  await measured(async () => {
    for (const name of jobs.split(',')) {
      const job = registry.jobs.get(name);
      if (!job) throw new Error(`no job is called ${name}`);
      await runJob({ store, scene, clock: systemClock }, job, Temporal.Instant.from(at));
    }
  });
  await store.close();
}

await main();
