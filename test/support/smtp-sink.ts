/** A mail server that keeps what it gets, and refuses, stalls or hangs up when told to. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly raw: string;
}

/** What it answers to the envelope and to the text; a `hang-up` cuts the line instead. */
export type Mood = 'accept' | 'no-such-mailbox' | 'try-later' | 'spam' | 'hang-up-after-text' | 'bad-sender';

export interface SmtpSink {
  readonly url: string;
  readonly mails: Mail[];
  mood: Mood;
  close(): Promise<void>;
}

export async function startSmtpSink(): Promise<SmtpSink> {
  const open = new Set<Socket>();
  const sink: { mails: Mail[]; mood: Mood } = { mails: [], mood: 'accept' };
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, sink);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(sink, {
    url: `smtp://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  });
}

function converse(socket: Socket, sink: { mails: Mail[]; mood: Mood }): void {
  let buffer = '';
  let from = '';
  let to = '';
  let inText = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 sink.example ESMTP');
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    buffer += String(chunk);
    for (;;) {
      const mark = inText ? '\r\n.\r\n' : '\r\n';
      const end = buffer.indexOf(mark);
      if (end < 0) return;
      const part = buffer.slice(0, end);
      buffer = buffer.slice(end + mark.length);
      if (inText) {
        inText = false;
        if (sink.mood === 'spam') say('554 5.7.1 Looks like spam');
        else {
          sink.mails.push({ from, to, raw: part });
          if (sink.mood === 'hang-up-after-text') return void socket.destroy();
          say('250 2.0.0 Kept');
        }
      } else if (/^(EHLO|HELO)/i.test(part)) say('250 sink.example');
      else if (/^MAIL FROM/i.test(part)) {
        from = /<(.*)>/.exec(part)?.[1] ?? '';
        say(sink.mood === 'bad-sender' ? '550 5.7.1 Not you' : '250 2.1.0 Ok');
      } else if (/^RCPT TO/i.test(part)) {
        to = /<(.*)>/.exec(part)?.[1] ?? '';
        if (sink.mood === 'no-such-mailbox') say('550 5.1.1 No such mailbox');
        else if (sink.mood === 'try-later') say('451 4.7.1 Greylisted');
        else say('250 2.1.5 Ok');
      } else if (/^DATA/i.test(part)) {
        inText = true;
        say('354 Go on');
      } else if (/^QUIT/i.test(part)) {
        say('221 Bye');
        socket.end();
      } else say('250 Ok');
    }
  });
}
