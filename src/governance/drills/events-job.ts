/** Brings the events of running exercises when their time has come: once each, however long the program was away. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { Temporal } from '../../kernel/clock.ts';
import { bring } from './commands/bring.ts';
import { ahead, clockOf, comesAt, drillKind } from './rules/drill.ts';
import { type DrillFile, dueDrills, openDrill } from './store/drills.ts';

const pageSize = 25;
/** While people are at it they are told at once; an exercise that runs into the night waits for the morning. */
const atItHours = 4;

export const eventsJob: Job = {
  name: 'drill-events',
  summary:
    'Brings the events of running exercises when they are due; an exercise is marked DRILL and touches nothing real',
  everyMinutes: 1,
  async run(sweep) {
    const ids = await dueDrills(sweep.tx, sweep.now, pageSize);
    const did: string[] = [];
    for (const id of ids) {
      // Somebody may have called the very event at this moment: whoever comes second sees that it came.
      const file = await openDrill(sweep, { id }, true);
      if (file) did.push(...(await bringDue(sweep, file)));
    }
    return { did, more: did.length === pageSize };
  },
};

async function bringDue(sweep: Sweep, file: DrillFile): Promise<readonly string[]> {
  const { drill, scenario, policy } = file;
  const clockAt = clockOf(drill, sweep.now);
  const due = ahead(scenario, drill.came).filter(
    (inject) => Temporal.Instant.compare(comesAt(drill, inject), clockAt) <= 0,
  );
  if (drill.state !== 'running' || due.length === 0) return [];
  const last = drill.runsSince ?? drill.startedAt;
  const atIt = last.until(sweep.now).total('hours') <= atItHours;
  await bring(sweep, file, due, {
    ...{ byId: undefined, clockAt },
    ...(atIt ? {} : { notBefore: policy.calendar.nextReminderTime(sweep.now) }),
  });
  sweep.tx.moved({ kind: drillKind, id: drill.id });
  return [`${drill.reference}: ${due.length} of its events came`];
}
