import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeToken } from '../../../src/chat/form-token.ts';
import type { Envelope, Interaction, Reply } from '../../../src/chat/interaction.ts';
import { type Hand, openBrowser } from './browser-by-hand.ts';
import { type FakeHouse, startFakeHouse } from './fake-house.ts';
import { everyField, openForm, wild } from './samples.ts';

let house: FakeHouse;
let me: Hand;

beforeEach(async () => {
  house = await startFakeHouse();
  me = openBrowser(house.port);
  me.jar.set('safekeep_session', house.session('jordan'));
  await me.get('/');
  house.seen.length = 0;
});
afterEach(() => house.stop());

const nonce = '6c1f0a52-4c0e-4bb1-9f3c-0d1c2b3a4f55';
const token = encodeToken(openForm(everyField, 'request.file', {}).token);
const json = { accept: 'application/json' };

function last(): Envelope {
  const envelope = house.seen.filter(({ interaction }) => interaction.kind !== 'home').at(-1);
  if (!envelope) throw new Error('nothing reached dispatch');
  return envelope;
}

function reached(): readonly Interaction[] {
  return house.seen.map(({ interaction }) => interaction).filter(({ kind }) => kind !== 'home');
}

describe('what is posted becomes an envelope', () => {
  it.each([
    ['/data-request DR-1042', { name: 'data-request', text: 'DR-1042' }],
    ['  /DATA-REQUEST   for  Ann  Lee ', { name: 'data-request', text: 'for  Ann  Lee' }],
    ['data-request queue', { name: 'data-request', text: 'queue' }],
    ['/nda', { name: 'nda', text: '' }],
    ['/unknown word', { name: 'unknown', text: 'word' }],
    ['/data-requst', { name: 'data-requst', text: '' }],
    ['dr-1042', { name: 'data-request', text: 'dr-1042' }],
    ['/help', { name: 'safekeep', text: 'help' }],
    ['help me', { name: 'safekeep', text: 'help me' }],
    ['safekeep help', { name: 'safekeep', text: 'help' }],
    ['safekeep', { name: 'safekeep', text: '' }],
  ])('typed: %s', async (text, command) => {
    await me.post('/say', { text, _nonce: nonce });
    expect(last()).toMatchObject({
      surface: 'web',
      caller: { kind: 'session', personId: 'jordan' },
      delivery: `jordan:${nonce}`,
      interaction: { kind: 'command', ...command },
    });
  });

  it.each(['hello', 'what now', 'DR-', '!'])(
    'words that begin no command are told what may be typed: %s',
    async (text) => {
      const page = await me.post('/say', { text });
      expect(page.text).toContain('Type “/” to choose one, or “/safekeep help”');
      expect(page.text).toMatch(/name="text" value=""|You typed/);
      expect(reached()).toEqual([]);
    },
  );

  it('of words that are no command: what to do if they are a worry, with a button, and nothing of them is passed on', async () => {
    const page = await me.post('/say', { text: 'I sent a spreadsheet to the wrong list' });
    expect(page.text).toContain('nothing of what you typed was kept or passed on');
    expect(page.text).toMatch(
      /action="\/forms\/breach\.report"[^>]*>(?:(?!<\/form>).)*Report a possible data breach/s,
    );
    expect(reached()).toEqual([]);
  });

  it('what cannot wait stands before one’s lists and first in what can be typed', async () => {
    const { text } = await me.get('/');
    const at = (words: string) => text.indexOf(words);
    expect(at('action="/forms/breach.report"')).toBeGreaterThan(0);
    expect(at('action="/forms/breach.report"')).toBeLessThan(at('data-home'));
    expect(/data-fill="([^"]*)"/.exec(text)?.[1]).toBe('/breach');
  });

  it('a form: every shape of value, and nothing that is not a field', async () => {
    await me.post('/forms', {
      token,
      'one.title': wild,
      'many.collections': ['powerschool', 'schoolzilla'],
      'many.readers': '',
      'tick.interest': '1',
      'one.colleague': '',
      constructor: 'x',
      ['__proto__']: 'x',
    });
    expect(last().interaction).toEqual({
      kind: 'submit',
      token,
      values: {
        title: wild,
        collections: ['powerschool', 'schoolzilla'],
        readers: [],
        interest: true,
        colleague: '',
      },
    });
  });

  it('a button: its payload', async () => {
    await me.post('/actions/request.claim', { 'p.id': 'r1', 'p.version': '3', _nonce: nonce });
    expect(last().interaction).toEqual({
      kind: 'action',
      id: 'request.claim',
      payload: { id: 'r1', version: '3' },
    });
  });

  it('a form that is opened, a document, a search for people, a change', async () => {
    await me.get('/forms/request.ask?p.id=r1');
    expect(last().interaction).toEqual({ kind: 'open-form', form: 'request.ask', subject: { id: 'r1' } });
    await me.get('/documents/agreement.certificate?id=s1');
    expect(last().interaction).toEqual({
      kind: 'document',
      document: 'agreement.certificate',
      subject: { id: 's1' },
    });
    await me.get('/people?q=ma%20ri', json);
    expect(last().interaction).toEqual({ kind: 'options', query: 'ma ri' });
    await me.post('/forms/change', { token, changed: 'g1', 'tick.g1': '1' });
    expect(last().interaction).toEqual({ kind: 'change', token, changed: 'g1', values: { g1: true } });
  });

  it('the same nonce is the same delivery; no nonce of ours is a delivery of its own', async () => {
    for (const _nonce of [nonce, nonce, 'made-up', 'made-up'])
      await me.post('/actions/request.claim', { _nonce });
    const deliveries = house.seen
      .filter(({ interaction }) => interaction.kind === 'action')
      .map((one) => one.delivery);
    expect(deliveries[0]).toBe(deliveries[1]);
    expect(new Set(deliveries).size).toBe(3);
  });

  it('a name typed in full but not chosen means that one person', async () => {
    await me.post('/forms', {
      token,
      'one.colleague': '',
      'typed.colleague': 'maria',
      'typed.readers': 'Lea Okafor',
    });
    expect(last().interaction).toMatchObject({ values: { colleague: 'maria', readers: ['lea'] } });
  });

  it('a name that fits several people stays on the form as it was typed', async () => {
    const page = await me.post('/forms', {
      token,
      'one.asker': 'colleague',
      'one.colleague': '',
      'typed.colleague': 'a',
    });
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/name="typed.colleague" value="a"/);
    expect(page.text).toContain('Please choose one.');
  });

  it('somebody chosen before and typed over without script is no longer meant', async () => {
    const chosen = { token, 'one.colleague': 'maria', 'said.colleague': 'Maria de la Cruz' };
    await me.post('/forms', { ...chosen, 'typed.colleague': 'Maria de la Cruz' });
    expect(last().interaction).toMatchObject({ values: { colleague: 'maria' } });
    await me.post('/forms', { ...chosen, 'typed.colleague': 'Lea Okafor' });
    expect(last().interaction).toMatchObject({ values: { colleague: 'lea' } });
    await me.post('/forms', { ...chosen, 'typed.colleague': '' });
    expect(last().interaction).toMatchObject({ values: { colleague: '' } });
  });
});

