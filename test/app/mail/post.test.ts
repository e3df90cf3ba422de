/** E-mail: what arrives, and what each kind of failure means for the row. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPost, type MailPost } from '../../../src/app/mail/post.ts';
import { type Mood, type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';

let sink: SmtpSink;
let post: MailPost;

beforeEach(async () => {
  sink = await startSmtpSink();
  post = createPost({ smtpUrl: sink.url, from: 'Safekeep <safekeep@district.example>', timeoutMs: 2000 });
});

afterEach(async () => {
  post.close();
  await sink.close();
});

const letter = {
  to: 'pat@outside.example',
  subject: 'DR-1042\nreceived',
  text: 'We have your request.\n\n.\nA dot alone stays a dot. Ünïcode 🙂 too.',
  rowId: '0b1b8d5e-6b0a-4a52-9d5c-6d1c0a7a7a01',
};

describe('a letter by e-mail', () => {
  it('arrives as plain text without a password, marked as written by a program', async () => {
    expect(await post.send(letter)).toEqual({
      kind: 'sent',
      address: { messageId: `<${letter.rowId}@district.example>` },
    });
    const [mail] = sink.mails;
    expect(mail).toMatchObject({ from: 'safekeep@district.example', to: 'pat@outside.example' });
    expect(mail?.raw).toMatch(/^Subject: DR-1042 received\r$/m);
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail?.raw).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
    expect(mail?.raw).not.toMatch(/text\/html/);
  });

  it('carries the same Message-ID when it is sent again, so that mail programs fold the two', async () => {
    await post.send(letter);
    await post.send(letter);
    const ids = sink.mails.map((mail) => /^Message-ID: (.*)\r$/m.exec(mail.raw)?.[1]);
    expect(ids).toEqual([`<${letter.rowId}@district.example>`, `<${letter.rowId}@district.example>`]);
  });

  it('does not let an address smuggle a second recipient or a header in', async () => {
    const outcome = await post.send({ ...letter, to: 'a@outside.example, b@outside.example' });
    expect(outcome.kind).toBe('never');
    const second = await post.send({ ...letter, to: 'a@outside.example\r\nBcc: b@outside.example' });
    expect(second.kind).toBe('never');
    expect(sink.mails).toEqual([]);
  });

  it.each<[Mood, 'never' | 'later', string]>([
    ['no-such-mailbox', 'never', 'the mail server refused it (550)'],
    ['spam', 'never', 'the mail server refused it (554)'],
    ['try-later', 'later', 'the mail server said 451'],
    ['bad-sender', 'later', 'the mail server said 550'],
  ])('when the server answers "%s" the row is told: %s', async (mood, kind, reason) => {
    sink.mood = mood;
    expect(await post.send(letter)).toMatchObject({ kind, reason });
    expect(sink.mails).toEqual([]);
  });

  it('waits when no server answers at all', async () => {
    await sink.close();
    expect(await post.send(letter)).toMatchObject({
      kind: 'later',
      reason: 'the mail server cannot be reached',
    });
    sink = await startSmtpSink();
  });

  it('says that it does not know when the line is cut after the text', async () => {
    sink.mood = 'hang-up-after-text';
    await expect(post.send(letter)).rejects.toThrow();
    expect(sink.mails).toHaveLength(1);
  });
});
