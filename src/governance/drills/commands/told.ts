/** Somebody is told, as far as the exercise goes: nobody real is, and the clock of the exercise stops for them. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { clockSheet } from '../cards/clocks.ts';
import { tellingOpen } from '../rules/decided.ts';
import { clockOf, partsPlayed } from '../rules/drill.ts';
import { openDrill } from '../store/drills.ts';
import { addTold } from '../store/write.ts';
import { change, notThere } from './change.ts';

const asked = fields({
  how: {
    kind: 'text',
    label: 'How would you tell them, and what?',
    hint: 'In a sentence or two. Do not name a student, nor anybody real.',
    multiline: true,
    max: 1000,
  },
});

/** Its name on the form would be a part of the answer. */
const answerFirst = 'Answer first who has to be told: then you can play it.';
const toldAlready = 'They were told in the exercise already.';

export const toldForm: FormHandler<typeof asked> = {
  id: 'drill.told',
  access: 'everyone',
  async open(ask, { id, clock: key }) {
    const file = id === undefined ? undefined : await openDrill(ask, { id });
    const clock = file && clockSheet(file, ask.now).clocks.find((one) => one.key === key);
    if (!file || !clock || partsPlayed(file.drill, ask.actor.id).length === 0) return { refused: notThere };
    if (file.drill.state === 'ended') return { refused: 'The exercise has ended; nothing was changed.' };
    if (tellingOpen(file.scenario, file.drill, file.answers)) return { refused: answerFirst };
    if (clock.told) return { refused: toldAlready };
    return {
      title: 'They are told',
      submit: 'Play it',
      intro: [
        {
          kind: 'text',
          text: `${clock.law.clock.name}. Nobody real is told anything: you only say that you would.`,
        },
      ],
      fields: asked,
      values: {},
    };
  },
  async submit(act, { id, clock: key = '' }, { how }) {
    return change(act, id, {
      by: 'plays',
      refuse(file) {
        if (tellingOpen(file.scenario, file.drill, file.answers)) return answerFirst;
        if (file.told.has(key)) return toldAlready;
        const there = clockSheet(file, act.now).clocks.some((one) => one.key === key);
        return there ? undefined : 'Nobody has to tell them, as things stand in the exercise.';
      },
      what: 'told',
      facts: { clock: key },
      words: { [`told:${key}`]: how },
      also: ({ drill }) =>
        addTold(act.tx, drill.id, { key, byId: act.actor.id, clockAt: clockOf(drill, act.now) }),
      say: () => 'Kept: in the exercise they are told.',
    });
  },
};
