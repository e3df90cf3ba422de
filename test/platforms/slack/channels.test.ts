/** Private channels of a team at Slack's end, by the one scope that they need: made once, and who is in them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NotDone, TeamChannels } from '../../../src/app/team-channels.ts';
import type { Card } from '../../../src/chat/card.ts';
import { botScopes, channelScope } from '../../../src/platforms/slack/manifest.ts';
import { type SlackApp, startSlackApp } from '../../support/slack-app.ts';
import { type Bent, type SlackPeer, startSlackPeer } from '../../support/slack-peer.ts';

const people = [
  { name: 'ana', email: 'ana@sample.example' },
  { name: 'bo', email: 'bo@sample.example' },
];
const greeting: Card = {
  audience: 'place',
  title: 'A confidential matter needs you',
  blocks: [{ kind: 'text', text: 'Open it in your browser.' }],
  actions: [{ kind: 'link', label: 'Open it', path: '/cases/incident/1' }],
};

let peer: SlackPeer;
let app: SlackApp;
let channels: TeamChannels;
let counter = 0;

function newName(): string {
  counter += 1;
  return `team-${counter}`;
}

const to = (name: string) => ({ tenant: peer.team, account: peer.userId(name) });
const count = (method: string): number => peer.calls.filter((call) => call.method === method).length;

async function connected(one: SlackApp): Promise<TeamChannels> {
  await expect.poll(() => one.platform.state().detail).toContain('workspace');
  if (!one.platform.teamChannels) throw new Error('it was opted in to');
  return one.platform.teamChannels;
}

beforeAll(async () => {
  peer = await startSlackPeer(people, { scopes: [...botScopes, channelScope] });
});
beforeEach(async () => {
  app = await startSlackApp(peer, { incidentChannels: true });
  channels = await connected(app);
  return () => app.close();
});
afterAll(() => peer.close());

async function opened(name = newName()) {
  const answer = await channels.open(name, greeting);
  if (answer.kind !== 'done') throw new Error(`not opened: ${answer.why}`);
  return answer;
}

async function bent<T>(method: string, answer: Bent, work: () => Promise<T>): Promise<T> {
  peer.bend(method, () => answer);
  try {
    return await work();
  } finally {
    peer.bend(method, () => undefined);
  }
}

const refused = (error: string): Bent => ({ body: { ok: false, error } });

/** As Slack's own screens see it. */
async function seen(channel: string) {
  const { members } = (await peer.api('conversations.members', { channel })) as { members?: string[] };
  return members;
}

describe('opening one', () => {
  it('makes it private, under its name, with the greeting and a link to it, and asks for nothing else', async () => {
    const before = peer.calls.length;
    const name = newName();
    const { channel, link, greeted } = await opened(name);
    expect(peer.calls.slice(before).map(({ method }) => method)).toEqual([
      'conversations.create',
      'chat.postMessage',
    ]);
    const [create, post] = peer.calls.slice(before);
    expect(create?.body).toEqual({ name, is_private: 'true' });
    expect(create?.answer.channel).toMatchObject({ id: channel, is_private: true });
    expect(post?.body).toMatchObject({ channel, text: 'A confidential matter needs you' });
    expect(JSON.stringify(post?.body)).toContain('https://safekeep.example/cases/incident/1');
    expect(greeted).toBe(true);
    expect(link).toBe(`https://slack.com/app_redirect?team=${peer.team}&channel=${channel}`);
  });

  it('finds the one that an earlier attempt made, whose answer nobody kept: one channel, not two', async () => {
    const name = newName();
    const { channel } = (await peer.api('conversations.create', { name, is_private: true })) as {
      channel: { id: string };
    };
    expect(await opened(name)).toMatchObject({ channel: channel.id, greeted: true });
    expect(await opened(name)).toMatchObject({ channel: channel.id });
  });

  it('a name that belongs to a channel it is not in is refused as such, and nothing is posted there', async () => {
    const name = newName();
    const posted = count('chat.postMessage');
    const answer = await bent('conversations.create', refused('name_taken'), () =>
      bent('chat.postMessage', refused('channel_not_found'), () => channels.open(name, greeting)),
    );
    expect(answer).toEqual({ kind: 'never', why: 'name-taken' });
    expect(count('chat.postMessage')).toBe(posted + 1);
  });

  it('a greeting that could not be posted is said, and posted later', async () => {
    const name = newName();
    const answer = await bent('chat.postMessage', refused('internal_error'), () =>
      channels.open(name, greeting),
    );
    expect(answer).toMatchObject({ kind: 'done', greeted: false });
    if (answer.kind !== 'done') return;
    expect(await channels.greet(answer.channel, greeting)).toEqual({ kind: 'done' });
  });
});

