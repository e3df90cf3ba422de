/** A message's own menu in Slack: the form opens with the message's link and knows nothing of its text. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenForm } from '../../../src/chat/form.ts';
import { type SlackApp, startSlackApp } from '../../support/slack-app.ts';
import { overHttp, SlackPerson, sendSigned } from '../../support/slack-client.ts';
import { type SlackPeer, startSlackPeer } from '../../support/slack-peer.ts';

let peer: SlackPeer;
let app: SlackApp;
let ana: SlackPerson;

const secret = 'Jo Doe failed algebra';

beforeAll(async () => {
  peer = await startSlackPeer([{ name: 'ana', email: 'ana@sample.example' }]);
  app = await startSlackApp(peer, {
    messageActions: [
      { id: 'leak.report', label: 'Report a leak', summary: 'Tell who must know', form: 'leak.file' },
    ],
  });
  ana = new SlackPerson(peer, overHttp(app.url, peer), 'ana');
});
beforeEach(() => {
  app.asked.length = 0;
  app.logged.length = 0;
  app.answers(() => ({ kind: 'form', open }));
});
afterAll(async () => {
  await app.close();
  await peer.close();
});

const open: OpenForm = {
  form: {
    title: 'Report a leak',
    submit: 'Report',
    intro: [],
    fields: { what: { kind: 'text', label: 'What happened?', max: 300 } },
    values: {},
  },
  token: {
    form: 'leak.file',
    instance: '6a52ad5c-7d8c-4c48-8d0d-5b1c9dbd7ab1',
    page: 1,
    subject: {},
    policy: 'fp',
  },
  errors: {},
  marked: {},
};

async function shortcut(more: Record<string, unknown> = {}): Promise<{ status: number }> {
  return ana.carry(
    {
      ...ana.base(),
      type: 'message_action',
      callback_id: 'leak.report',
      trigger_id: await ana.trigger(),
      response_url: peer.responseUrl('shortcut'),
      message_ts: '1711111111.000200',
      channel: { id: 'C000000001', name: 'general' },
      message: {
        type: 'message',
        user: 'U1',
        ts: '1711111111.000200',
        text: secret,
        blocks: [{ text: secret }],
      },
      ...more,
    },
    'interactive',
  );
}

describe('a shortcut on a message', () => {
  it('opens its form, with the message’s link as what it is about', async () => {
    expect(await shortcut()).toMatchObject({ status: 200 });
    expect((await ana.nextModal()).title).toBe('Report a leak');
    expect(app.asked.map(({ interaction }) => interaction)).toEqual([
      {
        kind: 'open-form',
        form: 'leak.file',
        subject: { message: 'https://sample.slack.com/archives/C000000001/p1711111111000200' },
      },
    ]);
  });

  it('links to a reply through its thread', async () => {
    await shortcut({
      message: { type: 'message', ts: '1711111112.000300', thread_ts: '1711111111.000200', text: secret },
    });
    await ana.nextModal();
    expect(app.asked[0]?.interaction).toMatchObject({
      subject: {
        message:
          'https://sample.slack.com/archives/C000000001/p1711111112000300?thread_ts=1711111111.000200&cid=C000000001',
      },
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['the team has no domain', { team: { id: 'T000000001' } }],
    ['there is no team', { team: null }],
    ['the domain is no domain', { team: { id: 'T000000001', domain: 'evil.example/?' } }],
    ['there is no channel', { channel: undefined }],
    ['the channel is none', { channel: { id: '../../etc' } }],
    ['the message has an odd time', { message: { ts: 'now', text: secret } }],
  ])('opens the form without a link where %s', async (_where, more) => {
    await shortcut(more);
    await ana.nextModal();
    expect(app.asked[0]?.interaction).toEqual({ kind: 'open-form', form: 'leak.file', subject: {} });
  });

  it('hands nothing of the message’s text on, and logs nothing of it', async () => {
    await shortcut();
    await ana.nextModal();
    expect(JSON.stringify(app.asked)).not.toContain('Doe');
    expect(app.logged.join('\n')).not.toContain('Doe');
    expect(JSON.stringify(peer.calls)).not.toContain('Doe');
  });

  it('is acknowledged before anything is looked up', async () => {
    let release = (): void => {};
    const held = new Promise<void>((go) => {
      release = go;
    });
    app.answers(async () => {
      await held;
      return { kind: 'form', open };
    });
    expect(await shortcut()).toMatchObject({ status: 200 });
    release();
    await ana.nextModal();
  });

  it('tells only the person why it cannot be done', async () => {
    app.answers(() => ({ kind: 'done', tone: 'warning', text: 'Safekeep does not know you.' }));
    await shortcut();
    const said = await peer.nextResponse('shortcut');
    expect(said).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(JSON.stringify(said)).toContain('Safekeep does not know you.');
  });

  it('says so when this release does not offer it', async () => {
    await shortcut({ callback_id: 'leak.unknown' });
    expect(JSON.stringify(await peer.nextResponse('shortcut'))).toContain('does not know this');
    expect(app.asked).toEqual([]);
  });

  it('is refused without a person', async () => {
    const body = new URLSearchParams({
      payload: JSON.stringify({ type: 'message_action', callback_id: 'leak.report' }),
    }).toString();
    expect(await sendSigned(`${app.url}/slack/events`, peer.signingSecret, body)).toMatchObject({
      status: 400,
    });
    expect(app.asked).toEqual([]);
  });
});
