/**
 * `kill -9` at random moments of filing a data request over signed HTTP, every fifth time with its PostgreSQL: after
 * each restart the request is wholly there or wholly not, the audit trail is whole, and in the end every notice
 * arrived once. SEED and ROUNDS repeat or shorten a run.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type Anchor, auditHead, formatAnchor, verifyAudit } from '../../src/store/audit.ts';
import { openStore } from '../../src/store/client.ts';
import type { Store } from '../../src/store/store.ts';
import { type Chance, chanceFrom } from '../support/chance.ts';
import {
  cli,
  databaseUrl,
  killDatabase,
  newFolder,
  type Program,
  sampleDistrict,
  startProgram,
  sweepUp,
  until,
} from '../support/program.ts';
import { overHttp } from '../support/slack-client.ts';
import type { ApiCall, SlackPeer } from '../support/slack-peer.ts';
import { everybodySaysHello, fillInRequest, inFrontOf, startWorkspace } from '../support/slack-staff.ts';
import { problemsIn } from './wholeness.ts';

const most = Number(process.env.ROUNDS ?? 50);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
/** How long a program may take from Slack's answer to its own commit, on a busy machine. */
const markMs = 5_000;
/** How long what a program had written before it was killed may travel to Slack. */
const travelMs = 1_000;
/** A notice is told soon after the restart, not only when the killed program's lease ends. */
const calmMs = 60_000;

afterAll(sweepUp);

/** When to kill, counted from the moment the filled-in form is on its way. */
type Moment =
  /** In parts of the time that a filing takes here. */
  | { readonly when: 'filing'; readonly part: number }
  /** When the n-th notice since then reaches Slack, which takes it. */
  | { readonly when: 'at the platform'; readonly notice: number }
  /** When Slack has answered it, and so many milliseconds have passed. */
  | { readonly when: 'answered'; readonly notice: number; readonly laterMs: number };

function drawMoment(chance: Chance, whileFiling: number): Moment {
  if (chance.draw() < whileFiling) return { when: 'filing', part: chance.draw() * 1.4 };
  const notice = 1 + chance.below(4);
  if (chance.draw() < 0.5) return { when: 'at the platform', notice };
  return { when: 'answered', notice, laterMs: chance.draw() * 8 };
}

/** Finer than a timer. */
async function passed(ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) await turn();
}

function notices(peer: SlackPeer): readonly ApiCall[] {
  return peer.calls.filter(({ method, answer }) => method === 'chat.postMessage' && answer.ok === true);
}

function rowOf(body: ApiCall['body']): string {
  const metadata = body.metadata as { event_payload?: { row?: string } } | undefined;
  return metadata?.event_payload?.row ?? 'a message without its row';
}

