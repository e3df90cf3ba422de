/** A team's channel in Slack before the real program: pressed in chat, kept through a kill, closed to whom it concerns. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedSample } from '../../src/governance/sample/seed.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { botScopes, channelScope } from '../../src/platforms/slack/manifest.ts';
import { furnishedDatabase, type TestDatabase } from '../support/database.ts';
import { legacyPolicy } from '../support/policy.ts';
import { type Program, startProgram } from '../support/program.ts';
import { type Carrier, type Message, overHttp, SlackPerson } from '../support/slack-client.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';

const openIt = 'Open a Slack channel for the team';
const patience = { timeout: 60_000 };

let peer: SlackPeer;
let database: TestDatabase;
let program: Program;
let teacher: SlackPerson;
let security: SlackPerson;
let head: SlackPerson;
let headName: string;

beforeAll(async () => {
  const users = [
    { name: 'mireille', email: 'm.duboiskane@legacyprep.example' },
    { name: 'curtis', email: 'c.nakagawa@legacyprep.example' },
  ];
  const policy = await legacyPolicy();
  database = await furnishedDatabase('safekeep_sample', (store) =>
    seedSample(store, policy, systemClock.now()),
  );
  const executive = await database.store.db.roleHolding.findFirstOrThrow({
    where: { role: 'executive_team', person: { status: 'active', email: { not: users[1]?.email ?? '' } } },
    include: { person: true },
  });
  headName = executive.person.name;
  peer = await startSlackPeer([...users, { name: 'head', email: executive.person.email ?? '' }], {
    scopes: [...botScopes, channelScope],
  });
  program = await start();
  const carry: Carrier = (...given) => overHttp(program.url, peer)(...given);
  [teacher, security, head] = [
    new SlackPerson(peer, carry, 'mireille'),
    new SlackPerson(peer, carry, 'curtis'),
    new SlackPerson(peer, carry, 'head'),
  ];
  for (const person of [teacher, security, head]) await person.commandForMessage('/safekeep');
});
afterAll(async () => {
  await program?.stop();
  await database?.drop();
  await peer?.close();
});

function start(): Promise<Program> {
  return startProgram({
    env: { DATABASE_URL: database.ownerUrl, SLACK_INCIDENT_CHANNELS: 'on' },
    slack: peer,
  });
}

const callsOf = (method: string) => peer.calls.filter((call) => call.method === method);

/** Who was let in and not taken out again, as Slack answered. */
function members(): readonly string[] {
  const now = new Set<string>();
  for (const { method, body, answer } of peer.calls) {
    if (answer.ok !== true) continue;
    if (method === 'conversations.invite') now.add(String(body.users));
    if (method === 'conversations.kick') now.delete(String(body.user));
  }
  return [...now].sort();
}

const everybody = (...people: readonly SlackPerson[]) => people.map(({ userId }) => userId).sort();

/** Of an incident that was just taken up by Curtis, with the executive team called. */
async function takenUp(): Promise<Message> {
  const modal = await teacher.commandForModal('/breach');
  await modal.fill('What happened?', 'I sent the class list to the wrong address.');
  await modal.submit();
  const told = await security.nextDirectMessage('possible data breach');
  const mine = await told.pressForMessage('I look into it');
  return mine.pressForMessage('Call the executive team');
}

describe('a channel for the team of an incident', () => {
  it('is opened by a press, private, for those of the team who are in Slack; the card then links to it', async () => {
    const card = await takenUp();
    const pressed = await card.pressForMessage(openIt);
    expect(pressed.words).toContain('It is being opened');
    await expect.poll(members, patience).toEqual(everybody(security, head));
    const [made] = callsOf('conversations.create');
    expect(made?.body).toEqual({ name: expect.stringMatching(/^team-[0-9a-z]{8}$/), is_private: 'true' });
    const reference = /BR-\w{5}/.exec(card.words)?.[0] ?? '';
    const shown = await security.commandForMessage('/breach', reference);
    expect(shown.buttons).toContain('The team’s Slack channel');
    expect(shown.buttons).not.toContain(openIt);
  });

  it('R075: whom it turns out to concern is taken out at once, and gets no more than that it waits', async () => {
    const modal = await (await security.commandForMessage('/breach', await lastReference())).pressForModal(
      'It concerns somebody',
    );
    await modal.choosePerson('Whom does it concern?', headName);
    await modal.fill('What makes you think so?', 'She sent it.');
    await modal.submit();
    await expect.poll(members, patience).toEqual(everybody(security));
  });

  it('killed between Slack’s answer and our commit: the next start finds the channel, and there is one', async () => {
    const before = callsOf('conversations.create').length;
    const card = await takenUp();
    const greeting = peer.hold('chat.postMessage');
    await card.pressForMessage(openIt);
    await greeting.asked;
    await expect.poll(() => callsOf('conversations.create').length, patience).toBe(before + 1);
    await program.kill();
    greeting.release();
    program = await start();
    const kept = () =>
      database.store.db.incidentChannel.findFirst({
        orderBy: { wantedAt: 'desc' },
        include: { seats: true },
      });
    await expect.poll(async () => (await kept())?.seats.length, patience).toBe(2);
    const made = callsOf('conversations.create').slice(before);
    expect(made.map(({ answer: { ok, error } }) => (ok ? 'made' : error))).toEqual(['made', 'name_taken']);
    expect((await kept())?.channel).toBe(
      (made[0]?.answer.channel as { id?: string } | undefined)?.id ?? 'none',
    );
  });

  it('nothing in the log names a case, a channel or who is in it, and nothing of the matter is in Slack’s channels', async () => {
    const log = program.log.join('\n');
    const rooms = await database.store.db.incidentChannel.findMany();
    const references = await database.store.db.incident.findMany();
    for (const word of [
      ...rooms.flatMap(({ name, channel }) => [name, channel ?? name]),
      ...references.map(({ reference }) => reference),
      head.userId,
    ])
      expect(log).not.toContain(word);
    const posted = peer.calls.filter(
      ({ method, body }) =>
        method === 'chat.postMessage' &&
        rooms.some(({ channel, name }) => [channel, name].includes(String(body.channel))),
    );
    expect(posted.length).toBeGreaterThan(1);
    for (const { body } of posted) expect(JSON.stringify(body)).not.toMatch(/BR-|breach|class list|student/i);
  });
});

async function lastReference(): Promise<string> {
  const { reference } = await database.store.db.incident.findFirstOrThrow({
    orderBy: { reportedAt: 'desc' },
  });
  return reference;
}
