/**
 * Two stewards press Claim at the same moment, 100 times over, by signed HTTP; every other time each at a program of
 * their own on the same database. ROUNDS shortens a run.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/store/audit.ts';
import { openStore } from '../../src/store/client.ts';
import type { Store } from '../../src/store/store.ts';
import {
  databaseUrl,
  newFolder,
  type Program,
  sampleDistrict,
  startProgram,
  sweepUp,
  until,
} from '../support/program.ts';
import { type Message, overHttp, type SlackPerson } from '../support/slack-client.ts';
import type { SlackPeer } from '../support/slack-peer.ts';
import { everybodySaysHello, fillInRequest, inFrontOf, startWorkspace } from '../support/slack-staff.ts';

const rounds = Number(process.env.ROUNDS ?? 100);

let peer: SlackPeer;
let store: Store;
const programs: Program[] = [];

beforeAll(async () => {
  const dataDir = await newFolder();
  await sampleDistrict(dataDir);
  peer = await startWorkspace();
  for (let n = 0; n < 2; n += 1) programs.push(await startProgram({ dataDir, slack: peer }));
  await everybodySaysHello(peer, overHttp(programs[0]?.url ?? '', peer));
  store = await openStore(await databaseUrl(dataDir));
});

afterAll(async () => {
  await store?.close();
  for (const program of programs) await program.stop();
  await peer?.close();
  await sweepUp();
});

function at(program: number, name: Parameters<typeof inFrontOf>[1]): SlackPerson {
  return inFrontOf(peer, name, overHttp(programs[program]?.url ?? '', peer));
}

async function file(title: string): Promise<{ readonly reference: string; readonly number: number }> {
  const modal = await at(0, 'principal').commandForModal('/data-request');
  await fillInRequest(modal, title);
  const ack = await modal.submit();
  const reference = /DR-\d+(?= is filed)/.exec(ack.text)?.[0] ?? 'no number';
  return { reference, number: Number(reference.slice(3)) };
}

/** The same message, in front of the same person, whose clicks reach another program. */
function through(message: Message, person: SlackPerson): Message {
  return Object.assign(Object.create(Object.getPrototypeOf(message)) as Message, message, { person });
}

async function audited(what: string, requestId: string): Promise<number> {
  const rows = await store.db.auditEntry.findMany({ where: { line: { contains: `"${what}"` } } });
  return rows.filter(({ line }) => (JSON.parse(line) as { case: { id: string } }).case.id === requestId)
    .length;
}

describe('two people claim at once', () => {
  it(`${rounds} times over: one winner, one audit entry, one notice; the loser is told who and when`, async () => {
    const wins = { steward: 0, otherSteward: 0 };
    for (let round = 1; round <= rounds; round += 1) {
      const { reference, number } = await file(`Race ${round}`);
      const steward = await at(0, 'steward').nextDirectMessage(reference);
      const received = await at(0, 'otherSteward').nextDirectMessage(reference);
      const otherSteward = through(received, at(round % 2, 'otherSteward'));
      const presses = [steward, otherSteward].map((message) => () => message.pressForMessage('Claim'));
      // neither is always the first by a hair
      if (round % 4 > 1) presses.reverse();
      const answers = await Promise.all(presses.map((press) => press()));
      if (round % 4 > 1) answers.reverse();
      const [one, other] = answers as [Message, Message];
      const won = (message: Message) => message.words.includes(`You hold ${reference} now`);
      expect([one, other].filter(won), reference).toHaveLength(1);
      const [winner, loser] = won(one) ? (['steward', other] as const) : (['otherSteward', one] as const);
      wins[winner] += 1;
      const name = winner === 'steward' ? 'Nadia Petrakis' : 'Emmett Vandersloot';
      // who, and when
      expect(loser.words, reference).toMatch(
        new RegExp(`${name} has claimed ${reference} .*\\d{1,2}:\\d\\d.*Nothing was changed`, 's'),
      );
      expect(loser.buttons, reference).not.toContain('Claim');

      const request = await store.db.dataRequest.findUniqueOrThrow({ where: { number } });
      const holder = await store.db.person.findUnique({ where: { id: request.holderId ?? '' } });
      expect(holder?.name, reference).toBe(name);
      expect(await audited('request.claimed', request.id), reference).toBe(1);
      expect(
        await store.db.outbox.count({ where: { caseId: request.id, notice: 'request.claimed' } }),
        reference,
      ).toBe(1);
    }
    process.stdout.write(`${wins.steward} won by one, ${wins.otherSteward} by the other\n`);
  });

  it('each notice arrived once, and the audit trail is whole', async () => {
    await until(
      'every notice is delivered',
      async () => (await store.db.outbox.count({ where: { state: { in: ['waiting', 'sending'] } } })) === 0,
      120_000,
    );
    const rows = await store.db.outbox.findMany();
    const arrived = peer.calls
      .filter(({ method, answer }) => method === 'chat.postMessage' && answer.ok === true)
      .map(({ body }) => (body.metadata as { event_payload?: { row?: string } })?.event_payload?.row);
    expect([...arrived].sort()).toEqual(rows.map((row) => row.id).sort());
    expect(rows.every((row) => row.state === 'sent' && row.repeats === 0)).toBe(true);
    expect(await verifyAudit(store)).toMatchObject({ ok: true });
  });
});

