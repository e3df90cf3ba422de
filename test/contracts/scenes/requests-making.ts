/** Data requests whose small groups are protected and checked: failed, passed, sent; and with nobody to check. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
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

export const makingScenes: readonly Scene[] = [
  { name: 'a data request that fails its check, and passes', play: failsAndPasses },
  { name: 'data requests whose small groups are to be protected and checked', play: atEveryStep },
];
