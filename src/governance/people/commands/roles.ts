/** Who holds which of the plan's roles, and which are in other hands, for everybody. */
import type { Ask } from '../../../app/context.ts';
import type { Word } from '../../../app/feature.ts';
import { holds, type Person } from '../../../app/person.ts';
import type { Action, Block, ListItem } from '../../../chat/card.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { roleName } from '../../../policy/policy.ts';
import { grantable, lendable } from '../rules/role-names.ts';
import { type Delegation, delegations } from '../store/delegations.ts';
import { type HeldRole, rolesHeld } from '../store/roles.ts';
import { localDay } from '../today.ts';

export const rolesWord: Word = {
  command: 'safekeep',
  word: 'roles',
  summary: 'Who holds which role of the plan, and who stands in',
  access: 'everyone',
  run: listRoles,
};

async function listRoles(ask: Ask): Promise<Reply> {
  const today = localDay(ask);
  const held = await rolesHeld(ask.reader, { notOverOn: today });
  const lent = await delegations(ask.reader, today);
  const people = await ask.directory.people(ask.reader, [
    ...held.map((one) => one.personId),
    ...lent.flatMap((one) => [one.personId, one.delegateId]),
  ]);
  const nameOf = (id: string) => people.get(id)?.name ?? id;
  const items = grantable(ask.policy).map(({ id, name }): ListItem => {
    const holders = held.filter((one) => one.role === id);
    const names = holders.map((one) => `${nameOf(one.personId)}${span(one, today)}`);
    return holders.some(({ from }) => !isLater(from, today))
      ? { title: name, detail: names.join(', ') }
      : { title: name, detail: ['Nobody', ...names].join('; then '), tone: 'warning' };
  });
  return {
    kind: 'card',
    card: {
      audience: 'person',
      title: 'Roles of the plan',
      blocks: [{ kind: 'list', items }, ...lentBlocks(ask, lent, nameOf)],
      actions: [
        ...(holds(ask.actor, 'hr')
          ? [{ kind: 'open-form', form: 'people.role.grant', label: 'Give a role', subject: {} } as const]
          : []),
        ...(mayLend(ask, held) ? [lendAction] : []),
      ],
    },
  };
}

function isLater(day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, today) > 0;
}

function span({ from, until }: HeldRole, today: Temporal.PlainDate): string {
  const parts = [
    ...(isLater(from, today) ? [`from ${sayDay(from)}`] : []),
    ...(until ? [`until ${sayDay(until)}`] : []),
  ];
  return parts.length > 0 ? ` (${parts.join(' ')})` : '';
}

export const lendAction: Action = {
  kind: 'open-form',
  form: 'people.delegate',
  label: 'Let somebody stand in',
  subject: {},
};

/** A holder in their own right, or whoever lends for somebody absent. */
function mayLend(ask: Ask, held: readonly HeldRole[]): boolean {
  const lent = new Set(lendable(ask.policy).map(({ id }) => id));
  return (
    holds(ask.actor, 'hr') || held.some(({ personId, role }) => personId === ask.actor.id && lent.has(role))
  );
}

function lentBlocks(ask: Ask, lent: readonly Delegation[], nameOf: (id: string) => string): readonly Block[] {
  if (lent.length === 0) return [];
  return [
    { kind: 'heading', text: 'In other hands' },
    { kind: 'list', items: lent.map((one) => lentItem(ask, one, nameOf)) },
  ];
}

export function lentItem(ask: Ask, lent: Delegation, nameOf: (id: string) => string): ListItem {
  const { id, role, personId, delegateId, from, until } = lent;
  return {
    title: `${roleName(ask.policy, role)}: ${nameOf(delegateId)}, for ${nameOf(personId)}`,
    detail: `From ${sayDay(from)} until ${sayDay(until)}`,
    ...(mayEnd(ask.actor, lent)
      ? { action: { kind: 'run', id: 'people.delegation.end', label: 'End it', payload: { id } } as const }
      : {}),
  };
}

/** Either of the two, and Human Resources. */
export function mayEnd(actor: Person, { personId, delegateId }: Delegation): boolean {
  return actor.id === personId || actor.id === delegateId || holds(actor, 'hr');
}
