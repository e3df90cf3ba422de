/** Whether a request comes from Microsoft's Bot Connector and is meant for our app. */
import { z } from 'zod';
import { createBearerCheck, type Disbelief } from '../../app/bearer.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';

const vouchedShape = z.object({
  /** The activity must name the same service: our answers go there. */
  serviceUrl: z.string(),
  /** The channels that the key speaks for; the activity's must be among them. */
  endorsements: z.array(z.string()).catch([]),
});

/** What a good token says about the activity that it comes with. */
export type Vouched = Readonly<z.infer<typeof vouchedShape>>;

export type TokenCheck = (headers: readonly string[] | undefined) => Promise<Result<Vouched, Disbelief>>;

const microsoft = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const issuer = 'https://api.botframework.com';

export function createTokenCheck(
  appId: string,
  given: { readonly clock: Clock; readonly log: Log; readonly openIdUrl?: string | undefined },
): TokenCheck {
  const { clock, log, openIdUrl = microsoft } = given;
  const check = createBearerCheck({ openIdUrl, issuer, audience: appId }, clock, log);
  return async (headers) => {
    const checked = await check(headers);
    if (!checked.ok) return checked;
    const { claims, listed } = checked.value;
    const vouched = vouchedShape.safeParse({
      serviceUrl: claims.serviceurl,
      endorsements: listed.endorsements,
    });
    return vouched.success ? ok(vouched.data) : failed('refused');
  };
}
