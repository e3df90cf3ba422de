/** Reads the audit trail's head and proves the chain: finds a changed, removed, cut or wholly rewritten one. */
import { sha256 } from '../kernel/hash.ts';
import type { Reader } from './tx.ts';

/** Where the chain stood at some moment, written down elsewhere: "SEQ:HASH". */
export interface Anchor {
  readonly seq: bigint;
  readonly hash: string;
}

export type Verdict =
  | { readonly ok: true; readonly head: Anchor }
  | {
      readonly ok: false;
      /** The first entry that does not follow from the one before. */
      readonly seq: bigint;
      /** added: entries behind the head. rewritten: whole in itself, but not the chain the anchor was taken from. */
      readonly problem: 'changed' | 'removed' | 'cut' | 'added' | 'rewritten';
    };

export const emptyChain: Anchor = { seq: 0n, hash: '0'.repeat(64) };

export async function auditHead(reader: Reader): Promise<Anchor> {
  const { seq, hash } = await reader.db.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  return { seq, hash };
}

/** Nothing when it is not "SEQ:HASH". */
export function parseAnchor(text: string): Anchor | undefined {
  const match = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text.trim());
  return match?.[1] && match[2] ? { seq: BigInt(match[1]), hash: match[2] } : undefined;
}

export function formatAnchor(anchor: Anchor): string {
  return `${anchor.seq}:${anchor.hash}`;
}

/** As the database's function does it: the hash before, the number, the line. */
export function chainHash(before: string, seq: bigint, line: string): string {
  return sha256(`${before}${seq}${line}`);
}

/**
 * Walks the whole chain a page at a time, up to the head as it stands at the beginning. Without an anchor, somebody
 * who may change everything can recompute everything; with one taken earlier and kept elsewhere, that shows too.
 */
export async function verifyAudit(
  reader: Reader,
  options: { readonly anchor?: Anchor; readonly pageSize?: number } = {},
): Promise<Verdict> {
  const { anchor, pageSize = 2_000 } = options;
  const { head, last } = await ends(reader);
  if (anchor && head.seq < anchor.seq) return broken(head.seq + 1n, 'cut');
  let at = emptyChain;
  while (at.seq < head.seq) {
    const page = await reader.db.auditEntry.findMany({
      where: { seq: { gt: at.seq, lte: head.seq } },
      orderBy: { seq: 'asc' },
      take: pageSize,
    });
    if (page.length === 0) return broken(at.seq + 1n, 'cut');
    for (const entry of page) {
      const seq = at.seq + 1n;
      if (entry.seq !== seq) return broken(seq, 'removed');
      const hash = chainHash(at.hash, seq, entry.line);
      if (hash !== entry.hash) return broken(seq, 'changed');
      if (anchor?.seq === seq && anchor.hash !== hash) return broken(seq, 'rewritten');
      at = { seq, hash };
    }
  }
  if (at.hash !== head.hash) return broken(head.seq, 'rewritten');
  if (last > head.seq) return broken(head.seq + 1n, 'added');
  return { ok: true, head };
}

/** In one statement, so that entries written meanwhile don't look like entries behind the head. */
async function ends(reader: Reader): Promise<{ head: Anchor; last: bigint }> {
  const rows = await reader.db.$queryRaw<{ seq: bigint; hash: string; last: bigint }[]>`
    SELECT h.seq, h.hash, (SELECT coalesce(max(e.seq), 0) FROM audit_entry e) AS last FROM audit_head h WHERE id = 1`;
  const row = rows[0];
  return row ? { head: { seq: row.seq, hash: row.hash }, last: row.last } : { head: emptyChain, last: 0n };
}

function broken(seq: bigint, problem: (Verdict & { ok: false })['problem']): Verdict {
  return { ok: false, seq, problem };
}
