/** Absences of many people at once, from a group or a file: told twice, they change nothing. */
import { toIso } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';
import { type NewAbsence, planAbsences } from './absences.ts';
import { digestOf } from './obligation-pages.ts';

export interface SetMany {
  readonly added: number;
  /** One of the same kind stood on some of these days, and has these now. */
  readonly changed: number;
  readonly same: number;
}

const pageSize = 1_000;

/** One line in the audit trail, with the digest of what was wanted. */
export async function setMany(tx: Tx, wanted: readonly NewAbsence[], batch: string): Promise<SetMany> {
  const set = { added: 0, changed: 0, same: 0 };
  const lines = inOrder(wanted);
  for (let at = 0; at < lines.length; at += pageSize) {
    const page = lines.slice(at, at + pageSize);
    const known = firstOfEach(await overlapping(tx, page));
    const fresh = page.filter((_, n) => known[n] === undefined);
    await planAbsences(
      tx,
      fresh.map((one) => ({ ...one, batch })),
    );
    set.added += fresh.length;
    const met = page.flatMap((one, n) => {
      const id = known[n];
      return id === undefined ? [] : [{ ...one, id }];
    });
    const changed = await redate(tx, met);
    set.changed += changed;
    set.same += met.length - changed;
  }
  tx.audit({
    what: 'absences.set',
    facts: {
      ...{ batch, people: wanted.length, ...set },
      digest: digestOf(wanted.map(({ personId, kind, from, until }) => ({ personId, kind, from, until }))),
    },
  });
  return set;
}

/** By people and days, so that the earliest of those that touch one absence is found first. */
function inOrder(wanted: readonly NewAbsence[]): readonly NewAbsence[] {
  const key = ({ personId, kind, from }: NewAbsence) => `${personId} ${kind} ${from.toString()}`;
  return [...wanted].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Where several touch one absence, as lines after each other touch one without an end, it is the first one's. */
function firstOfEach(known: readonly (string | undefined)[]): readonly (string | undefined)[] {
  return known.map((id, n) => (known.indexOf(id) === n ? id : undefined));
}

/** By place: the absence of the same kind, not over, that touches these days. */
async function overlapping(tx: Tx, page: readonly NewAbsence[]): Promise<readonly (string | undefined)[]> {
  const rows = await tx.db.$queryRaw<{ n: number; id: string }[]>(Prisma.sql`
    select distinct on (w.n) w.n::int as n, a.id
      from unnest(${page.map(({ personId }) => personId)}::text[], ${page.map(({ kind }) => kind)}::text[],
                  ${page.map(({ from }) => from.toString())}::date[],
                  ${page.map(({ until }) => until?.toString() ?? null)}::date[])
           with ordinality as w (person_id, kind, from_on, until_on, n)
      join absence a on a.person_id = w.person_id and a.kind = w.kind and a.state in ('planned', 'running')
       and (w.until_on is null or a.from_on <= w.until_on) and (a.until_on is null or a.until_on >= w.from_on)
     order by w.n, a.from_on`);
  const found = new Map(rows.map(({ n, id }) => [n - 1, id]));
  return page.map((_, n) => found.get(n));
}

/** One that runs keeps its first day. How many did not stand so already. */
async function redate(tx: Tx, rows: readonly (NewAbsence & { readonly id: string })[]): Promise<number> {
  if (rows.length === 0) return 0;
  return tx.db.$executeRaw(Prisma.sql`
    update absence a set
       from_on = case when a.state = 'planned' then w.from_on else a.from_on end,
       until_on = w.until_on, set_at = ${toIso(tx.now)}::timestamptz
      from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ from }) => from.toString())}::date[],
                  ${rows.map(({ until }) => until?.toString() ?? null)}::date[]) as w (id, from_on, until_on)
     where a.id = w.id and (a.until_on is distinct from w.until_on
                            or (a.state = 'planned' and a.from_on <> w.from_on))`);
}
