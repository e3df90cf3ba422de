/** How whoever asked is reached: here, by e-mail, or by a call from somebody who works here. */
import type { CaseFile } from '../store/case-file.ts';

export type Reach =
  | { readonly how: 'here'; readonly personId: string }
  | { readonly how: 'email' }
  /** They gave no address, or letters to it come back: one of these people calls them and types in what they say. */
  | { readonly how: 'phone'; readonly callers: readonly string[] };

export function reachOf(file: CaseFile): Reach {
  const { requesterId, typedById, holderId } = file.request;
  if (requesterId !== undefined) return { how: 'here', personId: requesterId };
  if (file.outsider?.email && !file.outsider.bounced) return { how: 'email' };
  if (file.people.get(typedById)?.status === 'active') return { how: 'phone', callers: [typedById] };
  // Whoever typed it in is not here to call.
  return { how: 'phone', callers: holderId ? [holderId] : file.staff.coordinators };
}

/** The number of somebody outside, for whoever works on the case or speaks with them; nobody else needs it. */
export function numberFor(file: CaseFile, personId: string): string | undefined {
  const { holderId, typedById } = file.request;
  const reach = reachOf(file);
  const calls = reach.how === 'phone' && reach.callers.includes(personId);
  return calls || [holderId, typedById].includes(personId) ? file.outsider?.phone : undefined;
}

/** " at 801-555-0100", or nothing when no number was given. */
export function atNumber(file: CaseFile): string {
  return file.outsider?.phone ? ` at ${file.outsider.phone}` : '';
}

/** Why somebody outside is told by a call. */
export function whyByCall({ outsider }: CaseFile): string {
  return outsider?.email ? 'can’t be reached by e-mail (our letters don’t arrive)' : 'gave no e-mail address';
}
