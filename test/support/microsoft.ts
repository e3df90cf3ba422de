/** What makes a program of its own speak with a peer on this machine as with Microsoft: its settings, and a detour at the wire. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TeamsPeer } from './teams-connector.ts';

export function teamsSettings(
  peer: Pick<TeamsPeer, 'appId' | 'tenant' | 'base'>,
): Readonly<Record<string, string>> {
  const detour = pathToFileURL(join(import.meta.dirname, 'microsoft-detour.js')).href;
  return {
    TEAMS_APP_ID: peer.appId,
    TEAMS_APP_PASSWORD: 'made-up-for-this-test',
    TEAMS_TENANT_ID: peer.tenant,
    MICROSOFT_PEER: peer.base,
    NODE_OPTIONS: `--import ${detour}`,
  };
}
