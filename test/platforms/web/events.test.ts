import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gate } from '../../support/gate.ts';
import { openBrowser } from './browser-by-hand.ts';
import { type FakeHouse, startFakeHouse } from './fake-house.ts';

let house: FakeHouse;
beforeEach(async () => {
  house = await startFakeHouse();
});
afterEach(() => house.stop());

interface Listening {
  readonly status: number;
  /** Resolves when the text so far holds the words. */
  hears(words: string): Promise<string>;
  readonly ended: Promise<void>;
  leave(): void;
}

async function listen(cookie: string): Promise<Listening> {
  const answered = gate<http.IncomingMessage>();
  const request = http.get(`${house.url}/events`, { headers: { cookie }, agent: false }, answered.open);
  const response = await answered.opened;
  let text = '';
  const waiting = new Map<string, (text: string) => void>();
  response.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    for (const [words, found] of waiting) if (text.includes(words)) found(text);
  });
  const ended = gate();
  response.on('close', () => ended.open());
  response.on('error', () => undefined);
  return {
    status: response.statusCode ?? 0,
    hears(words) {
      if (text.includes(words)) return Promise.resolve(text);
      const heard = gate<string>();
      waiting.set(words, heard.open);
      return heard.opened;
    },
    ended: ended.opened,
    leave: () => request.destroy(),
  };
}

describe('the event stream', () => {
  it('nudges the person whose news it is, and says nothing of what it is', async () => {
    const mine = await listen(`safekeep_session=${house.session('jordan')}`);
    const theirs = await listen(`safekeep_session=${house.session('maria')}`);
    await mine.hears('retry');
    await theirs.hears('retry');
    house.nudge('jordan');
    expect(await mine.hears('event: news')).toBe('retry: 3000\n\nevent: news\ndata: 1\n\n');
    house.nudge('maria');
    expect(await theirs.hears('event: news')).not.toContain('event: news\ndata: 1\n\nevent');
  });

  it('is closed to strangers', async () => {
    expect((await listen('safekeep_session=no')).status).toBe(401);
  });

  it('ends with the session: by signing out, and at the next nudge when it ran out', async () => {
    const token = house.session('jordan');
    const out = await listen(`safekeep_session=${token}`);
    const me = openBrowser(house.port);
    me.jar.set('safekeep_session', token);
    await me.get('/');
    await me.post('/sign-out', {});
    await out.ended;
    const late = await listen(`safekeep_session=${house.session('maria')}`);
    house.forget();
    house.nudge('maria');
    await late.ended;
    expect(house.watching()).toBe(0);
  });

  it('keeps at most eight pages of one session: the oldest is let go', async () => {
    const cookie = `safekeep_session=${house.session('jordan')}`;
    const first = await listen(cookie);
    for (let pages = 0; pages < 8; pages += 1) await listen(cookie);
    await first.ended;
    expect(house.watching()).toBe(8);
  });

  it('ends when the program stops, and opens no more', async () => {
    const open = await listen(`safekeep_session=${house.session('jordan')}`);
    await house.stop();
    await open.ended;
    house = await startFakeHouse();
  });
});

describe('the news behind a nudge', () => {
  it('are drawn anew as the person, with a fingerprint that tells what changed', async () => {
    const me = openBrowser(house.port);
    me.jar.set('safekeep_session', house.session('jordan'));
    const before = JSON.parse((await me.get('/news', { accept: 'application/json' })).text);
    expect(before.items).toMatchObject([{ row: 'n1' }]);
    const [first] = house.notices;
    if (!first) throw new Error('a notice is wanted');
    house.notices = [{ ...first, card: { ...first.card, title: 'It moved on' } }];
    const after = JSON.parse((await me.get('/news', { accept: 'application/json' })).text);
    expect(after.items[0].print).not.toBe(before.items[0].print);
    expect(after.items[0].html).toContain('It moved on');
    expect(after.home).toContain('What waits for me');
  });
});
