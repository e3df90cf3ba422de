/** What forms of an incident check alike: whom something can be given to, and that what happened does not lie ahead. */
import type { Act } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Incident, isSubject } from '../rules/incident.ts';

export const stillToCome = 'That is still to come; please correct it.';

/** Somebody who is here and whom it does not concern, or why it is not theirs to have. */
export async function takerOf(
  act: Pick<Act, 'directory' | 'reader'>,
  incident: Incident,
  who: string,
): Promise<{ readonly person: Person } | { readonly fault: string }> {
  const person = await act.directory.person(act.reader, who);
  if (person?.status !== 'active') return { fault: 'They are not here at the moment.' };
  return isSubject(incident, person) ? { fault: `It is kept from ${person.name}.` } : { person };
}

/** YYYY-MM-DD, in the district's days. */
export function isAhead(day: string, { calendar }: Policy, now: Temporal.Instant): boolean {
  return day > calendar.localDay(now).toString();
}