describe.each([
  { slack: 'cannot be asked what arrived', scopes: undefined, rounds: most, whileFiling: 0.6 },
  {
    slack: 'can be asked what arrived (im:history)',
    scopes: ['im:history'],
    rounds: Math.ceil(most / 5),
    whileFiling: 0,
  },
])('killed while filing, where Slack $slack', ({ scopes, rounds, whileFiling }) => {
  it(`${rounds} times: wholly there or wholly not, and told once`, async () => {
    const chance = chanceFrom(seed);
    note(`seed ${seed}`);
    const dataDir = await newFolder();
    await sampleDistrict(dataDir);
    const standard = ['commands', 'chat:write', 'im:write', 'users:read', 'users:read.email'];
    const peer = await startWorkspace(scopes ? { scopes: [...standard, ...scopes] } : undefined);
    /** When each row's message reached Slack. */
    const arrivals = new Map<string, number[]>();
    const kills: number[] = [];
    let reached: () => void = () => {};
    peer.bend('chat.postMessage', (body) => {
      const row = rowOf(body);
      arrivals.set(row, [...(arrivals.get(row) ?? []), performance.now()]);
      reached();
      return undefined;
    });
    /** Whether a crash fell between Slack's answer to the first and our commit. */
    const crashBetween = (first: number, next: number) =>
      kills.some((at) => at < next && first - at < travelMs && at - first < markMs);
    let program = await startProgram({ dataDir, slack: peer });
    await everybodySaysHello(peer, overHttp(program.url, peer));
    const filingMs = await timeOfFiling(program, peer);
    note(`a filing takes ${filingMs.toFixed(0)} ms here`);

    const seen = { there: 0, not: 0, acknowledged: 0 };
    let anchor: Anchor | undefined;
    for (let round = 1; round <= rounds; round += 1) {
      const moment = drawMoment(chance, whileFiling);
      const databaseToo = chance.below(5) === 0;
      const told = `round ${round}, killed ${JSON.stringify(moment)}${databaseToo ? ' with its database' : ''}`;
      const title = `Round ${round}`;
      const principal = inFrontOf(peer, 'principal', overHttp(program.url, peer));
      const modal = await principal.commandForModal('/data-request');
      await fillInRequest(modal, title);
      const payload = await modal.submitPayload();

      const dying = program;
      const answer = principal.carry(payload, 'interactive').then(
        ({ text }) => text,
        () => '',
      );
      await comesToPass(moment);
      kills.push(performance.now());
      dying.child.kill('SIGKILL');
      if (databaseToo) await killDatabase(dataDir);
      await dying.ended;
      const acknowledged = /DR-\d+ is filed/.test(await answer);

      program = await startProgram({ dataDir, slack: peer });
      expect(
        program.log.some((line) => line.includes('already runs in the data folder')),
        `${told}: the PostgreSQL left over is taken over`,
      ).toBe(!databaseToo);
      const store = await openStore(await databaseUrl(dataDir));
      try {
        expect(await problemsIn(store), told).toEqual([]);
        const verdict = await verifyAudit(store, anchor ? { anchor } : {});
        expect(verdict, told).toMatchObject({ ok: true });
        anchor = await auditHead(store);
        const before = await titled(store, title);
        expect(before, told).toBeLessThanOrEqual(1);
        if (acknowledged) expect(before, `${told}: Slack was told that it is filed`).toBe(1);
        seen.acknowledged += Number(acknowledged);
        if (before === 1) seen.there += 1;
        else seen.not += 1;
        // the person presses again, as anybody does whose form did not answer
        const again = await inFrontOf(peer, 'principal', overHttp(program.url, peer)).carry(
          payload,
          'interactive',
        );
        expect(again.text, told).toMatch(before === 1 ? /already done/ : /DR-\d+ is filed/);
        expect(await titled(store, title), told).toBe(1);
        expect(await problemsIn(store), told).toEqual([]);
      } finally {
        await store.close();
      }
    }

    const store = await openStore(await databaseUrl(dataDir));
    try {
      await until(
        'every notice is delivered',
        async () => (await store.db.outbox.count({ where: { state: { in: ['waiting', 'sending'] } } })) === 0,
        calmMs,
      );
      const rows = await store.db.outbox.findMany();
      const wrong = rows.flatMap(({ id, state, repeats }) => {
        const times = arrivals.get(id) ?? [];
        if (state !== 'sent') return [`${id} is ${state}`];
        if (times.length === 0) return [`${id} never arrived`];
        if (times.length > 1 + repeats) return [`${id} arrived ${times.length} times, ${repeats} counted`];
        const unprovoked = times.some((at, n) => n > 0 && !crashBetween(times[n - 1] ?? 0, at));
        return unprovoked ? [`${id} was repeated without a crash`] : [];
      });
      expect(wrong).toEqual([]);
      expect([...arrivals.keys()].filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
      const counted = rows.reduce((sum, row) => sum + row.repeats, 0);
      const twice = [...arrivals.values()].filter((times) => times.length > 1).length;
      // where Slack says what arrived, nothing comes twice
      if (scopes) expect({ counted, twice }).toEqual({ counted: 0, twice: 0 });
      note(
        `after the kill: ${seen.there} there, ${seen.not} not; ${seen.acknowledged} acknowledged; ` +
          `${rows.length} notices, ${twice} arrived twice, ${counted} counted as possible repeats`,
      );
      // a campaign that met only one of the two outcomes has proven nothing
      if (whileFiling > 0 && rounds >= 20) {
        expect(seen.there).toBeGreaterThan(0);
        expect(seen.not).toBeGreaterThan(0);
      }
      const verified = await cli(dataDir, 'audit', 'verify', '--anchor', anchorText(anchor));
      expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('whole') });
    } finally {
      await store.close();
    }
    expect(await program.stop()).toEqual({ code: 0, signal: null });
    await peer.close();

    async function comesToPass(moment: Moment): Promise<void> {
      if (moment.when === 'filing') return passed(moment.part * filingMs);
      const { notice } = moment;
      let count = 0;
      const before = notices(peer).length;
      await new Promise<void>((resolve) => {
        reached = () => {
          count += 1;
          if (count === notice) resolve();
        };
      });
      reached = () => {};
      if (moment.when === 'at the platform') return;
      await until('Slack answers', () => notices(peer).length >= before + notice);
      await passed(moment.laterMs);
    }
  });
});

/** The median of a few, until Slack has its answer. */
async function timeOfFiling(program: Program, peer: SlackPeer): Promise<number> {
  const times: number[] = [];
  const principal = inFrontOf(peer, 'principal', overHttp(program.url, peer));
  for (let n = 1; n <= 5; n += 1) {
    const modal = await principal.commandForModal('/data-request');
    await fillInRequest(modal, `Beforehand ${n}`);
    const payload = await modal.submitPayload();
    const began = performance.now();
    await principal.carry(payload, 'interactive');
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[2] ?? 0;
}

function titled(store: Store, title: string): Promise<number> {
  return store.db.caseText.count({ where: { field: 'title', body: title } });
}

function anchorText(anchor: Anchor | undefined): string {
  if (!anchor) throw new Error('no round was run');
  return formatAnchor(anchor);
}

function note(line: string): void {
  process.stdout.write(`${line}\n`);
}
