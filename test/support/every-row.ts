/** Every row of every table, as text: what a backup would hold, for searching it. */
import type { Reader } from '../../src/store/tx.ts';

/** One line a row, after its table's name. */
export async function everyRow({ db }: Reader): Promise<readonly string[]> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ row: string }[]>(`select t::text as row from "${name}" t`);
    found.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return found;
}

/** Times in it that are finer than the hour. */
export function fineTimes(row: string): readonly string[] {
  const found = row.match(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?/g) ?? [];
  return found.filter((time) => !/[T ]\d\d:00(:00(\.0+)?)?$/.test(time));
}
