/** Brings the events of running exercises when their time has come: once each, however long the program was away. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { Temporal, toDate } from '../../kernel/clock.ts';
import { bring } from './commands/bring.ts';
import { ahead, clockOf, comesAt } from './rules/drill.ts';
import { type DrillFile, openDrills } from './store/drills.ts';

const pageSize = 25;
/** While people are at it they are told at once; an exercise that runs into the night waits for the morning. */
const atItHours = 4;

export const eventsJob: Job = {
  name: 'drill-events',
  summary:
    'Brings the events of running exercises when they are due; an exercise is marked DRILL and touches nothing real',
  everyMinutes: 1,
  async run(sweep) {
    const files = await openDrills(sweep, { state: 'running', nextAt: { lte: toDate(sweep.now) } }, pageSize);
    const did: string[] = [];
    for (const file of files) did.push(await bringDue(sweep, file));
    return { did, more: files.length === pageSize };
  },
};

async function bringDue(sweep: Sweep, file: DrillFile): Promise<string> {
  const { drill, scenario, policy } = file;
  const clockAt = clockOf(drill, sweep.now);
  const due = ahead(scenario, drill.came).filter(
    (inject) => Temporal.Instant.compare(comesAt(drill, inject), clockAt) <= 0,
  );
  const last = drill.runsSince ?? drill.startedAt;
  const atIt = last.until(sweep.now).total('hours') <= atItHours;
  await bring(sweep, file, due, {
    ...{ byId: undefined, clockAt },
    ...(atIt ? {} : { notBefore: policy.calendar.nextReminderTime(sweep.now) }),
  });
  sweep.tx.moved({ kind: 'drill', id: drill.id });
  return `${drill.reference}: ${due.length} of its events came`;
}
