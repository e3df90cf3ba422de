/** One task: done, not needed with a reason, somebody else's, another time, or open again. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { Temporal, toIso } from '../../../kernel/clock.ts';
import { lettersBehind } from '../cards/notices-page.ts';
import { sayTask } from '../cards/tasks.ts';
import { incidentKind } from '../rules/incident.ts';
import { type IncidentTask, reminderAt } from '../rules/task.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { giveTask, setDue, settleTask } from '../store/tasks.ts';
import { type Change, change, notThere } from './change.ts';
import { takerOf } from './checks.ts';
import { asMoment, found, momentOf, whileNotClosed, workers } from './found.ts';
import { seatTeam } from './response-tasks.ts';

function taskFields(open: boolean) {
  return fields({
    outcome: {
      kind: 'choice',
      label: 'What about it?',
      options: open
        ? [
            { value: 'done', label: 'It is done' },
            { value: 'not_applicable', label: 'It is not needed here' },
            { value: 'given', label: 'Somebody else does it' },
            { value: 'moved', label: 'It needs another time' },
          ]
        : [{ value: 'open', label: 'It is open again' }],
    },
    who: { kind: 'person', label: 'Who?', showIf: { field: 'outcome', is: ['given'] } },
    due: { kind: 'moment', label: 'Until when?', showIf: { field: 'outcome', is: ['moved'] } },
    why: {
      kind: 'text',
      label: 'Why?',
      multiline: true,
      max: 1000,
      showIf: { field: 'outcome', is: ['not_applicable', 'moved', 'open'] },
    },
    note: {
      kind: 'text',
      label: 'What was done?',
      hint: 'Leave it empty if there is nothing to say. Do not name a student.',
      multiline: true,
      max: 2000,
      optional: true,
      showIf: { field: 'outcome', is: ['done'] },
    },
  });
}

export const settle: FormHandler<ReturnType<typeof taskFields>> = {
  id: 'breach.task',
  access: 'everyone',
  async open(ask, subject) {
    const at = await foundTask(ask, subject);
    if (!at) return { refused: notThere };
    const { file, task } = at;
    const quiet = file.incident.confidential && ask.surface !== 'web';
    return {
      title: 'A task',
      submit: 'Keep it',
      intro: [
        ...(quiet
          ? []
          : [
              { kind: 'text', text: sayTask(file, task, ask.surface) } as const,
              ...lettersBehind(file, task),
            ]),
      ],
      fields: taskFields(task.state === 'open'),
      values: task.dueAt ? { due: asMoment(task.dueAt, file.policy) } : {},
    };
  },
  async submit(act, subject, { outcome, who, due, why, note }): Promise<Outcome> {
    const at = await foundTask(act, subject);
    if (!at) return { kind: 'refused', text: notThere };
    const { file, task } = at;
    const about = { task: task.id, key: task.key ?? null };
    const now = (wanted: Omit<Change, 'by'>) =>
      change(act, subject.id, { by: workers, ...whileNotClosed, ...wanted });
    if (outcome === 'given')
      return who === undefined ? { kind: 'refused', text: notThere } : give(act, at, who);
    if (outcome === 'moved') {
      const dueAt = due === undefined ? undefined : momentOf(due, file.policy);
      if (!dueAt || Temporal.Instant.compare(dueAt, act.now) <= 0)
        return { kind: 'invalid', errors: { due: 'Please give a time that is still to come.' } };
      const { reminders } = file.policy.pack.breaches.response;
      const nextAt = reminderAt(file.policy.calendar, reminders, dueAt, 0);
      return now({
        refuse: (fresh) => settledAlready(fresh, task),
        what: 'task-moved',
        facts: { ...about, to: toIso(dueAt) },
        words: why ?? '',
        also: () => setDue(act.tx, task.id, dueAt, nextAt),
        say: () => `Due on ${sayMoment(dueAt, file.policy.calendar.zone)} now.`,
      });
    }
    const state = outcome === 'done' || outcome === 'not_applicable' ? outcome : 'open';
    const words = state === 'done' ? note : why;
    return now({
      refuse: (fresh) =>
        whileNotClosed.refuse?.(fresh) ??
        ((fresh.tasks.find(({ id }) => id === task.id)?.state === 'open') === (state === 'open')
          ? 'It stands like that already.'
          : undefined),
      what: { done: 'task-done', not_applicable: 'task-not-needed', open: 'task-reopened' }[state],
      facts: about,
      ...(words === undefined ? {} : { words }),
      also: () => settleTask(act.tx, task.id, state, act.actor.id),
      say: () =>
        ({ done: 'Done. Thank you.', not_applicable: 'Kept as not needed.', open: 'It is open again.' })[
          state
        ],
    });
  },
};

async function give(act: Act, { file, task }: FoundTask, who: string): Promise<Outcome> {
  const taker = await takerOf(act, file.incident, who);
  if ('fault' in taker) return { kind: 'invalid', errors: { who: taker.fault } };
  return change(act, file.incident.id, {
    by: workers,
    ...whileNotClosed,
    refuse: (fresh) => settledAlready(fresh, task),
    what: 'task-given',
    facts: { task: task.id, key: task.key ?? null, to: who },
    async also({ incident }) {
      await giveTask(act.tx, task.id, who);
      await seatTeam(act, incident, [{ personId: who }]);
      if (who !== act.actor.id)
        act.tx.notify({
          notice: 'breach.task-given',
          about: { kind: incidentKind, id: incident.id },
          to: { personId: who },
          facts: { tasks: [task.id] },
        });
    },
    say: () => `It is ${taker.person.name}’s now.`,
  });
}

function settledAlready(fresh: IncidentFile, { id }: IncidentTask): string | undefined {
  const now = fresh.tasks.find((one) => one.id === id);
  return whileNotClosed.refuse?.(fresh) ?? (now?.state === 'open' ? undefined : 'It is settled already.');
}

interface FoundTask {
  readonly file: IncidentFile;
  readonly task: IncidentTask;
}

async function foundTask(
  ask: Ask,
  { id, task: taskId }: Readonly<Record<string, string>>,
): Promise<FoundTask | undefined> {
  const file = await found(ask, id);
  const task = file?.tasks.find((one) => one.id === taskId);
  return file && task && { file, task };
}
