/** A line to another server on this machine that a test can cut and mend, as a network does. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface Line {
  /** Takes the place of the address that was given. */
  readonly url: string;
  /** Nobody answers here any more, and whoever was talking is cut off. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function layLine(to: string): Promise<Line> {
  const far = new URL(to);
  const sockets = new Set<Socket>();
  let server: Server | undefined;

  async function listen(port: number): Promise<void> {
    const listening = createServer((near) => {
      const onward = connect(Number(far.port), far.hostname);
      for (const [socket, other] of [
        [near, onward],
        [onward, near],
      ] as const) {
        sockets.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
        socket.pipe(other);
      }
    });
    listening.listen(port, '127.0.0.1');
    await once(listening, 'listening');
    server = listening;
  }

  await listen(0);
  const port = (server as Server | undefined)?.address() as AddressInfo;
  const near = new URL(far);
  near.port = String(port.port);

  async function cut(): Promise<void> {
    const closing = server;
    server = undefined;
    if (!closing) return;
    closing.close();
    for (const socket of sockets) socket.destroy();
    await once(closing, 'close');
  }

  return { url: near.toString(), cut, mend: () => listen(port.port), close: cut };
}
