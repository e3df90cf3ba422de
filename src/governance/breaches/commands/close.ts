/** An incident is closed by a person: once it is decided, and nothing that has to be done is open, or with a reason why it may stay so. */
import type { Scene } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import type { Block } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { toDate } from '../../../kernel/clock.ts';
import { channelAtEnd } from '../cards/channel.ts';
import { openClocks } from '../cards/clocks.ts';
import { taskName } from '../cards/tasks.ts';
import type { IncidentTask } from '../rules/task.ts';
import { type Clock, clocksOf } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { change, notThere } from './change.ts';
import { foundByDecider } from './found.ts';
import { recomputeClocks } from './recompute-clocks.ts';
import { tellWorkers } from './tell.ts';

function closeFields(open: number) {
  return fields({
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
  });
}

export const closeIncident: FormHandler<ReturnType<typeof closeFields>> = {
  id: 'breach.close',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await foundByDecider(ask, id);
    if (!file) return { refused: notThere };
    const refusal = notYet(file);
    if (refusal !== undefined) return { refused: refusal };
    const open = mustBeDone(file);
    const untold = await untoldOf(ask, file);
    return {
      title: 'Close it',
      submit: 'Close it',
      intro: [
        ...stillOpen(file, open, ask.surface === 'web'),
        ...stillUntold(file, untold, ask.surface === 'web'),
        ...channelAtEnd(file),
      ],
      fields: closeFields(open.length + untold.length),
      values: {},
    };
  },
  async submit(act, { id }, { summary, why }) {
    const file = await foundByDecider(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const open = mustBeDone(file);
    const untold = await untoldOf(act, file);
    if (open.length + untold.length > 0 && why === undefined)
      return {
        kind: 'invalid',
        errors: {
          why:
            open.length > 0
              ? 'Something that has to be done is open: do it, or say why it may stay so.'
              : 'Somebody has to be told by law, and nobody recorded that they were: do it, or say why not.',
        },
      };
    return change(act, id, {
      by: file.policy.pack.breaches.response.decision.by,
      afterwards: true,
      refuse: notYet,
      what: 'closed',
      facts: {
        open: open.map(({ id: task }) => task),
        untold: untold.map(({ law }) => `${law.law}/${law.clock.id}`),
      },
      words: why === undefined ? summary : `${summary}\n\n${why}`,
      data: { state: 'closed', closedAt: toDate(act.now), closedById: act.actor.id },
      async also({ incident }) {
        await recomputeClocks(act, incident, 'facts', act.actor.id);
        await tellWorkers(act, incident, 'breach.closed', act.actor.id);
      },
      say: ({ incident }) => `${incident.reference} is closed.`,
    });
  },
};

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

function stillUntold({ incident }: IncidentFile, clocks: readonly Clock[], onWeb: boolean): readonly Block[] {
  if (clocks.length === 0) return [];
  return [
    { kind: 'note', tone: 'warning', text: 'These have to be told, and nobody recorded that they were:' },
    {
      kind: 'list',
      items: clocks.map(({ law }) => ({
        title: incident.confidential && !onWeb ? 'Somebody whom a law names' : law.clock.name,
      })),
    },
  ];
}

/** What the plan calls it; what somebody typed stays out of chat. */
function sayKey({ policy, incident }: IncidentFile, { key }: IncidentTask): string | undefined {
  if (incident.confidential) return undefined;
  return policy.pack.breaches.response.tasks.find(({ id }) => id === key)?.says;
}
