/** The steward's desk: several requests in one hand, one that was answered before, and numbers to show. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';

const steward = 'data_steward';

async function files(stage: Stage, who: Person): Promise<Card> {
  const where = { name: 'Enrollment' };
  const { id } = await stage.world.store.db.dataCollection.findFirstOrThrow({ where });
  return stage.fills(who, 'request.file', {}, { asker: 'me', report: 'one_off', collections: [id] });
}

/** Two go over to another steward at once; two more stay in the first one's hand. */
async function severalInOneHand(stage: Stage): Promise<readonly Person[]> {
  const asker = stage.holder('educator', 1);
  const filed = [];
  for (let at = 0; at < 4; at += 1) filed.push(await files(stage, asker));
  const [first] = filed;
  if (!first) return [];
  const who = await stage.whoCan(steward, first, 'Claim');
  const claims = async (cards: readonly Card[]) => {
    for (const card of cards) await stage.does(who, await stage.sees(who, card), 'Claim');
  };
  await claims(filed.slice(0, 2));
  const stewards = stage.people.filter(({ id, roles }) => id !== who.id && roles.includes(steward));
  const ids = stewards.map(({ id }) => id);
  // Some of them may have left in an earlier scene.
  const other = await stage.world.store.db.person.findFirst({ where: { id: { in: ids }, status: 'active' } });
  const which = filed.slice(0, 2).flatMap(({ about }) => about?.id ?? []);
  await stage.fills(who, 'request.hand-over-several', {}, { which, to: other?.id ?? '' });
  await claims(filed.slice(2));
  return [who];
}

export const deskScenes: readonly Scene[] = [
  { name: 'several requests in one hand', play: severalInOneHand },
];
