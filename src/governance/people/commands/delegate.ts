/** `/safekeep delegate`: a role's work goes into other hands until a day; and taking it back before. */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome, Word } from '../../../app/feature.ts';
import { openForm } from '../../../app/open-form.ts';
import { holds } from '../../../app/person.ts';
import { type Fields, fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { roleName } from '../../../policy/policy.ts';
import { sayDelegateProblem } from '../cards/role-problems.ts';
import { longest, mayDelegate } from '../rules/delegate.ts';
import { lendable } from '../rules/role-names.ts';
import { keeperRole, type Span } from '../rules/roles.ts';
import { absenceWithin } from '../store/absences.ts';
import { addDelegation, delegationById, delegations, endDelegation } from '../store/delegations.ts';
import { lockRole } from '../store/lock.ts';
import { rolesHeld } from '../store/roles.ts';
import { tell } from '../tell.ts';
import { localDay } from '../today.ts';
import { mayEnd } from './roles.ts';

export const delegateForm: FormHandler<Fields> = {
  id: 'people.delegate',
  access: 'everyone',
  async open(ask, subject) {
    const today = localDay(ask);
    const forOthers = holds(ask.actor, keeperRole);
    const own = await ownRoles(ask, ask.actor.id, today);
    const roles = lendable(ask.policy).filter(({ id }) => forOthers || own.includes(id));
    if (roles.length === 0)
      return {
        refused: 'You hold no role that could be lent. For somebody who is away, Human Resources do it.',
      };
    return {
      title: 'Let somebody stand in',
      submit: 'Let them stand in',
      intro: [
        {
          kind: 'text',
          text: 'They act with this role until the last day, and cards say for whom. Separation of duties looks at both of you: what one may not do, neither does the other.',
        },
      ],
      fields: {
        ...(forOthers
          ? fields({
              holder: {
                kind: 'person',
                label: 'Whose role?',
                hint: 'Yours, or that of somebody who is away. For anybody on leave, find them with /safekeep person.',
                ...(subject.person ? {} : { optional: true }),
              },
            })
          : {}),
        ...fields({
          role: {
            kind: 'choice',
            label: 'Which role?',
            options: roles.map(({ id, name }) => ({ value: id, label: name })),
          },
          delegate: { kind: 'person', label: 'Who stands in?' },
          from: { kind: 'date', label: 'From which day?', from: today.toString() },
          until: { kind: 'date', label: 'Until which day?', hint: 'The last day. It ends by itself.' },
        }),
      },
      values: {
        from: today.toString(),
        ...(subject.person ? { holder: subject.person } : {}),
        ...(roles.length === 1 && roles[0] ? { role: roles[0].id } : {}),
      },
    };
  },
  async submit(act, subject, values): Promise<Outcome> {
    const typed = values as unknown as Typed;
    const holderId = typed.holder ?? subject.person ?? act.actor.id;
    await lockRole(act.tx, typed.role);
    const problem = await problemOf(act, holderId, typed);
    if (problem) {
      const { field, text } = sayDelegateProblem(problem, sayDay(longest(act.policy.pack, typed.from)));
      return { kind: 'invalid', errors: { [field]: text } };
    }
    const { role, delegate, from, until } = typed;
    await addDelegation(act.tx, {
      ...{ personId: holderId, role, delegateId: delegate, madeById: act.actor.id },
      from: Temporal.PlainDate.from(from),
      until: Temporal.PlainDate.from(until),
    });
    const facts = { what: 'lent', role, from, until, by: act.actor.id, holder: holderId, delegate };
    tell(act, delegate, 'people.role', facts);
    tell(act, holderId, 'people.role', facts);
    for (const id of [holderId, delegate]) act.tx.moved({ kind: 'person', id });
    const people = await act.directory.people(act.tx, [holderId, delegate]);
    return {
      kind: 'done',
      text: `${people.get(delegate)?.name} stands in for ${people.get(holderId)?.name} as ${roleName(act.policy, role)} from ${sayDay(from)} until ${sayDay(until)}. Both are told.`,
      about: { kind: 'person', id: holderId },
    };
  },
};

interface Typed {
  readonly holder?: string;
  readonly role: string;
  readonly delegate: string;
  readonly from: string;
  readonly until: string;
}

async function problemOf(act: Act, holderId: string, { role, delegate, from, until }: Typed) {
  const days = { from: Temporal.PlainDate.from(from), until: Temporal.PlainDate.from(until) };
  const holder = await act.directory.person(act.tx, holderId);
  const other = await act.directory.person(act.tx, delegate);
  const away = await absenceWithin(act.tx, holderId, days);
  const lent = await delegations(act.tx, days.from, holderId);
  return mayDelegate(act.policy.pack, {
    role,
    actor: { id: act.actor.id, isHr: holds(act.actor, keeperRole) },
    holder: {
      id: holderId,
      away: holder?.status === 'leave' || away !== undefined,
      spans: await spansOf(act, holderId, role),
    },
    delegate: {
      id: delegate,
      active: other?.status === 'active',
      spans: await spansOf(act, delegate, role),
    },
    ...{ from, until, today: localDay(act).toString() },
    lent: lent.filter((one) => one.role === role && one.personId === holderId).map(asText),
  });
}

async function spansOf(act: Act, personId: string, role: string): Promise<readonly Span[]> {
  return (await rolesHeld(act.tx, { personId })).filter((one) => one.role === role).map(asText);
}

function asText({
  from,
  until,
}: {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | undefined;
}) {
  return { from: from.toString(), until: until?.toString() };
}

/** In their own right, today or later. */
async function ownRoles(ask: Ask, personId: string, today: Temporal.PlainDate): Promise<readonly string[]> {
  const held = await rolesHeld(ask.reader, { personId });
  return held
    .filter(({ until }) => !until || Temporal.PlainDate.compare(until, today) >= 0)
    .map(({ role }) => role);
}

export const delegateWord: Word = {
  command: 'safekeep',
  word: 'delegate',
  summary: 'Let somebody stand in with a role until a day',
  access: 'everyone',
  run: (ask) => openForm(ask, delegateForm, {}),
};

export const endDelegationAction: ActionHandler = {
  id: 'people.delegation.end',
  access: 'everyone',
  async run(act, { id = '' }) {
    const lent = await delegationById(act.tx, id);
    if (!lent || !mayEnd(act.actor, lent))
      return { kind: 'refused', text: 'It has ended already, or it is not yours to end.' };
    if (!(await endDelegation(act.tx, id, act.actor.id)))
      return { kind: 'refused', text: 'Somebody has just ended it.' };
    const { role, personId: holder, delegateId: delegate } = lent;
    const facts = { what: 'lent-back', role, by: act.actor.id, holder, delegate };
    for (const person of [holder, delegate]) {
      tell(act, person, 'people.role', facts);
      act.tx.moved({ kind: 'person', id: person });
    }
    const people = await act.directory.people(act.tx, [holder, delegate]);
    return {
      kind: 'done',
      text: `${people.get(delegate)?.name} no longer stands in for ${people.get(holder)?.name} as ${roleName(act.policy, role)}.`,
    };
  },
};
