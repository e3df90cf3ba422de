/** `safekeep jobs run NAME` and `jobs list`: one sweep as of an instant, and what each job does. */
import { Command } from 'commander';
import { type JobReport, runJob, tryJob } from '../../jobs/run-job.ts';
import { lastRuns } from '../../jobs/store.ts';
import { type Clock, Temporal } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { isSample } from '../../store/settings.ts';
import { atHome } from '../at-home.ts';
import type { Opened } from '../open.ts';
import { NotDone, type Shell, show } from '../shell.ts';

interface RunOptions {
  readonly at?: string;
  readonly dryRun?: boolean;
}

export function jobsCommand(shell: Shell): Command {
  return new Command('jobs')
    .description('the sweeps that the program runs by itself')
    .addCommand(
      new Command('run')
        .description('run one sweep now, or as of an instant, and print what it did')
        .argument('<name>', 'as "jobs list" shows it')
        .option('--at <instant>', '2026-12-26T08:00 in the district’s time, or with an offset or Z')
        .option('--dry-run', 'print what it would do; nothing is kept, nobody is told')
        .action((name: string, options: RunOptions, command: Command) =>
          atHome(shell, (house, clock) => run(shell, command, house, clock, name, options)),
        ),
    )
    .addCommand(
      new Command('list')
        .description('every job, how often it runs and when it ran last')
        .action((_options: object, command: Command) =>
          atHome(shell, (house) => list(shell, command, house)),
        ),
    );
}

async function run(
  shell: Shell,
  command: Command,
  house: Opened,
  clock: Clock,
  name: string,
  options: RunOptions,
): Promise<void> {
  const { store, registry, scene, policy } = house;
  const job = registry.jobs.get(name);
  if (!job)
    throw new OperatorError(
      `There is no job "${name}". There are: ${[...registry.jobs.keys()].sort().join(', ')}.`,
    );
  const now = clock.now();
  const asOf = options.at === undefined ? now : instantOf(options.at, policy.calendar.zone);
  const ahead = Temporal.Instant.compare(asOf, now) > 0;
  if (ahead && !options.dryRun && !(await isSample(store)))
    throw new OperatorError('--at lies in the future, so it needs --dry-run: this is a real district.');
  const deps = { store, scene, clock };
  const report = await (options.dryRun ? tryJob(deps, job, asOf) : runJob(deps, job, asOf));
  show(shell, command, { ...report, asOf: report.asOf.toString() }, linesOf(report));
  if (report.outcome === 'busy') throw new NotDone();
}

function linesOf(report: JobReport): readonly string[] {
  const { job, asOf, did, notices } = report;
  if (report.outcome === 'busy')
    return [`${job} is being run by another Safekeep right now; nothing was done.`];
  const would = report.outcome === 'would';
  return [
    `${job} as of ${asOf}${would ? ' (dry run: nothing is kept)' : ''}`,
    ...(did.length === 0 ? ['  nothing was due'] : did.map((line) => `  ${line}`)),
    ...(notices > 0
      ? [`  ${notices} ${notices === 1 ? 'notice' : 'notices'} ${would ? 'would be ' : ''}written`]
      : []),
    ...(report.more ? ['  … and more: a dry run stops after five pages'] : []),
  ];
}

/** A time without an offset is the district's own; one in the spring gap is moved to the gap's end (T5). */
function instantOf(text: string, zone: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    try {
      return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
    } catch {
      throw new OperatorError('--at is an instant such as 2026-12-26T08:00 or 2026-12-26T15:00Z.');
    }
  }
}

async function list(shell: Shell, command: Command, { store, registry }: Opened): Promise<void> {
  const last = new Map((await lastRuns(store)).map((one) => [one.name, one]));
  const jobs = [...registry.jobs.values()].map(({ name, summary, everyMinutes }) => ({
    name,
    summary,
    everyMinutes,
    lastRun: last.get(name)?.startedAt.toString() ?? null,
    outcome: last.get(name)?.outcome ?? null,
  }));
  const lines = jobs.flatMap((job) => [
    `${job.name}: ${job.summary}`,
    `  ${howOften(job.everyMinutes)}; ${job.lastRun ? `last ${job.lastRun}, ${job.outcome ?? 'not finished'}` : 'never run'}`,
  ]);
  show(shell, command, jobs, lines);
}

function howOften(minutes: number): string {
  if (minutes % 1440 === 0) return minutes === 1440 ? 'every day' : `every ${minutes / 1440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? 'every hour' : `every ${minutes / 60} hours`;
  return minutes === 1 ? 'every minute' : `every ${minutes} minutes`;
}
