/** `node --import tsx test/bench/requests.ts`: the steward's desk over 50,000 requests with history, beside plain SQL. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createDispatch } from '../../src/app/dispatch.ts';
import type { Interaction, Reply } from '../../src/chat/interaction.ts';
import { houseRegistry } from '../../src/cli/open.ts';
import { readPlan } from '../../src/cli/read-plan.ts';
import { createReach } from '../../src/governance/people/reach.ts';
import { createDirectory } from '../../src/governance/people/store/directory.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createLog } from '../../src/kernel/log.ts';
import { failed, ok } from '../../src/kernel/result.ts';
import { openStore } from '../../src/store/client.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { isOver, type Measured, table } from './figures.ts';
import { fillRequests } from './requests-fill.ts';
import { plainQueue, plainReport, plainSearch, plainSimilar } from './requests-plain.ts';

const now = '2026-11-18T16:00:00Z';
const steward = 'p1';
const coordinator = 'p101';
const warmUp = 5;
const rounds = 30;

export async function measureRequests(requests: number): Promise<readonly Measured[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-bench-requests-'));
  // Run as root, the server works as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const embedded = await startEmbedded({ dataDir: folder, log: createLog('silent') });
  try {
    await migrate(embedded.ownerUrl);
    const db = new pg.Client({ connectionString: embedded.ownerUrl });
    await db.connect();
    try {
      await fillRequests(db, requests, now);
      return await measure(db, embedded.ownerUrl);
    } finally {
      await db.end();
    }
  } finally {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(db: pg.Client, url: string): Promise<readonly Measured[]> {
  const store = await openStore(url);
  try {
    const ask = await frontDoor(store);
    const found = await db.query<{ id: string }>(
      `select r.id from data_request r where r.state = 'open' and r.holder_id is null and exists (
         select 1 from request_collection rc join collection_steward cs using (collection_id)
          where rc.request_id = r.id and cs.person_id = $1) order by r.number limit 1`,
      [steward],
    );
    const id = found.rows[0]?.id ?? '';
    const page = (subject: Record<string, string>): Interaction => ({
      kind: 'document',
      document: 'request.desk',
      subject,
    });
    const year = ['2025-11-19T07:00:00Z', '2026-11-19T07:00:00Z', now];
    const sides: readonly (readonly [string, string, Interaction, string, readonly string[]])[] = [
      ['queue in chat', steward, { kind: 'command', name: 'safekeep', text: 'queue' }, plainQueue, [steward]],
      ['queue on a page', steward, page({}), plainQueue, [steward]],
      [
        'search in all',
        steward,
        page({ text: 'graduation cohort', ended: 'yes' }),
        plainSearch,
        [steward, 'graduation', 'cohort'],
      ],
      [
        'a case, with similar ones',
        steward,
        { kind: 'look', about: { kind: 'request', id } },
        plainSimilar,
        [steward, id],
      ],
      [
        'report of a year',
        coordinator,
        { kind: 'command', name: 'data-request', text: 'report' },
        plainReport,
        year,
      ],
    ];
    const measured: Measured[] = [];
    for (const [what, who, interaction, sql, values] of sides) {
      const times = await alternate(
        () => ask(who, interaction),
        () => db.query(sql, [...values]),
      );
      // The plain side of a case is its search for similar ones alone, so it is only told.
      measured.push({ what, ...times, ...(sql === plainSimilar ? {} : { limit: 2, orOverMs: 5 }) });
    }
    return measured;
  } finally {
    await store.close();
  }
}

/** The program's own dispatch, without a platform around it. */
async function frontDoor(store: Awaited<ReturnType<typeof openStore>>) {
  const policy = await readPlan('legacy-ut');
  const clock = fixedClock(now);
  const directory = createDirectory(clock, policy.pack.pack.zone);
  const dispatch = createDispatch({
    store,
    registry: houseRegistry(),
    reach: createReach(store, clock),
    directory,
    policy,
    policyOf: async () => policy,
    clock,
    log: createLog('error'),
    identify: async (caller) => {
      const person = caller.kind === 'session' ? await directory.person(store, caller.personId) : undefined;
      return person ? ok(person) : failed('unknown');
    },
  });
  return async (personId: string, interaction: Interaction): Promise<void> => {
    const reply = await dispatch({
      surface: 'web',
      caller: { kind: 'session', personId },
      delivery: newId(),
      receivedAt: clock.now(),
      interaction,
    });
    expectShown(reply);
  };
}

/** An apology would be quick, and measure nothing. */
function expectShown(reply: Reply): void {
  if (reply.kind !== 'card' && reply.kind !== 'document')
    throw new Error(`nothing was shown: ${JSON.stringify(reply).slice(0, 200)}`);
}

async function alternate(
  ours: () => Promise<unknown>,
  bare: () => Promise<unknown>,
): Promise<Pick<Measured, 'ours' | 'bare'>> {
  const times = { ours: [] as number[], bare: [] as number[] };
  const timed = async (side: 'ours' | 'bare', work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    times[side].push(performance.now() - begun);
  };
  for (let round = -warmUp; round < rounds; round += 1) {
    if (round % 2 === 0) await timed('ours', ours);
    await timed('bare', bare);
    if (round % 2 !== 0) await timed('ours', ours);
  }
  return { ours: times.ours.slice(warmUp), bare: times.bare.slice(warmUp) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const measured = await measureRequests(Number(process.argv[2] ?? 50_000));
  process.stdout.write(`${table(measured)}\n`);
  if (measured.some(isOver)) process.exitCode = 1;
}
