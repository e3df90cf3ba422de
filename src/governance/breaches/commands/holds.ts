/** Law enforcement asks to wait: who, by what paper and since when. What stands still by it is the law's to say, never ours. */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { toIso } from '../../../kernel/clock.ts';
import { clockLaws } from '../rules/clocks.ts';
import { isAfter } from '../rules/moments.ts';
import { endHold, holdsOf, insertHold, type KeptHold } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { writeEvent } from '../store/timeline.ts';
import { change, notThere } from './change.ts';
import { asMoment, found, momentOf, whileNotClosed, workers } from './found.ts';
import { recomputeClocks } from './recompute-clocks.ts';

const asked = fields({
  authority: {
    kind: 'text',
    label: 'Who asks to wait, and by what paper?',
    hint: 'The authority, the officer, the reference. Ask for it in writing.',
    multiline: true,
    max: 500,
  },
  from: { kind: 'moment', label: 'Since when?' },
  until: {
    kind: 'moment',
    label: 'Until when?',
    hint: 'Leave it empty where they named no end; you record the end later.',
    optional: true,
  },
});

export const hold: FormHandler<typeof asked> = {
  id: 'breach.hold',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    if (await lasting(ask, file)) return { refused: lastsAlready };
    return {
      title: 'Law-enforcement hold',
      submit: 'Record it',
      intro: [{ kind: 'text', text: standsStill(file) }],
      fields: asked,
      values: { from: asMoment(ask.now, file.policy) },
    };
  },
  async submit(act, { id }, { authority, from, until }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const startsAt = momentOf(from, file.policy);
    const endsAt = until === undefined ? undefined : momentOf(until, file.policy);
    if (isAfter(startsAt, act.now))
      return { kind: 'invalid', errors: { from: 'This is still to come. Record it once it has begun.' } };
    if (endsAt && !isAfter(endsAt, startsAt))
      return { kind: 'invalid', errors: { until: 'It ends before it begins.' } };
    if (await lasting(act, file)) return { kind: 'refused', text: lastsAlready };
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      async also({ incident }) {
        const made = await insertHold(act.tx, incident.id, { startsAt, endsAt, byId: act.actor.id });
        await writeEvent(act.tx, incident.id, {
          what: 'hold-began',
          byId: act.actor.id,
          facts: { hold: made, from: toIso(startsAt), ...(endsAt ? { until: toIso(endsAt) } : {}) },
          words: { [`hold:${made}`]: authority },
        });
        await recomputeClocks(act, incident, 'hold', act.actor.id);
      },
      say: (now) => `Recorded. ${standsStill(now)}`,
    });
  },
};

const ended = fields({
  when: { kind: 'moment', label: 'When did it end?' },
  words: { kind: 'text', label: 'Who said so, and how?', multiline: true, max: 500 },
});

export const holdEnd: FormHandler<typeof ended> = {
  id: 'breach.hold-end',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    const one = file && (await lasting(ask, file));
    if (!file || !one) return { refused: file ? noneLasts : notThere };
    return {
      title: 'The hold ends',
      submit: 'Record it',
      intro: [
        {
          kind: 'text',
          text: `It began on ${sayMoment(one.startsAt, file.policy.calendar.zone)}. From its end on, what stood still runs again.`,
        },
      ],
      fields: ended,
      values: { when: asMoment(ask.now, file.policy) },
    };
  },
  async submit(act, { id }, { when, words }) {
    const file = await found(act, id);
    const one = file && (await lasting(act, file));
    if (!file || !one) return { kind: 'refused', text: file ? noneLasts : notThere };
    const endsAt = momentOf(when, file.policy);
    if (isAfter(endsAt, act.now)) return { kind: 'invalid', errors: { when: 'This is still to come.' } };
    if (!isAfter(endsAt, one.startsAt))
      return { kind: 'invalid', errors: { when: 'It ends before it began.' } };
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'hold-ended',
      facts: { hold: one.id, at: toIso(endsAt) },
      words,
      async also({ incident }) {
        await endHold(act.tx, one.id, endsAt, act.actor.id);
        await recomputeClocks(act, incident, 'hold', act.actor.id);
      },
      say: () => 'Recorded: what stood still runs again.',
    });
  },
};

const lastsAlready = 'A hold lasts already. Record its end first.';
const noneLasts = 'No hold lasts at the moment.';

/** One without an end; those with one end by themselves. */
async function lasting(ask: Ask, { incident }: IncidentFile): Promise<KeptHold | undefined> {
  return (await holdsOf(ask.reader, incident.id)).find(({ endsAt }) => endsAt === undefined);
}

/** What the laws over the plan let stand still, by name. */
function standsStill({ policy }: IncidentFile): string {
  const still = clockLaws(policy).filter(({ clock }) => clock.hold);
  const names = still.map(({ clock, lawName }) => `${clock.name} (${lawName}: ${clock.hold?.src})`);
  return names.length === 0
    ? 'No law over this plan lets a clock stand still: every one runs on.'
    : `By law these stand still, and no others: ${names.join('; ')}.`;
}
