/** From rows to proposals: who is who, what differs, what is amiss; a few steps, each a transaction of its own. */
import type { Tx } from '../../../store/tx.ts';
import { inCircles } from '../rules/cycles.ts';
import { judgeShared, mayBeOne } from '../rules/duplicates.ts';
import { breakCircles, endlessWays, movesAnybody, noteGaps, noteHeld } from '../store/defects.ts';
import {
  type Compared,
  countDiff,
  digestOfDiff,
  proposeChanges,
  proposeLeavers,
  proposeMissing,
  proposeNew,
} from '../store/diff.ts';
import { type Shared, settleShared, sharedRows } from '../store/duplicates.ts';
import { forgetImport, type ImportCounts, setImport } from '../store/imports.ts';
import { matchAcross, matchByKey, matchPeople, otherNames, release } from '../store/match.ts';
import { settleListing } from './listing.ts';
import { makeRoom, type Refusal } from './waiting.ts';

export type Finished =
  | { readonly kind: 'staged' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly why: Refusal };

export interface Comparing {
  readonly compared: Compared;
  /** As far as reading counted them. */
  readonly counts: ImportCounts;
  readonly digest: string;
  readonly tell: (finished: Finished) => void;
  readonly announce: (tx: Tx, importId: string) => Promise<void>;
}

export interface CompareStep {
  readonly share: number;
  readonly write: (tx: Tx) => Promise<void>;
}

export function compareSteps(comparing: Comparing): readonly CompareStep[] {
  const { compared } = comparing;
  const counted = { merged: 0, defects: {} as Record<string, number> };
  return [
    {
      share: 0.1,
      write: async (tx) => {
        counted.merged = await findPeople(tx, compared);
      },
    },
    { share: 0.3, write: (tx) => proposeNew(tx, compared) },
    { share: 0.5, write: (tx) => proposeChanges(tx, compared) },
    {
      share: 0.6,
      write: async (tx) => {
        await proposeLeavers(tx, compared);
        if (compared.mode === 'bulk') await proposeMissing(tx, compared);
      },
    },
    {
      share: 0.8,
      write: async (tx) => {
        const circles = (await movesAnybody(tx, compared.importId))
          ? await breakCircles(tx, compared, inCircles(await endlessWays(tx, compared.importId)))
          : 0;
        counted.defects = {
          ...(await noteHeld(tx, compared.importId)),
          ...(await noteGaps(tx, compared)),
          ...(circles > 0 ? { circle: circles } : {}),
        };
      },
    },
    { share: 1, write: async (tx) => comparing.tell(await finish(tx, comparing, counted)) },
  ];
}

/** Who each row is about; how many were merged into others. */
async function findPeople(tx: Tx, { importId, sources }: Compared): Promise<number> {
  await matchPeople(tx, importId);
  for (const source of sources) await matchByKey(tx, importId, source);
  for (let last = 0; ; ) {
    const found = await otherNames(tx, importId, last);
    const again = found.filter((one) => mayBeOne(one.name, one.onRoster));
    await release(
      tx,
      importId,
      again.map((one) => one.n),
    );
    if (found.length === 0) break;
    last = found.at(-1)?.n ?? last;
  }
  let merged = 0;
  for (const shared of ['key', 'number', 'address'] as const) merged += await judgeAll(tx, importId, shared);
  const [main, side] = sources;
  if (main !== undefined && side !== undefined) await matchAcross(tx, importId, main, side);
  return merged + (await judgeAll(tx, importId, 'person'));
}

const why: Record<Shared, string> = {
  key: 'duplicate-key',
  number: 'duplicate-number',
  address: 'duplicate-email',
  person: 'duplicate-email',
};

async function judgeAll(tx: Tx, importId: string, shared: Shared): Promise<number> {
  let merged = 0;
  for (;;) {
    const groups = await sharedRows(tx, importId, shared);
    if (groups.length === 0) return merged;
    const judged = groups.map((group) => judgeShared(group.rows, group.owner));
    const merge = judged.flatMap((one) => one.merge);
    await settleShared(tx, importId, { merge, hold: judged.flatMap((one) => one.hold) }, why[shared]);
    merged += merge.length;
  }
}

async function finish(
  tx: Tx,
  { compared, counts, digest, announce }: Comparing,
  counted: { readonly merged: number; readonly defects: Record<string, number> },
): Promise<Finished> {
  const { importId, mode, sources } = compared;
  const refused = await makeRoom(tx, { digest, mode, sources });
  if (refused) {
    await forgetImport(tx, importId);
    return { kind: 'refused', why: refused };
  }
  const diff = await countDiff(tx, importId);
  const touched = diff.new + diff.changed + diff.back + diff.gone;
  const all: ImportCounts = {
    ...counts,
    ...diff,
    merged: counted.merged,
    defects: { ...counts.defects, ...counted.defects },
  };
  const nothing = touched === 0;
  await setImport(tx, importId, {
    state: nothing ? 'unchanged' : 'staged',
    counts: all,
    diffDigest: await digestOfDiff(tx, importId),
    stagedAt: tx.now,
    ...(nothing ? { endedAt: tx.now } : {}),
  });
  if (nothing) await settleListing(tx, { id: importId, mode, sources });
  else await announce(tx, importId);
  return { kind: nothing ? 'unchanged' : 'staged' };
}
