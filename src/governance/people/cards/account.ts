/** An account that waits for a person's yes, and what became of it. */
import type { Person } from '../../../app/person.ts';
import type { Action, Block, Card } from '../../../chat/card.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import type { Account } from '../store/accounts.ts';

export interface AccountView {
  readonly account: Account;
  readonly person: Person;
  /** The account notices go to until now, on the same surface. */
  readonly current: Account | undefined;
  readonly decider: Person | undefined;
  /** Whether this viewer may answer. */
  readonly mayDecide: boolean;
  readonly zone: string;
}

/** Instead of an address. */
export const noAddress = 'none yet';

export const surfaceNames = { slack: 'Slack', teams: 'Teams' } as const;

const states = {
  held: { label: 'Waits for a yes', tone: 'warning' },
  linked: { label: 'Confirmed', tone: 'good' },
  detached: { label: 'Not linked', tone: 'neutral' },
} as const;

/** For whoever keeps the roster. */
export function accountCard(view: AccountView): Card {
  const { account, person, current, zone } = view;
  const surface = surfaceNames[account.surface];
  const blocks: Block[] = [
    {
      kind: 'facts',
      facts: [
        { label: 'On the roster', value: `${person.name}, ${person.jobTitle}` },
        { label: 'Address', value: person.email ?? noAddress },
        { label: `New ${surface} account`, value: `${account.account} in ${account.tenant}` },
        { label: 'First seen', value: sayMoment(account.seenAt, zone) },
        ...(current ? [{ label: 'Linked until now', value: `${current.account} in ${current.tenant}` }] : []),
      ],
    },
    sentence(view),
  ];
  return {
    audience: 'person',
    title: `${person.name}: a new ${surface} account`,
    status: states[account.state],
    blocks,
    actions: account.state === 'held' && view.mayDecide ? decisions(account.id) : [],
    about: { kind: 'account', id: account.id },
  };
}

function sentence({ account, person, decider, zone }: AccountView): Block {
  const surface = surfaceNames[account.surface];
  if (account.state === 'held')
    return {
      kind: 'text',
      text: `A ${surface} account with ${person.name}’s address wrote to Safekeep, but ${person.name} had an account here before. Ask ${person.name} in person or by phone, not in ${surface}, whether the new one is theirs.`,
    };
  const by = decider && account.decidedAt ? ` by ${decider.name}, ${sayMoment(account.decidedAt, zone)}` : '';
  return {
    kind: 'note',
    tone: states[account.state].tone,
    text: account.state === 'linked' ? `Confirmed${by}.` : `Refused or replaced${by}.`,
  };
}

export function decisions(accountId: string): readonly Action[] {
  const payload = { account: accountId };
  return [
    {
      kind: 'run',
      id: 'people.account.confirm',
      label: 'Yes, it is theirs',
      payload,
      style: 'primary',
      confirm: {
        title: 'Link this account?',
        text: 'It takes the place of the account linked until now in the same workspace.',
        yes: 'Yes, link it',
      },
    },
    {
      kind: 'run',
      id: 'people.account.refuse',
      label: 'No, refuse it',
      payload,
      style: 'danger',
      confirm: {
        title: 'Refuse this account?',
        text: 'It stays shut out. The person is told through the account they have.',
        yes: 'Refuse it',
      },
    },
  ];
}

/** For the person whose name it bears. */
export function ownAccountCard({ account, person, decider, zone }: AccountView): Card {
  const surface = surfaceNames[account.surface];
  const when = account.decidedAt ? `, ${sayMoment(account.decidedAt, zone)}` : '';
  const by = decider ? ` by ${decider.name}${when}` : '';
  const text = {
    linked: `Your new ${surface} account was confirmed${by}. Safekeep writes to you here from now on.`,
    held: `A new ${surface} account with your address waits until Human Resources has confirmed that it is yours.`,
    detached: `A ${surface} account with your address was not accepted${by}. If it was yours, please talk to Human Resources; if not, to your IT security manager.`,
  }[account.state];
  return {
    audience: 'person',
    title: `Your ${surface} account, ${person.name}`,
    status: states[account.state],
    blocks: [{ kind: 'text', text }],
    actions: [],
    about: { kind: 'account', id: account.id },
  };
}
