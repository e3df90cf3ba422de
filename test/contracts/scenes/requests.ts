/** Data requests in every state that there is, and everything that can happen to one. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

const steward = 'data_steward';

/** Of the one collection that several stewards answer for. */
export async function files(stage: Stage, who: Person, values: RawValues = {}): Promise<Card> {
  const where = { name: 'Enrollment' };
  const { id } = await stage.world.store.db.dataCollection.findFirstOrThrow({ where });
  return stage.fills(
    who,
    'request.file',
    {},
    { asker: 'me', report: 'one_off', collections: [id], ...values },
  );
}

export const classifies = async (stage: Stage, card: Card, values: RawValues) => {
  const coordinator = stage.holder('coordinator_data_stats');
  const seen = await stage.sees(coordinator, card);
  await stage.does(coordinator, seen, 'Set the risk level', { report: '', ...values });
};

/** Claimed by its first steward, as they see it. */
export async function claimed(stage: Stage, card: Card): Promise<{ who: Person; card: Card }> {
  const who = await stage.whoCan(steward, card, 'Claim');
  return { who, card: await stage.does(who, await stage.sees(who, card), 'Claim') };
}

async function sent(stage: Stage, asker: Person): Promise<{ who: Person; card: Card }> {
  const one = await claimed(stage, await files(stage, asker));
  await classifies(stage, one.card, { level: 'low' });
  const fulfilled = await stage.does(one.who, await stage.sees(one.who, one.card), 'Fulfil');
  return { who: one.who, card: await stage.does(one.who, fulfilled, 'Send') };
}

/** While it is the only one, its steward and then the Coordinator hear of it alone. */
async function waitsAlone(stage: Stage): Promise<readonly Person[]> {
  const asker = stage.holder('educator');
  const card = await files(stage, asker);
  await stage.sweep('2026-11-09T16:00:00Z');
  await stage.sweep('2026-11-17T16:00:00Z');
  await stage.does(asker, await stage.sees(asker, card), 'Withdraw');
  stage.clock.set('2026-11-18T16:00:00Z');
  return [];
}

async function fromFilingToRecall(stage: Stage): Promise<readonly Person[]> {
  const asker = stage.holder('educator');
  const filed = await files(stage, asker);
  const { who, card } = await claimed(stage, filed);
  await stage.does(who, card, 'Ask the requester');
  await stage.does(asker, await stage.sees(asker, filed), 'Answer');
  await classifies(stage, filed, { level: 'low', report: 'Board report of the autumn' });
  await stage.does(who, await stage.sees(who, filed), 'Fulfil');
  await stage.does(who, await stage.sees(who, filed), 'Send');
  await stage.does(who, await stage.sees(who, filed), 'Close');
  await stage.does(who, await stage.sees(who, filed), 'Recall');
  return [];
}

async function endsOtherwise(stage: Stage): Promise<readonly Person[]> {
  const asker = stage.holder('educator', 1);
  const coordinator = stage.holder('coordinator_data_stats');
  await stage.does(coordinator, await stage.sees(coordinator, await files(stage, asker)), 'Decline');
  await stage.does(coordinator, await stage.sees(coordinator, await files(stage, asker)), 'Already public');
  const { card } = await claimed(stage, await files(stage, asker));
  await stage.does(asker, await stage.sees(asker, card), 'Withdraw');
  return [];
}

async function passedOn(stage: Stage): Promise<readonly Person[]> {
  const first = await claimed(stage, await files(stage, stage.holder('educator', 2)));
  const others = stage.people.filter(({ id, roles }) => id !== first.who.id && roles.includes(steward));
  await stage.does(first.who, first.card, 'Hand over', { to: others[0]?.id });
  const second = await claimed(stage, await files(stage, stage.holder('educator', 2)));
  await stage.does(second.who, second.card, 'Put back');
  return [];
}

async function fromOutside(stage: Stage): Promise<readonly Person[]> {
  const clerk = stage.plain();
  const outside = { asker: 'outsider', outsider_name: 'Olaf Outside', came_in_on: '2026-11-16' };
  const written = await claimed(
    stage,
    await files(stage, clerk, { ...outside, outsider_email: 'olaf@news.example' }),
  );
  await stage.does(written.who, written.card, 'Ask the requester');
  const called = await claimed(
    stage,
    await files(stage, clerk, { ...outside, outsider_email: '', outsider_phone: '801-555-0100' }),
  );
  await stage.does(called.who, called.card, 'Ask the requester');
  return [];
}

/** What is left as it stands, for whoever looks afterwards. */
async function inEveryState(stage: Stage): Promise<readonly Person[]> {
  const asker = stage.holder('educator');
  await files(stage, asker);
  await claimed(stage, await files(stage, asker));
  const asked = await claimed(stage, await files(stage, asker));
  await stage.does(asked.who, asked.card, 'Ask the requester');
  const made = await claimed(stage, await files(stage, asker));
  await classifies(stage, made.card, { level: 'low' });
  await stage.does(made.who, await stage.sees(made.who, made.card), 'Fulfil');
  await sent(stage, asker);
  return [];
}

/** One of them held a request, the other asked for one. */
async function whenPeopleLeave(stage: Stage): Promise<readonly Person[]> {
  const hr = stage.holder('hr');
  const asker = stage.plain(1);
  const { who } = await claimed(stage, await files(stage, asker));
  const waits = await files(stage, asker);
  const unwanted = await files(stage, asker);
  await stage.fills(hr, 'people.leave', { person: asker.id }, { status: 'left' });
  const id = asker.supervisorId ?? '';
  const supervisor = stage.people.find((one) => one.id === id);
  if (!supervisor) throw new Error('whoever leaves has nobody to take it over');
  await stage.does(supervisor, await stage.sees(supervisor, waits), 'Take it over');
  await stage.does(supervisor, await stage.sees(supervisor, unwanted), 'Not for me');
  await stage.fills(hr, 'people.leave', { person: who.id }, { status: 'left' });
  return [];
}

export const requestScenes: readonly Scene[] = [
  { name: 'a data request that waits alone', play: waitsAlone },
  { name: 'a data request from its filing to its recall', play: fromFilingToRecall },
  { name: 'data requests that are declined, public already, withdrawn', play: endsOtherwise },
  { name: 'data requests handed over and put back', play: passedOn },
  { name: 'data requests from outside the district', play: fromOutside },
  { name: 'data requests in every state', play: inEveryState },
  { name: 'a data request whose holder and whose requester leave', play: whenPeopleLeave },
];
