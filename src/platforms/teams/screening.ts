/** What an activity must look like to get past the door, and the same form for all that do. */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { isLoopbackHost } from '../../app/from-here.ts';
import { isPlainJson } from '../../chat/plain-json.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Vouched } from './tokens.ts';

export interface Premises {
  /** Absent for the emulator alone: then there is no token, and everything must be on this machine. */
  readonly tenant?: string;
  /** Whether a service on this machine itself may be answered, without TLS: an emulator's. */
  readonly loopback: boolean;
}

/** Why not, for the log: 400 for what is no activity at all, 403 for one that is not ours to answer. */
export type Turned =
  | { readonly status: 400; readonly reason: 'not an activity' }
  | { readonly status: 403; readonly reason: 'service' | 'channel' | 'endorsement' | 'tenant' };

/** The tenant of everybody who speaks through an emulator, whatever it plays. */
export const emulatorTenant = 'emulator';

const id = z.string().min(1).max(1000);
const named = z.looseObject({ id });
const activityShape = z.looseObject({
  type: z.string().min(1).max(100),
  id,
  channelId: z.string(),
  serviceUrl: z.string().max(1000).optional().catch(undefined),
  from: z.looseObject({ id, aadObjectId: z.string().max(100).optional().catch(undefined) }),
  recipient: named,
  conversation: z.looseObject({
    id,
    tenantId: z.string().nullish(),
    conversationType: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().nullish() }).nullish() }).nullish(),
});
type Shaped = z.infer<typeof activityShape>;

/** `vouched` is what the token says; there is none in emulator mode. */
export function screen(
  body: unknown,
  vouched: Vouched | undefined,
  premises: Premises,
): Result<Activity, Turned> {
  const parsed = isPlainJson(body) ? activityShape.safeParse(body) : undefined;
  if (!parsed?.success) return failed({ status: 400, reason: 'not an activity' });
  const activity = parsed.data;
  const reason = notOurs(activity, vouched, premises);
  return reason ? failed({ status: 403, reason }) : ok(settle(activity, premises));
}

function notOurs(activity: Shaped, vouched: Vouched | undefined, premises: Premises) {
  const { serviceUrl, channelId } = activity;
  if (serviceUrl === undefined || !mayBeAnswered(serviceUrl, premises)) return 'service';
  if (channelId !== 'msteams' && (premises.tenant !== undefined || channelId !== 'emulator'))
    return 'channel';
  if (premises.tenant === undefined) return undefined;
  if (vouched?.serviceUrl !== serviceUrl) return 'service';
  if (!vouched.endorsements.includes(channelId)) return 'endorsement';
  const tenants = [activity.conversation.tenantId, activity.channelData?.tenant?.id].flatMap(
    (one) => one ?? [],
  );
  const ours = premises.tenant.toLowerCase();
  return tenants.length > 0 && tenants.every((one) => one.toLowerCase() === ours) ? undefined : 'tenant';
}

function mayBeAnswered(serviceUrl: string, premises: Premises): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, host, username, password, search, hash } = new URL(serviceUrl);
  if (username || password || search || hash) return false;
  const here = isLoopbackHost(host);
  if (premises.tenant === undefined) return here && (protocol === 'http:' || protocol === 'https:');
  return protocol === 'https:' || (premises.loopback && here && protocol === 'http:');
}

const kinds: readonly string[] = ['personal', 'groupChat', 'channel'];
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Nobody behind the door needs to know where an activity came from, nor what may be missing from it. */
function settle(activity: Shaped, premises: Premises): Activity {
  // the answer goes where the door says, at once, and by our own clock
  const { deliveryMode: _mode, timestamp: _, localTimestamp: _local, expiration: _end, ...rest } = activity;
  const { from, conversation, channelData } = activity;
  const { aadObjectId, ...sender } = from;
  const emulator = premises.tenant === undefined;
  const account = aadObjectId !== undefined && guid.test(aadObjectId) ? aadObjectId.toLowerCase() : undefined;
  const stated = conversation.conversationType ?? '';
  const assumed = emulator && stated === '' && conversation.isGroup !== true ? 'personal' : 'groupChat';
  const settled = {
    ...rest,
    from: {
      ...sender,
      ...(account ? { aadObjectId: account } : emulator ? { aadObjectId: from.id } : {}),
    },
    conversation: {
      ...conversation,
      tenantId: premises.tenant ?? emulatorTenant,
      conversationType: kinds.includes(stated) ? stated : assumed,
    },
    channelData: channelData ?? {},
  };
  return settled as unknown as Activity;
}
