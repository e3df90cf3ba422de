/** When a writer overrules our search for student data, the Student Data Manager hears of it and can look at once (R040). */
import type { Feature, NoticeKind } from '../../../app/feature.ts';
import { fieldName } from '../rules/choices.ts';
import { blankers } from '../rules/who.ts';

export const tellManagers: NonNullable<Feature['onOverruled']> = async (act, { about, fields }) => {
  const roles = blankers(act.policy.pack);
  const managers = await Promise.all(roles.map((role) => act.directory.holders(act.reader, role)));
  for (const person of managers.flat())
    if (person.id !== act.actor.id)
      act.tx.notify({
        notice: 'redaction.overruled',
        about,
        to: { personId: person.id },
        facts: { kind: about.kind, by: act.actor.id, fields },
      });
};

export const overruledNotice: NoticeKind = {
  id: 'redaction.overruled',
  render: async (ask, { caseId, facts }) => {
    const about = { kind: String(facts.kind), id: caseId ?? '' };
    const found = await ask.house.cardOf(ask, about);
    if (!found) return undefined;
    const by = await ask.directory.person(ask.reader, String(facts.by));
    const fields = Array.isArray(facts.fields)
      ? facts.fields.map((field) => `“${fieldName(String(field))}”`)
      : [];
    return {
      audience: 'person',
      title: `Please look: ${found.title}`,
      status: { label: 'Perhaps student data', tone: 'warning' },
      blocks: [
        {
          kind: 'text',
          text: `${by?.name ?? 'Somebody'} was shown words that look like student data in ${fields.join(' and ')}, and answered that they are not about a student. Please look, and blank the text if they are.`,
        },
      ],
      actions: [
        { kind: 'open-form', form: 'redaction.blank', label: 'Look and blank', subject: { ...about } },
      ],
      about,
    };
  },
};
