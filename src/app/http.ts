/** The one HTTP server: taken before anything else is touched, given its routes when they are ready, closed in good order. */
import { createServer, type Server } from 'node:http';
import express, { type Express } from 'express';
import { OperatorError } from '../kernel/operator-error.ts';

export interface HttpDoor {
  readonly http: Express;
  /** The port really taken (PORT=0 takes any). */
  readonly port: number;
  /** From now on requests reach the routes; before, they are asked to come back. */
  open(): void;
  /** No new connections; requests in hand are finished, for at most `patienceMs`. */
  close(patienceMs: number): Promise<void>;
}

export async function takePort(options: {
  readonly host: string;
  readonly port: number;
  readonly trustProxy?: number | string;
}): Promise<HttpDoor> {
  const http = express();
  http.disable('x-powered-by');
  if (options.trustProxy !== undefined) http.set('trust proxy', options.trustProxy);
  let ready = false;
  const server = createServer((request, response) => {
    if (ready) return http(request, response);
    response.writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('Safekeep is starting. Please try again in a moment.\n');
  });
  await listen(server, options.host, options.port);
  const address = server.address();
  return {
    http,
    port: typeof address === 'object' && address ? address.port : options.port,
    open: () => {
      ready = true;
    },
    close: (patienceMs) => close(server, patienceMs),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new OperatorError(cannotListen(error, host, port))),
    );
    server.listen(port, host, () => resolve());
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`;
    case 'EACCES':
      return `Port ${port} may only be opened by root. Choose one above 1023: PORT=3000 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${host} is not an address of this machine. Leave HOST out, or use 127.0.0.1 or 0.0.0.0.`;
    default:
      return `Port ${port} on ${host} cannot be opened (${error.code ?? 'unknown reason'}). Try another PORT or HOST.`;
  }
}

function close(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), patienceMs);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    server.closeIdleConnections();
  });
}
