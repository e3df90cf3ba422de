/** What is due once a year about breaches: its rounds open by themselves, whoever it is for is reminded, and people do it (R017, R077). */
import type { Ask, Sweep } from '../../app/context.ts';
import type { Job, NoticeKind, Task } from '../../app/feature.ts';
import type { Action, Card } from '../../chat/card.ts';
import { sayDay } from '../../chat/say-when.ts';
import { Temporal, toIso } from '../../kernel/clock.ts';
import { addTo } from '../../policy/due.ts';
import type { Policy } from '../../policy/policy.ts';
import type { YearlyTask } from '../../policy/schema-breach-after.ts';
import { remind, reminderAt } from './rules/task.ts';
import { newestRounds, openRound, type Round, setRoundReminded, yearlyKind } from './store/yearly.ts';

export const yearlyJob: Job = {
  name: 'breach-yearly',
  summary: 'Opens what is due each year about breaches, and reminds whoever it is for',
  everyMinutes: 60,
  discreet: true,
  async run(sweep) {
    const rounds = await newestRounds(sweep.reader);
    const did: string[] = [];
    for (const task of sweep.policy.pack.breaches.after.yearly) {
      const round = rounds.get(task.id);
      if (!round || round.settled) did.push(await open(sweep, task, round));
      else if (round.nextAt && Temporal.Instant.compare(round.nextAt, sweep.now) <= 0)
        did.push(...(await remindOf(sweep, task, round)));
    }
    return { did, more: false };
  },
};

async function open(sweep: Sweep, task: YearlyTask, last: Round | undefined): Promise<string> {
  const { calendar, pack } = sweep.policy;
  const from = calendar.localDay(last?.settled?.at ?? sweep.now).toString();
  const day = addTo(calendar, from, last ? task.every : task.first);
  const dueAt = calendar.endOfDay(Temporal.PlainDate.from(day));
  const nextAt = reminderAt(calendar, pack.breaches.after.reminders, dueAt, 0);
  const id = await openRound(sweep.tx, { task: task.id, dueAt, nextAt });
  sweep.tx.audit({
    ...{ what: 'breach_yearly.opened', about: { kind: yearlyKind, id } },
    facts: { task: task.id, due: toIso(dueAt) },
  });
  return `opened ${task.id}, due ${day}`;
}

/** The owner, later the plan's executives too: there is no desk for what concerns no incident. */
async function remindOf(sweep: Sweep, task: YearlyTask, round: Round): Promise<readonly string[]> {
  const { calendar, pack } = sweep.policy;
  const { after, route } = pack.breaches;
  const { owner, desk, end, stage, nextAt } = remind(
    calendar,
    after.reminders,
    round.dueAt,
    round.stage,
    sweep.now,
  );
  const roles = [...(owner ? [task.owner] : []), ...(desk || end ? route.executives.roles : [])];
  const people = await sweep.directory.peopleAndHolders(sweep.reader, [], roles);
  // What nobody could hear of is not spent: the next run tries again.
  if (people.size === 0) return [];
  await setRoundReminded(sweep.tx, round.id, { stage, nextAt });
  sweep.tx.audit({
    ...{ what: 'breach_yearly.reminded', about: { kind: yearlyKind, id: round.id } },
    facts: { task: task.id, people: [...people.keys()], end },
  });
  for (const personId of people.keys())
    sweep.tx.notify({
      ...{ notice: 'breach.yearly', to: { personId }, facts: { round: round.id, task: task.id } },
      notBefore: calendar.nextReminderTime(sweep.now),
    });
  return [...people.keys()].map(() => `reminded somebody of ${task.id}`);
}

export const yearlyNotice: NoticeKind = {
  id: 'breach.yearly',
  async render(ask, { facts }) {
    const task = taskOf(ask.policy, String(facts.task));
    const round = (await newestRounds(ask.reader)).get(String(facts.task));
    if (!task || !round || round.settled || round.id !== facts.round) return undefined;
    const mine = ask.actor.roles.includes(task.owner);
    return {
      audience: 'person',
      title: task.says,
      blocks: [
        {
          kind: 'text',
          text: `It is due ${dueDay(ask, round)} (${task.src}).${mine ? '' : ' Whoever it is for has not done it yet.'}`,
        },
      ],
      actions: mine ? [settleAction(task), ...reportLink(task)] : [],
    } satisfies Card;
  },
};

export async function yearlyTasks(ask: Ask): Promise<readonly Task[]> {
  const { pack, calendar } = ask.policy;
  const mine = pack.breaches.after.yearly.filter(({ owner }) => ask.actor.roles.includes(owner));
  if (mine.length === 0) return [];
  const rounds = await newestRounds(ask.reader);
  const ahead = addTo(calendar, calendar.localDay(ask.now).toString(), pack.reminders.ahead);
  return mine.flatMap((task): Task[] => {
    const round = rounds.get(task.id);
    const dueOn = round && calendar.localDay(round.dueAt).toString();
    if (!round || round.settled || dueOn === undefined || dueOn > ahead) return [];
    const late = Temporal.Instant.compare(round.dueAt, ask.now) < 0;
    return [{ list: 'i-owe', title: task.says, dueOn, late, action: settleAction(task) }];
  });
}

export function taskOf({ pack }: Policy, id: string | undefined): YearlyTask | undefined {
  return pack.breaches.after.yearly.find((one) => one.id === id);
}

function dueDay({ policy: { calendar } }: Ask, { dueAt }: Round): string {
  return sayDay(calendar.localDay(dueAt).toString());
}

function settleAction({ id }: YearlyTask): Action {
  return { kind: 'open-form', form: 'breach.yearly', label: 'It is done', subject: { task: id } };
}

function reportLink({ report }: YearlyTask): readonly Action[] {
  return report ? [{ kind: 'link', label: 'The year so far', path: '/documents/breach.security-year' }] : [];
}
