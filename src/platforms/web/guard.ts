/** Which POSTs are ours: the right origin and the token of this very session. */
import type { Request } from 'express';
import { sameText, type Visit } from './identity.ts';
import type { Posted } from './inbound.ts';
import { one } from './inbound.ts';

export function isOurs(req: Request, visit: Visit, posted: Posted, publicUrl: string): boolean {
  return originIsOurs(req, publicUrl) && sameText(one(posted, '_csrf'), visit.csrf);
}

/** Browsers send Origin with every POST; a program without one still needs the token. */
function originIsOurs(req: Request, publicUrl: string): boolean {
  const { origin } = req.headers;
  if (origin === undefined) {
    const site = req.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }
  if (!URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === req.headers.host;
}

const forwarding = ['forwarded', 'via', 'x-real-ip'];

/**
 * Whether a request comes from this machine itself and through nobody: a proxy makes loopback public (design §2),
 * and a name that merely resolves to loopback may be anybody's.
 */
export function isFromHere(req: Request): boolean {
  const forwarded = Object.keys(req.headers).some(
    (name) => name.startsWith('x-forwarded') || forwarding.includes(name),
  );
  return !forwarded && isLoopbackHost(req.headers.host) && isLoopbackAddress(req.socket.remoteAddress);
}

function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host);
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
