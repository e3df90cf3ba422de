/** A person's yes or no to a staged import. A yes is one line in the audit trail, with the digest of what was shown. */
import type { Act, Sweep } from '../../../app/context.ts';
import { losesTooMany, sharePercent } from '../rules/loss.ts';
import { dropStaged, lockImport, type RosterImport, setImport } from '../store/imports.ts';
import { applyPage } from './apply.ts';

export interface Yes {
  readonly importId: string;
  /** Null for whoever works at the command line without saying who they are. */
  readonly byId: string | null;
  /** Also that everybody whom the file lacks has left. */
  readonly goneToo: boolean;
  /** The second yes, where the file loses too many: how many it lacks, typed by a person. */
  readonly lacks: number | undefined;
}

export type Decided =
  | { readonly kind: 'confirmed'; readonly found: RosterImport }
  | { readonly kind: 'not-there' }
  | { readonly kind: 'not-waiting'; readonly found: RosterImport }
  /** Say the number first. */
  | { readonly kind: 'too-many'; readonly gone: number; readonly known: number; readonly percent: number }
  /** Ending employments needs a name. */
  | { readonly kind: 'who' };

type By = Act | Sweep;

/** Whether this file lacks so many that a second yes is asked for. */
export function needsSecondYes(by: Pick<By, 'policy'>, found: RosterImport): boolean {
  return losesTooMany(found.counts, by.policy.pack.roster.loss.percent);
}

/** Marks it as confirmed; `applyPage` does the rest, here or in the job. */
export async function confirmImport(by: By, yes: Yes): Promise<Decided> {
  const found = await lockImport(by.tx, yes.importId);
  if (!found) return { kind: 'not-there' };
  if (found.state !== 'staged') return { kind: 'not-waiting', found };
  const { gone, known } = found.counts;
  if (needsSecondYes(by, found) && yes.lacks !== gone)
    return { kind: 'too-many', gone, known, percent: sharePercent(found.counts) };
  if (yes.goneToo && gone > 0 && yes.byId === null) return { kind: 'who' };
  await setImport(by.tx, found.id, {
    state: 'confirmed',
    decidedById: yes.byId,
    decidedAt: by.tx.now,
    goneToo: yes.goneToo,
    appliedTo: null,
  });
  const { new: added, changed, back } = found.counts;
  by.tx.audit({
    what: 'roster.confirmed',
    about: { kind: 'roster-import', id: found.id },
    facts: {
      ...{ diff: found.diffDigest ?? '', files: found.digest ?? '', sources: found.sources },
      ...{ new: added, changed, back, gone, goneToo: yes.goneToo },
      ...(yes.lacks === undefined ? {} : { lacks: yes.lacks }),
    },
  });
  by.tx.moved({ kind: 'roster-import', id: found.id });
  return { kind: 'confirmed', found };
}

/** Up to so many people are done at once, in the transaction of the yes. */
const mostAtOnce = 300;
const mostLeaversAtOnce = 20;

/** True when it ended here; else the job goes on with it within a minute. */
export async function applyAtOnce(by: By, found: RosterImport, goneToo: boolean): Promise<boolean> {
  const { counts } = found;
  if (counts.new + counts.changed > mostAtOnce) return false;
  if (counts.back + (goneToo ? counts.gone : 0) > mostLeaversAtOnce) return false;
  while ((await applyPage(by, found.id)).more);
  return true;
}

export async function refuseImport(
  by: By,
  importId: string,
  byId: string | null,
): Promise<Decided | undefined> {
  const found = await lockImport(by.tx, importId);
  if (!found) return { kind: 'not-there' };
  if (found.state !== 'staged') return { kind: 'not-waiting', found };
  await dropStaged(by.tx, found.id, 'refused');
  await setImport(by.tx, found.id, { decidedById: byId, decidedAt: by.tx.now });
  by.tx.audit({
    what: 'roster.refused',
    about: { kind: 'roster-import', id: found.id },
    facts: { diff: found.diffDigest ?? '', files: found.digest ?? '' },
  });
  by.tx.moved({ kind: 'roster-import', id: found.id });
  return undefined;
}
