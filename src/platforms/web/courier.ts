/** The nudge to open pages: one event stream a page, saying only "there is news"; the page then asks for it as its person. */
import type { Response } from 'express';
import type { Feed } from '../../app/ports.ts';
import { heartbeatMs, maxStreamsPerSession } from './limits.ts';

export interface Streams {
  /** Takes over the response until it, its session or the program ends. `stillWelcome` is asked again before every sign of life. */
  open(res: Response, token: string, personId: string, stillWelcome: () => Promise<boolean>): void;
  closeSession(token: string): void;
  count(): number;
  closeAll(): void;
}

interface Stream {
  readonly token: string;
  readonly close: () => void;
}

export function openStreams(feed: Feed): Streams {
  const streams = new Set<Stream>();
  let closed = false;

  function open(res: Response, token: string, personId: string, stillWelcome: () => Promise<boolean>): void {
    if (closed) {
      res.status(503).end();
      return;
    }
    const mine = [...streams].filter((stream) => stream.token === token);
    if (mine.length >= maxStreamsPerSession) mine[0]?.close();
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    res.write('retry: 3000\n\n');

    async function say(line: string): Promise<void> {
      try {
        if (await stillWelcome()) res.write(line);
        else close();
      } catch {
        // the store is away for a moment; the browser comes back by itself
        close();
      }
    }
    const stop = feed.subscribe(personId, () => void say('event: news\ndata: 1\n\n'));
    const heartbeat = setInterval(() => void say(': here\n\n'), heartbeatMs);
    heartbeat.unref();
    const stream: Stream = { token, close };
    streams.add(stream);
    res.on('close', close);

    function close(): void {
      if (!streams.delete(stream)) return;
      stop();
      clearInterval(heartbeat);
      res.end();
    }
  }

  return {
    open,
    closeSession(token) {
      for (const stream of [...streams]) if (stream.token === token) stream.close();
    },
    count: () => streams.size,
    closeAll() {
      closed = true;
      for (const stream of [...streams]) stream.close();
    },
  };
}
