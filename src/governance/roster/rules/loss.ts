/** When a file loses so many people that it may have been cut off: a person says a second time that it is whole (C-05). */

export interface Loss {
  /** People whom the file speaks for, those whom it lacks among them. */
  readonly known: number;
  /** Those who would be gone. */
  readonly gone: number;
}

/** More than so many of a hundred; exactly so many is no reason to ask. */
export function losesTooMany({ known, gone }: Loss, percent: number): boolean {
  return gone > 0 && gone * 100 > known * percent;
}

export function sharePercent({ known, gone }: Loss): number {
  return known === 0 ? 0 : Math.round((gone * 1000) / known) / 10;
}
