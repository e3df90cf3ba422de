/** The roster as a whole. */
import type { Reader } from '../../../store/tx.ts';

/** Nobody is on it, not even somebody who left. */
export async function rosterIsEmpty(reader: Reader): Promise<boolean> {
  return (await reader.db.person.findFirst({ select: { id: true } })) === null;
}

export interface StaffKey {
  readonly id: string;
  /** Lower case. */
  readonly email: string | null;
  readonly employeeId: string | null;
}

/** Everybody who has not left, for files that name people by address or number. */
export async function staffKeys(reader: Reader): Promise<readonly StaffKey[]> {
  return reader.db.person.findMany({
    where: { status: { not: 'left' } },
    select: { id: true, email: true, employeeId: true },
  });
}
