/** People outside the district who asked for data: how they are told. */
import type { Reader } from '../../../store/tx.ts';

export interface Outsider {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  /** The newest letter to them could not be delivered, so none is written any more. */
  readonly bounced: boolean;
}

/** Reached only through a request that the viewer may see, whose ids these are. */
export async function outsidersByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Outsider>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.db.$queryRaw<Row[]>`
    SELECT o.id, o.name, o.organisation, o.email, o.phone, coalesce(last.state = 'undeliverable', false) AS bounced
      FROM outsider o
      LEFT JOIN LATERAL (SELECT b.state FROM outbox b
                          WHERE b.outsider_id = o.id AND b.state IN ('sent', 'undeliverable')
                          ORDER BY b.made_at DESC LIMIT 1) last ON true
     WHERE o.id = ANY (${[...ids]}::text[])`;
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        organisation: row.organisation ?? undefined,
        email: row.email ?? undefined,
        phone: row.phone ?? undefined,
      },
    ]),
  );
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly bounced: boolean;
}
