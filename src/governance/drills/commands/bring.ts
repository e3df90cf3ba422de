/** Events of the scenario come: each once, and all that are due are one message to whoever hears of them. */
import type { Act, Sweep } from '../../../app/context.ts';
import { type Temporal, toDate } from '../../../kernel/clock.ts';
import { ahead, comesAt, type Drill, drillKind, hears, nextComes, partsPlayed } from '../rules/drill.ts';
import type { Inject } from '../rules/scenario.ts';
import type { DrillFile } from '../store/drills.ts';
import { addInjects, writeDrill, writeEvent } from '../store/write.ts';

/**
 * `byId`: whoever leads and called for it, from when on the rest is counted; without one they came by themselves, at
 * their own time however late the sweep is. `clockAt`: the time of the exercise now.
 */
export async function bring(
  scene: Act | Sweep,
  { drill, scenario }: DrillFile,
  injects: readonly Inject[],
  given: {
    readonly byId: string | undefined;
    readonly clockAt: Temporal.Instant;
    readonly notBefore?: Temporal.Instant;
  },
): Promise<void> {
  const { tx } = scene;
  const { byId, clockAt, notBefore } = given;
  // By itself it comes in its time, and the clock is left alone.
  const called = byId !== undefined;
  const moved: Drill = called ? { ...drill, clockAt, runsSince: drill.runsSince && tx.now } : drill;
  const next = ahead(scenario, drill.came).find(({ id }) => !injects.some((one) => one.id === id));
  const nextAt = nextComes(moved, next);
  await addInjects(
    tx,
    drill.id,
    injects.map((one) => ({ id: one.id, clockAt: called ? clockAt : comesAt(drill, one) })),
  );
  await writeDrill(tx, drill, {
    clockAt: toDate(moved.clockAt),
    runsSince: moved.runsSince ? toDate(moved.runsSince) : null,
    nextAt: nextAt ? toDate(nextAt) : null,
  });
  await writeEvent(tx, drill.id, {
    ...{ what: 'came', byId, clockAt },
    facts: { injects: injects.map(({ id }) => id) },
  });
  for (const personId of new Set(drill.players.map((one) => one.personId))) {
    const theirs = injects.filter((one) => hears(partsPlayed(drill, personId), one));
    if (theirs.length === 0) continue;
    tx.notify({
      notice: 'drill.events',
      about: { kind: drillKind, id: drill.id },
      to: { personId },
      facts: { injects: theirs.map(({ id }) => id) },
      ...(notBefore ? { notBefore } : {}),
    });
  }
}
