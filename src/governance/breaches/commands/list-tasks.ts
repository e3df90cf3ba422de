/** The task of a law's public list of breaches opens as soon as people have counted enough students and found it a breach. */
import type { Act } from '../../../app/context.ts';
import { listedBy, listsFor, sayShare } from '../rules/public-list.ts';
import { reminderAt } from '../rules/task.ts';
import { insertTasks } from '../store/tasks.ts';
import { writeEvent } from '../store/timeline.ts';
import { found } from './found.ts';

/** Once for each law; a number that is corrected downwards closes nothing: a person says that it is not needed. */
export async function openListTasks(act: Act, incidentId: string): Promise<void> {
  const file = await found(act, incidentId);
  if (!file) return;
  const { incident, policy, tasks } = file;
  const { calendar } = policy;
  const owed = listsFor(policy, incident).filter((law) => !tasks.some(({ key }) => key === law.key));
  for (const { key, list } of owed) {
    const dueAt = calendar.endOfDay(listedBy(list, calendar.localDay(act.now)));
    const nextAt = reminderAt(calendar, policy.pack.breaches.response.reminders, dueAt, 0);
    await insertTasks(
      act.tx,
      incidentId,
      [{ ...{ key, required: true, ownerId: undefined, ownerRole: 'desk' }, dueAt, nextAt }],
      act.actor.id,
    );
    await writeEvent(act.tx, incidentId, {
      ...{ what: 'list-owed', byId: act.actor.id },
      facts: { key, share: sayShare(incident) ?? null, src: list.src },
    });
  }
}
