/** Whoever took part in an exercise has the plan's course for it, as a training that whoever led it confirms; never twice. */
import type { Act } from '../../../app/context.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { judgeLog } from '../../training/rules/completion.ts';
import { addCompletion, completionsOf } from '../../training/store/completions.ts';
import { clockOf } from '../rules/drill.ts';
import type { DrillFile } from '../store/drills.ts';
import { setCredited, writeEvent } from '../store/write.ts';

/** How many have it by this; who has this course for that day already keeps that. */
export async function credit(
  act: Act,
  { drill, scenario, people }: DrillFile,
  personIds: readonly string[],
  location: string,
): Promise<number> {
  const { calendar, pack } = act.policy;
  const id = pack.breaches.drills?.course ?? '';
  const course = pack.training.courses[id];
  if (!course) return 0;
  const completedOn = calendar.localDay(drill.startedAt).toString();
  const startsAt = drill.startedAt
    .toZonedDateTimeISO(calendar.zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
  const credited: string[] = [];
  for (const personId of new Set(personIds)) {
    const person = people.get(personId);
    const plays = drill.players.some((one) => one.personId === personId);
    if (!person || !plays || personId === act.actor.id) continue;
    await lockPerson(act.tx, personId);
    const before = (await completionsOf(act.tx, personId)).filter((one) => one.course === id);
    const today = calendar.localDay(act.now).toString();
    const problem = judgeLog({ completedOn, today, hireDate: person.hireDate, before });
    if (!(await setCredited(act.tx, drill.id, personId, act.actor.id)) || problem) continue;
    await addCompletion(act.tx, course, {
      ...{ personId, course: id, completedOn, startsAt, roleThen: person.jobTitle },
      ...{ sessionId: undefined, way: 'exercise', state: 'confirmed' },
      ...{ loggedById: act.actor.id, decidedById: act.actor.id },
      texts: {
        location,
        agenda: `DRILL: an exercise, ${scenario.scenario.title}`,
        evidence: drill.reference,
      },
    });
    credited.push(personId);
  }
  if (credited.length > 0)
    await writeEvent(act.tx, drill.id, {
      ...{ what: 'credited', byId: act.actor.id, clockAt: clockOf(drill, act.now) },
      facts: { people: credited, course: id },
    });
  return credited.length;
}
