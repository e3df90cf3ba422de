/** Bringing cards to people: where they go, how they change, and what each refusal of Slack's means. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Courier, Delivery } from '../../../src/app/ports.ts';
import type { Card } from '../../../src/chat/card.ts';
import { type SlackApp, startSlackApp } from '../../support/slack-app.ts';
import { overHttp, SlackPerson } from '../../support/slack-client.ts';
import { type Bent, type SlackPeer, startSlackPeer } from '../../support/slack-peer.ts';

let peer: SlackPeer;
let app: SlackApp;
let courier: Courier;

const card: Card = {
  audience: 'person',
  title: 'DR-1001',
  status: { label: 'New', tone: 'info' },
  blocks: [{ kind: 'text', text: 'Somebody asks for data.' }],
  actions: [{ kind: 'run', id: 'request.claim', label: 'Claim', payload: { id: 'r1' } }],
};

async function connected(one: SlackApp): Promise<Courier> {
  await expect.poll(() => one.platform.state().ready).toBe(true);
  if (!one.platform.courier) throw new Error('Slack brings messages');
  return one.platform.courier;
}

beforeAll(async () => {
  peer = await startSlackPeer([
    { name: 'ana', email: 'ana@sample.example' },
    { name: 'bo', email: 'bo@sample.example' },
  ]);
});
beforeEach(async () => {
  app = await startSlackApp(peer);
  courier = await connected(app);
  return () => app.close();
});
afterAll(() => peer.close());

const to = (name: string) => ({ tenant: peer.team, account: peer.userId(name) });
const count = (method: string): number => peer.calls.filter((call) => call.method === method).length;

async function refusedWith(method: string, answer: Bent): Promise<Delivery> {
  peer.bend(method, () => answer);
  try {
    return await courier.deliver(to('bo'), { rowId: 'row-x', card });
  } finally {
    peer.bend(method, () => undefined);
  }
}

describe('delivering', () => {
  it('puts the card into the person’s own conversation, with its row’s id for later', async () => {
    const delivery = await courier.deliver(to('ana'), { rowId: 'row-1', card });
    const { body, answer } = peer.calls.filter((call) => call.method === 'chat.postMessage').at(-1) ?? {};
    expect(delivery).toEqual({ kind: 'sent', address: { channel: answer?.channel, ts: answer?.ts } });
    expect(String(answer?.channel)).toMatch(/^D/);
    expect(body).toMatchObject({
      text: 'DR-1001 · New',
      unfurl_links: 'false',
      metadata: { event_type: 'safekeep_notice', event_payload: { row: 'row-1' } },
    });
  });

  it('opens a conversation once, however many cards follow', async () => {
    const before = count('conversations.open');
    await courier.deliver(to('ana'), { rowId: 'row-1', card });
    await courier.deliver(to('ana'), { rowId: 'row-2', card });
    expect(count('conversations.open')).toBe(before + 1);
  });

  it('updates a card in place when the case moves on', async () => {
    const delivery = await courier.deliver(to('ana'), { rowId: 'row-1', card });
    if (delivery.kind !== 'sent') throw new Error('not sent');
    const moved: Card = { ...card, status: { label: 'Claimed by Bo', tone: 'good' }, actions: [] };
    expect(await courier.update(delivery.address, moved)).toEqual(delivery);
    const { body } = peer.calls.filter((call) => call.method === 'chat.update').at(-1) ?? {};
    expect(body).toMatchObject({ ...delivery.address, text: 'DR-1001 · Claimed by Bo' });
    expect(JSON.stringify(body)).not.toContain('request.claim');
  });

  it('draws buttons that answer when they are pressed', async () => {
    await courier.deliver(to('ana'), { rowId: 'row-1', card });
    const ana = new SlackPerson(peer, overHttp(app.url, peer), 'ana');
    app.answers(() => ({ kind: 'done', tone: 'good', text: 'You claimed it.', card }));
    const message = await ana.nextDirectMessage('Somebody asks');
    const after = await message.pressForMessage('Claim');
    expect(after.body).toMatchObject({ replace_original: true });
    expect(after.words).toContain('You claimed it.');
  });

  it('does not reach into another workspace', async () => {
    const before = peer.calls.length;
    expect(await courier.deliver({ tenant: 'T999', account: 'U1' }, { rowId: 'r', card })).toEqual({
      kind: 'never',
      reason: 'Their account is in another Slack workspace.',
    });
    expect(peer.calls).toHaveLength(before);
  });

  it('waits as long as Slack asks', async () => {
    const answer = {
      status: 429,
      headers: { 'retry-after': '42' },
      body: { ok: false, error: 'ratelimited' },
    };
    expect(await refusedWith('chat.postMessage', answer)).toEqual({
      kind: 'later',
      afterMs: 42_000,
      reason: 'Slack asks us to slow down.',
    });
  });

  it.each([
    ['account_inactive', 'Their Slack account is deactivated.'],
    ['user_disabled', 'Their Slack account is deactivated.'],
    ['user_not_found', 'Slack does not know this account any more.'],
    ['cannot_dm_bot', 'This Slack account is a bot.'],
  ])('gives up on %s until the person comes back, and says why', async (error, reason) => {
    expect(await refusedWith('conversations.open', { body: { ok: false, error } })).toEqual({
      ...{ kind: 'never', reason, blocked: true },
    });
  });

  it.each([
    ['messages_tab_disabled', 'The messages tab of the Safekeep app is turned off in Slack.'],
    ['invalid_blocks', 'Slack refuses the message (invalid_blocks).'],
  ])('gives up on %s and says why', async (error, reason) => {
    expect(await refusedWith('conversations.open', { body: { ok: false, error } })).toEqual({
      kind: 'never',
      reason,
    });
  });

  it.each([
    ['internal_error', 30_000],
    ['service_unavailable', 30_000],
    ['invalid_auth', 600_000],
    ['missing_scope', 600_000],
  ])('tries again after %s', async (error, afterMs) => {
    expect(await refusedWith('conversations.open', { body: { ok: false, error } })).toMatchObject({
      kind: 'later',
      afterMs,
    });
  });

  it.each([500, 502, 503])('tries again after HTTP %i', async (status) => {
    expect(await refusedWith('conversations.open', { status, body: {} })).toMatchObject({ kind: 'later' });
  });

  it.each([500, 502])(
    'leaves it open whether a message that was answered with HTTP %i arrived',
    async (status) => {
      await expect(refusedWith('chat.postMessage', { status, body: {} })).rejects.toThrow();
    },
  );

  it('tries again when Slack cannot be reached, and starts all the same', async () => {
    const alone = await startSlackApp(peer, { apiUrl: 'http://127.0.0.1:9/api/' });
    await expect.poll(() => alone.platform.state().detail).toBe('Slack cannot be reached');
    expect(await alone.platform.courier?.deliver(to('ana'), { rowId: 'r', card })).toMatchObject({
      kind: 'later',
    });
    await alone.close();
  });

  it('shows a revoked token in /readyz', async () => {
    await refusedWith('conversations.open', { body: { ok: false, error: 'token_revoked' } });
    expect(app.platform.state()).toEqual({ ready: false, detail: 'Slack refuses our calls (token_revoked)' });
  });

  it('never updates what has no address, and gives up on a deleted message', async () => {
    expect(await courier.update({}, card)).toMatchObject({ kind: 'never' });
    expect(await courier.update({ channel: 'C000000001', ts: '1.2' }, card)).toMatchObject({
      kind: 'never',
      reason: 'The message was deleted.',
    });
  });
});

describe('looking for a card that a crash left in doubt', () => {
  it('cannot, without the scope im:history, and asks Slack only once', async () => {
    peer.bend('conversations.history', () => ({ body: { ok: false, error: 'missing_scope' } }));
    const before = count('conversations.history');
    expect(await courier.find(to('ana'), 'row-1')).toBeUndefined();
    expect(await courier.find(to('ana'), 'row-1')).toBeUndefined();
    expect(count('conversations.history')).toBe(before + 1);
    peer.bend('conversations.history', () => undefined);
  });

  it.each([
    ['row-7', false, { found: { channel: expect.any(String), ts: '7.7' } }],
    ['row-8', false, 'absent'],
    ['row-8', true, undefined],
  ])('with the scope, %s when more is %s', async (rowId, hasMore, expected) => {
    const messages = [
      { ts: '6.6', text: 'no metadata' },
      { ts: '7.7', metadata: { event_type: 'safekeep_notice', event_payload: { row: 'row-7' } } },
    ];
    peer.bend('conversations.history', () => ({ body: { ok: true, messages, has_more: hasMore } }));
    expect(await courier.find(to('ana'), rowId)).toEqual(expected);
    peer.bend('conversations.history', () => undefined);
  });
});
