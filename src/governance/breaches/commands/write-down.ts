/** What is written down while an incident is worked on: notes, and decisions with their reasons. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { writeEvent } from '../store/timeline.ts';
import { change, notThere } from './change.ts';
import { found, whileNotClosed, workers } from './found.ts';

const noted = fields({
  text: {
    kind: 'text',
    label: 'What happened, or what did you find?',
    hint: 'It stands on the timeline with your name and this moment. Do not name a student.',
    multiline: true,
    max: 3000,
  },
});

export const note: FormHandler<typeof noted> = {
  id: 'breach.note',
  access: 'everyone',
  async open(ask, { id }) {
    if (!(await found(ask, id))) return { refused: notThere };
    return { title: 'A note', submit: 'Write it down', intro: [], fields: noted, values: {} };
  },
  submit: (act, { id }, { text }) =>
    change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'note',
      words: text,
      say: () => 'Written down.',
    }),
};

const decided = fields({
  decision: { kind: 'text', label: 'What was decided?', multiline: true, max: 2000 },
  reasons: { kind: 'text', label: 'Why?', hint: 'Do not name a student.', multiline: true, max: 2000 },
  with: { kind: 'people', label: 'Who decided it with you?', optional: true },
});

/** Any but the one whether it is a breach: to take a server off the net, to wait with the police. */
export const decision: FormHandler<typeof decided> = {
  id: 'breach.decision',
  access: 'everyone',
  async open(ask, { id }) {
    if (!(await found(ask, id))) return { refused: notThere };
    return {
      title: 'A decision',
      submit: 'Write it down',
      intro: [
        {
          kind: 'text',
          text: 'What was decided on the way, and why. Whether it is a breach is decided under “Is it a breach?”.',
        },
      ],
      fields: decided,
      values: {},
    };
  },
  submit: (act, { id }, values) =>
    change(act, id, {
      by: workers,
      ...whileNotClosed,
      what: 'decision',
      facts: { with: [...(values.with ?? [])] },
      words: values.decision,
      // A line of its own, so that each of the two can be blanked alone.
      also: async ({ incident }) =>
        void (await writeEvent(act.tx, incident.id, {
          what: 'decision-reasons',
          byId: act.actor.id,
          words: values.reasons,
        })),
      say: () => 'Written down.',
    }),
};
