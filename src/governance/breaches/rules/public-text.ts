/** The text for the district's public page: whether one is due by the severity that people gave the incident (L03). */
import type { Policy } from '../../../policy/policy.ts';
import type { Incident } from './incident.ts';

export function isPublicTextDue({ pack }: Policy, { decided, severity }: Incident): boolean {
  const level = pack.breaches.response.severities.find(({ id }) => id === severity);
  return decided?.ruling === 'breach' && level?.public_page === true;
}
