/** References of agreements: no two bear the same, however they are written. */
import type { Reader } from '../../../store/tx.ts';

export async function isReferenceTaken(reader: Reader, reference: string): Promise<boolean> {
  const where = { reference: { equals: reference, mode: 'insensitive' as const } };
  return (await reader.db.requestAgreement.count({ where })) > 0;
}

/** "MOA-2026-014" after "MOA-2026-013"; the first of a year is 001. */
export async function nextReference(reader: Reader, begin: string): Promise<string> {
  const rows = await reader.db.requestAgreement.findMany({
    where: { reference: { startsWith: begin, mode: 'insensitive' } },
    select: { reference: true },
  });
  const numbers = rows.flatMap(({ reference }) => {
    const rest = reference.slice(begin.length);
    return /^\d{1,6}$/.test(rest) ? [Number(rest)] : [];
  });
  return `${begin}${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}
