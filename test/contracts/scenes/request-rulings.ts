/** What is decided on data requests: approved in every hand, recorded for others, denied, and at meetings of the board. */
import type { Person } from '../../../src/app/person.ts';
import type { Card } from '../../../src/chat/card.ts';
import { boardPackets } from '../../../src/governance/requests/packets.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { classifies, files } from './requests.ts';

const coordinator = 'coordinator_data_stats';

async function toTheBoard(stage: Stage): Promise<Card> {
  const card = await toLegal(stage, stage.holder('educator', 3));
  await goes(stage, 'legal', card, 'Approve');
  return card;
}

async function toLegal(stage: Stage, asker: Person): Promise<Card> {
  const card = await files(stage, asker);
  await classifies(stage, card, { level: 'high' });
  await goes(stage, coordinator, card, 'Approve');
  await goes(stage, coordinator, card, 'Draft the agreement');
  return card;
}

async function goes(
  stage: Stage,
  role: string,
  card: Card,
  label: string,
  values: Parameters<Stage['does']>[3] = {},
): Promise<Card> {
  const who = stage.holder(role);
  return stage.does(who, await stage.sees(who, card), label, values);
}

const adds = (stage: Stage, held_on: string, packet_due: string) =>
  stage.fills(stage.holder('board_secretary'), 'request.add-meeting', {}, { held_on, packet_due });

/** The board meets on the day on which the scene is played. */
async function throughTheBoard(stage: Stage): Promise<readonly Person[]> {
  const today = stage.clock.now().toString().slice(0, 10);
  const secretary = stage.holder('board_secretary');
  const first = await toTheBoard(stage);
  await adds(stage, today, today);
  await goes(stage, 'board_secretary', first, 'Pick a meeting');
  await stage.runs(boardPackets);
  await stage.does(secretary, await stage.types(secretary, '/safekeep board'), 'Call off');
  await adds(stage, today, today);
  await goes(stage, 'board_secretary', first, 'Pick a meeting');
  await goes(stage, 'board_secretary', first, 'Record a decision', { outcome: 'pulled', on: today });
  await goes(stage, 'board_secretary', first, 'Pick a meeting');
  await goes(stage, 'board_secretary', first, 'Record a decision', { outcome: 'approved', on: today });
  await goes(stage, coordinator, first, 'Record a decision', { outcome: 'approved', on: today });
  await goes(stage, 'purchasing_contract_manager', first, 'Deny');
  return [];
}

/** What is left as it stands, for whoever looks afterwards. */
async function waits(stage: Stage): Promise<readonly Person[]> {
  await toTheBoard(stage);
  const denied = await files(stage, stage.holder('educator', 3));
  await classifies(stage, denied, { level: 'high' });
  await goes(stage, coordinator, denied, 'Deny');
  await toLegal(stage, stage.holder('legal'));
  const corrected = await toTheBoard(stage);
  await goes(stage, coordinator, corrected, 'Correct the agreement', { scope: 'By school, 2020 to 2026.' });
  const reopened = await toTheBoard(stage);
  await goes(stage, coordinator, reopened, 'Change the risk level', { level: 'low' });
  return [];
}

export const rulingScenes: readonly Scene[] = [
  { name: 'a data request on its way through the board, and its denial', play: throughTheBoard },
  {
    name: 'data requests denied at once, set to another level, and waiting for the board or for nobody',
    play: waits,
  },
];
