/** `npm run bench`: our program beside the bare frameworks on one machine in one run; never part of the tests, for it is about time. */
import { randomUUID } from 'node:crypto';
import { type DutiesBench, measureDuties } from './duties.ts';
import { isOver, type Measured, table } from './figures.ts';
import { drainBare, drainOurs, quiet } from './outbox.ts';
import { measureRequests } from './requests.ts';
import { measureRoster } from './roster.ts';
import { sameRows } from './same-rows.ts';
import { commandFields, type Loose, submissionFields } from './slack-sender.ts';
import { type Stage, setStage } from './stage.ts';
import { measureTeams } from './teams.ts';

/** `npm run bench -- 0.1 teams` takes a tenth of everything, of Teams alone: for trying out, not for judging. */
const [, , amount = '1', only] = process.argv;
const share = Number(amount);
const commands = { warmUp: 200 * share, measured: 1000 * share };
const submissions = { warmUp: 100 * share, measured: 500 * share };
const notices = { warmUp: 1000 * share, measured: 10_000 * share };
const requests = 50_000 * share;
const people = 100_000 * share;
const cards = { warmUp: 3000 * share, measured: 1000 * share };

/** One after the other, each side first as often as the other; what a round leaves in the background is waited for. */
async function alternate(
  { warmUp, measured }: { readonly warmUp: number; readonly measured: number },
  round: () => Promise<{ ours: () => Promise<number>; bare: () => Promise<number> }>,
): Promise<Pick<Measured, 'ours' | 'bare'>> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let at = -warmUp; at < measured; at += 1) {
    const sides = await round();
    const turns = [
      async () => void ours.push(await sides.ours()),
      async () => void bare.push(await sides.bare()),
    ];
    for (const turn of at % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  return { ours: ours.slice(warmUp), bare: bare.slice(warmUp) };
}

async function measureCommand(stage: Stage, userId: string): Promise<Measured> {
  const times = await alternate(commands, async () => ({
    async ours() {
      const trigger = randomUUID();
      const { ms } = await stage.ours.sender.send(commandFields(userId, trigger));
      await stage.opened(trigger);
      return ms;
    },
    bare: async () => (await stage.bare.sender.send(commandFields(userId, randomUUID()))).ms,
  }));
  return { what: 'command to ack', ...times, limit: 1.3 };
}

async function measureSubmission(stage: Stage, userId: string): Promise<Measured> {
  const times = await alternate(submissions, async () => {
    const view = await freshForm(stage, userId);
    return {
      async ours() {
        const { ms, text } = await stage.ours.sender.send(submissionFields(userId, view));
        if (!/DR-\d+ is filed/.test(text)) throw new Error(`not filed: ${text}`);
        await quiet(stage);
        return ms;
      },
      async bare() {
        const { ms, text } = await stage.bare.sender.send(submissionFields(userId, view, randomUUID()));
        if (!/DR-\d+ is filed/.test(text)) throw new Error(`not filed: ${text}`);
        return ms;
      },
    };
  });
  await sameRows(stage);
  return { what: 'form submission to ack', ...times, limit: 2 };
}

async function freshForm(stage: Stage, userId: string): Promise<Loose> {
  const trigger = randomUUID();
  await stage.ours.sender.send(commandFields(userId, trigger));
  return stage.opened(trigger);
}

/** The loop runs half before and half after ours, so that a machine that grows busier meanwhile weighs on both. */
async function measureDrain(stage: Stage): Promise<Measured> {
  await drainOurs(stage, notices.warmUp);
  await drainBare(stage, notices.warmUp);
  const before = await drainBare(stage, notices.measured / 2);
  const ours = await drainOurs(stage, notices.measured);
  const after = await drainBare(stage, notices.measured / 2);
  return { what: `${notices.measured} notices drained`, ours: [ours], bare: [before + after], limit: 1.5 };
}

async function measureSlack(): Promise<readonly Measured[]> {
  const stage = await setStage();
  try {
    const [userId = ''] = stage.users;
    const measured: Measured[] = [];
    for (const part of [measureCommand, measureSubmission, measureDrain])
      measured.push(await part(stage, userId));
    return measured;
  } finally {
    await stage.close();
  }
}

const surfaces: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  slack: measureSlack,
  teams: () => measureTeams({ commands, cards }),
  requests: () => measureRequests(requests),
  duties: async () => withMemory(await measureDuties(people)),
  roster: async () => {
    const { measured, memory } = await measureRoster(people);
    return withMemory({ measured: [measured], memory });
  },
};

const memories: string[] = [];

function withMemory({ measured, memory }: DutiesBench): readonly Measured[] {
  memories.push(...memory);
  return measured;
}

async function main(): Promise<void> {
  const measured: Measured[] = [];
  for (const [surface, measure] of Object.entries(surfaces))
    if (only === undefined || only === surface) measured.push(...(await measure()));
  process.stdout.write(
    `${table(measured)}\n\nMilliseconds; “bare” is Bolt alone, with plain pg for the form, and botbuilder’s CloudAdapter alone; for the rest, plain SQL by pg.\n`,
  );
  if (memories.length > 0) process.stdout.write(`\n${memories.join('\n')}\n`);
  if (measured.some(isOver)) process.exitCode = 1;
}

await main();
