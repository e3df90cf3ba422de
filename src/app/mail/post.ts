/** E-mail through one SMTP server: plain text, a Message-ID that stays the same when a row is sent again. */
import { createTransport, type NodemailerError } from 'nodemailer';
import { z } from 'zod';
import type { Delivery, Post } from '../ports.ts';

export interface MailSettings {
  /** `smtp://host:port` or `smtps://user:password@host`; works without a password. */
  readonly smtpUrl: string;
  /** `Safekeep <safekeep@example.org>` */
  readonly from: string;
  /** How long one connection may stay silent, in milliseconds; default 20 s, well inside a row's lease. */
  readonly timeoutMs?: number;
}

export interface MailPost extends Post {
  close(): void;
}

const minuteMs = 60_000;
const notAnAddress: Delivery = { kind: 'never', reason: 'the e-mail address is not valid' };

export function createPost(settings: MailSettings): MailPost {
  const timeoutMs = settings.timeoutMs ?? 20_000;
  const transport = createTransport({
    pool: true,
    url: settings.smtpUrl,
    maxConnections: 4,
    // The outbox does the trying again, and counts it.
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text, rowId }) => {
      // One address, and nothing that a header parser could read as two.
      if (!z.email().safeParse(to).success) return notAnAddress;
      const messageId = messageIdOf(rowId, settings.from);
      try {
        await transport.sendMail({
          from: settings.from,
          to,
          subject: subject.replace(/\s+/g, ' '),
          text,
          messageId,
          // RFC 3834: keeps out-of-office programs from answering a program.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'sent', address: { messageId } };
      } catch (error) {
        return refusal(error as NodemailerError);
      }
    },
    close: () => transport.close(),
  };
}

/** `<row@domain of the sender>`, angle brackets included. */
export function messageIdOf(rowId: string, from: string): string {
  const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'safekeep.invalid';
  return `<${rowId}@${domain}>`;
}

/**
 * What a failed attempt means for the row. A refusal of this recipient or this message is final (RFC 5321: 5yz);
 * one of the sender or the login is the operator's to mend, so the row waits. A line cut in mid-conversation may
 * have come after the text arrived, so the error is thrown on and the worker counts the repeat.
 */
function refusal(error: NodemailerError): Delivery {
  const code = error.responseCode;
  if (code !== undefined && error.permanent && (error.command === 'RCPT TO' || error.command === 'DATA'))
    return { kind: 'never', reason: `the mail server refused it (${code})` };
  if (code !== undefined) return { kind: 'later', afterMs: minuteMs, reason: `the mail server said ${code}` };
  if (error.code === 'EENVELOPE') return notAnAddress;
  if (cutInMidConversation(error)) throw error;
  return { kind: 'later', afterMs: minuteMs, reason: 'the mail server cannot be reached' };
}

function cutInMidConversation(error: NodemailerError): boolean {
  return (
    error.code === 'ECONNECTION' ||
    error.originalCode === 'ECONNRESET' ||
    error.originalCode === 'EPIPE' ||
    error.timeoutType === 'SOCKET_TIMEOUT'
  );
}
