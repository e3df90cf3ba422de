/** Whether somebody may be given data about students: on the list, signed, trained, and nothing withheld (003 §3.3, §4). */
import type { Policy } from '../../../policy/policy.ts';

/** Of one duty; days are YYYY-MM-DD. */
export interface DutyFacts {
  readonly duty: string;
  /** In this employment, and not taken back. */
  readonly doneOnce: boolean;
  /** The first day on which something of it was due and is open still. */
  readonly lateSince: string | undefined;
  /** Whoever is exempt from it owes nothing; the list says whether they see student data at all. */
  readonly exempt: boolean;
}

export interface Facts {
  readonly status: 'active' | 'leave' | 'left';
  /** roster, or collection:<id>. */
  readonly grounds: readonly string[];
  readonly withheld: boolean;
  readonly duties: readonly DutyFacts[];
}

export type Missing =
  | { readonly what: 'left' }
  | { readonly what: 'not-listed' }
  | { readonly what: 'withheld' }
  | { readonly what: 'never'; readonly duty: string }
  | { readonly what: 'late'; readonly duty: string; readonly since: string };

/** The duties that count here: those that the plan names and asks of people at all. */
export function dutiesToClear({ pack }: Policy): readonly string[] {
  return (pack.data_requests.disclosure?.cleared_by ?? []).filter((duty) => pack.duties[duty]?.on);
}

/**
 * Nothing when they are cleared. A ground that is one collection's clears for that collection only. Early in an
 * employment nothing is late yet: who never signed or was never trained is not cleared all the same.
 */
export function missingFor(facts: Facts, collectionIds: readonly string[]): readonly Missing[] {
  if (facts.status === 'left') return [{ what: 'left' }];
  const { grounds } = facts;
  const listed =
    grounds.includes('roster') ||
    (collectionIds.length > 0 && collectionIds.every((id) => grounds.includes(`collection:${id}`)));
  return [
    ...(listed ? [] : [{ what: 'not-listed' } as const]),
    ...(facts.withheld ? [{ what: 'withheld' } as const] : []),
    ...facts.duties.flatMap(({ duty, doneOnce, lateSince, exempt }): readonly Missing[] => {
      if (exempt) return [];
      if (!doneOnce) return [{ what: 'never', duty }];
      return lateSince === undefined ? [] : [{ what: 'late', duty, since: lateSince }];
    }),
  ];
}
