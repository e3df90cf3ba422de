/** Furnishes an empty database with the sample district, and marks the database as one. */
import { fileURLToPath } from 'node:url';
import type { Temporal } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import type { Policy } from '../../policy/policy.ts';
import { isSample, markAsSample } from '../../store/settings.ts';
import type { Store } from '../../store/store.ts';
import type { Tx } from '../../store/tx.ts';
import { checkSample } from './check.ts';
import { writeHistory } from './history.ts';
import { readSample } from './read.ts';
import type { Sample } from './shape.ts';
import { closeDutiesOf, holdsAnybody, lockSeeding, writeCollections, writePeople } from './store.ts';

export const sampleFolder = fileURLToPath(new URL('../../../prisma/seed', import.meta.url));

/** A second on an idle machine, but a busy one must not leave a newcomer before a closed door. */
const seedingMs = 120_000;

/**
 * Days written as -5d count back from the local day of `now`. Throws OperatorError, with the database as it was, when
 * somebody is on the roster already or the sample's files are at fault.
 */
export async function seedSample(
  store: Store,
  policy: Policy,
  now: Temporal.Instant,
  folder = sampleFolder,
): Promise<void> {
  const sample = await loadSample(policy, now, folder);
  const furnish = async (tx: Tx) => {
    await lockSeeding(tx);
    if (await isSample(tx)) {
      throw new OperatorError('The sample district is here already. To begin afresh, use an empty database.');
    }
    if (await holdsAnybody(tx)) {
      throw new OperatorError(
        'This database holds people already, so the sample district is not added. Use an empty database for it.',
      );
    }
    const bulk = unaudited(tx);
    const ids = await writePeople(bulk, sample, policy);
    await writeCollections(bulk, sample, ids);
    await writeHistory(bulk, sample, policy, ids);
    await closeDutiesOf(bulk, gone(sample, ids));
    await markAsSample(tx);
    tx.audit({
      what: 'sample.seeded',
      facts: {
        digest: sample.digest,
        policy: policy.fingerprint,
        people: sample.people.length,
        collections: sample.collections.length,
      },
    });
  };
  await store.transact({ personId: null, surface: 'cli', now }, furnish, { timeoutMs: seedingMs });
}

/** The sample as of `now`, read and checked. */
export async function loadSample(
  policy: Policy,
  now: Temporal.Instant,
  folder = sampleFolder,
): Promise<Sample> {
  const read = await readSample(folder, policy.calendar.localDay(now));
  const faults = read.ok ? checkSample(read.value, policy) : read.problem;
  const { classify } = policy.pack.data_requests;
  if (read.ok && read.value.people.every(({ roles }) => !roles.includes(classify.by)))
    throw new OperatorError(
      `The sample district’s people hold none of the roles of ${policy.pack.pack.district}’s plan: it goes with the plan legacy-ut. For a district of your own under this plan: npm run -s safekeep -- init --help`,
    );
  if (!read.ok || faults.length > 0) {
    throw new OperatorError(`The sample district in ${folder} has faults:\n${faults.join('\n')}`);
  }
  return read.value;
}

/** The rooms write their entries one by one; a bulk import is a single line with its digest, and tells nobody. */
function unaudited(tx: Tx): Tx {
  return { ...tx, audit: () => {}, notify: () => {}, moved: () => {} };
}

function gone(sample: Sample, ids: ReadonlyMap<string, string>): readonly string[] {
  return sample.people.flatMap((person) => {
    const id = person.status === 'left' ? ids.get(person.email) : undefined;
    return id ? [id] : [];
  });
}
