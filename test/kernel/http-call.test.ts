/** One call to somebody else's service: the answer as it came, once, in time, and over a connection that stays. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { neverLeft } from '../../src/app/delivery/never-left.ts';
import { httpCall } from '../../src/kernel/http-call.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<{ readonly url: URL; readonly server: Server }> {
  const server = createServer(listener);
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a%2Fb?c=d`) };
}

const get = (url: URL, timeoutMs = 10_000) => httpCall({ method: 'GET', url, headers: {}, timeoutMs });
const failure = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
};

describe('a call', () => {
  it('says what it is told to, and brings back the whole answer', async () => {
    const { url } = await serve((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.once('end', () => {
        response.writeHead(201, {
          'x-said': `${request.method} ${request.url} ${request.headers['x-asked']}`,
        });
        response.write(Buffer.concat(parts).subarray(0, 4));
        response.end(Buffer.concat(parts).subarray(4));
      });
    });
    // four bytes end within a letter
    const body = 'Grüße, 日本';
    const answer = await httpCall({
      method: 'PUT',
      url,
      headers: { 'x-asked': '1' },
      body,
      timeoutMs: 10_000,
    });
    expect(answer).toMatchObject({ status: 201, headers: { 'x-said': 'PUT /a%2Fb?c=d 1' }, text: body });
  });

  it('keeps its connection for the next one', async () => {
    const { url, server } = await serve((_request, response) => response.end('ok'));
    let connections = 0;
    server.on('connection', () => {
      connections += 1;
    });
    for (let n = 0; n < 5; n += 1) await get(url);
    expect(connections).toBe(1);
  });

  it('follows no redirect', async () => {
    let asked = 0;
    const { url } = await serve((_request, response) => {
      asked += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await get(url)).toMatchObject({ status: 307 });
    expect(asked).toBe(1);
  });
});

describe('a call that fails', () => {
  it('where nobody is, has not left', async () => {
    const { url, server } = await serve(() => undefined);
    server.close();
    await once(server, 'close');
    expect(neverLeft(await failure(get(url)))).toBe(true);
  });

  it('before the connection stands, has not left', async () => {
    // it says nothing, so TLS never comes to an end
    const silent = createSocketServer();
    closing.push(() => silent.close());
    silent.on('connection', (socket: Socket) => closing.push(() => socket.destroy()));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = new URL(`https://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
    const error = await failure(get(url, 50));
    expect(error).toMatchObject({ name: 'ConnectTimeout' });
    expect(neverLeft(error)).toBe(true);
  });

  it('without an answer in time, or with half of one, may have arrived', async () => {
    const { url } = await serve((request, response) => {
      if (request.method === 'GET') return;
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => request.socket.destroy());
    });
    const late = await failure(get(url, 50));
    expect(late).toMatchObject({ name: 'AnswerTimeout' });
    const half = await failure(httpCall({ method: 'POST', url, headers: {}, body: '{}', timeoutMs: 10_000 }));
    expect([neverLeft(late), neverLeft(half)]).toEqual([false, false]);
  });
});
