/** Whether a request comes from Microsoft's Bot Connector and is meant for our app: its bearer token, checked before anything is read. */
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { createKeyRing } from '../../app/key-ring.ts';
import { type Clock, toDate } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';

/** What a good token says about the activity that it comes with. */
export interface Bearer {
  /** The activity must name the same: our answers go there. */
  readonly serviceUrl: string;
  /** The channels that the key speaks for; the activity's must be among them. */
  readonly endorsements: readonly string[];
}

/** `no-keys`: nobody can be believed for now, because Microsoft's keys cannot be had. */
export type TokenCheck = (
  headers: readonly string[] | undefined,
) => Promise<Result<Bearer, 'refused' | 'no-keys'>>;

const microsoft = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const issuer = 'https://api.botframework.com';
/** Clocks differ a little; the library's own five minutes are more than that. */
const toleranceSeconds = 30;
const listShape = z.array(z.string());
const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

export function createTokenCheck(
  appId: string,
  given: { readonly clock: Clock; readonly log: Log; readonly openIdUrl?: string | undefined },
): TokenCheck {
  const { clock, log } = given;
  const ring = createKeyRing(given.openIdUrl ?? microsoft, clock, log);

  return async function check(headers) {
    // two headers of this name are somebody's trick: who knows which of them a proxy has read
    const token = headers?.length === 1 ? bearer.exec(headers[0] ?? '')?.[1] : undefined;
    if (token === undefined) return failed('refused');
    let endorsements: readonly string[] = [];
    let noKeys = false;
    try {
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          const found = await ring.find(kid ?? '').catch(() => {
            noKeys = true;
            return undefined;
          });
          if (!found) throw new errors.JWKSNoMatchingKey();
          endorsements = listShape.catch([]).parse(found.listed.endorsements);
          return found.key;
        },
        {
          issuer,
          audience: appId,
          algorithms: ['RS256'],
          requiredClaims: ['exp'],
          clockTolerance: toleranceSeconds,
          currentDate: toDate(clock.now()),
        },
      );
      const serviceUrl = serviceUrlOf(payload);
      return serviceUrl === undefined ? failed('refused') : ok({ serviceUrl, endorsements });
    } catch (error) {
      if (noKeys) return failed('no-keys');
      if (error instanceof errors.JOSEError) return failed('refused');
      throw error;
    }
  };
}

function serviceUrlOf(payload: JWTPayload): string | undefined {
  return typeof payload.serviceurl === 'string' ? payload.serviceurl : undefined;
}
