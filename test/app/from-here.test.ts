import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFromHere } from '../../src/app/from-here.ts';

const outside = Object.values(networkInterfaces())
  .flatMap((one) => one ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

const http = express();
http.get('/', (incoming, response) => void response.json(isFromHere(incoming)));
const server = createServer(http);
let port: number;

beforeAll(async () => {
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

function ask(to: string, headers: Record<string, string>): Promise<string> {
  return new Promise((done, fail) => {
    const sent = request({ host: to, port, headers });
    sent.on('response', (answer) => answer.setEncoding('utf8').on('data', done));
    sent.on('error', fail).end();
  });
}

describe('a request', () => {
  it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST:3000'])(
    'to %s from this machine is from here',
    async (host) => {
      expect(await ask('127.0.0.1', { host })).toBe('true');
    },
  );

  it.each<[string, Record<string, string>]>([
    ['by a proxy', { 'x-forwarded-for': '127.0.0.1' }],
    ['by a proxy that says less', { via: '1.1 proxy' }],
    ['to another name', { host: 'localhost.evil.example' }],
    ['to another address', { host: '127.0.0.2' }],
  ])('%s is not', async (_name, headers) => {
    expect(await ask('127.0.0.1', { host: 'localhost', ...headers })).toBe('false');
  });

  it.skipIf(!outside)('of a neighbour on the network is not, whatever host it names', async () => {
    expect(await ask(outside ?? '', { host: 'localhost' })).toBe('false');
  });
});
