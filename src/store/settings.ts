/** Facts about this database that outlive the program: the sample marker, the district's own values. */
import type { Reader, Tx } from './tx.ts';

const sampleKey = 'sample-district';

export async function getSetting(reader: Reader, key: string): Promise<string | undefined> {
  return (await reader.db.setting.findUnique({ where: { key } }))?.value;
}

export async function putSetting(tx: Tx, key: string, value: string): Promise<void> {
  await tx.db.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

/** The marker stands in the database, so that missing credentials never turn a real district into a sample. */
export async function isSample(reader: Reader): Promise<boolean> {
  return (await getSetting(reader, sampleKey)) === 'yes';
}

export async function markAsSample(tx: Tx): Promise<void> {
  await putSetting(tx, sampleKey, 'yes');
}
