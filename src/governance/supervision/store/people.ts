/** Everybody who is somebody's to look after, and moving one to another supervisor. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { charges, type Placing, placed } from './placement.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
}

/** By name; active ones. */
export async function peopleOfSeat(
  reader: Reader,
  ownerId: string,
  placing: Placing,
): Promise<readonly Named[]> {
  return reader.db.$queryRaw<Named[]>(Prisma.sql`
    WITH RECURSIVE ${placed(placing)}, ${charges(placing, [ownerId])}
    SELECT DISTINCT p.id, p.name, p.job_title AS "jobTitle"
      FROM charges c JOIN person p ON p.id = c.person_id ORDER BY p.name, p.id`);
}

/** False when they would answer to themselves, directly or in a circle. */
export async function moveTo(tx: Tx, personId: string, supervisorId: string | undefined): Promise<boolean> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('supervisors'))`;
  await lockPerson(tx, personId);
  if (supervisorId !== undefined && (await standsAbove(tx, personId, supervisorId))) return false;
  const before = await tx.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { supervisorId: true },
  });
  await tx.db.person.update({ where: { id: personId }, data: { supervisorId: supervisorId ?? null } });
  tx.audit({
    what: 'person.supervisor-changed',
    about: { kind: 'person', id: personId },
    facts: { before: before.supervisorId, after: supervisorId ?? null },
  });
  return true;
}

/** Whether `personId` is met on the way up from `from`, or is it. */
async function standsAbove(reader: Reader, personId: string, from: string): Promise<boolean> {
  const rows = await reader.db.$queryRaw<{ found: boolean }[]>`
    WITH RECURSIVE up (id) AS (
      SELECT ${from}::text
      UNION
      SELECT p.supervisor_id FROM up u JOIN person p ON p.id = u.id WHERE p.supervisor_id IS NOT NULL)
    SELECT EXISTS (SELECT FROM up WHERE id = ${personId}) AS found`;
  return rows[0]?.found === true;
}
