/** Who calls: the account as Teams names it, and its profile when nobody here knows the account yet. */
import { TeamsInfo, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { AccountProfile, Caller, Whereabouts } from '../../chat/interaction.ts';
import { ConnectorError } from './connector.ts';

/** The door has filled in tenant, account and kind of conversation before (http.ts); an account without an id is nobody. */
export function callerOf(context: TurnContext): Extract<Caller, { kind: 'account' }> {
  const { from, conversation } = context.activity;
  const tenant = conversation.tenantId ?? '';
  const account = from.aadObjectId ?? '';
  const whereabouts = whereaboutsOf(context);
  return {
    kind: 'account',
    surface: 'teams',
    tenant,
    account,
    profile: async () => (account === '' ? undefined : profileOf(context, tenant, account)),
    ...(whereabouts ? { whereabouts } : {}),
  };
}

/** Where a card reaches this person: their own conversation with us, and never one that others read too. */
export function whereaboutsOf(context: TurnContext): Whereabouts | undefined {
  const { from, recipient, conversation, serviceUrl } = context.activity;
  if (conversation.conversationType !== 'personal') return undefined;
  return {
    conversation: conversation.id,
    service: serviceUrl,
    user: from.id,
    bot: recipient.id,
    tenant: conversation.tenantId ?? '',
  };
}

/** `undefined` for an account that Teams does not show us. Throws when Teams cannot be reached. */
async function profileOf(
  context: TurnContext,
  tenant: string,
  account: string,
): Promise<AccountProfile | undefined> {
  try {
    return readMember(await TeamsInfo.getMember(context, context.activity.from.id), { tenant, account });
  } catch (error) {
    if (error instanceof ConnectorError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}

const text = z.string().max(400).nullish().catch(undefined);
const memberShape = z.looseObject({
  aadObjectId: text,
  objectId: text,
  tenantId: text,
  userRole: text,
  email: text,
  userPrincipalName: text,
});

/**
 * The mail address first, then the name that people sign in with, which often is none. A guest of the tenant bears
 * #EXT# in that name; somebody of another organisation, another tenant.
 */
export function readMember(
  member: unknown,
  expected: { readonly tenant: string; readonly account: string },
): AccountProfile | undefined {
  const parsed = memberShape.safeParse(member);
  if (!parsed.success) return undefined;
  const { aadObjectId, objectId, tenantId, userRole, email, userPrincipalName } = parsed.data;
  const id = aadObjectId ?? objectId;
  if (id && id.toLowerCase() !== expected.account.toLowerCase()) return undefined;
  const foreign = tenantId && tenantId.toLowerCase() !== expected.tenant.toLowerCase();
  const guest =
    foreign ||
    ['anonymous', 'guest'].includes(userRole?.toLowerCase() ?? '') ||
    /#EXT#/i.test(userPrincipalName ?? '');
  const addresses = [email, userPrincipalName].flatMap((one) => (one?.trim() ? [one.trim()] : []));
  return { addresses, standing: guest ? 'guest' : 'member' };
}
