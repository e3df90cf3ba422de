/** Whose full name stands in a text, of everybody who ever was on the roster: for texts that may name nobody. */
import type { Reader } from '../../../store/tx.ts';

/** Capitals do not matter; a name is found as whole words only. At most ten. */
export async function namesIn(reader: Reader, text: string): Promise<readonly string[]> {
  const rows = await reader.db.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT name FROM person
     WHERE ' ' || regexp_replace(lower(${text}), '[^[:alnum:]]+', ' ', 'g') || ' '
           LIKE '% ' || regexp_replace(lower(name), '[^[:alnum:]]+', ' ', 'g') || ' %'
     ORDER BY name LIMIT 10`;
  return rows.map(({ name }) => name);
}
