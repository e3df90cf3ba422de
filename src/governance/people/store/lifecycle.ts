/** Somebody leaves, goes on leave or comes back: the roster's own rows. What hangs on it is `personLeft`'s business. */
import { dateToDay, dayToDate, type Temporal, toDate } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../store/tx.ts';
import { callOffAbsences, endRunning } from './absences.ts';
import { endDelegationsOf } from './delegations.ts';
import { settleDeparture } from './departures.ts';
import { keepChange } from './history.ts';
import { lockPerson } from './lock.ts';
import { endRolesOf } from './roles.ts';

/** Compare-and-set on the status: false when it was not active any more. Roles end with a leaver's last day. */
export async function setInactive(
  tx: Tx,
  personId: string,
  status: 'leave' | 'left',
  lastDay: Temporal.PlainDate,
  byId: string | null = null,
): Promise<boolean> {
  await lockPerson(tx, personId);
  const { count } = await tx.db.person.updateMany({
    where: { id: personId, status: { in: status === 'left' ? ['active', 'leave'] : ['active'] } },
    data: { status, leftOn: status === 'left' ? dayToDate(lastDay) : null },
  });
  if (count === 0) return false;
  if (status === 'left') await endEmployment(tx, personId, lastDay, byId);
  else await awayFrom(tx, personId, lastDay.add({ days: 1 }), byId);
  tx.audit({
    what: status === 'left' ? 'person.left' : 'person.on-leave',
    about: { kind: 'person', id: personId },
    facts: { lastDay: lastDay.toString() },
  });
  return true;
}

async function endEmployment(tx: Tx, personId: string, lastDay: Temporal.PlainDate, byId: string | null) {
  await endRolesOf(tx, personId, lastDay);
  await endDelegationsOf(tx, personId);
  await endRunning(tx, personId, lastDay, byId);
  await callOffAbsences(tx, { personId }, byId);
  await settleDeparture(tx, { personId, lastDay, byId });
}

/** Until somebody says that they are back. */
async function awayFrom(tx: Tx, personId: string, from: Temporal.PlainDate, byId: string | null) {
  const at = toDate(tx.now);
  await tx.db.absence.create({
    data: {
      ...{ id: newId(), personId, kind: 'leave', state: 'running', fromOn: dayToDate(from) },
      ...{ setById: byId, setAt: at, begunAt: at },
    },
  });
}

/**
 * Hired again, with a new hire date (domain T7) and without the roles of before. Without a date the employment went on:
 * no gap, the hire date stays, and what was done since then counts again.
 */
export async function setActive(
  tx: Tx,
  personId: string,
  hiredAgain: Temporal.PlainDate | undefined,
  by: { readonly id: string; readonly surface: string } | undefined = undefined,
): Promise<boolean> {
  await lockPerson(tx, personId);
  const before = await tx.db.person.findUnique({
    where: { id: personId, status: 'left' },
    select: { hireDate: true },
  });
  if (!before) return false;
  await tx.db.person.update({
    where: { id: personId },
    data: { status: 'active', leftOn: null, ...(hiredAgain ? { hireDate: dayToDate(hiredAgain) } : {}) },
  });
  if (!hiredAgain) await countAgain(tx, personId);
  const was = dateToDay(before.hireDate).toString();
  if (by)
    await keepChange(tx, {
      ...{ personId, byId: by.id, surface: by.surface },
      kind: hiredAgain ? 'hired-again' : 'reinstated',
      before: hiredAgain ? { hireDate: was } : {},
      after: hiredAgain ? { hireDate: hiredAgain.toString() } : {},
    });
  tx.audit({
    what: hiredAgain ? 'person.hired-again' : 'person.reinstated',
    about: { kind: 'person', id: personId },
    facts: { hireDate: hiredAgain?.toString() ?? was },
  });
  return true;
}

/** What was done in this employment was put away with its end, which never came. */
async function countAgain(tx: Tx, personId: string): Promise<void> {
  await tx.db.$executeRaw`
    update duty_done d set past = false
      from person p
     where p.id = d.person_id and p.id = ${personId} and d.past and coalesce(d.done_on, d.done_at::date) >= p.hire_date`;
}
