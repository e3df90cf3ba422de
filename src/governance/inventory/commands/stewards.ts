/** The Coordinator names the data stewards of a collection (003 §5.3.2.1: a request goes to the appropriate one). */
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import { fields } from '../../../chat/form.ts';
import { roleName } from '../../../policy/policy.ts';
import { collectionsByIds, nameStewards } from '../store/collections.ts';
import { drawCollection } from './view.ts';

const asked = fields({
  stewards: {
    kind: 'people',
    label: 'Who are its data stewards?',
    hint: 'At least two: quality assurance is another steward’s',
    optional: true,
  },
});

const gone = 'This data collection is not on file any more.';

export const stewardsForm: FormHandler<typeof asked> = {
  id: 'inventory.stewards',
  access: 'everyone',
  async open(ask, subject) {
    const { by } = ask.policy.pack.data_requests.classify;
    if (!holds(ask.actor, by))
      return { refused: `Only the ${roleName(ask.policy, by)} names the data stewards of a collection.` };
    const [one] = await collectionsByIds(ask.reader, [subject.collection ?? '']);
    if (!one) return { refused: gone };
    const people = await ask.directory.people(ask.reader, one.stewardIds);
    return {
      title: 'Data stewards',
      submit: 'Save',
      intro: [{ kind: 'heading', text: one.name }],
      fields: asked,
      // Those who have left are not offered again.
      values: { stewards: one.stewardIds.filter((id) => people.get(id)?.status !== 'left') },
    };
  },
  async submit(act, subject, { stewards = [] }): Promise<Outcome> {
    const id = subject.collection ?? '';
    const [one] = await collectionsByIds(act.tx, [id]);
    if (!one) return { kind: 'refused', text: gone };
    const role = act.policy.pack.data_requests.route.to;
    const people = await act.directory.people(act.reader, stewards);
    for (const steward of stewards) {
      const person = people.get(steward);
      if (!person || person.status === 'left')
        return { kind: 'invalid', errors: { stewards: 'Choose people who work here now.' } };
      if (!holds(person, role) && !one.stewardIds.includes(steward))
        return {
          kind: 'invalid',
          errors: {
            stewards: `${person.name} does not hold the role ${roleName(act.policy, role)}. Human Resources give it.`,
          },
        };
    }
    const changed = await nameStewards(act.tx, id, stewards);
    const card = await drawCollection(act, id);
    return {
      kind: 'done',
      text: changed ? `The data stewards of ${one.name} are saved.` : 'Nothing was different.',
      about: { kind: 'collection', id },
      ...(card ? { card } : {}),
    };
  },
};
