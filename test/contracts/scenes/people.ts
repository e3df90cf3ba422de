/** Accounts that wait for a person, accounts that can't be written to, roles that too few hold. */
import type { Person } from '../../../src/app/person.ts';
import { createIdentify } from '../../../src/governance/people/identify.ts';
import { arrange, directoryOf } from '../../support/people.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

/** A second account with an address that is somebody's already is held until Human Resources says whose it is. */
async function comesAgain(stage: Stage, who: Person, ...accounts: readonly string[]): Promise<void> {
  const { store, clock, policy } = stage.world;
  const identify = createIdentify({
    store,
    clock,
    directory: directoryOf(stage.world),
    zone: policy.pack.pack.zone,
  });
  for (const account of accounts)
    await identify({
      kind: 'account',
      surface: 'slack',
      tenant: 'T1',
      account,
      profile: async () => ({ addresses: who.email === undefined ? [] : [who.email], standing: 'member' }),
    });
}

async function accounts(stage: Stage): Promise<readonly Person[]> {
  const who = stage.holder('educator');
  await comesAgain(stage, who, 'U1', 'U2', 'U3', 'U4');
  const list = await stage.types(stage.holder('hr'), '/safekeep accounts');
  const decide = list.blocks.flatMap((block) =>
    block.kind === 'list' ? block.items.flatMap(({ action }) => action ?? []) : [],
  );
  const [first] = decide;
  if (!first) throw new Error('no account waits');
  await stage.does(stage.holder('hr'), list, first.label);
  return [];
}

/** More notices came back than a card names, and Human Resources hears of it with the week. */
async function unreachable(stage: Stage): Promise<readonly Person[]> {
  const { store } = stage.world;
  const newest = await store.db.outbox.findMany({
    where: { personId: { not: null } },
    distinct: ['personId'],
    orderBy: [{ personId: 'asc' }, { madeAt: 'desc' }, { id: 'desc' }],
    take: 8,
  });
  const ids = newest.map(({ id }) => id);
  const lost = { state: 'undeliverable', reason: 'the mailbox is full' };
  await arrange(store, (tx) => tx.db.outbox.updateMany({ where: { id: { in: ids } }, data: lost }));
  return [];
}

/** The only holder of a role loses it. */
async function roleWithoutHolder(stage: Stage): Promise<readonly Person[]> {
  const role = 'purchasing_contract_manager';
  await stage.fills(stage.holder('hr'), 'people.role.revoke', { person: stage.holder(role).id }, { role });
  return [];
}

export const peopleScenes: readonly Scene[] = [
  { name: 'a second account that waits for a person', play: accounts },
  { name: 'somebody who can’t be written to', play: unreachable },
  { name: 'a role that nobody holds any more', play: roleWithoutHolder },
];
