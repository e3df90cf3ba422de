/** The data owner or a steward keeps an entry of the inventory current. */
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { mayEdit } from '../rules/edit.ts';
import { collectionsByIds, editCollection } from '../store/collections.ts';
import { drawCollection } from './view.ts';

const asked = fields({
  location: { kind: 'text', label: 'Where does it lie?', max: 300 },
  definitions: {
    kind: 'text',
    label: 'Definitions',
    hint: 'Offered again whenever data from this collection is released (003 §8.1.2)',
    multiline: true,
    max: 3000,
    optional: true,
  },
  businessRules: { kind: 'text', label: 'Business rules', multiline: true, max: 3000, optional: true },
});

const notYours = 'Only its data owner or one of its stewards may change this entry.';

export const editForm: FormHandler<typeof asked> = {
  id: 'inventory.edit',
  access: 'everyone',
  async open(ask, subject) {
    const [one] = await collectionsByIds(ask.reader, [subject.collection ?? '']);
    if (!one) return { refused: 'This data collection is not on file any more.' };
    if (!mayEdit(ask.actor.id, one)) return { refused: notYours };
    return {
      title: 'Data collection',
      submit: 'Save',
      intro: [{ kind: 'heading', text: one.name }],
      fields: asked,
      values: {
        location: one.location,
        definitions: one.definitions,
        businessRules: one.businessRules,
      },
    };
  },
  async submit(act, subject, values): Promise<Outcome> {
    const id = subject.collection ?? '';
    const [one] = await collectionsByIds(act.tx, [id]);
    if (!one || !mayEdit(act.actor.id, one)) return { kind: 'refused', text: notYours };
    const changed = await editCollection(act.tx, id, {
      location: values.location,
      definitions: values.definitions ?? '',
      businessRules: values.businessRules ?? '',
    });
    const card = await drawCollection(act, id);
    return {
      kind: 'done',
      text: changed ? `${one.name} is saved.` : 'Nothing was different.',
      about: { kind: 'collection', id },
      ...(card ? { card } : {}),
    };
  },
};
