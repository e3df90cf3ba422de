/** Socket Mode: connects, answers, and comes back by itself. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackApp, startSlackApp } from '../../support/slack-app.ts';
import { SlackPerson } from '../../support/slack-client.ts';
import { type SlackPeer, startSlackPeer } from '../../support/slack-peer.ts';
import { type SlackSocketPeer, startSocketPeer } from '../../support/slack-socket.ts';

let peer: SlackPeer;
let socket: SlackSocketPeer;
let app: SlackApp;
let ana: SlackPerson;

beforeEach(async () => {
  peer = await startSlackPeer([{ name: 'ana', email: 'ana@sample.example' }]);
  socket = await startSocketPeer(peer);
  app = await startSlackApp(peer, { appToken: 'xapp-test' });
  ana = new SlackPerson(peer, socket.carry, 'ana');
  app.answers(() => ({ kind: 'done', tone: 'good', text: 'Hello over the socket.' }));
  await socket.connected(1);
});
afterEach(async () => {
  await app.close();
  await socket.close();
  await peer.close();
});

describe('Socket Mode', () => {
  it('answers commands, and takes none over HTTP', async () => {
    const message = await ana.commandForMessage('/safekeep');
    expect(message.words).toContain('Hello over the socket.');
    const overHttp = await fetch(`${app.url}/slack/events`, { method: 'POST', body: '{}' });
    expect(overHttp.status).toBe(404);
  });

  it('sends the answer to a form with the ack', async () => {
    const payload = {
      ...ana.base(),
      type: 'view_submission',
      trigger_id: await ana.trigger(),
      view: { id: 'V1', type: 'modal', callback_id: 'x', private_metadata: 'y', state: { values: {} } },
    };
    const ack = await ana.carry(payload, 'interactive');
    expect(ack.json).toMatchObject({ response_action: 'update' });
    expect(ack.text).toContain('Hello over the socket.');
  });

  it('connects anew when Slack asks it to', async () => {
    socket.refresh();
    await socket.connected(2);
    expect((await ana.commandForMessage('/safekeep')).words).toContain('Hello over the socket.');
  });

  it('connects anew when the line is cut, and says so to /readyz meanwhile', async () => {
    const held = peer.hold('apps.connections.open');
    socket.cut();
    await held.asked;
    expect(app.platform.state()).toMatchObject({ ready: false });
    held.release();
    await socket.connected(2);
    expect((await ana.commandForMessage('/safekeep')).words).toContain('Hello over the socket.');
    expect(app.platform.state()).toEqual({
      ready: true,
      detail: 'workspace Sample District, over Socket Mode',
    });
  });

  it('keeps trying when Slack refuses a connection', async () => {
    let tries = 0;
    const url = peer.calls.find((call) => call.method === 'apps.connections.open')?.answer.url;
    peer.bend('apps.connections.open', () => {
      tries += 1;
      return { body: tries === 1 ? { ok: false, error: 'internal_error' } : { ok: true, url } };
    });
    socket.cut();
    await socket.connected(2);
    expect(tries).toBe(2);
    expect((await ana.commandForMessage('/safekeep')).words).toContain('Hello over the socket.');
  });

  it('leaves when it is stopped, and stays away', async () => {
    await app.platform.stop();
    await socket.left();
    expect(app.platform.state().ready).toBe(false);
  });
});
