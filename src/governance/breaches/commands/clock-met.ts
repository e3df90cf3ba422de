/** Somebody was told: a person says when and by what, as evidence. No clock is ever met by itself; being late is said. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { toIso } from '../../../kernel/clock.ts';
import { lateness, sayLaw, sayStanding } from '../cards/say-clock.ts';
import { type Clock, clocksOf, type Met, writeMet } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { change, notThere } from './change.ts';
import { asMoment, found, momentOf, workers } from './found.ts';
import { evidenceOfNotice } from './notice-evidence.ts';
import { recomputeClocks } from './recompute-clocks.ts';
import { toldTooSoon } from './told-when.ts';

const asked = fields({
  when: { kind: 'moment', label: 'When were they told?' },
  evidence: {
    kind: 'text',
    label: 'What shows it?',
    hint: 'A reference number, a letter’s place, whom you spoke to. Do not name a student.',
    multiline: true,
    max: 1000,
  },
});

/** Once it was recorded, that can turn out to be wrong. */
const corrected = fields({
  mistake: {
    kind: 'tick',
    label: 'Or was it a mistake?',
    says: 'They were not told: take it back, for the reason that stands below',
    optional: true,
  },
  ...asked,
});

export const clockMet: FormHandler<typeof corrected> = {
  id: 'breach.clock-met',
  access: 'everyone',
  async open(ask, subject) {
    const file = await found(ask, subject.id);
    const clock = file && (await clockIn(ask.reader, file, subject.clock));
    if (!file || !clock) return { refused: notThere };
    const { policy } = file;
    return {
      title: 'They were told',
      submit: 'Record it',
      intro: [
        {
          kind: 'facts',
          facts: [
            { label: 'Who', value: clock.law.clock.name },
            { label: 'How it stands', value: sayStanding(policy, file.incident, clock, ask.now) },
            { label: 'By', value: sayLaw(clock) },
          ],
        },
        { kind: 'text', text: 'Safekeep tells nobody outside. Record it once you have done so.' },
      ],
      fields: clock.met ? corrected : (asked as typeof corrected),
      values: {
        when: asMoment(clock.met?.at ?? ask.now, policy),
        ...(await evidenceOfNotice(ask, file, subject.notice)),
      },
    };
  },
  async submit(act, subject, { mistake, when, evidence }) {
    const file = await found(act, subject.id);
    const clock = file && (await clockIn(act.reader, file, subject.clock));
    if (!file || !clock) return { kind: 'refused', text: notThere };
    const at = momentOf(when, file.policy);
    const wrong = mistake ? undefined : toldTooSoon(file.policy, clock, at, act.now);
    if (wrong !== undefined) return { kind: 'invalid', errors: { when: wrong } };
    const met: Met | undefined = mistake ? undefined : { at, byId: act.actor.id, recordedAt: act.now };
    let warned = '';
    return change(act, subject.id, {
      by: workers,
      // Also of one that is closed: what was told or not stays to be recorded.
      afterwards: true,
      what: met ? 'clock-met' : 'clock-reopened',
      facts: {
        clock: `${clock.law.law}/${clock.law.clock.id}`,
        ...(met ? { at: toIso(met.at), late: lateness({ met, dueAt: clock.dueAt }) !== '' } : {}),
      },
      words: { [met ? `met:${clock.id}` : `reopened:${clock.id}`]: evidence },
      async also({ incident, policy }) {
        await writeMet(act.tx, clock.id, met);
        await recomputeClocks(act, incident, 'met', act.actor.id);
        const behind = (await clocksOf(act.tx, policy, incident.id)).filter(
          (one) => one.law.clock.not_later_than === clock.law.clock.id && one.owed !== 'no' && !one.met,
        );
        if (met && behind.length > 0)
          warned = ` Not later than they had to be told: ${behind.map(({ law }) => law.clock.name).join(', ')}.`;
      },
      say: () =>
        met
          ? `Recorded: ${clock.law.clock.name} told${lateness({ met, dueAt: clock.dueAt })}.${warned}`
          : `Taken back: ${clock.law.clock.name} still has to be told.`,
    });
  },
};

async function clockIn(
  reader: Parameters<typeof clocksOf>[0],
  { incident, policy }: IncidentFile,
  id: string | undefined,
): Promise<Clock | undefined> {
  return (await clocksOf(reader, policy, incident.id)).find((one) => one.id === id);
}
