/** Whoever leads an exercise: the next event now, halt, go on. */
import type { Act } from '../../../app/context.ts';
import type { ActionHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { Temporal, toDate } from '../../../kernel/clock.ts';
import { ahead, clockOf, comesAt, type Drill, nextComes } from '../rules/drill.ts';
import { openDrill } from '../store/drills.ts';
import { bring } from './bring.ts';
import { type Change, change, notThere } from './change.ts';

export const nextAction: ActionHandler = { id: 'drill.next', access: 'everyone', run: callNext };
export const haltAction: ActionHandler = { id: 'drill.halt', access: 'everyone', run: halt };
export const goOnAction: ActionHandler = { id: 'drill.go-on', access: 'everyone', run: goOn };

/** Its clock is put on to the event's time; where it is later by now, that stays. */
async function callNext(act: Act, { id, inject }: Payload): Promise<Outcome> {
  const file = id === undefined ? undefined : await openDrill(act, { id }, true);
  if (!file) return { kind: 'refused', text: notThere };
  const wanted = ahead(file.scenario, file.drill.came)[0];
  return change(act, id, {
    by: 'leads',
    refuse: () =>
      wanted && wanted.id === inject
        ? undefined
        : 'That event has come meanwhile; here is how it stands now.',
    async also(now) {
      if (!wanted) return;
      const due = comesAt(now.drill, wanted);
      const clock = clockOf(now.drill, act.now);
      const clockAt = Temporal.Instant.compare(due, clock) > 0 ? due : clock;
      await bring(act, now, [wanted], { byId: act.actor.id, clockAt });
    },
    say: ({ scenario, drill }) =>
      ahead(scenario, drill.came).length === 0 ? 'That was the last event.' : 'It has come.',
  });
}

function stands(wanted: Drill['state']): NonNullable<Change['refuse']> {
  return ({ drill }) => (drill.state === wanted ? undefined : 'It stands like that already.');
}

function halt(act: Act, { id, version }: Payload): Promise<Outcome> {
  return change(act, id, {
    by: 'leads',
    version: version ?? '',
    refuse: stands('running'),
    what: 'halted',
    data: ({ drill }) => ({
      state: 'paused',
      clockAt: toDate(clockOf(drill, act.now)),
      runsSince: null,
      nextAt: null,
    }),
    say: () => 'Its clock stands still.',
  });
}

function goOn(act: Act, { id, version }: Payload): Promise<Outcome> {
  return change(act, id, {
    by: 'leads',
    version: version ?? '',
    refuse: stands('paused'),
    what: 'went-on',
    data({ drill, scenario }) {
      const nextAt = nextComes({ ...drill, runsSince: act.now }, ahead(scenario, drill.came)[0]);
      return { state: 'running', runsSince: toDate(act.now), nextAt: nextAt ? toDate(nextAt) : null };
    },
    say: () => 'Its clock runs again.',
  });
}
