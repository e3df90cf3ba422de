/** Once an import is applied its rows are what its sources said last; what they said before goes. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export async function listingOf(reader: Reader, source: string): Promise<string | undefined> {
  return (await reader.db.rosterListing.findUnique({ where: { source } }))?.importId;
}

/** A whole file takes the place of the one before. */
export async function takeOver(tx: Tx, importId: string, source: string): Promise<void> {
  const before = await listingOf(tx, source);
  if (before === importId) return;
  if (before !== undefined)
    await tx.db.$executeRaw`delete from roster_row where import_id = ${before} and source = ${source}`;
  await tx.db.rosterListing.upsert({
    where: { source },
    create: { source, importId },
    update: { importId },
  });
}

/** What changed is laid over what stood there; held rows say nothing. */
export async function layOver(tx: Tx, importId: string, source: string): Promise<void> {
  const before = await listingOf(tx, source);
  if (before === undefined) return takeOver(tx, importId, source);
  await tx.db.$executeRaw(Prisma.sql`
    delete from roster_row r using roster_row d
     where r.import_id = ${before} and r.source = ${source}
       and d.import_id = ${importId} and d.source = ${source} and d.held is null and d.person_id = r.person_id`);
  await tx.db.$executeRaw(Prisma.sql`
    update roster_row set import_id = ${before},
           n = n + (select coalesce(max(n), 0) from roster_row where import_id = ${before})
     where import_id = ${importId} and source = ${source} and held is null`);
  await tx.db.$executeRaw`delete from roster_row where import_id = ${importId} and source = ${source}`;
}

/** The file's own keys of everybody whom it listed. */
export async function keysOf(reader: Reader, source: string): Promise<ReadonlySet<string>> {
  const rows = await reader.db.$queryRaw<{ key: string }[]>(Prisma.sql`
    select r.source_key as key from roster_row r join roster_listing l on l.import_id = r.import_id and l.source = r.source
     where l.source = ${source} and r.source_key is not null`);
  return new Set(rows.map((row) => row.key));
}
