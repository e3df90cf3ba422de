/** Data requests whose small groups are protected and checked: failed, passed, sent; and with nobody to check. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { RawValues } from '../../../src/chat/form.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { claimed, classifies, files } from './requests.ts';

const steward = 'data_steward';
const yes = { ask_small_groups: 'yes', ask_complementary: 'yes', ask_differencing: 'yes' };

/** Claimed, of medium risk and prepared. */
async function prepared(stage: Stage): Promise<{ who: Person; card: Card }> {
  const one = await claimed(stage, await files(stage, stage.holder('educator')));
  await classifies(stage, one.card, { level: 'medium' });
  return { who: one.who, card: await stage.does(one.who, await stage.sees(one.who, one.card), 'Fulfil') };
}

async function failsAndPasses(stage: Stage): Promise<readonly Person[]> {
  const { who, card } = await prepared(stage);
  await stage.does(who, card, 'Protect small groups');
  const checker = await stage.whoCan(steward, card, 'Pass');
  await stage.does(checker, await stage.sees(checker, card), 'Send back');
  await stage.does(who, await stage.sees(who, card), 'Fulfil');
  await stage.does(who, await stage.sees(who, card), 'Protect small groups');
  await stage.does(checker, await stage.sees(checker, card), 'Pass', yes);
  await stage.does(who, await stage.sees(who, card), 'Send');
  return [];
}

/** What is left as it stands at each of these steps. */
async function atEveryStep(stage: Stage): Promise<readonly Person[]> {
  await prepared(stage);
  const { who, card } = await prepared(stage);
  await stage.does(who, card, 'Protect small groups');
  await stage.tells(stage.holder('coordinator_data_stats'), {
    notice: 'request.no-checker',
    ...(card.about ? { about: card.about } : {}),
    facts: {},
  });
  return [who, await stage.whoCan(steward, card, 'Pass')];
}

const coordinator = 'coordinator_data_stats';

/** High risk, through every hand that decides; the board meets on the day on which it is played. */
async function approved(stage: Stage): Promise<Card> {
  const today = stage.clock.now().toString().slice(0, 10);
  const card = await files(stage, stage.holder('educator', 1));
  await classifies(stage, card, { level: 'high' });
  const goes = async (role: string, label: string, values: RawValues = {}) =>
    stage.does(stage.holder(role), await stage.sees(stage.holder(role), card), label, values);
  await goes(coordinator, 'Approve');
  await goes(coordinator, 'Draft the agreement');
  await goes('legal', 'Approve');
  const meeting = { held_on: today, packet_due: today };
  // Another scene may have put it on the list already.
  await stage
    .fills(stage.holder('board_secretary'), 'request.add-meeting', {}, meeting)
    .catch(() => undefined);
  await goes('board_secretary', 'Pick a meeting');
  await goes('board_secretary', 'Record a decision', { outcome: 'approved', on: today });
  await goes('superintendent', 'Approve');
  await goes('purchasing_contract_manager', 'Approve');
  return goes(coordinator, 'Approve');
}

async function checklistAnswered(stage: Stage): Promise<readonly Person[]> {
  const { who, card } = await claimed(stage, await approved(stage));
  await stage.does(who, await stage.sees(who, card), 'Fulfil');
  await stage.does(who, await stage.sees(who, card), 'Protect small groups');
  const analyst = stage.holder('data_analyst');
  for (const one of [who, analyst])
    for (const area of ['Reliability', 'Validity', 'Presentation'])
      await stage.does(one, await stage.sees(one, card), area);
  return [who, analyst];
}

async function splitAndMerged(stage: Stage): Promise<readonly Person[]> {
  const asker = stage.holder('educator', 2);
  const all = await stage.world.store.db.dataCollection.findMany({ orderBy: { name: 'asc' }, take: 2 });
  const collections = all.map(({ id }) => id);
  const whole = await files(stage, asker, { collections });
  const who = stage.holder(coordinator);
  await stage.does(who, await stage.sees(who, whole), 'Split', { collections: collections.slice(0, 1) });
  const left = await files(stage, asker, { collections: collections.slice(1) });
  await stage.does(who, await stage.sees(who, left), 'Merge into another', { into: whole.about?.id });
  await files(stage, asker, { collections });
  const held = await claimed(stage, await files(stage, asker));
  const other = await files(stage, asker);
  await stage.does(who, await stage.sees(who, other), 'Merge into another', { into: held.card.about?.id });
  return [held.who];
}

export const makingScenes: readonly Scene[] = [
  { name: 'a data request whose checklist is answered', play: checklistAnswered },
  { name: 'data requests that are split and merged', play: splitAndMerged },
  { name: 'a data request that fails its check, and passes', play: failsAndPasses },
  { name: 'data requests whose small groups are to be protected and checked', play: atEveryStep },
];
