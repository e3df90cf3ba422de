/** Who an account is: what Slack says of it, asked only when somebody wants to know. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountProfile } from '../../../src/chat/interaction.ts';
import { readProfile } from '../../../src/platforms/slack/identity.ts';
import { apiBase } from '../../../src/platforms/slack/platform.ts';
import { type SlackApp, startSlackApp } from '../../support/slack-app.ts';
import { overHttp, SlackPerson } from '../../support/slack-client.ts';
import { type SlackPeer, startSlackPeer } from '../../support/slack-peer.ts';

let peer: SlackPeer;
let app: SlackApp;
let ana: SlackPerson;

beforeAll(async () => {
  peer = await startSlackPeer([{ name: 'ana', email: 'ana@sample.example' }]);
  app = await startSlackApp(peer);
  ana = new SlackPerson(peer, overHttp(app.url, peer), 'ana');
});
afterAll(async () => {
  await app.close();
  await peer.close();
});

const email = 'a@b.example';
const addresses = [email];
const profile = { email };

describe('a profile', () => {
  it.each<[string, Parameters<typeof readProfile>[0], AccountProfile]>([
    ['a member', { profile }, { addresses, standing: 'member' }],
    ['a guest of one channel', { profile, is_ultra_restricted: true }, { addresses, standing: 'guest' }],
    ['a guest', { profile, is_restricted: true }, { addresses, standing: 'guest' }],
    ['somebody of another organisation', { profile, is_stranger: true }, { addresses, standing: 'guest' }],
    ['a deactivated account', { profile, deleted: true }, { addresses, standing: 'deactivated' }],
    [
      'a deactivated guest',
      { profile, deleted: true, is_restricted: true },
      { addresses, standing: 'deactivated' },
    ],
    ['a bot', { is_bot: true }, { addresses: [], standing: 'bot' }],
    ['Slackbot', { id: 'USLACKBOT' }, { addresses: [], standing: 'bot' }],
    [
      'an unconfirmed address, which proves nothing',
      { profile, is_email_confirmed: false },
      { addresses: [], standing: 'member' },
    ],
  ])('of %s', (_name, user, expected) => {
    expect(readProfile(user)).toEqual(expected);
  });
});

describe('a caller', () => {
  it('is looked up only when the account is not known yet', async () => {
    app.answers(() => ({ kind: 'done', tone: 'good', text: 'ok' }));
    await ana.commandForMessage('/safekeep');
    expect(peer.calls.filter((call) => call.method === 'users.info')).toEqual([]);
  });

  it('is found by the address Slack gives', async () => {
    app.answers(async ({ caller }) => {
      const found = caller.kind === 'account' ? await caller.profile() : undefined;
      return { kind: 'done', tone: 'good', text: `${found?.addresses.join()} ${found?.standing}` };
    });
    expect((await ana.commandForMessage('/safekeep')).words).toContain('ana@sample.example member');
  });

  it('whom Slack does not know is nobody', async () => {
    peer.bend('users.info', () => ({ body: { ok: false, error: 'user_not_found' } }));
    app.answers(async ({ caller }) => {
      const found = caller.kind === 'account' ? await caller.profile() : null;
      return { kind: 'done', tone: 'good', text: String(found) };
    });
    expect((await ana.commandForMessage('/safekeep')).words).toContain('undefined');
    peer.bend('users.info', () => undefined);
  });
});

describe('the base of Slack’s API', () => {
  it.each(['https://x.example', 'https://x.example/', 'https://x.example/api', 'https://x.example/api/'])(
    'is understood as %s',
    (url) => {
      expect(apiBase(url)).toBe('https://x.example/api/');
    },
  );
});
