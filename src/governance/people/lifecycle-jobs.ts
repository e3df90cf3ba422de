/** The sweeps that let absences begin and end, and departures come, on their day. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import type { Temporal } from '../../kernel/clock.ts';
import { beginDue, endDue } from './store/absences.ts';
import { detachAccounts, takeToDetach } from './store/access.ts';
import { callOffDeparture, departuresDue } from './store/departures.ts';
import { setInactive } from './store/lifecycle.ts';
import { digestOf } from './store/obligation-pages.ts';
import { localDay } from './today.ts';

/** Every room is asked about each of them: a transaction holds few, so that a busy machine ends it in time. */
const absencesAtOnce = 25;
const leaversAtOnce = 10;
/** Letting go of an account is one statement. */
const accountsAtOnce = 100;

export const absencesJob: Job = {
  name: 'absences',
  summary: 'Begins and ends leaves and off-contract times on their day',
  everyMinutes: 15,
  async run(sweep) {
    const today = localDay(sweep);
    // Beginning first: whoever goes from one absence into the next was never back in between.
    const begun = await beginAbsences(sweep, today);
    const ended = await endAbsences(sweep, today);
    return {
      did: [...begun.did, ...ended.did],
      more: begun.count === absencesAtOnce || ended.count === absencesAtOnce,
    };
  },
};

async function beginAbsences(sweep: Sweep, today: Temporal.PlainDate) {
  const { tx } = sweep;
  const { count, people } = await beginDue(tx, today, { limit: absencesAtOnce });
  for (const id of people) {
    await sweep.house.personLeft(sweep, id);
    tx.moved({ kind: 'person', id });
  }
  if (count > 0) tx.audit({ what: 'absences.begun', facts: { absences: count, ...pageOf(people) } });
  return { count, did: people.length === 0 ? [] : [`${people.length} away from today`] };
}

async function endAbsences({ tx }: Sweep, today: Temporal.PlainDate) {
  const { count, people } = await endDue(tx, today, absencesAtOnce);
  for (const id of people) tx.moved({ kind: 'person', id });
  if (count > 0) tx.audit({ what: 'absences.ended', facts: { absences: count, ...pageOf(people) } });
  return { count, did: people.length === 0 ? [] : [`${people.length} back at work`] };
}

/** One line for the page: the absences are in their table, and the digest says whose. */
function pageOf(people: readonly string[]) {
  return { people: people.length, digest: digestOf(people.map((id) => ({ id }))) };
}

export const departuresJob: Job = {
  name: 'departures',
  summary: 'Ends employments when their last day is over',
  everyMinutes: 15,
  async run(sweep) {
    const due = await departuresDue(sweep.tx, localDay(sweep), leaversAtOnce);
    let left = 0;
    for (const { personId, lastDay, madeById } of due) {
      if (await setInactive(sweep.tx, personId, 'left', lastDay, madeById ?? null)) {
        left += 1;
        await sweep.house.personLeft(sweep, personId);
        sweep.tx.moved({ kind: 'person', id: personId });
      } else await callOffDeparture(sweep.tx, personId, null);
    }
    const detached = await takeToDetach(sweep.tx, accountsAtOnce);
    for (const personId of detached) await detachAccounts(sweep.tx, personId);
    return {
      did: [
        ...(left > 0 ? [`${left} have left`] : []),
        ...(detached.length > 0 ? [`chat accounts of ${detached.length} let go`] : []),
      ],
      more: due.length === leaversAtOnce || detached.length === accountsAtOnce,
    };
  },
};
