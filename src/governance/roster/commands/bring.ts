/** Drives an import that somebody waits for: step after step, each in its own transaction. */
import { failed, ok, type Result } from '../../../kernel/result.ts';
import type { Load } from '../../../store/loader.ts';
import type { Author, Store } from '../../../store/store.ts';
import { problemOf, type RosterProblem } from '../files/fault.ts';
import { type Package, packageOf } from '../files/package.ts';
import { type Staged, type Staging, type Step, stagingSteps } from './stage.ts';

/** One step over a hundred thousand rows takes seconds; on a busy machine many. */
const stepMs = 600_000;

export interface Bringing {
  readonly store: Store;
  readonly load: Load;
  /** A new one for every step: time goes on. */
  readonly author: () => Author;
  readonly path: string;
  readonly staffPath: string | undefined;
  readonly preparing: Staging['preparing'];
  readonly announce: Staging['announce'];
  readonly onStep: (step: Pick<Step, 'phase' | 'share'>) => void;
}

export async function bringIn(bringing: Bringing): Promise<Result<Staged, RosterProblem>> {
  const { store, author, preparing } = bringing;
  try {
    const found: Package = await packageOf(bringing.path, bringing.staffPath);
    const { personId, surface } = author();
    const steps = stagingSteps({
      ...{ found, preparing, reader: store, load: bringing.load, surface },
      ...{ broughtById: personId, announce: bringing.announce },
    });
    for (;;) {
      const next = await steps.next();
      if (next.done) return ok(next.value);
      const step = next.value;
      await step.load?.(false);
      if (step.write) await store.transact(author(), step.write, { timeoutMs: stepMs });
      bringing.onStep(step);
    }
  } catch (error) {
    const problem = problemOf(error);
    if (problem) return failed(problem);
    throw error;
  }
}
