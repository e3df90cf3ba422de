/** Who is looking: the session's cookie, and the token that ties a form to it. */
import { timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Person } from '../../app/person.ts';
import type { OpenedSession } from '../../app/ports.ts';
import { sha256 } from '../../kernel/hash.ts';
import { newSecret } from '../../kernel/ids.ts';
import type { Surroundings } from './surface.ts';

export interface Visit {
  readonly person: Person | undefined;
  /** The session's secret, while there is one. */
  readonly token: string | undefined;
  /** What a POST from this browser must bring back. */
  readonly csrf: string;
}

/** `__Host-` binds the cookie to this very host; browsers allow it only over https. */
export function cookieNames(publicUrl: string): {
  readonly session: string;
  readonly visit: string;
  readonly said: string;
} {
  const prefix = isSecure(publicUrl) ? '__Host-' : '';
  return {
    session: `${prefix}safekeep_session`,
    visit: `${prefix}safekeep_visit`,
    said: `${prefix}safekeep_said`,
  };
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/** Before there is a session, a random cookie stands in for it, so that signing in is protected too. */
export async function visitOf(web: Surroundings, req: Request, res: Response): Promise<Visit> {
  const names = cookieNames(web.deps.publicUrl);
  const cookies = readCookies(req.headers.cookie);
  const token = cookies.get(names.session);
  const person = token === undefined ? undefined : await web.doors.personOfSession(token);
  if (token !== undefined && person) return { person, token, csrf: csrfOf(token) };
  return namelessVisit(web, req, res);
}

/** Of somebody who is not asked who they are: no session is looked up, and nothing is read. */
export function namelessVisit(web: Surroundings, req: Request, res: Response): Visit {
  const names = cookieNames(web.deps.publicUrl);
  const cookies = readCookies(req.headers.cookie);
  let visit = cookies.get(names.visit);
  if (visit === undefined || !/^[\w-]{43}$/.test(visit)) {
    visit = newSecret();
    res.cookie(names.visit, visit, cookieAttributes(web.deps.publicUrl));
  }
  return { person: undefined, token: undefined, csrf: csrfOf(visit) };
}

/** Derived, so that it needs no place in the store and every instance knows it; the cookie cannot be found from it. */
export function csrfOf(secret: string): string {
  return sha256(`csrf:${secret}`).slice(0, 43);
}

export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
}

export function cookieAttributes(publicUrl: string) {
  return { httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl), path: '/' } as const;
}

export function startSession(web: Surroundings, res: Response, session: OpenedSession): void {
  const lastsMs = session.expiresAt.epochMilliseconds - web.deps.clock.now().epochMilliseconds;
  res.cookie(cookieNames(web.deps.publicUrl).session, session.token, {
    ...cookieAttributes(web.deps.publicUrl),
    maxAge: Math.max(0, lastsMs),
  });
}

export async function endSession(web: Surroundings, visit: Visit, res: Response): Promise<void> {
  if (visit.token !== undefined) {
    web.streams.closeSession(visit.token);
    await web.doors.endSession(visit.token);
  }
  res.clearCookie(cookieNames(web.deps.publicUrl).session, cookieAttributes(web.deps.publicUrl));
}

export function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && !cookies.has(part.slice(0, at).trim()))
      cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return cookies;
}
