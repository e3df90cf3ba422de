/** Somebody on the roster, for whoever keeps it. */
import type { Person } from '../../../app/person.ts';
import type { Action, Block, Card } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import type { Account } from '../store/accounts.ts';
import type { Obligation } from '../store/obligations.ts';
import { noAddress, surfaceNames } from './account.ts';

export interface PersonView {
  readonly person: Person;
  readonly supervisor: Person | undefined;
  readonly accounts: readonly Account[];
  readonly obligations: readonly Obligation[];
  readonly policy: Policy;
  /** Human Resources changes standing and roles; others only look. */
  readonly mayChange: boolean;
}

const statuses = {
  active: { label: 'Works here', tone: 'good' },
  leave: { label: 'On leave', tone: 'warning' },
  left: { label: 'Has left', tone: 'neutral' },
} as const;

const types = {
  employee: 'Employee',
  board: 'Board member',
  contractor: 'Contractor',
  volunteer: 'Volunteer',
  temp: 'Temporary employee',
} as const;

const accountStates = { linked: 'linked', held: 'waits for a yes', detached: 'not linked' } as const;

export function personCard(view: PersonView): Card {
  const { person, policy } = view;
  const roles = person.roles.map((role) => roleName(policy, role)).join(', ');
  const blocks: Block[] = [
    {
      kind: 'facts',
      facts: [
        { label: 'Title', value: person.jobTitle },
        { label: 'Kind', value: types[person.personType] },
        { label: 'Address', value: person.email ?? noAddress },
        ...(person.building ? [{ label: 'Building', value: person.building }] : []),
        ...(view.supervisor ? [{ label: 'Supervisor', value: view.supervisor.name }] : []),
        { label: 'Hired', value: sayDay(person.hireDate) },
        { label: 'Roles', value: roles || 'none' },
      ],
    },
    ...section('Chat accounts', view.accounts.map(accountItem)),
    ...section(
      'What they owe',
      view.obligations.map((owed) => obligationItem(owed, policy)),
    ),
  ];
  return {
    audience: 'person',
    title: person.name,
    status: statuses[person.status],
    blocks,
    actions: view.mayChange ? changes(person) : [],
    about: { kind: 'person', id: person.id },
  };
}

function section(heading: string, items: readonly { title: string; detail: string }[]): Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: heading },
    { kind: 'list', items },
  ];
}

function accountItem(account: Account) {
  return {
    title: `${surfaceNames[account.surface]} ${account.account}`,
    detail: `${accountStates[account.state]}, in ${account.tenant}`,
  };
}

function obligationItem(owed: Obligation, policy: Policy) {
  return {
    title: policy.pack.duties[owed.duty]?.name ?? owed.duty,
    detail: `${owed.metAt ? 'Done' : 'Open'}; due ${sayDay(owed.dueOn)} (${owed.rule})`,
  };
}

function changes(person: Person): readonly Action[] {
  const subject = { person: person.id };
  const standing: Action = {
    kind: 'open-form',
    form: 'people.leave',
    label: person.status === 'active' ? 'Left or on leave' : 'Back at work',
    subject,
  };
  if (person.status !== 'active') return [standing];
  return [
    { kind: 'open-form', form: 'people.role.grant', label: 'Give a role', subject },
    ...(person.roles.length > 0
      ? [{ kind: 'open-form', form: 'people.role.revoke', label: 'Take a role back', subject } as const]
      : []),
    standing,
  ];
}
