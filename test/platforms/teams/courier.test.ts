/** Bringing cards to people in Teams: where they go, how they change, and what each refusal of the Bot Connector means. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Addressee, Courier, Delivery } from '../../../src/app/ports.ts';
import type { Card } from '../../../src/chat/card.ts';
import { type Connector, createConnector, NoTokenError } from '../../../src/platforms/teams/connector.ts';
import { createCourier } from '../../../src/platforms/teams/courier.ts';
import { startTeamsApp } from '../../support/teams-app.ts';
import { type Bend, type Member, startTeamsPeer, type TeamsPeer } from '../../support/teams-connector.ts';

let peer: TeamsPeer;
let courier: Courier;
let ana: Member;

const pen = { publicUrl: 'https://safekeep.example', sample: false };
const card: Card = {
  audience: 'person',
  title: 'DR-1001',
  status: { label: 'New', tone: 'info' },
  blocks: [{ kind: 'text', text: 'Somebody asks for data.' }],
  actions: [{ kind: 'run', id: 'request.claim', label: 'Claim', payload: { id: 'r1' } }],
  about: { kind: 'request', id: 'r1' },
};
const parcel = { rowId: 'row-1', card };

function connector(tokenFor: () => Promise<string> = peer.tokenFor): Connector {
  return createConnector({ app: { id: peer.appId, tenant: peer.tenant }, token: tokenFor });
}

beforeAll(async () => {
  peer = await startTeamsPeer();
});
afterAll(() => peer.close());
beforeEach(() => {
  peer.bend(() => undefined);
  (peer.calls as unknown[]).length = 0;
  ana = peer.person('Ana Ortiz', { installed: true, blocked: false });
  courier = createCourier(connector(), pen, peer.tenant);
});

/** As somebody who has spoken to us in their own chat. */
function known({ personal, id, aadObjectId }: Member): Addressee {
  const { tenant, serviceUrl: service, appId } = peer;
  return {
    ...{ tenant, account: aadObjectId },
    whereabouts: { conversation: personal, service, user: id, bot: `28:${appId}`, tenant },
  };
}

/** As somebody who spoke only in a group: Teams must be asked for a conversation. */
const met = ({ aadObjectId }: Member): Addressee => ({ tenant: peer.tenant, account: aadObjectId });

/** Somebody has been written to before, so that the tenant's address is known. */
async function settled(): Promise<void> {
  const other = peer.person('Ola Berg');
  await courier.deliver(known(other), parcel);
  (peer.calls as unknown[]).length = 0;
}

const kinds = () => peer.calls.map(({ kind }) => kind);

async function refusedWith(answer: Bend, kind = 'send'): Promise<Delivery> {
  peer.bend((asked) => (asked.kind === kind ? answer : undefined));
  return courier.deliver(known(ana), parcel);
}

const refusal = (status: number, code: string, headers: Record<string, string> = {}): Bend => ({
  ...{ status, headers },
  body: { error: { code, message: 'A sentence of Microsoft’s.' } },
});

