/** Who holds which of the plan's roles, for everybody; Human Resources gives them and takes them back. */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome, Word } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import { fields } from '../../../chat/form.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import type { GrantProblem } from '../rules/roles.ts';
import { grantRole, revokeRole, rolesHeld } from '../store/roles.ts';
import { localDay } from '../today.ts';
import { drawPerson } from './person.ts';

const access = { anyOf: ['hr'] };

export const rolesWord: Word = {
  command: 'safekeep',
  word: 'roles',
  summary: 'Who holds which role of the plan',
  access: 'everyone',
  run: listRoles,
};

async function listRoles(ask: Ask): Promise<Reply> {
  const held = await rolesHeld(ask.reader, localDay(ask));
  const people = await ask.directory.people(
    ask.reader,
    held.map((one) => one.personId),
  );
  const items = grantable(ask.policy).map(({ id, name }) => {
    const holders = held.filter((one) => one.role === id);
    const names = holders.map(({ personId, until }) => {
      const holder = people.get(personId)?.name ?? personId;
      return until ? `${holder} (until ${sayDay(until)})` : holder;
    });
    return holders.length > 0
      ? { title: name, detail: names.join(', ') }
      : { title: name, detail: 'Nobody', tone: 'warning' as const };
  });
  return {
    kind: 'card',
    card: {
      audience: 'person',
      title: 'Roles of the plan',
      blocks: [{ kind: 'list', items }],
      actions: holds(ask.actor, 'hr')
        ? [{ kind: 'open-form', form: 'people.role.grant', label: 'Give a role', subject: {} }]
        : [],
    },
  };
}

/** Supervisors come from the roster, data owners from the inventory: nobody gives those. */
function grantable(policy: Policy): readonly { readonly id: string; readonly name: string }[] {
  return Object.entries(policy.pack.roles)
    .filter(([, role]) => role.held === 'by_name')
    .map(([id, role]) => ({ id, name: role.name }));
}

function grantFields(policy: Policy) {
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
  });
}

export const grantForm: FormHandler<ReturnType<typeof grantFields>> = {
  id: 'people.role.grant',
  access,
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
    const granted = await grantRole(act.tx, act.policy, {
      personId: values.person,
      role: values.role,
      from: Temporal.PlainDate.from(values.from),
      ...(values.until ? { until: Temporal.PlainDate.from(values.until) } : {}),
      grantedById: act.actor.id,
    });
    if (!granted.ok) return { kind: 'invalid', errors: await sayProblem(act, granted.problem) };
    const card = await drawPerson(act, values.person);
    const person = await act.directory.person(act.tx, values.person);
    return {
      kind: 'done',
      text: `${person?.name ?? 'They'}: ${roleName(act.policy, values.role)} from ${sayDay(values.from)}.`,
      about: { kind: 'person', id: values.person },
      ...(card ? { card } : {}),
    };
  },
};

async function sayProblem(ask: Ask, problem: GrantProblem): Promise<Record<string, string>> {
  switch (problem.kind) {
    case 'unknown-role':
      return { role: 'The plan has no such role any more. Please choose another.' };
    case 'not-by-name':
      return { role: 'This role follows from the roster or the inventory; nobody gives it.' };
    case 'inactive':
      return { person: 'Please choose somebody who works here now.' };
    case 'own-role':
      return { person: 'Nobody gives a role to themselves. Ask a colleague in Human Resources.' };
    case 'holds-already':
      return { role: 'They hold this role already on some of these days.' };
    case 'ends-before-it-begins':
      return { until: 'The last day is before the first.' };
    case 'taken': {
      const holder = await ask.directory.person(ask.reader, problem.holderId);
      return {
        role: `${holder?.name ?? 'Somebody'} holds this role, and only one person can. Take it back there first.`,
      };
    }
  }
}

function revokeFields(policy: Policy, held: readonly string[]) {
  return fields({
    role: {
      kind: 'choice',
      label: 'Which role?',
      options: held.map((role) => ({ value: role, label: roleName(policy, role) })),
    },
  });
}

export const revokeForm: FormHandler<ReturnType<typeof revokeFields>> = {
  id: 'people.role.revoke',
  access,
  async open(ask, subject) {
    const person = await ask.directory.person(ask.reader, subject.person ?? '');
    const given = new Set(grantable(ask.policy).map((role) => role.id));
    const held = person?.roles.filter((role) => given.has(role)) ?? [];
    if (!person || held.length === 0) return { refused: 'They hold no role that could be taken back.' };
    if (person.id === ask.actor.id)
      return { refused: 'You can’t change your own roles. Ask a colleague in Human Resources.' };
    return {
      title: 'Take a role back',
      submit: 'Take back',
      intro: [{ kind: 'text', text: `From ${person.name}, at once.` }],
      fields: revokeFields(ask.policy, held),
      values: {},
    };
  },
  async submit(act, subject, values): Promise<Outcome> {
    const personId = subject.person ?? '';
    const lastDay = localDay(act).subtract({ days: 1 });
    if (!(await revokeRole(act.tx, { personId, role: values.role, lastDay })))
      return { kind: 'refused', text: 'They do not hold this role any more.' };
    const card = await drawPerson(act, personId);
    return {
      kind: 'done',
      text: `${roleName(act.policy, values.role)} is taken back.`,
      about: { kind: 'person', id: personId },
      ...(card ? { card } : {}),
    };
  },
};
