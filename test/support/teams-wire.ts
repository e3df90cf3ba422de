/** Activities as Teams posts them, and the post itself; knows nothing of our code. */
import { randomUUID } from 'node:crypto';
import type { Member, TeamsPeer } from './teams-connector.ts';
import type { Minting } from './teams-keys.ts';

// Teams' own JSON, read as an outsider reads it
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
type Loose = any;

export interface Received {
  readonly status: number;
  readonly text: string;
  readonly json: Loose;
  readonly headers: Headers;
}

/** What somebody does in their own conversation with the bot, unless `more` says otherwise. */
export function activityOf(peer: TeamsPeer, from: Member, more: Record<string, unknown> = {}): Loose {
  return {
    type: 'message',
    id: `1:${randomUUID()}`,
    timestamp: new Date().toISOString(),
    localTimestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: peer.serviceUrl,
    from: { id: from.id, name: from.name, aadObjectId: from.aadObjectId },
    recipient: { id: `28:${peer.appId}`, name: 'Safekeep' },
    conversation: { id: from.personal, conversationType: 'personal', tenantId: peer.tenant },
    channelData: { tenant: { id: peer.tenant } },
    locale: 'en-US',
    localTimezone: 'America/Denver',
    entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Windows' }],
    ...more,
  };
}

/** Posts an activity with a good token, or with the one that is minted so. */
export function post(
  peer: TeamsPeer,
  url: string,
  activity: object,
  minting: Minting = {},
): Promise<Received> {
  return postRaw(url, JSON.stringify(activity), { authorization: `Bearer ${peer.keys.mint(minting)}` });
}

/** Posts what it is given. */
export async function postRaw(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Received> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body,
  });
  const text = await answer.text();
  const json = /^[[{]/.test(text) ? JSON.parse(text) : undefined;
  return { status: answer.status, text, json, headers: answer.headers };
}
