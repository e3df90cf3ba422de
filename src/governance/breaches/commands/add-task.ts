/** Somebody adds a task that the plan does not know. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { writeTexts } from '../../../store/texts.ts';
import { incidentKind } from '../rules/incident.ts';
import { reminderAt } from '../rules/task.ts';
import { insertTasks } from '../store/tasks.ts';
import { change, notThere } from './change.ts';
import { takerOf } from './checks.ts';
import { found, momentOf, whileNotClosed, workers } from './found.ts';
import { seatTeam } from './response-tasks.ts';

const asked = fields({
  what: { kind: 'text', label: 'What is to be done?', hint: 'Do not name a student.', max: 300 },
  who: { kind: 'person', label: 'Who does it?' },
  due: { kind: 'moment', label: 'Until when?' },
  required: {
    kind: 'tick',
    label: 'Before it is closed?',
    says: 'The incident can’t be closed without it',
    optional: true,
  },
});

export const addTask: FormHandler<typeof asked> = {
  id: 'breach.task-add',
  access: 'everyone',
  async open(ask, { id }) {
    if (!(await found(ask, id))) return { refused: notThere };
    return {
      title: 'A task',
      submit: 'Add it',
      intro: [],
      fields: asked,
      values: { who: ask.actor.id },
    };
  },
  async submit(act, { id }, { what, who, due, required }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const { policy } = file;
    const dueAt = momentOf(due, policy);
    if (Temporal.Instant.compare(dueAt, act.now) <= 0)
      return { kind: 'invalid', errors: { due: 'Please give a time that is still to come.' } };
    const taker = await takerOf(act, file.incident, who);
    if ('fault' in taker) return { kind: 'invalid', errors: { who: taker.fault } };
    const { reminders } = policy.pack.breaches.response;
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'task-added',
      facts: { to: who },
      words: what,
      async also({ incident }) {
        const about = { kind: incidentKind, id: incident.id };
        const [task = ''] = await insertTasks(
          act.tx,
          incident.id,
          [
            {
              ...{ key: undefined, required: required === true, ownerId: who, ownerRole: 'desk', dueAt },
              nextAt: reminderAt(policy.calendar, reminders, dueAt, 0),
            },
          ],
          act.actor.id,
        );
        await writeTexts(act.tx, about, act.actor.id, { [`task:${task}`]: what });
        await seatTeam(act, incident, [{ personId: who }]);
        if (who !== act.actor.id)
          act.tx.notify({
            ...{ notice: 'breach.task-given', about, facts: { tasks: [task] } },
            to: { personId: who },
          });
      },
      say: () => 'Added.',
    });
  },
};
