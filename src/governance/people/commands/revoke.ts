/** Human Resources take a role back, at once or with a day to come. */
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import { lastKeeper } from '../cards/role-problems.ts';
import { grantable } from '../rules/role-names.ts';
import { revokeRole, rolesHeld } from '../store/roles.ts';
import { tell } from '../tell.ts';
import { localDay } from '../today.ts';
import { drawPerson } from './person.ts';

function revokeFields(policy: Policy, held: readonly string[], today: string) {
  return fields({
    role: {
      kind: 'choice',
      label: 'Which role?',
      options: held.map((role) => ({ value: role, label: roleName(policy, role) })),
    },
    until: {
      kind: 'date',
      label: 'Their last day with it',
      hint: 'Leave it empty to take it back at once.',
      from: today,
      optional: true,
    },
  });
}

export const revokeForm: FormHandler<ReturnType<typeof revokeFields>> = {
  id: 'people.role.revoke',
  access: { anyOf: ['hr'] },
  async open(ask, subject) {
    const personId = subject.person ?? '';
    const person = await ask.directory.person(ask.reader, personId);
    const today = localDay(ask);
    const given = new Set(grantable(ask.policy).map((role) => role.id));
    // In their own right, also from a day to come; what is lent to them is ended where it is listed.
    const held = (await rolesHeld(ask.reader, { personId })).filter(
      ({ role, until }) => given.has(role) && (!until || Temporal.PlainDate.compare(until, today) >= 0),
    );
    const roles = [...new Set(held.map(({ role }) => role))];
    if (!person || roles.length === 0) return { refused: 'They hold no role that could be taken back.' };
    if (person.id === ask.actor.id)
      return { refused: 'You can’t change your own roles. Ask a colleague in Human Resources.' };
    return {
      title: 'Take a role back',
      submit: 'Take back',
      intro: [{ kind: 'text', text: `From ${person.name}.` }],
      fields: revokeFields(ask.policy, roles, today.toString()),
      values: {},
    };
  },
  async submit(act, subject, { role, until }): Promise<Outcome> {
    const personId = subject.person ?? '';
    const lastDay = until ? Temporal.PlainDate.from(until) : localDay(act).subtract({ days: 1 });
    const revoked = await revokeRole(act.tx, { personId, role, lastDay, byId: act.actor.id });
    if (revoked === 'last') return { kind: 'invalid', errors: { role: lastKeeper } };
    if (revoked === 'not-held')
      return {
        kind: 'refused',
        text: until ? 'They do not hold this role beyond that day.' : 'They do not hold this role any more.',
      };
    tell(act, personId, 'people.role', {
      ...{ what: 'taken', role, by: act.actor.id },
      ...(until ? { until } : {}),
    });
    act.tx.moved({ kind: 'person', id: personId });
    const card = await drawPerson(act, personId);
    return {
      kind: 'done',
      text: until
        ? `${roleName(act.policy, role)} ends for them with ${sayDay(until)}.`
        : `${roleName(act.policy, role)} is taken back.`,
      about: { kind: 'person', id: personId },
      ...(card ? { card } : {}),
    };
  },
};
