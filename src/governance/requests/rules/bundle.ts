/** Puts what one sweep found together by person: one nudge each, however many requests wait (design: told once). */

export interface Wait {
  readonly request: string;
  /** The stay that is told of; over once the step is done. */
  readonly stay: string;
}

export interface Nudge {
  readonly personId: string;
  /** What this person should take up. */
  readonly remind: readonly Wait[];
  /** What is shown to this person because others have not taken it up; never what they are reminded of as well. */
  readonly show: readonly Wait[];
}

export interface Due extends Wait {
  readonly remind: readonly string[];
  readonly show: readonly string[];
}

/** In the order in which people come up. */
export function nudges(due: readonly Due[]): readonly Nudge[] {
  const people = new Set(due.flatMap(({ remind, show }) => [...remind, ...show]));
  const waits = (those: readonly Due[]) => those.map(({ request, stay }): Wait => ({ request, stay }));
  return [...people].map((personId) => ({
    personId,
    remind: waits(due.filter(({ remind }) => remind.includes(personId))),
    show: waits(due.filter(({ remind, show }) => show.includes(personId) && !remind.includes(personId))),
  }));
}
