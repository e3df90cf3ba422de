/** Facts about this database that outlive the program: the sample marker, the district's own values. */
import type { Reader, Tx } from './tx.ts';

const sampleKey = 'sample-district';

/** In plain SQL, because sweeps keep their place here on every page, and Prisma plans each of its own queries anew. */
export async function getSetting(reader: Reader, key: string): Promise<string | undefined> {
  const rows = await reader.db.$queryRaw<{ value: string }[]>`SELECT value FROM setting WHERE key = ${key}`;
  return rows[0]?.value;
}

export async function putSetting(tx: Tx, key: string, value: string): Promise<void> {
  await tx.db.$executeRaw`
    INSERT INTO setting (key, value) VALUES (${key}, ${value})
        ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
}

/** The marker stands in the database, so that missing credentials never turn a real district into a sample. */
export async function isSample(reader: Reader): Promise<boolean> {
  return (await getSetting(reader, sampleKey)) === 'yes';
}

export async function markAsSample(tx: Tx): Promise<void> {
  await putSetting(tx, sampleKey, 'yes');
}
