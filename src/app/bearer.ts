/** Bearer tokens of somebody who publishes their keys by OpenID: signature, issuer, audience and time, before anything else is read. */
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { type Clock, toDate } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { createKeyRing } from './key-ring.ts';

export interface Bearer {
  readonly claims: JWTPayload;
  /** What the list of keys says of the one that signed. */
  readonly listed: Readonly<Record<string, unknown>>;
}

/** `no-keys`: nobody can be believed for now, because the keys cannot be had. */
export type Disbelief = 'refused' | 'no-keys';

/** Takes every Authorization header that a request has. */
export type BearerCheck = (headers: readonly string[] | undefined) => Promise<Result<Bearer, Disbelief>>;

/** Clocks differ a little. */
const toleranceSeconds = 30;
const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

export function createBearerCheck(
  expected: { readonly openIdUrl: string; readonly issuer: string; readonly audience: string },
  clock: Clock,
  log: Log,
): BearerCheck {
  const { openIdUrl, issuer, audience } = expected;
  const ring = createKeyRing(openIdUrl, clock, log);

  return async function check(headers) {
    // two headers of this name are somebody's trick: who knows which of them a proxy has read
    const token = headers?.length === 1 ? bearer.exec(headers[0] ?? '')?.[1] : undefined;
    if (token === undefined) return failed('refused');
    let listed: Bearer['listed'] = {};
    let noKeys = false;
    const keyOf = async ({ kid }: { kid?: string }) => {
      const found = await ring.find(kid ?? '').catch(() => {
        noKeys = true;
        return undefined;
      });
      if (!found) throw new errors.JWKSNoMatchingKey();
      listed = found.listed;
      return found.key;
    };
    try {
      const { payload } = await jwtVerify(token, keyOf, {
        issuer,
        audience,
        algorithms: ['RS256'],
        requiredClaims: ['exp'],
        clockTolerance: toleranceSeconds,
        currentDate: toDate(clock.now()),
      });
      return ok({ claims: payload, listed });
    } catch (error) {
      if (noKeys) return failed('no-keys');
      if (error instanceof errors.JOSEError) return failed('refused');
      throw error;
    }
  };
}
