/** Why somebody may see students' personal data, in words. */
import { type Policy, roleName } from '../../../policy/policy.ts';

export function reasonWords(
  policy: Policy,
  line: { readonly reasons: readonly string[]; readonly collection: string | undefined },
): string {
  return line.reasons.map((reason) => one(policy, reason, line.collection ?? 'a data collection')).join('; ');
}

function one(policy: Policy, reason: string, collection: string): string {
  if (reason === 'data-access') return 'marked on the roster as having access to student data';
  if (reason === 'owner') return `data owner of ${collection}`;
  if (reason === 'steward') return `steward of ${collection}`;
  return `holds the role ${roleName(policy, reason.replace(/^role:/, ''))}`;
}
