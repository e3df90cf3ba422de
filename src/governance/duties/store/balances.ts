/** Opening balances as rows: who is meant, what is on record already, and all of a file written at once. */
import { toDate, toIso } from '../../../kernel/clock.ts';
import { newId, newSecret } from '../../../kernel/ids.ts';
import type { Policy } from '../../../policy/policy.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { planByKeys } from '../../../store/plan-by-keys.ts';
import { textHash } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { recordPaperForms } from '../../agreements/store/paper-forms.ts';
import type { Balance, Staff } from '../rules/balances.ts';

/** Everybody with an address, by it. */
export async function rosterByEmail(reader: Reader): Promise<ReadonlyMap<string, Staff>> {
  const rows = await reader.db.$queryRaw<(Staff & { email: string })[]>(Prisma.sql`
    SELECT email, id, person_type AS "personType", status, hire_date::text AS "hireDate"
      FROM person WHERE email IS NOT NULL`);
  return new Map(rows.map(({ email, ...person }) => [email, person]));
}

/** Each line's own key: who did what on which day. */
export function keyOf({ personId, duty, metOn }: Pick<Balance, 'personId' | 'duty' | 'metOn'>): string {
  return `${personId} ${duty} ${metOn}`;
}

/** What of these is on record for that very day, however it came there. */
export async function knownAlready(
  reader: Reader,
  zone: string,
  balances: readonly Balance[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let at = 0; at < balances.length; at += rowsAStatement) {
    const some = balances.slice(at, at + rowsAStatement);
    const rows = await reader.db.$queryRaw<{ key: string }[]>(Prisma.sql`
      SELECT b.person_id || ' ' || b.duty || ' ' || b.met_on AS key
        FROM unnest(${some.map((one) => one.personId)}::text[], ${some.map((one) => one.duty)}::text[],
                    ${some.map((one) => one.metOn)}::date[]) AS b (person_id, duty, met_on)
        JOIN duty_done d ON d.person_id = b.person_id AND d.duty = b.duty AND NOT d.past AND d.taken_back_at IS NULL
         AND coalesce(d.done_on, (d.done_at AT TIME ZONE ${zone})::date) = b.met_on`);
    for (const { key } of rows) known.add(key);
  }
  return known;
}

const rowsAStatement = 1000;

export interface Written {
  readonly recorded: number;
  /** Open obligations that were met by it. */
  readonly met: number;
}

/** Marked as recorded from paper. `batch` is the file's digest. */
export async function writeBalances(
  tx: Tx,
  policy: Policy,
  balances: readonly Balance[],
  by: { readonly personId: string | null; readonly batch: string },
): Promise<Written> {
  await planByKeys(tx);
  let met = 0;
  const signed = balances.filter(({ duty }) => policy.pack.duties[duty]?.met_by.agreement !== undefined);
  for (const duty of new Set(signed.map((one) => one.duty)))
    met += await recordPaperForms(
      tx,
      policy,
      duty,
      signed.flatMap((one) =>
        one.duty === duty
          ? [{ ...one, signedOn: one.metOn, keptAt: one.note === '' ? 'Human Resources' : one.note }]
          : [],
      ),
      by,
    );
  const others = balances.filter((one) => !signed.includes(one));
  for (let at = 0; at < others.length; at += rowsAStatement) {
    const some = others.slice(at, at + rowsAStatement);
    await insertDone(tx, some, by);
    met += await meet(tx, some);
    await keepNotes(tx, some, by.personId);
  }
  return { recorded: balances.length, met };
}

async function insertDone(
  tx: Tx,
  some: readonly Balance[],
  by: { readonly personId: string | null; readonly batch: string },
): Promise<void> {
  await tx.db.$executeRaw`
    INSERT INTO duty_done (id, person_id, duty, done_on, done_at, way, ref, recorded_by_id, batch)
    SELECT b.id, b.person_id, b.duty, b.met_on, ${toIso(tx.now)}::timestamptz, 'paper', 'paper', ${by.personId}, ${by.batch}
      FROM unnest(${some.map(() => newId())}::text[], ${some.map((one) => one.personId)}::text[],
                  ${some.map((one) => one.duty)}::text[], ${some.map((one) => one.metOn)}::date[])
        AS b (id, person_id, duty, met_on)
        ON CONFLICT (person_id, duty, ref, done_on)
        DO UPDATE SET past = false, taken_back_at = NULL, done_at = excluded.done_at, batch = excluded.batch`;
}

async function meet(tx: Tx, some: readonly Balance[]): Promise<number> {
  return tx.db.$executeRaw`
    UPDATE obligation o SET met_at = ${toIso(tx.now)}::timestamptz, met_by = 'paper', next_on = NULL
      FROM (SELECT open.id
              FROM (SELECT person_id, duty, max(met_on) AS met_on
                      FROM unnest(${some.map((one) => one.personId)}::text[], ${some.map((one) => one.duty)}::text[],
                                  ${some.map((one) => one.metOn)}::date[]) AS b (person_id, duty, met_on)
                     GROUP BY person_id, duty) b
             CROSS JOIN LATERAL (SELECT x.id FROM obligation x
                                  WHERE x.person_id = b.person_id AND x.duty = b.duty
                                    AND x.met_at IS NULL AND x.replaced_at IS NULL
                                    AND (x.counts_from IS NULL OR x.counts_from <= b.met_on)
                                 OFFSET 0 FOR UPDATE) open) met
     WHERE o.id = met.id`;
}

/** The words beside what was recorded stand in rows of their own, so that one can be blanked. */
async function keepNotes(tx: Tx, some: readonly Balance[], byId: string | null): Promise<void> {
  const rows = some
    .filter(({ note }) => note !== '')
    .map((one) => {
      const salt = newSecret();
      return {
        ...{ id: newId(), about: `${one.personId}:${one.duty}:${one.metOn}` },
        ...{ body: one.note, salt, hash: textHash(salt, one.note) },
      };
    });
  if (rows.length === 0) return;
  await tx.db.caseText.createMany({
    data: rows.map(({ id, about, body, salt, hash }) => ({
      ...{ id, caseKind: 'duty-record', caseId: about, field: 'note', body, salt, hash },
      writtenById: byId,
      writtenAt: toDate(tx.now),
    })),
  });
}
