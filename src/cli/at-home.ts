/** Runs a command's work on the opened store, and closes it whatever happens. */
import { destination } from 'pino';
import { type Config, readConfig } from '../config.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { createLog } from '../kernel/log.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { type Opened, open } from './open.ts';
import type { Shell } from './shell.ts';

/** A program that runs on the same store goes on undisturbed: its PostgreSQL is used, and left running. */
export async function atHome<T>(
  shell: Shell,
  work: (house: Opened, clock: Clock) => Promise<T>,
  instead: Partial<Pick<Config, 'policyPack'>> = {},
): Promise<T> {
  const config = { ...configOf(shell), ...instead };
  // What a command prints is its answer; the log holds only what went wrong, beside it.
  const log = createLog('error', destination({ fd: 2, sync: true }));
  const house = await open({
    ...{ config, clock: systemClock, log },
    ...(shell.readPlan ? { readPlan: shell.readPlan } : {}),
  });
  try {
    return await work(house, systemClock);
  } finally {
    await house.close();
  }
}

/** Throws OperatorError with every setting that is wrong, one a line. */
export function configOf(shell: Shell): Config {
  const config = shell.environment ? readConfig(shell.environment) : readConfig();
  if (config.ok) return config.value;
  throw new OperatorError(config.problem.map(({ setting, problem }) => `${setting} ${problem}`).join('\n'));
}
