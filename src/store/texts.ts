/** Words that people typed, each in a row of its own, so that one can be blanked and the audit trail stays whole. */
import { type Temporal, toDate, toInstant, toIso } from '../kernel/clock.ts';
import { sha256 } from '../kernel/hash.ts';
import { newId, newSecret } from '../kernel/ids.ts';
import { type CaseText as CaseTextRow, Prisma } from './generated/client.ts';
import type { CaseKey, Reader, Tx } from './tx.ts';

export interface StoredText {
  readonly id: string;
  /** Null once blanked. */
  readonly body: string | null;
  readonly hash: string;
  readonly writtenById: string | null;
  readonly writtenAt: Temporal.Instant;
  readonly blankedById: string | null;
  readonly blankedAt: Temporal.Instant | null;
}

/** Writes the texts of one case by field name; a field written again is shown in its latest form, the earlier ones stay. */
export async function writeTexts<Field extends string>(
  tx: Tx,
  about: CaseKey,
  writtenById: string | null,
  texts: Readonly<Record<Field, string>>,
): Promise<Record<Field, string>> {
  const { hashes, insert } = newTexts(tx, about, writtenById, texts);
  if (Object.keys(hashes).length > 0) await tx.db.$executeRaw(insert);
  return hashes;
}

/**
 * The same as a statement to be run, alone or within another. The hashes are for the audit entry. Each is over a salt
 * and the text, and the salt goes when the text is blanked, so that nobody can find a short text again (a student's
 * number) by trying.
 */
export function newTexts<Field extends string>(
  tx: Tx,
  about: CaseKey,
  writtenById: string | null,
  texts: Readonly<Record<Field, string>>,
): { readonly hashes: Record<Field, string>; readonly insert: Prisma.Sql } {
  const rows = Object.entries<string>(texts).map(([field, body]) => {
    const salt = newSecret();
    return { id: newId(), field, body, salt, hash: textHash(salt, body) };
  });
  // By hand: this is on the way to every ack, and Prisma's createMany of six rows takes it 3 ms of thinking.
  const insert = Prisma.sql`
    INSERT INTO case_text (id, case_kind, case_id, field, body, salt, hash, written_by_id, written_at, version)
    SELECT t.id, ${about.kind}, ${about.id}, t.field, t.body, t.salt, t.hash, ${writtenById}, ${toIso(tx.now)}::timestamptz,
           1 + (SELECT count(*) FROM case_text o
                 WHERE o.case_kind = ${about.kind} AND o.case_id = ${about.id} AND o.field = t.field)
      FROM unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.field)}::text[],
                  ${rows.map((row) => row.body)}::text[], ${rows.map((row) => row.salt)}::text[],
                  ${rows.map((row) => row.hash)}::text[]) AS t (id, field, body, salt, hash)`;
  return {
    hashes: Object.fromEntries(rows.map((row) => [row.field, row.hash])) as Record<Field, string>,
    insert,
  };
}

export function textHash(salt: string, body: string): string {
  return sha256(`${salt}\n${body}`);
}

/** By case and field. A case without texts is left out. */
export async function readTexts(
  reader: Reader,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, Record<string, StoredText>>> {
  const found = new Map<string, Record<string, StoredText>>();
  if (ids.length === 0) return found;
  // By hand: every card that is shown or sent comes this way.
  const rows = await reader.db.$queryRaw<Omit<CaseTextRow, 'caseKind' | 'salt' | 'version'>[]>`
    SELECT id, case_id AS "caseId", field, body, hash, written_by_id AS "writtenById", written_at AS "writtenAt",
           blanked_by_id AS "blankedById", blanked_at AS "blankedAt"
      FROM case_text WHERE case_kind = ${kind} AND case_id = ANY (${[...ids]}::text[]) ORDER BY written_at, version`;
  for (const row of rows) {
    const fields = found.get(row.caseId) ?? {};
    fields[row.field] = textFrom(row);
    found.set(row.caseId, fields);
  }
  return found;
}

/** Every text of one case, earlier forms of a field and blanked ones too, oldest first: for whoever may blank them. */
export async function everyText(
  reader: Reader,
  about: CaseKey,
): Promise<readonly (StoredText & { readonly field: string })[]> {
  const rows = await reader.db.caseText.findMany({
    where: { caseKind: about.kind, caseId: about.id },
    orderBy: [{ writtenAt: 'asc' }, { version: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({ field: row.field, ...textFrom(row) }));
}

function textFrom(row: Omit<CaseTextRow, 'caseKind' | 'caseId' | 'salt' | 'version'>): StoredText {
  return {
    id: row.id,
    body: row.body,
    hash: row.hash,
    writtenById: row.writtenById,
    writtenAt: toInstant(row.writtenAt),
    blankedById: row.blankedById,
    blankedAt: row.blankedAt && toInstant(row.blankedAt),
  };
}

/**
 * Empties a text for good, with its audit entry, and has the case's delivered cards drawn anew. What it belonged to
 * comes back; nothing when there is no such text or it was blanked before.
 */
export async function blankText(
  tx: Tx,
  textId: string,
  byId: string,
): Promise<{ readonly about: CaseKey; readonly field: string } | undefined> {
  const blanked = await tx.db.caseText.updateManyAndReturn({
    where: { id: textId, blankedAt: null },
    data: { body: null, salt: null, blankedById: byId, blankedAt: toDate(tx.now) },
  });
  const row = blanked[0];
  if (!row) return undefined;
  const about = { kind: row.caseKind, id: row.caseId };
  tx.audit({ what: 'text.blanked', about, facts: { text: row.id, field: row.field, hash: row.hash } });
  tx.moved(about);
  return { about, field: row.field };
}
