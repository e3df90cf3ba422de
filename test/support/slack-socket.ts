/** Slack's side of Socket Mode: `apps.connections.open` and a WebSocket (RFC 6455, whole text frames only). */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Carrier } from './slack-client.ts';
import type { SlackPeer } from './slack-peer.ts';

export interface SlackSocketPeer {
  /** Sends a payload down the newest connection and waits for its ack. */
  readonly carry: Carrier;
  /** Resolves when the n-th connection (from 1) has been greeted. */
  connected(count: number): Promise<void>;
  /** Tells the app to connect anew, as Slack does now and then. */
  refresh(): void;
  /** Cuts the line without a farewell. */
  cut(): void;
  /** Resolves when nobody is connected. */
  left(): Promise<void>;
  close(): Promise<void>;
}

const opcode = { text: 1, close: 8, ping: 9, pong: 10 } as const;

export async function startSocketPeer(peer: SlackPeer): Promise<SlackSocketPeer> {
  const sockets: Duplex[] = [];
  const acks = new Map<string, (payload: unknown) => void>();
  let greeted = 0;
  let wake: (() => void)[] = [];

  function happened(): void {
    const waiting = wake;
    wake = [];
    for (const go of waiting) go();
  }

  const server = createServer();
  server.on('upgrade', (request, socket: Duplex) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.splice(sockets.indexOf(socket), 1);
      happened();
    });
    let rest = Buffer.alloc(0);
    socket.on('data', (part: Buffer) => {
      rest = Buffer.concat([rest, part]);
      for (let frame = read(rest); frame; frame = read(rest)) {
        rest = rest.subarray(frame.size);
        if (frame.opcode === opcode.close) socket.end(write(opcode.close, frame.payload));
        if (frame.opcode === opcode.ping) socket.write(write(opcode.pong, frame.payload));
        if (frame.opcode === opcode.text) acknowledged(frame.payload.toString('utf8'));
      }
    });
    send(socket, { type: 'hello', num_connections: 1, connection_info: { app_id: 'A000000001' } });
    greeted += 1;
    happened();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/link`;
  peer.bend('apps.connections.open', () => ({ body: { ok: true, url } }));

  function acknowledged(text: string): void {
    const { envelope_id, payload } = JSON.parse(text) as { envelope_id: string; payload: unknown };
    acks.get(envelope_id)?.(payload);
    acks.delete(envelope_id);
  }

  return {
    carry(payload, kind) {
      const socket = sockets.at(-1);
      if (!socket) throw new Error('nobody is connected');
      const envelopeId = randomUUID();
      const type = { command: 'slash_commands', interactive: 'interactive', event: 'events_api' }[kind];
      const acked = new Promise<unknown>((go) => acks.set(envelopeId, go));
      send(socket, { type, envelope_id: envelopeId, accepts_response_payload: kind !== 'event', payload });
      return acked.then((json) => ({ status: 200, text: JSON.stringify(json), json }));
    },
    async connected(count) {
      while (greeted < count) await new Promise<void>((go) => wake.push(go));
    },
    refresh: () => {
      for (const socket of sockets) send(socket, { type: 'disconnect', reason: 'refresh_requested' });
    },
    cut: () => {
      for (const socket of [...sockets]) socket.destroy();
    },
    async left() {
      while (sockets.length > 0) await new Promise<void>((go) => wake.push(go));
    },
    async close() {
      for (const socket of [...sockets]) socket.destroy();
      server.close();
    },
  };
}

function send(socket: Duplex, message: object): void {
  socket.write(write(opcode.text, Buffer.from(JSON.stringify(message))));
}

function write(code: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126 ? Buffer.from([0x80 | code, payload.length]) : Buffer.from([0x80 | code, 126, 0, 0]);
  if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

/** One masked frame from a client, once it is whole. */
function read(data: Buffer): { opcode: number; payload: Buffer; size: number } | undefined {
  if (data.length < 2) return undefined;
  const short = data.readUInt8(1) & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (data.length < 2 + lengthBytes + 4) return undefined;
  const length =
    lengthBytes === 0 ? short : lengthBytes === 2 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
  const start = 2 + lengthBytes + 4;
  if (data.length < start + length) return undefined;
  const mask = data.subarray(start - 4, start);
  const payload = Buffer.from(data.subarray(start, start + length));
  for (let at = 0; at < length; at += 1) payload[at] = payload.readUInt8(at) ^ mask.readUInt8(at % 4);
  return { opcode: data.readUInt8(0) & 0x0f, payload, size: start + length };
}
