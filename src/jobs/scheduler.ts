/** Ticks each minute in UTC and runs what is due, one job after another; an instance never overlaps itself. */
import { schedule } from 'node-cron';
import type { Job } from '../app/feature.ts';
import type { Temporal } from '../kernel/clock.ts';
import { errorFields, type Log } from '../kernel/log.ts';
import { type JobDeps, type JobReport, runJob } from './run-job.ts';
import { type LastRun, lastRuns } from './store.ts';

export interface SchedulerDeps extends JobDeps {
  readonly jobs: readonly Job[];
  readonly log: Log;
}

export interface Scheduler {
  start(): void;
  /** Every job that is due now; a failing one is logged and does not stop the rest. */
  runDue(now: Temporal.Instant): Promise<readonly JobReport[]>;
  /** No new run begins; the one in hand is finished. */
  stop(): Promise<void>;
}

/** A run that failed, or died half-way, is tried again after this long. */
const retryMinutes = 5;

export function createScheduler(deps: SchedulerDeps): Scheduler {
  const { jobs, log, store, clock } = deps;
  let inHand: Promise<readonly JobReport[]> | undefined;
  let stopped = false;
  let halt: (() => void) | undefined;

  async function runAll(now: Temporal.Instant): Promise<readonly JobReport[]> {
    const last = new Map((await lastRuns(store)).map((run) => [run.name, run]));
    const reports: JobReport[] = [];
    for (const job of jobs) {
      if (stopped || !isDue(job, last.get(job.name), now)) continue;
      try {
        const report = await runJob(deps, job, now);
        reports.push(report);
        log.info(
          { job: job.name, outcome: report.outcome, did: report.did.slice(0, 20), notices: report.notices },
          'job ran',
        );
      } catch (error) {
        log.error({ job: job.name, ...errorFields(error) }, 'job failed');
      }
    }
    return reports;
  }

  async function runDue(now: Temporal.Instant): Promise<readonly JobReport[]> {
    if (inHand || stopped) return [];
    inHand = runAll(now);
    try {
      return await inHand;
    } finally {
      inHand = undefined;
    }
  }

  return {
    runDue,
    start() {
      const task = schedule(
        '* * * * *',
        async () => {
          try {
            await runDue(clock.now());
          } catch (error) {
            log.error(errorFields(error), 'scheduler tick failed');
          }
        },
        // A missed tick needs no warning: what is due is asked of the store, not of the clock's history.
        { timezone: 'UTC', noOverlap: true, suppressMissedWarning: true },
      );
      halt = () => void task.destroy();
    },
    async stop() {
      stopped = true;
      halt?.();
      await inHand?.catch(() => undefined);
    },
  };
}

/**
 * Counts from the earlier of "as of" and "when": a run made for another day by hand does not hide today's. In whole
 * minutes, as the ticks are: one that came a few milliseconds earlier than the one before it is no minute lost.
 */
export function isDue(job: Job, last: LastRun | undefined, now: Temporal.Instant): boolean {
  if (!last) return true;
  const settled = last.endedAt !== undefined && last.outcome !== 'failed';
  const minutes = settled ? job.everyMinutes : Math.min(job.everyMinutes, retryMinutes);
  const from = Math.min(last.asOf.epochMilliseconds, last.startedAt.epochMilliseconds);
  return minuteOf(from) + minutes <= minuteOf(now.epochMilliseconds);
}

function minuteOf(epochMs: number): number {
  return Math.floor(epochMs / 60_000);
}
