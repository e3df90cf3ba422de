/** What was learned in an exercise: what went well, and what is to be better, by whom and until when. */
import type { Act } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { newId } from '../../../kernel/ids.ts';
import { drillCard } from '../cards/drill-card.ts';
import { clockOf, drillKind, leads } from '../rules/drill.ts';
import { openDrill } from '../store/drills.ts';
import { addNote, settleNote, writeEvent } from '../store/write.ts';
import { change, notThere } from './change.ts';

const better = { showIf: { field: 'kind', is: ['better'] } } as const;

const asked = fields({
  kind: {
    kind: 'choice',
    label: 'What is it?',
    options: [
      { value: 'well', label: 'Something that went well' },
      { value: 'better', label: 'Something to be better next time' },
    ],
  },
  says: {
    kind: 'text',
    label: 'In a sentence or two',
    hint: 'About what was done, and not about who did it. Do not name a student.',
    multiline: true,
    max: 1000,
  },
  owner: { kind: 'person', label: 'Who sees to it?', hint: 'It stands on their list.', ...better },
  due: { kind: 'date', label: 'Until when?', ...better },
});

export const noteForm: FormHandler<typeof asked> = {
  id: 'drill.note',
  access: 'everyone',
  async open(ask, { id }) {
    const file = id === undefined ? undefined : await openDrill(ask, { id });
    if (!file || !leads(file.drill, ask.policy.pack, ask.actor)) return { refused: notThere };
    return {
      title: 'What was learned',
      submit: 'Write it down',
      intro: [
        {
          kind: 'text',
          text: 'It stands on the page of the exercise, which everybody who played can read once it has ended.',
        },
      ],
      fields: asked,
      values: { kind: 'well' },
    };
  },
  async submit(act, { id }, { kind, says, owner, due }) {
    const person = owner === undefined ? undefined : await act.directory.person(act.reader, owner);
    if (kind === 'better' && person?.status !== 'active')
      return { kind: 'invalid', errors: { owner: 'They are not here at the moment.' } };
    if (due !== undefined && due < act.policy.calendar.localDay(act.now).toString())
      return { kind: 'invalid', errors: { due: 'Please give a day that is still to come.' } };
    const noteId = newId();
    return change(act, id, {
      by: 'leads',
      afterwards: true,
      what: 'noted',
      facts: { note: noteId, kind, ...(person ? { owner: person.id } : {}) },
      words: { [`note:${noteId}`]: says },
      async also({ drill }) {
        await addNote(act.tx, drill.id, {
          ...{ id: noteId, byId: act.actor.id, kind: kind === 'better' ? 'better' : 'well' },
          ...{ ownerId: person?.id, dueOn: due },
        });
        if (person && person.id !== act.actor.id)
          act.tx.notify({
            ...{ notice: 'drill.better', about: { kind: drillKind, id: drill.id } },
            ...{ to: { personId: person.id }, facts: { note: noteId } },
          });
      },
      say: () => 'Written down.',
    });
  },
};

export const settleAction: ActionHandler = { id: 'drill.settle', access: 'everyone', run: settle };

async function settle(act: Act, { id, note }: Payload): Promise<Outcome> {
  const file = id === undefined ? undefined : await openDrill(act, { id }, true);
  const found = file?.notes.find((one) => one.id === note);
  if (!file || !found) return { kind: 'refused', text: notThere };
  if (found.ownerId !== act.actor.id && !leads(file.drill, act.policy.pack, act.actor))
    return { kind: 'refused', text: 'This is for whoever sees to it.' };
  if (found.settledAt) return { kind: 'refused', text: 'It was done already.' };
  const about = { kind: drillKind, id: file.drill.id };
  await settleNote(act.tx, found.id, act.actor.id);
  await writeEvent(act.tx, file.drill.id, {
    ...{ what: 'settled', byId: act.actor.id, clockAt: clockOf(file.drill, act.now) },
    facts: { note: found.id },
  });
  act.tx.moved(about);
  const now = (await openDrill(act, { id: file.drill.id })) ?? file;
  return { kind: 'done', text: 'Done. Thank you.', card: drillCard(act, now), about };
}
