/** Somebody on the roster, for whoever keeps it. */
import type { Person } from '../../../app/person.ts';
import type { Block, Card, ListItem } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import type { PersonFacts } from '../rules/facts.ts';
import type { Absence } from '../store/absences.ts';
import type { Account } from '../store/accounts.ts';
import type { Departure } from '../store/departures.ts';
import type { Change } from '../store/history.ts';
import type { Obligation } from '../store/obligations.ts';
import { noAddress, surfaceNames } from './account.ts';
import { absenceNames, sayDays } from './away.ts';
import { changeNames, sayChange } from './history.ts';
import { kindNames, standingOf } from './kinds.ts';
import { changesTo } from './person-actions.ts';

export interface PersonView {
  readonly person: Person;
  readonly facts: PersonFacts;
  readonly supervisor: Person | undefined;
  readonly accounts: readonly Account[];
  readonly obligations: readonly Obligation[];
  readonly absences: readonly Absence[];
  readonly leaves: Departure | undefined;
  /** The newest ones. */
  readonly changes: readonly Change[];
  readonly nameOf: (id: string) => string;
  readonly policy: Policy;
  /** Human Resources change standing and roles; others only look. */
  readonly mayChange: boolean;
  /** What the facts were when this was drawn. */
  readonly seen: string;
}

const accountStates = { linked: 'linked', held: 'waits for a yes', detached: 'not linked' } as const;

export function personCard(view: PersonView): Card {
  const { person, policy } = view;
  return {
    audience: 'person',
    title: person.name,
    status: standingOf(person),
    blocks: [
      { kind: 'facts', facts: factsOf(view) },
      ...standing(view),
      ...section('Chat accounts', view.accounts.map(accountItem)),
      ...section(
        'What they owe',
        view.obligations.map((owed) => obligationItem(owed, policy)),
      ),
      ...section(
        'Last changes',
        view.changes.map((change) => changeItem(change, view)),
      ),
    ],
    actions: changesTo(view),
    about: { kind: 'person', id: person.id },
  };
}

function factsOf({ person, facts, supervisor, policy }: PersonView) {
  return [
    { label: 'Title', value: person.jobTitle },
    { label: 'Kind', value: kindNames[person.personType] },
    { label: 'Address', value: person.email ?? noAddress },
    ...(facts.employeeId ? [{ label: 'Employee number', value: facts.employeeId }] : []),
    ...(person.building ? [{ label: 'Building', value: person.building }] : []),
    ...(supervisor
      ? [
          {
            label: 'Supervisor',
            value: supervisor.status === 'left' ? `${supervisor.name}, who has left` : supervisor.name,
          },
        ]
      : []),
    { label: 'Hired', value: sayDay(person.hireDate) },
    { label: 'Roles', value: rolesOf(person, policy) || 'none' },
    ...(facts.dataAccess ? [{ label: 'Data access', value: 'May see personal data of students' }] : []),
    ...(facts.groups.length > 0 ? [{ label: 'Groups', value: facts.groups.join(', ') }] : []),
  ];
}

/** "Data Steward, Legal staff (for Ann until May 1, 2027)". */
export function rolesOf(person: Person, policy: Policy): string {
  return person.roles
    .map((role) => {
      const places = (person.standsIn ?? []).filter((one) => one.role === role);
      const said = places.map(({ forName, until }) => `for ${forName} until ${sayDay(until)}`).join(', ');
      return `${roleName(policy, role)}${said ? ` (${said})` : ''}`;
    })
    .join(', ');
}

function standing({ absences, leaves, mayChange }: PersonView): readonly Block[] {
  const now = absences.filter(({ state }) => state !== 'over');
  return [
    ...(leaves
      ? [
          {
            kind: 'note',
            tone: 'warning',
            text: `Leaves: the last day is ${sayDay(leaves.lastDay)}.`,
          } as const,
        ]
      : []),
    ...section(
      'Away',
      now.map(
        (one): ListItem => ({
          title: absenceNames[one.kind],
          detail: `${one.state === 'running' ? 'Now, ' : ''}${sayDays(one)}`,
          ...(one.state === 'planned' && mayChange
            ? {
                action: {
                  kind: 'run',
                  id: 'people.away.call-off',
                  label: 'Call it off',
                  payload: { absence: one.id },
                },
              }
            : {}),
        }),
      ),
    ),
  ];
}

function section(heading: string, items: readonly ListItem[]): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: heading },
    { kind: 'list', items },
  ];
}

function accountItem(account: Account): ListItem {
  return {
    title: `${surfaceNames[account.surface]} ${account.account}`,
    detail: `${accountStates[account.state]}, in ${account.tenant}`,
  };
}

function obligationItem(owed: Obligation, policy: Policy): ListItem {
  return {
    title: policy.pack.duties[owed.duty]?.name ?? owed.duty,
    detail: `${owed.metAt ? 'Done' : 'Open'}; due ${sayDay(owed.dueOn)} (${owed.rule})`,
  };
}

function changeItem(change: Change, { nameOf, policy }: PersonView): ListItem {
  const by = change.byId ? ` By ${nameOf(change.byId)}.` : '';
  return {
    title: `${changeNames[change.kind]}, ${sayMoment(change.at, policy.calendar.zone)}`,
    detail: `${sayChange(change, nameOf)}.${by}`,
  };
}
