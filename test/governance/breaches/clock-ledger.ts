/** Many incidents whose clocks run, and what is wrong with how they were reminded of: late, never, or twice. */
import { recomputeClocks } from '../../../src/governance/breaches/commands/recompute-clocks.ts';
import { Temporal, toDate } from '../../../src/kernel/clock.ts';
import type { Store } from '../../../src/store/store.ts';
import { actAs } from '../../support/people.ts';
import { reportedAt, reports, type Town } from './world.ts';

const minuteMs = 60_000;

/** So many breaches discovered at one instant, and so many more at odd minutes after it. */
export async function givenClocks(town: Town, alike: number, apart: number): Promise<void> {
  for (let n = 0; n < alike + apart; n += 1) {
    const id = await reports(town, town.people.teacher);
    const later = n < alike ? 0 : (n - alike + 1) * 7;
    const discoveredAt = toDate(reportedAt.subtract({ minutes: 90 }).add({ minutes: later }));
    await actAs(town.world, town.people.itsm.id, async (act) => {
      const data = { state: 'breach', ruling: 'breach', discoveredAt, compromised: true, significant: true };
      const row = await act.tx.db.incident.update({ where: { id }, data });
      await recomputeClocks(act, row, 'decided', act.actor.id);
    });
  }
  await town.store.transact({ personId: null, surface: 'cli', now: reportedAt }, (tx) =>
    tx.db.outbox.deleteMany({ where: { notice: 'breach.clocks' } }),
  );
}

/** The minutes at which a job that ticks each minute finds something. */
export async function ticksOf(store: Store): Promise<readonly string[]> {
  const marks = await store.db.incidentClockMark.findMany({ where: { toldAt: null }, select: { at: true } });
  const minutes = new Set(marks.map(({ at }) => Math.ceil(at.getTime() / minuteMs) * minuteMs));
  return [...minutes]
    .sort((a, b) => a - b)
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toString());
}

/** One sentence for each reminder that was late, never told, or told more or less than once. */
export async function reminderFaults(store: Store): Promise<readonly string[]> {
  const marks = await store.db.incidentClockMark.findMany({ include: { clock: true } });
  const rows = await store.db.outbox.findMany({ where: { notice: 'breach.clocks' } });
  const faults: string[] = [];
  /** By incident: when something of it was told. */
  const told = new Map<string, Set<number>>();
  for (const { mark, at, toldAt, clock } of marks) {
    const name = `${clock.incidentId} ${clock.clock} ${mark}`;
    if (!toldAt) faults.push(`${name} was never told`);
    // Told with the decision itself, and not by the job.
    else if (toldAt.getTime() <= reportedAt.epochMilliseconds) continue;
    else if (toldAt.getTime() - at.getTime() >= minuteMs) faults.push(`${name} was late`);
    else if (toldAt < at) faults.push(`${name} was early`);
    if (toldAt) told.set(clock.incidentId, (told.get(clock.incidentId) ?? new Set()).add(toldAt.getTime()));
  }
  for (const [incidentId, times] of told)
    for (const time of times) {
      const told = rows.filter((row) => row.caseId === incidentId && row.madeAt.getTime() === time);
      if (told.length !== 1)
        faults.push(`${incidentId} was told ${told.length} times at ${new Date(time).toISOString()}`);
    }
  const all = [...told.values()].reduce((sum, times) => sum + times.size, 0);
  if (rows.length !== all) faults.push(`${rows.length} messages for ${all} moments`);
  return faults;
}
