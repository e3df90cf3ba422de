/** What Human Resources hears about roster files; drawn when it arrives, and again whenever the import moves on. */
import type { Act, Sweep } from '../../app/context.ts';
import type { NoticeKind } from '../../app/feature.ts';
import { drawImport, keepers } from './commands/view.ts';

const ids = ['roster.staged', 'roster.failed', 'roster.applied'] as const;

export const rosterNotices: readonly NoticeKind[] = ids.map((id) => ({
  id,
  render: async (ask, { caseId }) => (caseId ? drawImport(ask, caseId) : undefined),
}));

/** Everybody in Human Resources but whoever did it. */
export async function tellKeepers(
  by: Act | Sweep,
  notice: (typeof ids)[number],
  importId: string,
  but: string | null = null,
): Promise<number> {
  let told = 0;
  for (const role of keepers)
    for (const { id: personId } of await by.directory.holders(by.tx, role)) {
      if (personId === but) continue;
      by.tx.notify({ notice, about: { kind: 'roster-import', id: importId }, to: { personId } });
      told += 1;
    }
  return told;
}
