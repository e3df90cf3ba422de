/** Whether a file may come in while another one waits: a newer whole file takes its place, anything else waits its turn. */
import type { Temporal } from '../../../kernel/clock.ts';
import type { Tx } from '../../../store/tx.ts';
import {
  dropStaged,
  forgetImport,
  importByDigest,
  importsBeingRead,
  lockStaging,
  pendingImport,
  type RosterImport,
} from '../store/imports.ts';
import { listingOf } from '../store/listing.ts';

export type Refusal =
  /** The very same bytes were taken before, and nothing came after them. */
  | { readonly kind: 'same-file'; readonly importId: string; readonly since: Temporal.Instant }
  /** The very same bytes wait for a yes already. */
  | { readonly kind: 'staged-already'; readonly importId: string }
  | { readonly kind: 'another-waits'; readonly importId: string }
  | { readonly kind: 'being-applied'; readonly importId: string }
  | { readonly kind: 'being-read' };

export interface Incoming {
  readonly digest: string;
  readonly mode: 'bulk' | 'delta';
  readonly sources: readonly string[];
}

/** Whoever reads gives a sign of life with every page; after so long without one it has died. */
const diedAfterMinutes = 10;

/** Nothing when it may. Holds the staging lock to the transaction's end. */
export async function mayBegin(tx: Tx, incoming: Incoming): Promise<Refusal | undefined> {
  await lockStaging(tx);
  for (const reading of await importsBeingRead(tx)) {
    const since = reading.touchedAt.until(tx.now).total('minutes');
    if (since < diedAfterMinutes) return { kind: 'being-read' };
    await forgetImport(tx, reading.id);
  }
  return (await pendingRefuses(tx, incoming)) ?? (await takenBefore(tx, incoming));
}

/** At the end the one that waited is replaced, if it still waits and may be. */
export async function makeRoom(tx: Tx, incoming: Incoming): Promise<Refusal | undefined> {
  await lockStaging(tx);
  const refusal = await pendingRefuses(tx, incoming);
  if (refusal) return refusal;
  const pending = await pendingImport(tx);
  if (pending) {
    await dropStaged(tx, pending.id, 'replaced');
    tx.moved({ kind: 'roster-import', id: pending.id });
  }
  return undefined;
}

async function pendingRefuses(tx: Tx, incoming: Incoming): Promise<Refusal | undefined> {
  const pending = await pendingImport(tx);
  if (!pending) return undefined;
  const importId = pending.id;
  if (pending.state === 'confirmed') return { kind: 'being-applied', importId };
  if (pending.digest === incoming.digest) return { kind: 'staged-already', importId };
  return mayReplace(pending, incoming) ? undefined : { kind: 'another-waits', importId };
}

/** A delta that nobody has answered yet would be lost for good, and so would a file from elsewhere. */
function mayReplace(pending: RosterImport, { mode, sources }: Incoming): boolean {
  return mode === 'bulk' && pending.sources.every((source) => sources.includes(source));
}

async function takenBefore(tx: Tx, { digest, mode, sources }: Incoming): Promise<Refusal | undefined> {
  const before = await importByDigest(tx, digest);
  if (!before || before.state === 'refused') return undefined;
  if (mode === 'bulk')
    for (const source of sources) if ((await listingOf(tx, source)) !== before.id) return undefined;
  return { kind: 'same-file', importId: before.id, since: before.endedAt ?? before.begunAt };
}
