/** Human Resources give a role, or let it be handed over on a day. */
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import { sayGrantProblem } from '../cards/role-problems.ts';
import { grantable } from '../rules/role-names.ts';
import { keeperRole } from '../rules/roles.ts';
import { grantRole } from '../store/roles.ts';
import { tell } from '../tell.ts';
import { localDay } from '../today.ts';
import { drawPerson } from './person.ts';

function grantFields(policy: Policy) {
  const singles = grantable(policy).filter(({ id }) => policy.pack.roles[id]?.single);
  return fields({
    person: { kind: 'person', label: 'Who?' },
    role: {
      kind: 'choice',
      label: 'Which role?',
      options: grantable(policy).map(({ id, name }) => ({ value: id, label: name })),
    },
    from: { kind: 'date', label: 'From which day?' },
    until: {
      kind: 'date',
      label: 'Until which day?',
      hint: 'The last day. Membership of an advisory group lasts two years (003 §3.2). Leave empty for no end.',
      optional: true,
    },
    hand_over: {
      kind: 'tick',
      label: 'If somebody else holds it',
      says: 'They hand it over: they hold it until the day before',
      optional: true,
      showIf: { field: 'role', is: singles.map(({ id }) => id) },
    },
  });
}

export const grantForm: FormHandler<ReturnType<typeof grantFields>> = {
  id: 'people.role.grant',
  access: { anyOf: ['hr'] },
  open: async (ask, subject) => ({
    title: 'Give a role',
    submit: 'Give',
    intro: [],
    fields: grantFields(ask.policy),
    values: {
      from: localDay(ask).toString(),
      ...(subject.person ? { person: subject.person } : {}),
    },
  }),
  async submit(act, _subject, values): Promise<Outcome> {
    const { person: personId, role, from, until } = values;
    const inPlaceOf = (act.actor.standsIn ?? []).filter((one) => one.role === keeperRole);
    const granted = await grantRole(act.tx, act.policy, {
      ...{ personId, role, from: Temporal.PlainDate.from(from) },
      ...(until ? { until: Temporal.PlainDate.from(until) } : {}),
      grantedById: act.actor.id,
      granterFor: inPlaceOf.map(({ forId }) => forId),
      takesOver: values.hand_over === true,
    });
    if (!granted.ok) {
      const { problem } = granted;
      const holder =
        problem.kind === 'taken' ? await act.directory.person(act.tx, problem.holderId) : undefined;
      const { field, text } = sayGrantProblem(problem, holder?.name);
      return { kind: 'invalid', errors: { [field]: text } };
    }
    const by = act.actor.id;
    tell(act, personId, 'people.role', { what: 'given', role, from, by, ...(until ? { until } : {}) });
    const before = Temporal.PlainDate.from(from).subtract({ days: 1 }).toString();
    for (const id of granted.value.tookOverFrom) {
      tell(act, id, 'people.role', { what: 'taken', role, until: before, by });
      act.tx.moved({ kind: 'person', id });
    }
    act.tx.moved({ kind: 'person', id: personId });
    const card = await drawPerson(act, personId);
    const person = await act.directory.person(act.tx, personId);
    const others = await act.directory.people(act.tx, granted.value.tookOverFrom);
    const handed = [...others.values()].map(({ name }) => ` ${name} holds it until ${sayDay(before)}.`);
    return {
      kind: 'done',
      text: `${person?.name ?? 'They'}: ${roleName(act.policy, role)} from ${sayDay(from)}.${handed.join('')}`,
      about: { kind: 'person', id: personId },
      ...(card ? { card } : {}),
    };
  },
};