describe('who is in it', () => {
  it('is let in and taken out; once more is no fault', async () => {
    const { channel } = await opened();
    expect(await channels.invite(channel, to('ana'))).toEqual({ kind: 'done' });
    expect(await channels.invite(channel, to('ana'))).toEqual({ kind: 'done' });
    expect(await channels.invite(channel, to('bo'))).toEqual({ kind: 'done' });
    expect(await channels.remove(channel, to('ana'))).toEqual({ kind: 'done', was: true });
    expect(await channels.remove(channel, to('ana'))).toEqual({ kind: 'done', was: false });
    expect(peer.calls.at(-1)?.answer).toMatchObject({ ok: false });
  });

  it('an account of another workspace is not asked for', async () => {
    const { channel } = await opened();
    const before = peer.calls.length;
    const elsewhere = { tenant: 'T2', account: 'U2' };
    expect(await channels.invite(channel, elsewhere)).toEqual({ kind: 'never', why: 'elsewhere' });
    expect(await channels.remove(channel, elsewhere)).toEqual({ kind: 'done', was: false });
    expect(peer.calls.length).toBe(before);
  });

  it('is archived; then nobody can be taken out any more, and archiving it again is no fault', async () => {
    const { channel } = await opened();
    await channels.invite(channel, to('ana'));
    expect(await channels.archive(channel)).toEqual({ kind: 'done' });
    expect(await channels.archive(channel)).toEqual({ kind: 'done' });
    expect(await channels.remove(channel, to('ana'))).toEqual({ kind: 'never', why: 'archived' });
  });

  it.each<[string, NotDone]>([
    ['missing_scope', { kind: 'never', why: 'no-right' }],
    ['restricted_action', { kind: 'never', why: 'forbidden' }],
    ['cant_invite', { kind: 'never', why: 'guest' }],
    ['user_is_restricted', { kind: 'never', why: 'guest' }],
    ['ura_max_channels', { kind: 'never', why: 'guest' }],
    ['user_not_found', { kind: 'never', why: 'no-account' }],
    ['channel_not_found', { kind: 'never', why: 'gone' }],
    ['not_in_channel', { kind: 'never', why: 'gone' }],
    ['is_archived', { kind: 'never', why: 'archived' }],
    ['token_revoked', { kind: 'later', afterMs: 60_000, why: 'not-accepted' }],
    ['fatal_error', { kind: 'later', afterMs: 30_000, why: 'unreachable' }],
    ['a_word_of_tomorrow', { kind: 'never', why: 'unknown' }],
  ])('Slack answers an invitation with %s', async (error, expected) => {
    const { channel } = await opened();
    expect(
      await bent('conversations.invite', refused(error), () => channels.invite(channel, to('ana'))),
    ).toEqual(expected);
  });

  it('waits as long as Slack asks for, and tries again when Slack is out', async () => {
    const { channel } = await opened();
    const busy: Bent = { status: 429, headers: { 'retry-after': '7' }, body: { ok: false } };
    expect(await bent('conversations.kick', busy, () => channels.remove(channel, to('ana')))).toEqual({
      ...{ kind: 'later', afterMs: 7_000, why: 'slow-down' },
    });
    const out: Bent = { status: 503, body: {} };
    expect(await bent('conversations.kick', out, () => channels.remove(channel, to('ana')))).toEqual({
      ...{ kind: 'later', afterMs: 15_000, why: 'unreachable' },
    });
  });
});

describe('the right to it', () => {
  it('without opting in there are no channels', async () => {
    const without = await startSlackApp(peer);
    expect(without.platform.teamChannels).toBeUndefined();
    await without.close();
  });

  it('reads nothing: neither members nor messages may be listed with the scopes that it has', async () => {
    const { channel } = await opened();
    expect(await seen(channel)).toBeUndefined();
    for (const method of ['conversations.history', 'conversations.info', 'conversations.members'])
      expect(await peer.api(method, { channel })).toMatchObject({ ok: false, error: 'missing_scope' });
    expect(await peer.api('conversations.list', { types: 'private_channel' })).toMatchObject({ ok: false });
  });

  it('not granted: the call says so, and messages go out as before', async () => {
    const poor = await startSlackPeer(people);
    const other = await startSlackApp(poor, { apiUrl: poor.apiUrl, incidentChannels: true });
    const theirs = await connected(other);
    expect(await theirs.open('team-x', greeting)).toEqual({ kind: 'never', why: 'no-right' });
    expect(other.platform.state().detail).toContain('workspace Sample');
    await other.close();
    await poor.close();
  });

  it('not granted: /readyz and the log say it from the start, and what to do', async () => {
    const answer: Bent = {
      headers: { 'x-oauth-scopes': botScopes.join(',') },
      body: { ok: true, team: 'Sample District', team_id: peer.team },
    };
    await bent('auth.test', answer, async () => {
      const poor = await startSlackApp(peer, { incidentChannels: true });
      await expect
        .poll(() => poor.platform.state())
        .toEqual({
          ready: false,
          detail:
            'workspace Sample District; SLACK_INCIDENT_CHANNELS is on and the app lacks groups:write: install the app again from its manifest',
        });
      expect(poor.logged.join('\n')).toContain('slack app lacks a scope that a setting needs');
      await poor.close();
      const plain = await startSlackApp(peer);
      await expect.poll(() => plain.platform.state().ready).toBe(true);
      await plain.close();
    });
  });
});
