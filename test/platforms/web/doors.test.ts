import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from './browser-by-hand.ts';
import { type FakeHouse, type FakeOptions, goodLink, startFakeHouse } from './fake-house.ts';

let house: FakeHouse;

beforeEach(async () => {
  house = await startFakeHouse();
});
afterEach(() => house.stop());

async function restart(options: FakeOptions): Promise<void> {
  await house.stop();
  house = await startFakeHouse(options);
}

describe('picking who you are', () => {
  it('shows the people by building, with title and roles, and opens a session', async () => {
    const me = openBrowser(house.port);
    expect((await me.get('/')).headers.location).toBe('/pick');
    const page = await me.get('/pick');
    expect(page.text).toMatch(
      /District Office[\s\S]*Maria de la Cruz[\s\S]*Data steward[\s\S]*North Campus[\s\S]*Jordan/,
    );
    expect(page.text).toContain('Ann &lt;b&gt;Lee&lt;/b&gt;');
    const picked = await me.post('/pick', { person: 'jordan' });
    expect(picked.status).toBe(303);
    expect((await me.get('/')).text).toContain('Hello Jordan Whitfield.');
  });

  it('leads on to where one wanted to go, through a search and a wrong name; never to another site', async () => {
    const me = openBrowser(house.port);
    const led = await me.get('/cases/request/42?of=me');
    expect(led.headers.location).toBe(`/pick?next=${encodeURIComponent('/cases/request/42?of=me')}`);
    const page = await me.get(led.headers.location ?? '');
    expect(page.text.match(/name="next" value="\/cases\/request\/42\?of=me"/g)).toHaveLength(2);
    const next = '/cases/request/42?of=me';
    const wrong = await me.post('/pick', { person: 'nobody', next });
    expect(wrong.headers.location).toBe(`/pick?next=${encodeURIComponent(next)}`);
    expect((await me.post('/pick', { person: 'jordan', next })).headers.location).toBe(next);
    await me.get('/pick');
    const away = await me.post('/pick', { person: 'jordan', next: '//elsewhere.example/' });
    expect(away.headers.location).toBe('/');
  });

  it('lead past themselves to what asks nobody who they are', async () => {
    for (const path of ['/pick', '/sign-in'])
      expect((await openBrowser(house.port).get(path)).text).toMatch(
        /href="\/report">Report without your name/,
      );
  });

  it('finds people by words, without script too', async () => {
    const page = await openBrowser(house.port).get('/pick?q=coordinator%20maria');
    expect(page.text).toContain('Maria de la Cruz');
    expect(page.text).not.toContain('Jordan');
  });

  it.each([
    ['Forwarded', { forwarded: 'for=10.0.0.1' }],
    ['X-Forwarded-For', { 'x-forwarded-for': '10.0.0.1' }],
    ['X-Forwarded-Proto', { 'x-forwarded-proto': 'https' }],
    ['X-Forwarded-Host, empty', { 'x-forwarded-host': '' }],
    ['Via', { via: '1.1 proxy' }],
    ['X-Real-IP', { 'x-real-ip': '10.0.0.1' }],
    ['a foreign Host', { host: 'safekeep.example.org' }],
    ['a Host that only begins like loopback', { host: '127.0.0.1.evil.example' }],
    ['another machine’s Host', { host: '192.168.1.4:3000' }],
  ])('is refused with %s, to look and to pick', async (_what, headers) => {
    const me = openBrowser(house.port);
    await me.get('/pick');
    expect((await me.get('/pick', headers)).status).toBe(403);
    const refused = await me.post('/pick', { person: 'jordan' }, headers);
    expect(refused.status).toBe(403);
    expect(me.jar.has('safekeep_session')).toBe(false);
  });

  it.each(['localhost', 'localhost:3000', '127.0.0.1:8080', '[::1]:3000'])('works at %s', async (host) => {
    expect((await openBrowser(house.port).get('/pick', { host })).status).toBe(200);
  });

  it.each([
    ['it is off', { allowPick: false }],
    ['the database is no sample', { sample: false }],
  ])('is no page at all when %s', async (_why, options) => {
    await restart(options);
    const me = openBrowser(house.port);
    await me.get('/sign-in');
    expect((await me.get('/pick')).status).toBe(404);
    expect((await me.post('/pick', { person: 'jordan' })).status).toBe(404);
    expect((await me.get('/')).headers.location).toBe('/sign-in?next=%2F');
  });

  it('ends the session of the person one was before', async () => {
    const me = openBrowser(house.port);
    await me.get('/pick');
    await me.post('/pick', { person: 'jordan' });
    const before = me.jar.get('safekeep_session') ?? '';
    await me.get('/pick');
    await me.post('/pick', { person: 'maria' });
    expect(me.jar.get('safekeep_session')).not.toBe(before);
    const old = openBrowser(house.port);
    old.jar.set('safekeep_session', before);
    expect((await old.get('/')).status).toBe(303);
  });
});

