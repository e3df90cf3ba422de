/** Accounts that wait for a person, accounts that can't be written to, roles that too few hold. */
import type { Person } from '../../../src/app/person.ts';
import { createIdentify } from '../../../src/governance/people/identify.ts';
import { countable } from '../../../src/store/outbox/discreet.ts';
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
    where: { personId: { not: null }, ...countable },
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

const tomorrowOn = '2027-01-11';
/** A number is one person's, so that the same filler is not taken twice. */
const noNumber = { employee_id: '' };

/** The facts of one change, another is away, a third means to leave; each of it is taken back as well. */
async function changes(stage: Stage): Promise<readonly Person[]> {
  const hr = stage.holder('hr');
  const [one, two, three] = [3, 4, 5].map((nth) => stage.holder('educator', nth));
  if (!one || !two || !three) throw new Error('three educators are wanted');
  const card = (person: Person) => stage.presses(hr, 'people.show', { person: person.id });
  const facts = { email: 'moved@legacyprep.example', supervisor: stage.holder('superintendent').id };
  await stage.does(hr, await card(one), 'Change', { ...noNumber, ...facts, groups: 'ten-month' });
  await stage.does(hr, await card(two), 'Change', { ...noNumber, email: '' });
  await stage.fills(hr, 'people.away', { person: two.id }, { until: '2027-01-29' });
  await stage.presses(hr, 'people.back', { person: two.id });
  await stage.fills(hr, 'people.away', { person: two.id }, { from: tomorrowOn, until: '2027-01-29' });
  await stage.does(hr, await card(two), 'Call it off');
  await stage.fills(hr, 'people.leave', { person: three.id }, { day: tomorrowOn });
  await stage.presses(hr, 'people.leave.call-off', { person: three.id });
  return [one];
}

/** A supervisor who had signed, and had an address that nothing reaches any more. */
async function leavesPeople(stage: Stage): Promise<readonly Person[]> {
  const hr = stage.holder('hr');
  const supervisor = stage.people.findLast(({ roles }) => roles.join() === 'educator,supervisor');
  if (!supervisor) throw new Error('a supervisor without another role is wanted');
  const subject = { person: supervisor.id };
  await stage.does(hr, await stage.presses(hr, 'people.show', subject), 'Change', { ...noNumber, email: '' });
  await stage.fills(hr, 'people.leave', subject, { letter_to: '' });
  await stage.fills(hr, 'people.reports', subject, {});
  const other = stage.holder('educator', 6);
  await stage.fills(hr, 'people.leave', { person: other.id }, { letter_to: 'home@mail.example' });
  await stage.fills(hr, 'people.rehire', { person: other.id }, { how: 'gap' });
  return [hr];
}

async function standsIn(stage: Stage): Promise<readonly Person[]> {
  const holder = stage.holder('coordinator_data_stats');
  const delegate = stage.holder('data_analyst');
  const lent = { role: 'coordinator_data_stats', delegate: delegate.id, until: '2026-12-18' };
  await stage.fills(holder, 'people.delegate', {}, lent);
  return [holder, delegate];
}

export const peopleScenes: readonly Scene[] = [
  { name: 'a second account that waits for a person', play: accounts },
  { name: 'somebody who can’t be written to', play: unreachable },
  { name: 'changes of the roster, and what takes them back', play: changes },
  { name: 'somebody who leaves people behind', play: leavesPeople },
  { name: 'a role in other hands for a while', play: standsIn },
  { name: 'a role that nobody holds any more', play: roleWithoutHolder },
];
