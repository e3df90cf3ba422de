/** What a supervisor may ask Human Resources to correct about one of their people. Until they decide, nobody is hidden. */

export const correctionKinds = ['on-leave', 'not-my-staff'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];
export type CorrectionState = 'open' | 'accepted' | 'refused';

export function correctionWords(kind: CorrectionKind): string {
  return kind === 'on-leave' ? 'is on leave' : 'is not their staff';
}

export function isCorrectionKind(text: string | undefined): text is CorrectionKind {
  return correctionKinds.some((kind) => kind === text);
}
