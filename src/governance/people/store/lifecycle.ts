/** Somebody leaves, goes on leave or comes back: the roster's own rows. What hangs on it is `personLeft`'s business. */
import { dayToDate, type Temporal } from '../../../kernel/clock.ts';
import type { Tx } from '../../../store/tx.ts';
import { lockPerson } from './lock.ts';
import { endRolesOf } from './roles.ts';
import { endSessionsOf } from './sessions.ts';
import { endLinksOf } from './sign-in-links.ts';

/** Compare-and-set on the status: false when it was not active any more. Roles end with a leaver's last day. */
export async function setInactive(
  tx: Tx,
  personId: string,
  status: 'leave' | 'left',
  lastDay: Temporal.PlainDate,
): Promise<boolean> {
  await lockPerson(tx, personId);
  const { count } = await tx.db.person.updateMany({
    where: { id: personId, status: { in: status === 'left' ? ['active', 'leave'] : ['active'] } },
    data: { status, leftOn: status === 'left' ? dayToDate(lastDay) : null },
  });
  if (count === 0) return false;
  if (status === 'left') await endRolesOf(tx, personId, lastDay);
  tx.audit({
    what: status === 'left' ? 'person.left' : 'person.on-leave',
    about: { kind: 'person', id: personId },
    facts: { lastDay: lastDay.toString() },
  });
  return true;
}

/** Back from leave, or hired again: then with a new hire date (domain T7) and without the roles of before. */
export async function setActive(
  tx: Tx,
  personId: string,
  hiredAgain: Temporal.PlainDate | undefined,
): Promise<boolean> {
  await lockPerson(tx, personId);
  const { count } = await tx.db.person.updateMany({
    where: { id: personId, status: hiredAgain ? 'left' : 'leave' },
    data: { status: 'active', leftOn: null, ...(hiredAgain ? { hireDate: dayToDate(hiredAgain) } : {}) },
  });
  if (count === 0) return false;
  tx.audit({
    what: hiredAgain ? 'person.hired-again' : 'person.back',
    about: { kind: 'person', id: personId },
    ...(hiredAgain ? { facts: { hireDate: hiredAgain.toString() } } : {}),
  });
  return true;
}

/** Every way in ends at once; a leaver's accounts are let go, those of somebody on leave stay theirs. */
export async function endAccess(tx: Tx, personId: string): Promise<void> {
  const sessions = await endSessionsOf(tx, personId);
  const links = await endLinksOf(tx, personId);
  const { count: accounts } = await tx.db.account.updateMany({
    where: { personId, state: { in: ['linked', 'held'] }, person: { status: 'left' } },
    data: { state: 'detached', decidedById: null, decidedAt: null },
  });
  tx.audit({
    what: 'person.access-ended',
    about: { kind: 'person', id: personId },
    facts: { sessions, links, accounts },
  });
}
