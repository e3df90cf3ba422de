/** Somebody was told: a person says when and by what, as evidence. No clock is ever met by itself; being late is said. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { toIso } from '../../../kernel/clock.ts';
import { lateness, sayLaw, sayStanding } from '../cards/say-clock.ts';
import { isAfter } from '../rules/moments.ts';
import { type Clock, clocksOf, type Met, writeMet } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { change, notThere } from './change.ts';
import { asMoment, found, momentOf, whileNotClosed, workers } from './found.ts';
import { evidenceOfNotice } from './notice-evidence.ts';
import { recomputeClocks } from './recompute-clocks.ts';

function metFields(met: boolean) {
  return fields({
    told: {
      kind: 'choice',
      label: 'Were they told?',
      options: [
        { value: 'yes', label: 'Yes' },
        ...(met ? [{ value: 'no', label: 'No: that was recorded by mistake' }] : []),
      ],
    },
    when: { kind: 'moment', label: 'When were they told?', showIf: { field: 'told', is: ['yes'] } },
    evidence: {
      kind: 'text',
      label: 'What shows it?',
      hint: 'A reference number, a letter’s place, whom you spoke to. Do not name a student.',
      multiline: true,
      max: 1000,
    },
  });
}

export const clockMet: FormHandler<ReturnType<typeof metFields>> = {
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
      fields: metFields(clock.met !== undefined),
      values: {
        ...{ told: 'yes', when: asMoment(clock.met?.at ?? ask.now, policy) },
        ...(await evidenceOfNotice(ask, file, subject.notice)),
      },
    };
  },
  async submit(act, subject, { told, when, evidence }) {
    const file = await found(act, subject.id);
    const clock = file && (await clockIn(act.reader, file, subject.clock));
    if (!file || !clock) return { kind: 'refused', text: notThere };
    const at = when === undefined ? act.now : momentOf(when, file.policy);
    if (told === 'yes' && isAfter(at, act.now))
      return { kind: 'invalid', errors: { when: 'This is still to come. Record it once they were told.' } };
    const met: Met | undefined = told === 'yes' ? { at, byId: act.actor.id, recordedAt: act.now } : undefined;
    let warned = '';
    return change(act, subject.id, {
      by: workers,
      ...whileNotClosed,
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
