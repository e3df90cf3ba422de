/** Finds the person behind each row: by number, by address, by the file's own key, and across the side file. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';
import { listedIn } from './facts.ts';

/** Words of a name, to tell whether two may be one person; accents are looked at afterwards, where none is shared. */
const words = (name: Prisma.Sql) => Prisma.sql`regexp_split_to_array(lower(${name}), '[^[:alnum:]]+')`;

/**
 * By the employee number first, then by the address. Number and address of two different people hold the row back, and
 * so does an address alone whose owner has quite another name: districts give addresses out again.
 */
export async function matchPeople(tx: Tx, importId: string): Promise<void> {
  await tx.db.$executeRaw(Prisma.sql`
    with found as (
      select r.n, i.id as by_number, m.id as by_address,
             i.id is null and not ${words(Prisma.sql`r.name`)} && ${words(Prisma.sql`m.name`)} as other_name
        from roster_row r
        left join person i on i.employee_id = r.employee_id
        left join person m on m.email = r.email
       where r.import_id = ${importId} and (i.id is not null or m.id is not null))
    update roster_row r
       set person_id = coalesce(f.by_number, f.by_address), is_new = false,
           held = case when r.held is not null then r.held
                       when f.by_number <> f.by_address then 'conflict'
                       when f.other_name then 'other-name' end
      from found f where r.import_id = ${importId} and r.n = f.n`);
}

/** The key that a source gave somebody before is as good as a number: an address may change, and a whole name too. */
export async function matchByKey(tx: Tx, importId: string, source: string): Promise<void> {
  await tx.db.$executeRaw(Prisma.sql`
    update roster_row r
       set person_id = k.person_id, is_new = false,
           held = case when r.held = 'other-name' and r.person_id = k.person_id then null
                       when r.held is not null then r.held
                       when not r.is_new and r.person_id <> k.person_id then 'conflict' end
      from roster_row k join person p on p.id = k.person_id
     where r.import_id = ${importId} and r.source = ${source}
       and k.import_id = ${listedIn(source)} and k.source = ${source} and k.source_key = r.source_key
       and k.held is null and (r.person_id <> k.person_id or r.held = 'other-name')`);
}

/** A new person in one of the two files may be an old one, or the same new one, in the other. */
export async function matchAcross(tx: Tx, importId: string, main: string, side: string): Promise<void> {
  for (const [from, to] of [
    [side, main],
    [main, side],
  ])
    for (const same of [Prisma.sql`t.employee_id = f.employee_id`, Prisma.sql`t.email = f.email`])
      await tx.db.$executeRaw(Prisma.sql`
        update roster_row t set person_id = f.person_id, is_new = f.is_new
          from roster_row f
         where t.import_id = ${importId} and t.source = ${to} and t.is_new and t.held is null
           and f.import_id = ${importId} and f.source = ${from} and f.held is null
           and t.person_id <> f.person_id and ${from === side ? Prisma.sql`not f.is_new` : Prisma.sql`true`}
           and ${same}`);
}

export interface OtherName {
  readonly n: number;
  readonly name: string;
  readonly onRoster: string;
}

const atOnce = 5_000;

/** Rows whose address belongs to somebody of quite another name, as the database compares names. */
export async function otherNames(tx: Tx, importId: string, after: number): Promise<readonly OtherName[]> {
  const rows = await tx.db.$queryRaw<{ n: number; name: string; on_roster: string }[]>(Prisma.sql`
    select r.n, r.name, p.name as on_roster from roster_row r join person p on p.id = r.person_id
     where r.import_id = ${importId} and r.held = 'other-name' and r.n > ${after} order by r.n limit ${atOnce}`);
  return rows.map((row) => ({ n: row.n, name: row.name, onRoster: row.on_roster }));
}

export async function release(tx: Tx, importId: string, rows: readonly number[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db.rosterRow.updateMany({ where: { importId, n: { in: [...rows] } }, data: { held: null } });
}