async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('delivering', () => {
  it('puts a card alone into the person’s own conversation, with a line for the notification', async () => {
    const delivery = await courier.deliver(known(ana), parcel);
    const [call] = peer.calls;
    expect(kinds()).toEqual(['send']);
    expect(call).toMatchObject({
      conversation: ana.personal,
      body: { type: 'message', summary: 'DR-1001 · New', conversation: { tenantId: peer.tenant } },
    });
    expect(call?.body.text).toBeUndefined();
    expect(call?.body.attachments).toEqual([
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: expect.objectContaining({ type: 'AdaptiveCard', version: '1.5' }),
      },
    ]);
    expect(delivery).toEqual({
      kind: 'sent',
      address: {
        ...{ service: peer.serviceUrl, conversation: ana.personal },
        activity: call?.answer.id,
      },
    });
  });

  it('is never drawn anew by being looked at: what the notice says beside its case would be lost', async () => {
    await courier.deliver(known(ana), parcel);
    expect(peer.calls[0]?.body.attachments[0].content).not.toHaveProperty('refresh');
  });

  it('opens a conversation for somebody who has none yet, where the tenant’s others are, and says where it is', async () => {
    await settled();
    const delivery = await courier.deliver(met(ana), parcel);
    expect(kinds()).toEqual(['create', 'send']);
    expect(peer.calls[0]?.body.members).toEqual([{ id: ana.aadObjectId }]);
    expect(delivery).toMatchObject({
      kind: 'sent',
      whereabouts: { tenant: peer.tenant, service: peer.serviceUrl, conversation: ana.personal },
    });
  });

  it('opens it once, however many cards follow', async () => {
    await settled();
    for (const rowId of ['row-1', 'row-2', 'row-3']) await courier.deliver(met(ana), { rowId, card });
    expect(kinds()).toEqual(['create', 'send', 'send', 'send']);
  });

  it('asks Microsoft’s public address as long as nobody of the tenant has spoken, then the one of US governments', async () => {
    const asked: string[] = [];
    const real = connector();
    const watched: Connector = {
      ...real,
      async create(service, member) {
        asked.push(service);
        return real.create(peer.serviceUrl, member);
      },
      send: (_service, ...rest) => real.send(peer.serviceUrl, ...rest),
    };
    let refusals = 1;
    peer.bend(({ kind }) => {
      refusals -= 1;
      return kind === 'create' && refusals >= 0 ? refusal(403, 'InvalidBotApiHost') : undefined;
    });
    const fresh = createCourier(watched, pen, peer.tenant);
    expect(await fresh.deliver(met(ana), parcel)).toMatchObject({
      kind: 'sent',
      whereabouts: { service: 'https://smba.infra.gcc.teams.microsoft.com/teams/' },
    });
    expect(asked).toEqual([
      'https://smba.trafficmanager.net/teams/',
      'https://smba.infra.gcc.teams.microsoft.com/teams/',
    ]);
  });

  it('opens the conversation anew, once, when Teams has forgotten it', async () => {
    const to = known(ana);
    const stale = { ...to, whereabouts: { ...to.whereabouts, conversation: 'a:long-gone' } };
    expect(await courier.deliver(stale, parcel)).toMatchObject({
      kind: 'sent',
      address: { conversation: ana.personal },
      whereabouts: { ...to.whereabouts, conversation: ana.personal },
    });
    expect(kinds()).toEqual(['send', 'create', 'send']);
  });

  it('gives up when Teams forgets the new conversation too', async () => {
    expect(await refusedWith(refusal(404, 'ConversationNotFound'))).toEqual({
      kind: 'never',
      reason: 'Teams does not know their conversation with Safekeep any more.',
    });
    expect(kinds()).toEqual(['send', 'create', 'send']);
  });

  it('does not reach into another organisation', async () => {
    expect(await courier.deliver({ ...known(ana), tenant: 'elsewhere' }, parcel)).toEqual({
      kind: 'never',
      reason: 'Their account is in another Teams organisation.',
    });
    expect(peer.calls).toEqual([]);
  });

  it('keeps no address of a message that Teams gave no id', async () => {
    expect(await refusedWith({ status: 201, body: {} })).toEqual({ kind: 'sent', address: {} });
    expect(await courier.update({}, card)).toMatchObject({ kind: 'never' });
  });
});

describe('a card that moves on', () => {
  it('is updated in its place', async () => {
    const delivery = await courier.deliver(known(ana), parcel);
    if (delivery.kind !== 'sent') throw new Error('not sent');
    const moved: Card = { ...card, status: { label: 'Claimed by Bo', tone: 'good' }, actions: [] };
    expect(await courier.update(delivery.address, moved)).toEqual(delivery);
    const shown = peer.shownIn(ana.personal).find(({ id }) => id === delivery.address.activity);
    expect(shown?.body).toMatchObject({ summary: 'DR-1001 · Claimed by Bo' });
    expect(JSON.stringify(shown)).not.toContain('request.claim');
  });

  it('is left alone when its message was deleted, and waits when Teams asks to', async () => {
    const { address } = (await courier.deliver(known(ana), parcel)) as { address: Record<string, string> };
    expect(await courier.update({ ...address, activity: '1:deleted' }, card)).toEqual({
      kind: 'never',
      reason: 'The message was deleted.',
    });
    peer.bend(() => refusal(429, 'Throttled', { 'retry-after': '7' }));
    expect(await courier.update(address, card)).toMatchObject({ kind: 'later', afterMs: 7_000 });
    peer.bend(() => 'cut-after');
    // drawn again, it is the same card in the same place
    expect(await courier.update(address, card)).toMatchObject({ kind: 'later' });
  });
});

