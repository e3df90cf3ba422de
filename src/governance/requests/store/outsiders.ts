/** People outside the district who asked for data: how they are told. */
import type { Reader } from '../../../store/tx.ts';

export interface Outsider {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/** Reached only through a request that the viewer may see, whose ids these are. */
export async function outsidersByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Outsider>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.db.outsider.findMany({ where: { id: { in: [...ids] } } });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        organisation: row.organisation ?? undefined,
        email: row.email ?? undefined,
        phone: row.phone ?? undefined,
      },
    ]),
  );
}