describe('replies become pages without script', () => {
  it('a card, below what was typed', async () => {
    const page = await me.post('/say', { text: '/data-request DR-1001' });
    expect(page.text).toMatch(/You typed: <\/span>\/data-request DR-1001[\s\S]*DR-1001: Graduation rate/);
  });

  it('a form, and the same form with its errors', async () => {
    expect((await me.post('/say', { text: '/data-request' })).text).toContain('data-sheet');
    const again = await me.post('/forms', { token, 'one.title': wild });
    expect(again.status).toBe(422);
    expect(again.text).toContain('&lt;script&gt;');
    expect(again.text).toContain('things need your attention');
  });

  it('what was done, with the card as it now stands', async () => {
    const page = await me.post('/actions/request.claim', { 'p.id': 'r1' });
    expect(page.text).toMatch(
      /class="result tone-good"[^>]*>Claimed\. It is yours now\.[\s\S]*Claimed by you/,
    );
  });

  it('a button that asks first: a page with the question, and only its yes acts', async () => {
    const asking = {
      'p.id': 'r1',
      '_ask.title': 'Withdraw <b>DR-1001</b>?',
      '_ask.text': 'For good.',
      '_ask.yes': 'Withdraw it',
    };
    const question = await me.post('/actions/request.withdraw', asking);
    expect(question.text).toContain('Withdraw &lt;b&gt;DR-1001&lt;/b&gt;?');
    expect(question.text).toContain('name="p.id" value="r1"');
    expect(reached()).toEqual([]);
    await me.post('/actions/request.withdraw', { 'p.id': 'r1' });
    expect(reached()).toHaveLength(1);
  });

  it('a case has an address of its own, by its id or by what people write', async () => {
    const page = await me.get('/cases/request/DR-1042');
    expect(page.status).toBe(200);
    expect(last().interaction).toEqual({ kind: 'look', about: { kind: 'request', id: 'DR-1042' } });
  });

  it('a document that is refused is a 404 with the reason', async () => {
    const page = await me.get('/documents/other');
    expect(page.status).toBe(404);
    expect(page.text).toContain('not yours to see');
  });

  it('a file is saved', async () => {
    const file = await me.get('/documents/agreement.csv?id=s1');
    expect(file.headers['content-disposition']).toContain('attachment; filename="lines.csv"');
    expect(file.text).toBe('line,time\nG1,14:03\n');
  });
});

