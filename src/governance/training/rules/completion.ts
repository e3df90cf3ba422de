/** What may be logged as a completed training, and who may say yes to it (R016, R049). */
import type { Course } from '../../../policy/schema-training.ts';

export type CompletionState = 'waits' | 'confirmed' | 'refused' | 'taken-back';
export type CompletionWay = 'logged' | 'check-in' | 'roll-call' | 'import' | 'paper' | 'exercise';

export type LogProblem = 'future' | 'before-hiring' | 'duplicate';

/** Days are YYYY-MM-DD. A refused or taken-back entry stands in nobody's way. */
export function judgeLog(given: {
  readonly completedOn: string;
  readonly today: string;
  readonly hireDate: string;
  readonly before: readonly { readonly completedOn: string; readonly state: CompletionState }[];
}): LogProblem | undefined {
  if (given.completedOn > given.today) return 'future';
  if (given.completedOn < given.hireDate) return 'before-hiring';
  const counts = given.before.some(
    (one) => one.completedOn === given.completedOn && (one.state === 'waits' || one.state === 'confirmed'),
  );
  return counts ? 'duplicate' : undefined;
}

/** Whether a freshly logged completion counts at once. What was ticked by a trainer was confirmed by the ticking. */
export function firstState(course: Course, way: CompletionWay): CompletionState {
  if (way === 'import') return 'waits';
  return way === 'logged' && course.confirmed_by === 'supervisor_or_trainer' ? 'waits' : 'confirmed';
}

/** Nobody confirms their own training, whatever role they hold. */
export function mayConfirm(given: {
  readonly actorId: string;
  readonly personId: string;
  readonly supervisorId: string | undefined;
  /** Holds a role that may hold sessions, or keeps the register. */
  readonly trains: boolean;
}): boolean {
  if (given.actorId === given.personId) return false;
  return given.trains || given.actorId === given.supervisorId;
}
