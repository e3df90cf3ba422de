/** What is measured on Teams: a typed command until its card has arrived, and a full outbox. */
import { once } from 'node:events';
import type { Measured } from './figures.ts';
import { drainOurs, quiet } from './outbox.ts';
import { setTeamsStage, type TeamsStage } from './teams-stage.ts';

export interface Amounts {
  readonly warmUp: number;
  readonly measured: number;
}

/** One after the other, each side first as often as the other. The baseline echoes the card that ours answered with. */
async function measureCommand(
  stage: TeamsStage,
  text: string,
  { warmUp, measured }: Amounts,
): Promise<Measured> {
  const ours: number[] = [];
  const bare: number[] = [];
  await stage.ours.types(text);
  await tellBare(stage, { echo: (await stage.posted()).message });
  for (let at = -warmUp; at < measured; at += 1) {
    const turns = [
      async () => void ours.push(await stage.ours.types(text)),
      async () => void bare.push(await stage.bare.types(text)),
    ];
    for (const turn of at % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  return {
    what: `Teams: “${text}” to its card`,
    ours: ours.slice(warmUp),
    bare: bare.slice(warmUp),
    limit: 3,
  };
}

/** The loops run half before and half after ours, so that a machine that grows busier meanwhile weighs on all. */
async function measureDrain(stage: TeamsStage, { warmUp, measured }: Amounts): Promise<readonly Measured[]> {
  const loops = ['continueConversation', 'ConnectorClient'] as const;
  await drainOurs(stage, warmUp);
  for (const by of loops) await drainBare(stage, by, warmUp);
  const half = { continueConversation: 0, ConnectorClient: 0 };
  for (const by of loops) half[by] += await drainBare(stage, by, measured / 2);
  const ours = await drainOurs(stage, measured);
  for (const by of loops) half[by] += await drainBare(stage, by, measured / 2);
  const what = `Teams: ${measured} cards drained`;
  return [
    { what, ours: [ours], bare: [half.continueConversation], limit: 1.5 },
    { what: `${what}, over ConnectorClient`, ours: [ours], bare: [half.ConnectorClient] },
  ];
}

async function drainBare(stage: TeamsStage, by: string, count: number): Promise<number> {
  const { message: activity } = await stage.posted();
  return tellBare(stage, { by, conversations: stage.conversations, count, activity });
}

async function tellBare({ bare }: TeamsStage, message: object): Promise<number> {
  bare.child.send(message);
  const [{ ms }] = (await once(bare.child, 'message')) as [{ ms: number }];
  return ms;
}

export async function measureTeams(amounts: {
  readonly commands: Amounts;
  readonly cards: Amounts;
}): Promise<readonly Measured[]> {
  const stage = await setTeamsStage();
  try {
    await quiet(stage);
    const command = await measureCommand(stage, `data-request DR-${stage.filed}`, amounts.commands);
    return [command, ...(await measureDrain(stage, amounts.cards))];
  } finally {
    await stage.close();
  }
}