describe('replies become fragments for script', () => {
  it.each([
    ['/say', { text: '/data-request DR-1001' }, 200, { kind: 'message' }],
    ['/say', { text: '/data-request' }, 200, { kind: 'sheet', invalid: false }],
    ['/forms', { token }, 422, { kind: 'sheet', invalid: true }],
    ['/actions/request.claim', {}, 200, { kind: 'done', good: true }],
    ['/actions/nobody.knows', {}, 200, { kind: 'done', good: false }],
    ['/forms', { token: 'tampered' }, 200, { kind: 'done', good: false }],
    ['/say', { text: '/safekeep paper' }, 200, { kind: 'message' }],
  ])('%s %j -> %i', async (path, fields, status, part) => {
    const answer = await me.post(path, fields, json);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject(part);
  });
});

describe('a foreign page cannot act', () => {
  const paths = [
    '/say',
    '/forms',
    '/forms/change',
    '/actions/request.claim',
    '/sign-out',
    '/pick',
    '/sign-in',
    '/sign-in/code',
    '/sign-in/link',
  ];

  it.each(paths)('%s refuses a missing or wrong token', async (path) => {
    for (const _csrf of ['', 'x'.repeat(43)]) {
      expect((await me.post(path, { _csrf, text: '/nda', person: 'maria', email: 'a@b.c' })).status).toBe(
        403,
      );
    }
    expect(reached()).toEqual([]);
    expect(house.mails).toEqual([]);
  });

  it.each(paths)('%s refuses a foreign origin even with the token', async (path) => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1'])
      expect(
        (await me.post(path, { text: '/nda', person: 'maria', email: 'a@b.c' }, { origin })).status,
      ).toBe(403);
    expect(reached()).toEqual([]);
  });

  it('a token of another session does not fit', async () => {
    const other = openBrowser(house.port);
    other.jar.set('safekeep_session', house.session('maria'));
    const { csrf } = await other.get('/');
    expect((await me.post('/say', { _csrf: csrf, text: '/nda' })).status).toBe(403);
  });

  it('our own origin is welcome, and so is a program that sends none', async () => {
    expect((await me.post('/say', { text: '/nda' }, { origin: house.url })).status).toBe(200);
    expect((await me.post('/say', { text: '/nda' })).status).toBe(200);
    expect((await me.post('/say', { text: '/nda' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('without a session', () => {
  it.each([
    '/',
    '/forms/request.ask',
    '/cases/request/DR-1042',
    '/documents/agreement.certificate?id=1',
    '/people?q=a',
  ])('%s leads to a door', async (path) => {
    const stranger = openBrowser(house.port);
    const next = `?next=${encodeURIComponent(path)}`;
    expect((await stranger.get(path)).headers.location).toBe(path === '/' ? '/pick' : `/pick${next}`);
    expect((await stranger.get(path, { via: '1.1 x' })).headers.location).toBe(`/sign-in${next}`);
    expect(JSON.parse((await stranger.get(path, json)).text)).toMatchObject({
      kind: 'trouble',
      signIn: true,
    });
    expect(reached()).toEqual([]);
  });

  it('nothing can be posted, and the answer says how to go on', async () => {
    house.forget();
    const answer = await me.post('/forms', { token, 'one.title': 'typed' }, json);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({ kind: 'trouble', signIn: true });
  });
});

describe('bad input', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it.each([
    ['malformed JSON', '{"a":', { 'content-type': 'application/json' }, 400],
    ['JSON that is no list of texts', '{"a":{"b":1}}', { 'content-type': 'application/json' }, 400],
    ['a 2 MB body', `text=${'x'.repeat(2_000_000)}`, form, 413],
    ['2 MB of JSON', `{"text":"${'x'.repeat(2_000_000)}"}`, { 'content-type': 'application/json' }, 413],
    ['a thousand fields', Array.from({ length: 1000 }, (_, i) => `f${i}=1`).join('&'), form, 413],
    [
      'an unknown charset',
      'text=x',
      { 'content-type': 'application/x-www-form-urlencoded; charset=klingon' },
      415,
    ],
    ['a broken escape in the body', 'text=%E0%A4%A&_csrf=%', form, 403],
    ['a body of another type', 'text', { 'content-type': 'text/plain' }, 403],
    ['a body that says it is compressed and is not', 'zzz', { ...form, 'content-encoding': 'gzip' }, 400],
  ])('%s', async (_what, body, headers, status) => {
    const page = await me.postRaw('/say', body, headers);
    expect(page.status).toBe(status);
    expect(page.text).toMatch(/<h1>/);
    expect(page.text).not.toMatch(/ at |node_modules|SyntaxError/);
    expect(reached()).toEqual([]);
  });

  it.each([
    ['/%E0%A4%A', 404],
    ['/documents/%zz', 400],
    ['/nowhere', 404],
    ['/assets/../platform.ts', 404],
    ['/assets/%2e%2e%2fplatform.ts', 404],
  ])('the address %s gives %i', async (path, status) => {
    const page = await me.get(path);
    expect(page.status).toBe(status);
    expect(page.text).not.toContain('node_modules');
  });

  it('NUL, emoji, right-to-left and very long words arrive as typed, for the form to judge', async () => {
    const title = `\u0000👩🏽‍🏫 مرحبا ${'x'.repeat(100_000)}`;
    const page = await me.post('/forms', { token, 'one.title': title });
    expect(last().interaction).toMatchObject({ values: { title } });
    expect(page.status).toBe(422);
  });

  it('a fault of ours is a page with a reference that the log bears too, and nothing typed', async () => {
    house.answer = () => {
      throw new Error('secret words');
    };
    const page = await me.post('/say', { text: '/nda what I typed' });
    expect(page.status).toBe(500);
    const reference = /reference: ([0-9A-Z]{6})\./.exec(page.text)?.[1] ?? 'none';
    expect(house.logged.join('')).toContain(reference);
    expect(house.logged.join('')).not.toMatch(/secret words|what I typed/);
    expect(page.text).not.toContain('secret words');
  });
});

describe('headers', () => {
  it('allow only our own files, no inline script, no framing and no caching', async () => {
    const { headers, text } = await me.get('/');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(text).not.toMatch(/<script(?! type="module" src=)|<style|style="|onclick/);
  });

  it('let a browser ask whether a file of ours changed', async () => {
    const first = await me.get('/assets/app.css');
    expect(first.headers['content-type']).toBe('text/css; charset=utf-8');
    const again = await me.get('/assets/app.css', { 'if-none-match': first.headers.etag });
    expect(again.status).toBe(304);
  });
});

describe('a form that was opened from a page', () => {
  const page = '/documents/agreement.certificate?id=s1';
  const at = 'at-0123456789';
  const done: Reply = { kind: 'done', tone: 'good', text: 'Kept. It waits for approval.' };

  it('goes back to it, to the place of its button, and the page says once what came of it', async () => {
    house.answer = ({ interaction }) => (interaction.kind === 'submit' ? done : undefined);
    const form = await me.get(`/forms/request.file?_back=${encodeURIComponent(page)}&_at=${at}`);
    expect(form.text).toContain(`name="_back" value="${page}"`);
    expect(form.text).toContain(`href="${page}#${at}" data-cancel`);
    const sent = await me.post('/forms', { token, _back: page, _at: at });
    expect(sent).toMatchObject({ status: 303, headers: { location: `${page}#${at}` } });
    expect(sent.headers.location).not.toContain('Kept');
    const back = await me.get(page);
    expect(back.text).toMatch(
      /aria-live="polite"[^>]*data-said><p class="result tone-good"[^>]*>Kept\. It waits/,
    );
    expect((await me.get(page)).text).not.toContain('data-said');
  });

  it('comes back with its faults and still knows the way', async () => {
    const open = openForm(everyField, 'request.file', {}, { errors: { title: 'Please fill this in.' } });
    house.answer = ({ interaction }) =>
      interaction.kind === 'submit' ? { kind: 'invalid', open } : undefined;
    const again = await me.post('/forms', { token, _back: page, _at: at });
    expect(again.status).toBe(422);
    expect(again.text).toContain(`name="_back" value="${page}"`);
  });

  it('says it in the conversation where the page is closed to them since', async () => {
    house.answer = ({ interaction }) =>
      interaction.kind === 'submit'
        ? done
        : interaction.kind === 'document'
          ? { kind: 'done', tone: 'warning', text: 'There is no such page.' }
          : undefined;
    await me.post('/forms', { token, _back: page, _at: at });
    const after = await me.get(page);
    expect(after.status).toBe(200);
    expect(after.text).toContain('Kept. It waits for approval.');
  });

  it.each([
    'https://evil.example/documents/x',
    '//evil.example/documents/x',
    '/\\evil.example',
    '/sign-out',
    '/documents/../sign-out',
    '/documents/x?a=\nb',
    `/documents/x?${'a'.repeat(700)}`,
  ])('goes nowhere else: %s', async (way) => {
    house.answer = ({ interaction }) => (interaction.kind === 'submit' ? done : undefined);
    const sent = await me.post('/forms', { token, _back: way });
    expect(sent.status).toBe(200);
    expect(sent.headers.location).toBeUndefined();
  });

  it('believes no words that are not ours', async () => {
    const body = Buffer.from(JSON.stringify({ tone: 'good', text: 'Call 555-0199' })).toString('base64url');
    me.jar.set('safekeep_said', `${body}.forged`);
    expect((await me.get(page)).text).not.toContain('555-0199');
  });

  it('a press and its question go back as well; in the conversation everything stays as it was', async () => {
    house.answer = ({ interaction }) => (interaction.kind === 'action' ? done : undefined);
    const asked = { '_ask.title': 'Sure?', '_ask.text': 'It is final.', '_ask.yes': 'Yes' };
    const question = await me.post('/actions/do', { ...asked, _back: page, _at: at });
    expect(question.text).toContain(`name="_back" value="${page}"`);
    expect(await me.post('/actions/do', { _back: page, _at: at })).toMatchObject({ status: 303 });
    expect((await me.post('/actions/do', {})).status).toBe(200);
    expect((await me.get('/')).text).not.toContain('name="_back"');
  });
});
