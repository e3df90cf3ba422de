/** Web sessions: only the hash of the cookie's value is kept. */
import type { Person } from '../../../app/person.ts';
import { type Temporal, toDate } from '../../../kernel/clock.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { newId, newSecret } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { readPeople } from './person-rows.ts';

/** A working day and its evening; then sign in again. */
const sessionHours = 12;

export async function openSession(
  tx: Tx,
  personId: string,
  startedBy: 'sign-in-link' | 'picked',
): Promise<{ readonly token: string; readonly expiresAt: Temporal.Instant }> {
  const token = newSecret();
  const id = newId();
  const expiresAt = tx.now.add({ hours: sessionHours });
  await tx.db.session.create({
    data: {
      id,
      personId,
      tokenHash: sha256(token),
      startedBy,
      startedAt: toDate(tx.now),
      expiresAt: toDate(expiresAt),
    },
  });
  tx.audit({ what: 'session.started', about: { kind: 'person', id: personId }, facts: { by: startedBy } });
  return { token, expiresAt };
}

/** One statement for every page; nobody who has left. Whether somebody who is away may enter is for the door to say. */
export async function personOfSession(
  reader: Reader,
  token: string,
  now: Temporal.Instant,
  today: Temporal.PlainDate,
): Promise<Person | undefined> {
  const found = await readPeople(
    reader,
    today,
    Prisma.sql`join session s on s.person_id = p.id
      where s.token_hash = ${sha256(token)} and s.ended_at is null
        and s.expires_at > ${toDate(now)} and p.status <> 'left'`,
  );
  return found[0];
}

export async function endSession(tx: Tx, token: string): Promise<void> {
  const session = await tx.db.session.findUnique({ where: { tokenHash: sha256(token) } });
  if (!session || session.endedAt) return;
  await tx.db.session.update({ where: { id: session.id }, data: { endedAt: toDate(tx.now) } });
  tx.audit({ what: 'session.ended', about: { kind: 'person', id: session.personId } });
}

/** How many were still running. */
export async function endSessionsOf(tx: Tx, personId: string): Promise<number> {
  const { count } = await tx.db.session.updateMany({
    where: { personId, endedAt: null, expiresAt: { gt: toDate(tx.now) } },
    data: { endedAt: toDate(tx.now) },
  });
  return count;
}
