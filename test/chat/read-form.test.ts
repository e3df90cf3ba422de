import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fields } from '../../src/chat/form.ts';
import { decodeToken, encodeToken } from '../../src/chat/form-token.ts';
import { readForm } from '../../src/chat/read-form.ts';

const form = fields({
  who: {
    kind: 'choice',
    label: 'Who asks?',
    options: [
      { value: 'me', label: 'Me' },
      { value: 'outside', label: 'Outside' },
    ],
  },
  name: { kind: 'text', label: 'Name', max: 5, showIf: { field: 'who', is: ['outside'] } },
  mail: { kind: 'text', label: 'E-mail', max: 80, format: 'email', optional: true },
  link: { kind: 'text', label: 'Folder', max: 80, format: 'folder-link', optional: true },
  needed: { kind: 'date', label: 'Needed by', from: '2026-01-01', optional: true },
  parts: { kind: 'choices', label: 'Parts', options: [{ value: 'a', label: 'A' }], optional: true },
  sure: { kind: 'tick', label: 'Sure', says: 'I am', optional: true },
});

function errorsOf(raw: Parameters<typeof readForm>[1]) {
  const read = readForm(form, raw);
  return read.ok ? {} : read.problem;
}

describe('reading a form', () => {
  it('asks for a conditional field only while it is shown, and drops what was typed into a hidden one', () => {
    expect(readForm(form, { who: 'me', name: 'left over' })).toEqual({ ok: true, value: { who: 'me' } });
    expect(errorsOf({ who: 'outside' })).toEqual({ name: 'Please fill this in.' });
  });

  it.each([
    ['at the limit', 'abcde', undefined],
    ['over the limit', 'abcdef', 'At most 5 characters; this has 6.'],
    ['only blanks', '   ', 'Please fill this in.'],
    ['NUL', 'a\u0000b', 'This holds an invisible control character. Please type it again.'],
  ])('text %s', (_what, name, message) => {
    expect(errorsOf({ who: 'outside', name }).name).toBe(message);
  });

  it('keeps emoji, right-to-left and markdown characters as typed', () => {
    const typed = '😀א*_';
    expect(readForm(form, { who: 'outside', name: typed })).toEqual({
      ok: true,
      value: { who: 'outside', name: typed },
    });
  });

  it.each([
    ['mail', 'nobody', false],
    ['mail', 'a@b.example', true],
    ['link', 'sftp://files.example/x', true],
    ['link', '\\\\server\\share', true],
    ['link', 'javascript:alert(1)', false],
    ['needed', '2026-02-30', false],
    ['needed', '2025-12-31', false],
    ['needed', '2026-02-28', true],
  ])('%s = %s is %s', (name, value, good) => {
    expect(name in errorsOf({ who: 'me', [name]: value })).toBe(!good);
  });

  it('refuses choices that were never offered', () => {
    expect(errorsOf({ who: 'root' }).who).toContain('no longer offered');
    expect(errorsOf({ who: 'me', parts: ['a', 'b'] }).parts).toContain('no longer offered');
  });

  it('answers wrong types with a message and never throws', () => {
    const anything = fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string()), fc.constant(undefined));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(form)), anything), (raw) => {
        expect(typeof readForm(form, raw).ok).toBe('boolean');
      }),
    );
  });
});

describe('a form token', () => {
  const token = {
    form: 'request.file',
    instance: crypto.randomUUID(),
    page: 1,
    subject: { request: 'x' },
    policy: 'p',
  };

  it('comes back as it went', () => {
    expect(decodeToken(encodeToken(token))).toEqual(token);
  });

  it('is refused, not thrown at, when anything about it is changed', () => {
    expect(decodeToken('')).toBeUndefined();
    expect(decodeToken('x'.repeat(4000))).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeToken(text)).toBeUndefined();
      }),
    );
  });
});
