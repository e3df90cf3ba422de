/** The plan in force, as the rest of the house holds it. */
import type { Calendar } from '../kernel/calendar.ts';
import type { Overlay, Pack } from './schema.ts';

export interface Policy {
  /** SHA-256 over pack, overlays and holiday files: a case keeps the one it began under. */
  readonly fingerprint: string;
  readonly pack: Pack;
  readonly overlays: readonly Overlay[];
  /** Working days, holidays and the district's zone. */
  readonly calendar: Calendar;
  /** YYYY-MM-DD, the last day that every holiday file knows; business days beyond it are only week days. */
  readonly holidaysKnownUntil: string | undefined;
  /** What stands in the PolicySnapshot table: enough to rebuild this policy without its files. */
  readonly snapshot: string;
}

/** A role's name as people read it; an unknown id comes back as it is. */
export function roleName(policy: Policy, role: string): string {
  return policy.pack.roles[role]?.name ?? role;
}
