/** Keeps the comparison honest: both sides must have written the same number of rows into every table. */
import type pg from 'pg';
import type { Stage } from './stage.ts';

const tables = ['once', 'data_request', 'request_collection', 'request_step', 'case_text', 'outbox'] as const;

async function counted(db: pg.Pool): Promise<Record<string, number>> {
  const columns = [
    ...tables.map((name) => `(select count(*)::int from ${name}) as ${name}`),
    // the program's own jobs run beside it and leave entries too
    `(select count(*)::int from audit_entry where line like '%request.filed%') as audit_entry`,
  ].join(', ');
  const { rows } = await db.query(`select ${columns}`);
  return rows[0] ?? {};
}

/** Both began as the same sample district, so that what differs was written since. Throws when it does. */
export async function sameRows({ ours, bare }: Stage): Promise<void> {
  const mine = await counted(ours.db);
  const its = await counted(bare.db);
  for (const name of [...tables, 'audit_entry'])
    if (mine[name] !== its[name])
      throw new Error(`${name}: we wrote ${mine[name]} rows, the baseline ${its[name]}`);
}