describe('signing in by e-mail', () => {
  it('sends a link and says the same whether or not the address is known', async () => {
    const me = openBrowser(house.port);
    await me.get('/sign-in');
    const known = await me.post('/sign-in', { email: 'jordan@example.org' });
    const unknown = await me.post('/sign-in', { email: 'nobody@example.org' });
    expect(house.mails).toEqual(['jordan@example.org', 'nobody@example.org']);
    const same = (text: string) => text.replaceAll(/nobody|jordan/g, 'X');
    expect(same(known.text)).toBe(same(unknown.text));
  });

  it('opening the link spends nothing; only the button does, once', async () => {
    const scanner = openBrowser(house.port);
    for (let looks = 0; looks < 3; looks += 1) {
      const page = await scanner.get(`/sign-in/${goodLink}`);
      expect(page.text).toContain('Sign in to Safekeep');
    }
    expect(scanner.jar.has('safekeep_session')).toBe(false);
    const me = openBrowser(house.port);
    await me.get(`/sign-in/${goodLink}`);
    expect((await me.post('/sign-in/link', { token: goodLink })).headers.location).toBe('/');
    expect((await me.get('/')).text).toContain('Hello Jordan');
    const late = openBrowser(house.port);
    expect((await late.get(`/sign-in/${goodLink}`)).status).toBe(410);
    expect((await late.post('/sign-in/link', { token: goodLink })).status).toBe(410);
  });

  it('takes the six digits, however they are spaced, and leads where one wanted to go', async () => {
    const me = openBrowser(house.port);
    await me.get('/sign-in?next=/documents/agreement.certificate');
    const wrong = await me.post('/sign-in/code', { email: 'jordan@example.org', code: '999999', next: '/a' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('aria-describedby="code-error"');
    const right = await me.post('/sign-in/code', {
      email: 'jordan@example.org',
      code: ' 012 345 ',
      next: '/a?b=1',
    });
    expect(right.headers.location).toBe('/a?b=1');
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', ''])(
    'never leads to %s',
    async (next) => {
      const me = openBrowser(house.port);
      await me.get('/sign-in');
      const right = await me.post('/sign-in/code', { email: 'jordan@example.org', code: '012345', next });
      expect(right.headers.location).toBe('/');
    },
  );

  it('says so when no e-mail can be sent', async () => {
    await restart({ sample: false, allowPick: false, mail: false });
    expect((await openBrowser(house.port).get('/sign-in')).text).toContain('SMTP_URL');
  });
});

describe('cookies', () => {
  it('are HttpOnly and SameSite=Lax', async () => {
    const me = openBrowser(house.port);
    const visit = await me.get('/pick');
    const picked = await me.post('/pick', { person: 'jordan' });
    for (const cookie of [...visit.cookies, ...picked.cookies])
      expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/);
    expect(picked.cookies[0]).toMatch(/^safekeep_session=\S+; Max-Age=43200; Path=\/;/);
  });

  it('are Secure and bound to the host when the public address is https', async () => {
    await restart({ allowPick: false, publicUrl: 'https://safekeep.example.org' });
    const me = openBrowser(house.port);
    await me.get(`/sign-in/${goodLink}`);
    const entered = await me.post(
      '/sign-in/link',
      { token: goodLink },
      { origin: 'https://safekeep.example.org', host: 'safekeep.example.org' },
    );
    expect(entered.status).toBe(303);
    expect(entered.cookies[0]).toMatch(
      /^__Host-safekeep_session=.*; Path=\/;.*HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('end with signing out', async () => {
    const me = openBrowser(house.port);
    me.jar.set('safekeep_session', house.session('jordan'));
    const token = me.jar.get('safekeep_session') ?? '';
    await me.get('/');
    expect((await me.post('/sign-out', {})).status).toBe(303);
    expect(me.jar.has('safekeep_session')).toBe(false);
    const thief = openBrowser(house.port);
    thief.jar.set('safekeep_session', token);
    expect((await thief.get('/')).status).toBe(303);
  });
});
