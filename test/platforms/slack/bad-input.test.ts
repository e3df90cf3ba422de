/** What nobody should send: each its proper status, no words of ours, and dispatch never asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SlackApp, startSlackApp } from '../../support/slack-app.ts';
import { overHttp, type SigningOptions, SlackPerson, sendSigned } from '../../support/slack-client.ts';
import { type SlackPeer, startSlackPeer } from '../../support/slack-peer.ts';

let peer: SlackPeer;
let app: SlackApp;

beforeAll(async () => {
  peer = await startSlackPeer([{ name: 'ana', email: 'ana@sample.example' }]);
  app = await startSlackApp(peer);
});
afterAll(async () => {
  await app.close();
  await peer.close();
});

const seconds = (ago: number): number => Math.floor(Date.now() / 1000) - ago;
const json = 'application/json';
const command = 'command=%2Fsafekeep&text=&user_id=U1&team_id=T1&trigger_id=1.2.3';
const payload = (value: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(value) }).toString();
const megabytes2 = `command=%2Fsafekeep&text=${'x'.repeat(2 * 1024 * 1024)}`;
const who = { user: { id: 'U1' }, team: { id: 'T1' } };

describe('POST /slack/events', () => {
  it.each<[string, number, string, SigningOptions]>([
    ['a forged signature', 401, command, { secret: 'another secret' }],
    ['a signature that is none', 401, command, { signature: 'v0=00' }],
    ['an empty signature', 401, command, { signature: 'v0=' }],
    ['a request older than five minutes', 401, command, { timestamp: seconds(301) }],
    ['a timestamp that is none', 401, command, { timestamp: Number.NaN }],
    ['malformed JSON, signed', 400, '{"type":', { contentType: json }],
    ['malformed JSON, forged', 401, '{"type":', { contentType: json, secret: 'another' }],
    ['a malformed payload field', 400, 'payload=%7B%22type', {}],
    ['an empty body', 400, '', { contentType: json }],
    ['a body that is null', 400, 'null', { contentType: json }],
    ['a list', 400, '[]', { contentType: json }],
    ['an empty object', 400, '{}', { contentType: json }],
    ['a kind that we did not ask for', 400, payload({ type: 'dialog_submission', ...who }), {}],
    ['buttons without a button', 400, payload({ type: 'block_actions', ...who, actions: [] }), {}],
    ['buttons without a person', 400, payload({ type: 'block_actions', actions: [{}] }), {}],
    ['a form without a view', 400, payload({ type: 'view_submission', ...who }), {}],
    ['2 MB, signed', 413, megabytes2, {}],
    ['2 MB, forged', 413, megabytes2, { secret: 'another' }],
  ])('answers %s with %i', async (_name, status, body, options) => {
    app.asked.length = 0;
    const answer = await sendSigned(`${app.url}/slack/events`, peer.signingSecret, body, options);
    expect(answer).toMatchObject({ status, text: '' });
    expect(app.asked).toEqual([]);
  });

  it('answers an unsigned 2 MB body with 413, and an unsigned small one with 401', async () => {
    const send = (body: string) => fetch(`${app.url}/slack/events`, { method: 'POST', body });
    expect([(await send(megabytes2)).status, (await send(command)).status]).toEqual([413, 401]);
  });

  it('takes a request of four minutes ago', async () => {
    const answer = await sendSigned(`${app.url}/slack/events`, peer.signingSecret, command, {
      timestamp: seconds(240),
    });
    expect(answer.status).toBe(200);
  });

  it('answers Slack’s check of the address', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const answer = await sendSigned(`${app.url}/slack/events`, peer.signingSecret, body, {
      contentType: json,
    });
    expect(answer.json).toEqual({ challenge: 'abc' });
  });

  it('logs nothing of what was sent', async () => {
    const secret = 'Jo Doe 01/02/2015';
    const url = `${app.url}/slack/events`;
    await sendSigned(url, peer.signingSecret, `{"${secret}`, { contentType: json });
    await sendSigned(url, peer.signingSecret, payload({ type: 'view_submission', secret, ...who }));
    await sendSigned(url, 'forged', payload({ secret }));
    expect(app.logged.join('\n')).not.toContain('Doe');
  });
});

describe('odd text', () => {
  it.each(['a\u0000b', '‏שלום עולם‏', '👩‍🏫'.repeat(500), '*bold* _it_ <!channel> &amp;', 'x'.repeat(3000)])(
    'reaches dispatch as it was typed (%#)',
    async (typed) => {
      const ana = new SlackPerson(peer, overHttp(app.url, peer), 'ana');
      app.answers(() => ({ kind: 'done', tone: 'good', text: 'ok' }));
      const state = { values: { 'f:q': { value: { type: 'plain_text_input', value: typed } } } };
      const view = { id: 'V1', type: 'modal', callback_id: 'x', private_metadata: 'y', state };
      await ana.carry(
        { ...ana.base(), type: 'view_submission', trigger_id: await ana.trigger(), view },
        'interactive',
      );
      expect(app.asked.at(-1)?.interaction).toEqual({ kind: 'submit', token: 'y', values: { q: typed } });
    },
  );
});

describe('a stopped surface', () => {
  it('turns requests away so that Slack sends them again', async () => {
    const other = await startSlackApp(peer);
    await other.platform.stop();
    const answer = await sendSigned(`${other.url}/slack/events`, peer.signingSecret, command);
    expect(answer.status).toBe(503);
    await other.close();
  });
});
