/** Runs one sweep as of an instant: page by page, each page in its own transaction, one runner over all instances. */
import { systemViewer } from '../app/access.ts';
import type { Sweep } from '../app/context.ts';
import type { Job } from '../app/feature.ts';
import { type SceneDeps, sceneAt } from '../app/scene.ts';
import type { Clock, Temporal } from '../kernel/clock.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/tx.ts';
import { holdJob, keepRun } from './store.ts';

export interface JobDeps {
  readonly store: Store;
  readonly scene: SceneDeps;
  /** When a run starts and ends; what is due is decided by `asOf`. */
  readonly clock: Clock;
}

export interface JobReport {
  readonly job: string;
  readonly asOf: Temporal.Instant;
  /** `busy`: another instance is at it, so this run stopped. */
  readonly outcome: 'ran' | 'would' | 'busy';
  readonly did: readonly string[];
  /** How many notices it wrote, or would have written. */
  readonly notices: number;
  /** True when a dry run stopped before the end: it keeps to one transaction. */
  readonly more: boolean;
}

/** A job that never says it is done is a bug; 1,000 rows a page make this ten million rows. */
const maxPages = 10_000;
/** As many pages as one transaction of ten seconds may hold. */
const maxDryPages = 5;

export async function runJob(deps: JobDeps, job: Job, asOf: Temporal.Instant): Promise<JobReport> {
  const { store, clock } = deps;
  const author = { personId: null, surface: `job:${job.name}`, now: asOf };
  const startedAt = clock.now();
  const run = { name: job.name, asOf, startedAt };
  const did: string[] = [];
  let notices = 0;
  const began = await store.transact(author, async (tx) => {
    if (!(await holdJob(tx, job.name))) return false;
    await keepRun(tx, { ...run, endedAt: undefined, outcome: undefined });
    return true;
  });
  const report = (outcome: JobReport['outcome']): JobReport => ({
    job: job.name,
    asOf,
    outcome,
    did,
    notices,
    more: false,
  });
  if (!began) return report('busy');
  try {
    for (let page = 1; ; page += 1) {
      if (page > maxPages) throw new Error(`job ${job.name} never ends`);
      const done = await store.transact(
        author,
        async (tx) => ((await holdJob(tx, job.name)) ? onePage(deps, job, tx) : undefined),
        job.patienceMs === undefined ? undefined : { timeoutMs: job.patienceMs },
      );
      if (!done) return report('busy');
      did.push(...done.did);
      notices += done.notices;
      if (!done.more) break;
    }
  } catch (error) {
    const failed = { ...run, endedAt: clock.now(), outcome: 'failed' };
    // The first error is the one to tell, even when the store is gone and this can't be kept.
    await store.transact(author, (tx) => keepRun(tx, failed)).catch(() => undefined);
    throw error;
  }
  await store.transact(author, (tx) => keepRun(tx, { ...run, endedAt: clock.now(), outcome: 'ran' }));
  return report('ran');
}

class DryRun extends Error {}

/** The same, undone at the end: nothing is kept, nobody is told. */
export async function tryJob(deps: JobDeps, job: Job, asOf: Temporal.Instant): Promise<JobReport> {
  const author = { personId: null, surface: `job:${job.name}`, now: asOf };
  let report: JobReport | undefined;
  try {
    await deps.store.transact(author, async (tx) => {
      const did: string[] = [];
      let notices = 0;
      let more = true;
      for (let page = 1; more && page <= maxDryPages; page += 1) {
        const done = await onePage(deps, job, tx, true);
        did.push(...done.did);
        notices += done.notices;
        more = done.more;
      }
      report = { job: job.name, asOf, outcome: 'would', did, notices, more };
      throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  if (!report) throw new Error('a dry run ended without a report');
  return report;
}

async function onePage(deps: JobDeps, job: Job, tx: Tx, trial = false) {
  let notices = 0;
  const counting: Tx = {
    db: tx.db,
    now: tx.now,
    audit: (fact) => tx.audit(fact),
    moved: (about) => tx.moved(about),
    once: (key, about) => tx.once(key, about),
    notify(notice) {
      notices += 1;
      tx.notify(notice);
    },
  };
  const scene = sceneAt(deps.scene, systemViewer, counting, tx.now);
  const sweep: Sweep = { ...scene, tx: counting, ...(trial ? { trial } : {}) };
  const page = await job.run(sweep);
  return job.discreet ? { did: [], more: page.more, notices: 0 } : { ...page, notices };
}
