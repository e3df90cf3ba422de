/** The text for the district's public page: whether one is due by the severity that people gave the incident (L03), or by a law’s public list. */
import type { Policy } from '../../../policy/policy.ts';
import type { Incident } from './incident.ts';
import { listsFor } from './public-list.ts';

export function isPublicTextDue(policy: Policy, incident: Incident): boolean {
  const { decided, severity } = incident;
  const { pack } = policy;
  if (listsFor(policy, incident).length > 0) return true;
  const level = pack.breaches.response.severities.find(({ id }) => id === severity);
  return decided?.ruling === 'breach' && level?.public_page === true;
}
