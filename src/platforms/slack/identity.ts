/** Who calls: the account as Slack names it, and its profile when nobody here knows the account yet. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { AccountProfile, Caller } from '../../chat/interaction.ts';
import { slackErrorOf } from './errors.ts';

const userShape = z.looseObject({
  id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_email_confirmed: z.boolean().optional(),
  profile: z.looseObject({ email: z.string().optional() }).optional(),
});

/** `beforeAsking` acknowledges what is still open: another's API is never awaited before an ack. */
export function callerOf(
  client: WebClient,
  who: { readonly team: string; readonly user: string },
  beforeAsking: () => Promise<void> = async () => {},
): Caller {
  return {
    kind: 'account',
    surface: 'slack',
    tenant: who.team,
    account: who.user,
    async profile() {
      await beforeAsking();
      return profileOf(client, who.user);
    },
  };
}

/** `undefined` for an account that Slack does not show us. Throws when Slack cannot be reached. */
async function profileOf(client: WebClient, user: string): Promise<AccountProfile | undefined> {
  try {
    const answer = await client.users.info({ user });
    const parsed = userShape.safeParse(answer.user);
    return parsed.success ? readProfile(parsed.data) : undefined;
  } catch (error) {
    if (['user_not_found', 'user_not_visible'].includes(slackErrorOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** People are matched by e-mail alone, never by a display name, and only by an address that was confirmed. */
export function readProfile(user: z.infer<typeof userShape>): AccountProfile {
  const email = user.is_email_confirmed === false ? undefined : user.profile?.email;
  return { addresses: email ? [email] : [], standing: standingOf(user) };
}

function standingOf(user: z.infer<typeof userShape>): AccountProfile['standing'] {
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
  // is_stranger: somebody of another organisation in a shared channel
  if (user.is_restricted || user.is_ultra_restricted || user.is_stranger) return 'guest';
  return 'member';
}