describe('the same delivery twice', () => {
  it('of a filed form, both at once: one request, and both answers name it', async () => {
    for (let round = 1; round <= Math.ceil(rounds / 10); round += 1) {
      const modal = await at(0, 'principal').commandForModal('/data-request');
      await fillInRequest(modal, `Twice ${round}`);
      const payload = await modal.submitPayload();
      const answers = await Promise.all([
        at(0, 'principal').carry(payload, 'interactive'),
        at(round % 2, 'principal').carry(payload, 'interactive'),
      ]);
      const references = answers.map(({ text }) => /DR-\d+/.exec(text)?.[0]);
      expect(references[0]).toBeDefined();
      expect(references[1]).toBe(references[0]);
      expect(await titled(`Twice ${round}`)).toBe(1);
    }
  });

  it('of a press of Claim: one claim, and the person sees that they hold it', async () => {
    const { reference, number } = await file('Pressed twice');
    const message = await at(0, 'steward').nextDirectMessage(reference);
    const button = message.body.blocks
      .flatMap((block: { elements?: unknown[] }) => block.elements ?? [])
      .find((element: { text?: { text?: string } }) => element.text?.text === 'Claim');
    const { payload, responseId } = await message.pressPayload(button);
    await Promise.all([
      at(0, 'steward').carry(payload, 'interactive'),
      at(1, 'steward').carry(payload, 'interactive'),
    ]);
    const told = [await peer.nextResponse(responseId), await peer.nextResponse(responseId)].map((body) =>
      JSON.stringify(body),
    );
    expect(told.filter((text) => text.includes(`You hold ${reference} now`))).toHaveLength(1);
    expect(told.filter((text) => text.includes('already done'))).toHaveLength(1);
    const { id, version } = await store.db.dataRequest.findUniqueOrThrow({ where: { number } });
    expect(version).toBe(2);
    expect(await audited('request.claimed', id)).toBe(1);
  });

  it('of a form that was refused, corrected and sent again: one request, and a refusal leaves no row', async () => {
    const modal = await at(0, 'principal').commandForModal('/data-request');
    await fillInRequest(modal, 'Corrected');
    await modal.fill('Question', 'How many, for Jo Doe 01/02/2015?');
    const refused = await modal.submitPayload();
    await modal.submit();
    expect(await titled('Corrected')).toBe(0);
    // Slack delivers the refused one again, late
    await at(1, 'principal').carry(refused, 'interactive');
    expect(await titled('Corrected')).toBe(0);
    await modal.fill('Question', 'How many in each grade?');
    expect((await modal.submit()).text).toMatch(/DR-\d+ is filed/);
    expect((await at(1, 'principal').carry(refused, 'interactive')).text).toContain('already done');
    expect(await titled('Corrected')).toBe(1);
  });
});

function titled(title: string): Promise<number> {
  return store.db.caseText.count({ where: { field: 'title', body: title } });
}
