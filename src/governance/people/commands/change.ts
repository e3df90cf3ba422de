/** Human Resources change the facts about somebody; each change stays in their history. */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Fields } from '../../../chat/form.ts';
import { factNames, telling } from '../rules/facts.ts';
import { changePerson, factsOf, lockFacts } from '../store/facts.ts';
import { tellChanged, tellTeams } from '../tell.ts';
import { factFields, readFacts, type Typed, valuesOf } from './fact-fields.ts';
import { drawPerson, markOf } from './person.ts';

export const changeForm: FormHandler<Fields> = {
  id: 'people.change',
  access: { anyOf: ['hr'] },
  async open(ask, subject) {
    const facts = subject.person ? await factsOf(ask.reader, subject.person) : undefined;
    if (!facts) return { refused: 'Nobody on the roster has this id. Please search again.' };
    if (subject.person === ask.actor.id) return { refused: own };
    if (subject.seen !== markOf(facts)) return stale(ask, subject.person ?? '');
    return {
      title: 'Change the facts',
      submit: 'Save',
      intro: [
        {
          kind: 'text',
          text: 'What differs is kept in their history, with the day and your name. Signatures, trainings and accounts stay theirs. Another hire date or kind dates anew what they owe.',
        },
      ],
      fields: await factFields(ask),
      values: await valuesOf(ask, facts),
    };
  },
  async submit(act, subject, values): Promise<Outcome> {
    const id = subject.person ?? '';
    await lockFacts(act.tx);
    const before = await factsOf(act.tx, id);
    if (!before) return { kind: 'refused', text: 'Nobody on the roster has this id. Please search again.' };
    if (subject.seen !== markOf(before)) {
      const { refused: text, card } = await stale(act, id);
      return { kind: 'refused', text, ...(card ? { card } : {}) };
    }
    const self = { id, name: before.name, supervisorId: before.supervisorId ?? undefined };
    const read = await readFacts(act, values as unknown as Typed, self);
    if (!read.ok) return { kind: 'invalid', errors: read.problem };
    const changed = await changePerson(act.tx, id, read.value, { byId: act.actor.id, surface: act.surface });
    if (changed) {
      if (changed.fields.some((field) => telling.includes(field))) await act.house.personChanged(act, [id]);
      tellChanged(act, id, changed, before.email);
      if (changed.fields.includes('supervisorId')) tellTeams(act, changed.change, before, read.value);
    }
    const card = await drawPerson(act, id);
    return {
      kind: 'done',
      text: changed
        ? `${read.value.name}: ${changed.fields.map((field) => factNames[field].toLowerCase()).join(', ')} changed.`
        : 'Nothing differs, so nothing was changed.',
      about: { kind: 'person', id },
      ...(card ? { card } : {}),
    };
  },
};

const own = 'You can’t change what the roster says about yourself. Ask a colleague in Human Resources.';

/** The form would put back what somebody else has just changed. */
async function stale(ask: Ask, personId: string) {
  const card = await drawPerson(ask, personId);
  return {
    refused:
      'The roster has changed since this card was drawn. Here is the card as it stands; please begin again from it.',
    ...(card ? { card } : {}),
  };
}
