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
