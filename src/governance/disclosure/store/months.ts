/** In which months something left the district, and until when that was told. */
import { type Temporal, toIso } from '../../../kernel/clock.ts';
import { getSetting, putSetting } from '../../../store/settings.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Told {
  /** The last month that was told. */
  readonly month: string;
  readonly at: string;
}

const toldKey = 'disclosure.months-told';

export async function lastTold(reader: Reader): Promise<Told | undefined> {
  const [month, at] = (await getSetting(reader, toldKey))?.split(' ') ?? [];
  return month && at ? { month, at } : undefined;
}

export async function keepTold(tx: Tx, month: string): Promise<void> {
  await putSetting(tx, toldKey, `${month} ${toIso(tx.now)}`);
}

/**
 * Months up to `until` (YYYY-MM-DD) in which something went outside: those after `after`, and earlier ones to which
 * something was added since they were told. Oldest first.
 */
export async function monthsToTell(
  reader: Reader,
  wanted: { readonly until: string; readonly after: string; readonly since: Temporal.Instant | string },
): Promise<readonly string[]> {
  const rows = await reader.db.$queryRaw<{ month: string }[]>`
    SELECT DISTINCT to_char(x.day, 'YYYY-MM') AS month
      FROM (SELECT sent_on AS day, recorded_at FROM ledger_entry WHERE outsider_id IS NOT NULL
            UNION ALL
            SELECT happened_on, recorded_at FROM disclosure WHERE kind = 'disclosed' AND outsider_id IS NOT NULL) x
     WHERE x.day <= ${wanted.until}::date
       AND (x.day > ${wanted.after}::date OR x.recorded_at > ${wanted.since.toString()}::timestamptz)
     ORDER BY 1`;
  return rows.map(({ month }) => month);
}
