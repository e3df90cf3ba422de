/** What somebody has to do about an incident comes due: whoever has it is reminded, then the desk, at the end the executive team. */
import type { Sweep } from '../../../app/context.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { TaskReminders } from '../../../policy/schema-breach-response.ts';
import { incidentKind } from '../rules/incident.ts';
import { type IncidentTask, remind } from '../rules/task.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { calledFor, seatCalled } from './called.ts';
import { ownersOf } from './owners.ts';
import { peopleWith } from './tell.ts';

/** A reminder that nobody could get is tried again after so long; nothing of it is spent. */
const retryMinutes = 15;

type Chased = Pick<IncidentTask, 'id' | 'ownerId' | 'ownerRole' | 'stage'> & {
  readonly dueAt: Temporal.Instant;
};

export interface Chase {
  readonly ladder: TaskReminders;
  /** Open, and due to be reminded of some time. */
  readonly all: readonly Chased[];
  /** Under what name notices list them: "tasks". */
  readonly facts: 'tasks' | 'actions';
  readonly notices: { readonly due: string; readonly left: string };
  /** The audit entry's word. */
  readonly what: string;
  readonly write: (
    id: string,
    now: { readonly stage: number; readonly nextAt: Temporal.Instant | undefined },
  ) => Promise<void>;
}

/** Each person hears once, of all that is theirs. Comes back: how many were told. */
export async function chase(sweep: Sweep, file: IncidentFile, how: Chase): Promise<number> {
  const { incident, policy } = file;
  const desk = await peopleWith(sweep, incident, ['desk']);
  const executives = await lastOf(sweep, file);
  const due = new Map<string, string[]>();
  const left: string[] = [];
  for (const one of how.all) {
    const step = remind(policy.calendar, how.ladder, one.dueAt, one.stage, sweep.now);
    // Nothing is due but trying again, as where somebody is there once more.
    if (step.stage === one.stage) continue;
    const people = new Set([
      ...(step.owner ? await ownersOf(sweep, incident, one) : []),
      ...(step.desk ? desk : []),
    ]);
    if (people.size + (step.end ? executives.length : 0) === 0) {
      const nextAt = sweep.now.add({ minutes: retryMinutes });
      await how.write(one.id, { stage: one.stage, nextAt });
      continue;
    }
    for (const personId of people) due.set(personId, [...(due.get(personId) ?? []), one.id]);
    if (step.end) left.push(one.id);
    await how.write(one.id, step);
    sweep.tx.audit({
      what: how.what,
      about: { kind: incidentKind, id: incident.id },
      facts: { [how.facts.slice(0, -1)]: one.id, people: [...people], end: step.end },
    });
  }
  for (const [personId, ids] of due) tell(sweep, incident.id, how.notices.due, personId, how.facts, ids);
  return due.size + (left.length === 0 ? 0 : await tellLast(sweep, file, how, executives, left));
}

/** Whoever hears the last word: those called already, else those who would be. */
async function lastOf(sweep: Sweep, file: IncidentFile): Promise<readonly string[]> {
  const seated = await peopleWith(sweep, file.incident, ['executive']);
  if (seated.size > 0) return [...seated];
  const called = await calledFor(sweep, file);
  return called.kind === 'nobody' ? [] : called.people.map(({ id }) => id);
}

/** Where nobody had called them, this does: it is the end of the ladder. */
async function tellLast(
  sweep: Sweep,
  file: IncidentFile,
  { notices, facts }: Chase,
  executives: readonly string[],
  left: readonly string[],
): Promise<number> {
  const { incident } = file;
  if ((await peopleWith(sweep, incident, ['executive'])).size === 0)
    await seatCalled(sweep, incident, await calledFor(sweep, file), {
      byId: undefined,
      facts: { [facts]: true },
      notice: notices.left,
      said: { [facts]: left },
      notBefore: sweep.policy.calendar.nextReminderTime(sweep.now),
    });
  else for (const personId of executives) tell(sweep, incident.id, notices.left, personId, facts, left);
  return executives.length;
}

function tell(
  sweep: Sweep,
  incidentId: string,
  notice: string,
  personId: string,
  name: Chase['facts'],
  ids: readonly string[],
): void {
  sweep.tx.notify({
    ...{ notice, about: { kind: incidentKind, id: incidentId }, to: { personId }, facts: { [name]: ids } },
    // Neither the alert nor a legal clock: it keeps to the quiet hours (T10).
    notBefore: sweep.policy.calendar.nextReminderTime(sweep.now),
  });
}
