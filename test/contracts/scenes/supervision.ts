/** What a supervisor reads every week, and does with it. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import { arrange } from '../../support/people.ts';
import { actionsOf } from '../../support/surfaces/rules.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

/** Supervisors whose people are late, with what they read. */
async function readers(stage: Stage): Promise<readonly (readonly [Person, Card])[]> {
  const found: (readonly [Person, Card])[] = [];
  for (const who of stage.people.filter(({ roles }) => roles.includes('supervisor'))) {
    const card = await stage.types(who, '/safekeep digest');
    if (actionsOf(card).some(({ label }) => label === 'Remind all')) found.push([who, card]);
  }
  return found;
}

async function weekly(stage: Stage): Promise<readonly Person[]> {
  const hr = stage.holder('hr');
  const [first] = await readers(stage);
  if (!first) throw new Error('no supervisor of the sample district has anybody who is late');
  const [who, card] = first;
  await stage.does(who, card, 'Remind all');
  const refused = await stage.does(who, card, 'Not my staff');
  await stage.does(hr, await stage.sees(hr, refused), 'No, leave it');
  await stage.does(who, card, 'Not my staff');
  await stage.does(who, card, 'Somebody is on leave');
  const standIn = { reader: stage.plain().id, until: '2027-01-29' };
  await stage.does(who, await stage.fills(who, 'supervision.stand-in', {}, standIn), 'Take it back now');
  await stage.fills(who, 'supervision.stand-in', {}, standIn);
  return [who];
}

/** Every line is to go; IT says of one that it is gone. */
async function lookedThrough(stage: Stage): Promise<readonly Person[]> {
  const lists = await stage.world.store.db.listToConfirm.findMany({
    where: { kind: 'access', confirmedAt: null },
    include: { _count: { select: { accessLines: true } } },
  });
  // What IT says goes back to whoever decided, unless that is IT itself; IT closes one line, and others stay open.
  const itsm = stage.holder('it_security_manager');
  const others = stage.people.filter(({ id }) => id !== itsm.id);
  const list = lists.find(
    ({ holderId, _count }) => _count.accessLines > 1 && others.some(({ id }) => id === holderId),
  );
  const owner = stage.people.find(({ id }) => id === list?.holderId);
  if (!list || !owner) throw new Error('nobody has a list of access of several lines');
  const { form } = await stage.door.opens(owner.id, 'supervision.review', { list: list.id });
  const removed = Object.keys(form.fields).map((line): [string, string] => [line, 'remove']);
  await stage.fills(owner, 'supervision.review', { list: list.id }, Object.fromEntries(removed));
  await stage.does(itsm, await stage.presses(itsm, 'supervision.removals', {}), 'Done?', {
    outcome: 'removed',
  });
  return [owner, itsm];
}

async function withheld(stage: Stage): Promise<readonly Person[]> {
  const head = stage.holder('superintendent');
  const itsm = stage.holder('it_security_manager');
  const { db } = stage.world.store;
  const late = await db.obligation.findMany({
    where: { duty: 'nda', metAt: null, dueOn: { lt: new Date(stage.clock.now().epochMilliseconds) } },
    orderBy: { id: 'asc' },
  });
  const owed = late.find(({ personId }) => stage.people.some(({ id }) => id === personId));
  if (!owed) throw new Error('nobody is late with the privacy agreement');
  const subject = { person: owed.personId };
  const decided = await stage.fills(head, 'supervision.decide-access', subject, { decision: 'withhold' });
  await stage.does(itsm, await stage.sees(itsm, decided), 'It is switched off');
  const metAt = new Date(stage.clock.now().epochMilliseconds);
  await arrange(stage.world.store, (tx) =>
    tx.db.obligation.update({ where: { id: owed.id }, data: { metAt, metBy: 'paper', nextOn: null } }),
  );
  await stage.does(head, await stage.sees(head, decided), 'Give access back');
  return [head, itsm];
}

/** Every list of the annual report is confirmed, the first one that can bear a remark with one. */
async function annual(stage: Stage): Promise<readonly Person[]> {
  await stage.sweep('2027-05-03T16:00:00Z');
  const lists = await stage.world.store.db.listToConfirm.findMany({
    where: { kind: 'annual' },
    orderBy: { id: 'asc' },
  });
  const of = { board: 'board_secretary', nobody: 'hr' } as const;
  const holders = lists.map((list) => ({
    list: list.id,
    who:
      stage.people.find(({ id }) => id === list.holderId) ??
      stage.holder(of[list.part as keyof typeof of] ?? 'hr'),
  }));
  const lacking: (typeof holders)[number][] = [];
  for (const one of holders) {
    const subject = { list: one.list };
    const open = { kind: 'open-form', form: 'supervision.remark', subject } as const;
    if ((await stage.door.does(one.who.id, open)).kind === 'form') lacking.push(one);
  }
  const [first] = lacking;
  if (!first) throw new Error('nobody on any list lacks anything or is on leave');
  await stage.fills(first.who, 'supervision.remark', { list: first.list }, {});
  for (const { who, list } of holders) await stage.fills(who, 'supervision.confirm-list', { list }, {});
  return [stage.holder('it_security_manager'), first.who];
}

export const supervisionScenes: readonly Scene[] = [
  { name: 'a supervisor’s weekly message', play: weekly },
  { name: 'who may see personal data, looked through', play: lookedThrough },
  { name: 'access withheld and given back', play: withheld },
];

export const annualScenes: readonly Scene[] = [{ name: 'the annual report', play: annual }];
