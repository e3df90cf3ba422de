/** Teams with a channel in Slack: one that could not be opened, and one in which somebody stays whom it turns out to concern. */
import type { Person } from '../../../src/app/person.ts';
import { createChannelKeeper } from '../../../src/governance/breaches/channel-keeper.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { arrange, sceneOf } from '../../support/people.ts';
import { type FakeChat, fakeChat } from '../../support/team-channels.ts';
import type { Scene } from '../scenes.ts';
import type { Stage } from '../stage.ts';
import { reported, reporterOf } from './breaches.ts';

async function asked(stage: Stage): Promise<{ readonly desk: Person; readonly id: string }> {
  const desk = stage.holder('it_security_manager');
  const about = await reported(stage, reporterOf(stage).teacher, {});
  await stage.does(desk, await stage.sees(desk, about), 'I look into it');
  await stage.does(desk, await stage.sees(desk, about), 'Call the executive team');
  await stage.does(desk, await stage.sees(desk, about), 'Open a Slack channel for the team');
  return { desk, id: about.about.id };
}

function keeps({ world, databaseUrl, clock }: Stage, channels: FakeChat): Promise<void> {
  return createChannelKeeper({
    ...{ store: world.store, channels, clock, listenUrl: databaseUrl, log: createLog('silent') },
    scene: (reader, now) => ({ ...sceneOf(world), reader, now }),
  }).round();
}

async function inSlack(stage: Stage, who: Person): Promise<void> {
  await arrange(stage.world.store, (tx) =>
    tx.db.account.create({
      data: {
        ...{ id: newId(), personId: who.id, surface: 'slack', tenant: 'T1', account: `U-${who.id}` },
        ...{ state: 'linked', seenAt: new Date('2026-01-05T00:00:00Z') },
      },
    }),
  );
}

async function notOpened(stage: Stage): Promise<readonly Person[]> {
  const { desk } = await asked(stage);
  const chat = fakeChat();
  chat.bend('open', () => ({ kind: 'never', why: 'no-right' }));
  await keeps(stage, chat);
  return [desk];
}

/** The earlier one opens too once its time comes, and makes way for nobody. */
async function stays(stage: Stage): Promise<readonly Person[]> {
  const { desk, id } = await asked(stage);
  const executive = stage.holder('executive_team');
  for (const who of [desk, executive]) await inSlack(stage, who);
  const chat = fakeChat();
  await keeps(stage, chat);
  chat.bend('remove', () => ({ kind: 'never', why: 'forbidden' }));
  await stage.fills(desk, 'breach.subject', { id }, { who: executive.id, reason: 'She sent it.' });
  await keeps(stage, chat);
  return [desk, executive];
}

export const breachChannelScenes: readonly Scene[] = [
  { name: 'a team’s channel that could not be opened', play: notOpened },
  { name: 'a team’s channel in which somebody stays', play: stays },
];
