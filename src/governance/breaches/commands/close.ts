/** An incident is closed by a person: once it is decided, and nothing that has to be done is open, or with a reason why it may stay so. */
import type { Ask, Scene } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import type { Fields } from '../../../chat/form.ts';
import { toDate } from '../../../kernel/clock.ts';
import { channelAtEnd } from '../cards/channel.ts';
import { openClocks } from '../cards/clocks.ts';
import { taskName } from '../cards/tasks.ts';
import { mayClose } from '../rules/closing.ts';
import { isKeptFrom } from '../rules/incident.ts';
import type { IncidentTask } from '../rules/task.ts';
import { type Clock, clocksOf } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { change, notThere } from './change.ts';
import { clockAnswers, clockFields, keepTold } from './close-clocks.ts';
import { found, workers } from './found.ts';
import { recomputeClocks } from './recompute-clocks.ts';
import { tellWorkers } from './tell.ts';
import { sayWhoMay } from './who-may.ts';

function closeFields(open: number, untold: readonly Clock[], named: boolean): Fields {
  return {
    summary: {
      kind: 'text',
      label: 'How did it end?',
      hint: 'Do not name a student.',
      multiline: true,
      max: 3000,
    },
    why: {
      kind: 'text',
      label: open === 0 ? 'Anything else to keep?' : 'Why may it be closed with these open?',
      multiline: true,
      max: 2000,
      optional: true,
    },
    ...clockFields(untold, named),
  };
}

export const closeIncident: FormHandler<Fields> = {
  id: 'breach.close',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    const refusal = notYet(file) ?? (await notTheirs(ask, file));
    if (refusal !== undefined) return { refused: refusal };
    const open = mustBeDone(file);
    const untold = await untoldOf(ask, file);
    const unclear = await unclearOf(ask, file);
    const kept = isKeptFrom(ask.surface, file.incident);
    return {
      title: 'Close it',
      submit: 'Close it',
      intro: [
        ...stillOpen(file, open, ask.surface === 'web'),
        ...stillUntold(untold, kept),
        ...(unclear.length === 0
          ? []
          : [
              {
                kind: 'note',
                tone: 'warning',
                text: `Nobody has said yet whether ${kept ? 'others have to be told too' : `these have to be told: ${unclear.map(({ law }) => law.clock.name).join(', ')}`}. If you know, say it first under “What we know”.`,
              } as const,
            ]),
        ...channelAtEnd(file),
      ],
      fields: closeFields(open.length, untold, !kept),
      values: {},
    };
  },
  async submit(act, { id }, values) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const notAllowed = await notTheirs(act, file);
    const open = mustBeDone(file);
    const untold = await untoldOf(act, file);
    const { told, notOwed, errors } = clockAnswers(act, file, untold, values);
    const why = typeof values.why === 'string' ? values.why : undefined;
    const wrong = {
      ...errors,
      ...(open.length > 0 && why === undefined
        ? { why: 'Something that has to be done is open: do it, or say why it may stay so.' }
        : {}),
    };
    if (Object.keys(wrong).length > 0) return { kind: 'invalid', errors: wrong };
    const reasons = notOwed.map(({ clock, why: said }) => `${clock.law.clock.name}: ${said}`);
    return change(act, id, {
      by: workers,
      afterwards: true,
      refuse: (fresh) => notYet(fresh) ?? notAllowed,
      what: 'closed',
      facts: {
        open: open.map(({ id: task }) => task),
        left: open.map(({ key }) => key ?? ''),
        untold: notOwed.map(({ clock: { law } }) => `${law.law}/${law.clock.id}`),
      },
      words: [values.summary, ...(why === undefined ? [] : [why]), ...reasons].join('\n\n'),
      data: { state: 'closed', closedAt: toDate(act.now), closedById: act.actor.id },
      async also({ incident }) {
        await keepTold(act, incident.id, told);
        await recomputeClocks(act, incident, 'facts', act.actor.id);
        await tellWorkers(act, incident, 'breach.closed', act.actor.id);
      },
      say: ({ incident }) => `${incident.reference} is closed.`,
    });
  },
};

/** Whom to ask, where it is not this person's to close. */
async function notTheirs(ask: Ask, file: IncidentFile): Promise<string | undefined> {
  const { incident, policy, people } = file;
  if (mayClose(policy, incident, ask.actor)) return undefined;
  const { by } = policy.pack.breaches.response.closing;
  const others = by.length === 0 ? '' : `, or the ${await sayWhoMay(ask, file, by)}`;
  const { onDutyId } = incident;
  return onDutyId === undefined
    ? `Whoever decides on it closes it${others}.`
    : `${people.get(onDutyId)?.name ?? 'Somebody else'} leads, and closes it${others}.`;
}

function notYet({ incident }: IncidentFile): string | undefined {
  if (incident.state === 'closed') return 'It is closed already.';
  return incident.decided
    ? undefined
    : 'Nobody has decided yet whether it is a breach: that comes first, so that it does not end in silence.';
}

function mustBeDone({ tasks }: IncidentFile): readonly IncidentTask[] {
  return tasks.filter(({ state, required }) => required && state === 'open');
}

function stillOpen(file: IncidentFile, open: readonly IncidentTask[], onWeb: boolean): readonly Block[] {
  if (open.length === 0) return [];
  return [
    { kind: 'note', tone: 'warning', text: 'These have to be done, and are open:' },
    {
      kind: 'list',
      items: open.map((task) => ({ title: onWeb ? taskName(file, task) : (sayKey(file, task) ?? 'A task') })),
    },
  ];
}

/** Whom a law, or the plan, wants told, and nobody recorded it. */
async function untoldOf({ reader }: Scene, { incident, policy }: IncidentFile): Promise<readonly Clock[]> {
  return openClocks(incident, await clocksOf(reader, policy, incident.id)).filter(
    ({ owed }) => owed === 'yes',
  );
}

/** Whether they have to be hangs on what nobody has said, and they have a day. */
async function unclearOf({ reader }: Scene, { incident, policy }: IncidentFile): Promise<readonly Clock[]> {
  return openClocks(incident, await clocksOf(reader, policy, incident.id)).filter(
    ({ owed, dueAt }) => owed === 'unknown' && dueAt,
  );
}

function stillUntold(clocks: readonly Clock[], kept: boolean): readonly Block[] {
  if (clocks.length === 0) return [];
  return [
    {
      kind: 'note',
      tone: 'warning',
      text: 'These have to be told, and nobody recorded that they were. Say of each when and by what, or why it is not owed:',
    },
    {
      kind: 'list',
      items: clocks.map(({ law }) => ({ title: kept ? 'Somebody whom a law names' : law.clock.name })),
    },
  ];
}

/** What the plan calls it; what somebody typed stays out of chat. */
function sayKey({ policy, incident }: IncidentFile, { key }: IncidentTask): string | undefined {
  if (incident.confidential) return undefined;
  return policy.pack.breaches.response.tasks.find(({ id }) => id === key)?.says;
}