describe('Teams that says', () => {
  it('"too many" is waited for as long as it asks: in seconds or until a moment', async () => {
    expect(await refusedWith(refusal(429, 'Throttled', { 'retry-after': '42' }))).toEqual({
      kind: 'later',
      afterMs: 42_000,
      reason: 'Teams asks us to slow down.',
    });
    const headers = {
      date: 'Mon, 02 Nov 2026 16:00:00 GMT',
      'retry-after': 'Mon, 02 Nov 2026 16:01:30 GMT',
    };
    expect(await refusedWith(refusal(429, 'Throttled', headers))).toMatchObject({ afterMs: 90_000 });
    expect(await refusedWith(refusal(429, 'Throttled'))).toMatchObject({ afterMs: 10_000 });
  });

  it('"too many" in its words alone is waited for too', async () => {
    const body = { error: { code: 'Throttled', message: 'Too many requests.' }, retryAfter: 12 };
    expect(await refusedWith({ status: 429, body })).toMatchObject({ kind: 'later', afterMs: 12_000 });
  });

  it.each([
    [412, 'PreconditionFailed', 30_000],
    [503, 'ServiceUnavailable', 30_000],
    [408, 'RequestTimeout', 30_000],
    [401, 'BotNotRegistered', 600_000],
  ])('%i (%s) is tried later', async (status, code, afterMs) => {
    expect(await refusedWith(refusal(status, code))).toMatchObject({ kind: 'later', afterMs });
  });

  it.each([500, 502, 503, 504])('HTTP %i and when to come back is tried then', async (status) => {
    expect(await refusedWith(refusal(status, 'Trouble', { 'retry-after': '5' }))).toMatchObject({
      kind: 'later',
      afterMs: 5_000,
    });
  });

  it.each([500, 502, 504])('HTTP %i alone leaves it open whether the card arrived', async (status) => {
    await expect(refusedWith(refusal(status, 'Trouble'))).rejects.toThrow();
  });

  it.each([500, 502, 504])(
    'HTTP %i to the opening of a conversation is tried later: nothing was sent',
    async (status) => {
      await settled();
      peer.bend(() => refusal(status, 'Trouble'));
      expect(await courier.deliver(met(ana), parcel)).toMatchObject({ kind: 'later' });
    },
  );

  it.each([
    ['ForbiddenOperationException', 'Safekeep is not installed in their Teams.'],
    ['BotNotInConversationRoster', 'They removed Safekeep from their Teams.'],
    ['ConversationBlockedByUser', 'They blocked Safekeep in Teams.'],
    ['BotDisabledByAdmin', 'A policy of the Teams administrator keeps Safekeep from them.'],
    ['NotHeardOf', 'Teams keeps Safekeep from writing to them (NotHeardOf).'],
  ])('403 %s reaches nobody until they come back', async (code, reason) => {
    expect(await refusedWith(refusal(403, code))).toEqual({ kind: 'never', reason, blocked: true });
  });

  it('that somebody blocked the app, or does not have it, in the words it uses for a conversation’s own state', async () => {
    peer.person('Ana Ortiz', { blocked: true });
    expect(await courier.deliver(known(ana), parcel)).toEqual({
      kind: 'never',
      reason: 'They blocked Safekeep in Teams, or removed it.',
      blocked: true,
    });
    await settled();
    peer.person('Ana Ortiz', { blocked: false, installed: false });
    expect(await courier.deliver(met(ana), parcel)).toEqual({
      kind: 'never',
      reason: 'Safekeep is not installed in their Teams.',
      blocked: true,
    });
  });

  it('it does not know an account, which is not asked for again', async () => {
    await settled();
    peer.bend(() => refusal(404, 'NotFound'));
    expect(await courier.deliver(met(ana), parcel)).toEqual({
      kind: 'never',
      reason: 'Teams does not know this account any more.',
      blocked: true,
    });
  });

  it.each([
    [413, 'MessageSizeTooBig', 'The card is more than Teams takes.'],
    [413, '', 'The card is more than Teams takes.'],
    [400, 'BadArgument', 'Teams refuses the message (BadArgument).'],
    [405, '', 'Teams refuses the message (405).'],
  ])('%i %s is about the message, and not about the account', async (status, code, reason) => {
    expect(await refusedWith(refusal(status, code))).toEqual({ kind: 'never', reason });
  });
});

describe('a line that breaks', () => {
  it.each(['cut-before', 'cut-after'] as const)('%s the card was taken leaves it open', async (how) => {
    await expect(refusedWith(how)).rejects.toThrow();
  });

  it('while a conversation is opened is tried later: nothing was sent', async () => {
    await settled();
    peer.bend(() => 'cut-after');
    expect(await courier.deliver(met(ana), parcel)).toMatchObject({ kind: 'later' });
  });

  it('that never stood is tried later', async () => {
    const to = known(ana);
    const service = `http://127.0.0.1:${await closedPort()}/`;
    const nobody = { ...to, whereabouts: { ...to.whereabouts, service } };
    expect(await courier.deliver(nobody, parcel)).toEqual({
      kind: 'later',
      afterMs: 15_000,
      reason: 'Teams could not be reached.',
    });
  });

  it('to Microsoft’s sign-in is tried later: nothing was asked of Teams', async () => {
    const tokenless = connector(async () => {
      throw new NoTokenError('away');
    });
    expect(await createCourier(tokenless, pen, peer.tenant).deliver(known(ana), parcel)).toMatchObject({
      kind: 'later',
      reason: 'Microsoft gives Safekeep no token for Teams.',
    });
    expect(peer.calls).toEqual([]);
  });

  it('cannot be looked into: Teams tells nobody what has arrived', async () => {
    expect(await courier.find(known(ana), 'row-1')).toBeUndefined();
  });
});

describe('the connected platform', () => {
  it('brings cards, and shows a refused token in /readyz', async () => {
    const app = await startTeamsApp(peer);
    const own = app.platform.courier;
    expect(await own?.deliver(known(ana), parcel)).toMatchObject({ kind: 'sent' });
    await expect.poll(() => app.platform.state().ready).toBe(true);
    peer.bend(() => refusal(401, 'BotNotRegistered'));
    await own?.deliver(known(ana), parcel);
    expect(app.platform.state()).toMatchObject({ ready: false, detail: expect.stringMatching(/token/) });
    await app.close();
  });
});
