/** How somebody stood with one duty on the cut-off day, in words. */

export type DutyState = 'done' | 'missing' | 'lapsed';

export interface DutyStanding {
  readonly state: DutyState;
  /** Of what is open, YYYY-MM-DD. */
  readonly dueOn: string | null;
}

/** By duty; one that they do not owe is left out. */
export type Standing = Readonly<Record<string, DutyStanding>>;

export function standingWords(standing: DutyStanding | undefined, asOf: string): string {
  if (!standing) return 'not owed';
  switch (standing.state) {
    case 'done':
      return 'done';
    case 'lapsed':
      return `out of date since ${standing.dueOn}`;
    case 'missing':
      return standing.dueOn !== null && standing.dueOn >= asOf
        ? `not done yet, due ${standing.dueOn}`
        : `missing since ${standing.dueOn}`;
  }
}
