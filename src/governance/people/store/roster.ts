/** The roster as a whole. */
import type { Reader } from '../../../store/tx.ts';

/** Nobody is on it, not even somebody who left. */
export async function rosterIsEmpty(reader: Reader): Promise<boolean> {
  return (await reader.db.person.findFirst({ select: { id: true } })) === null;
}
