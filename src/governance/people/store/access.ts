/** The ways in of somebody who is not here any more: sessions and links end, and a leaver's chat accounts are let go. */
import { type Temporal, toDate, toIso } from '../../../kernel/clock.ts';
import type { Tx } from '../../../store/tx.ts';
import { endSessionsOf } from './sessions.ts';
import { endLinksOf } from './sign-in-links.ts';

/** At once. Accounts stay theirs: those of a leaver are let go with `detachAccounts`. */
export async function endAccess(tx: Tx, personId: string): Promise<void> {
  const sessions = await endSessionsOf(tx, personId);
  const links = await endLinksOf(tx, personId);
  tx.audit({
    what: 'person.access-ended',
    about: { kind: 'person', id: personId },
    facts: { sessions, links },
  });
}

/** Of somebody who has left; a rehire meets them again, and a person confirms them then. */
export async function detachAccounts(tx: Tx, personId: string): Promise<void> {
  const { count: accounts } = await tx.db.account.updateMany({
    where: { personId, state: { in: ['linked', 'held'] }, person: { status: 'left' } },
    data: { state: 'detached', decidedById: null, decidedAt: null },
  });
  tx.audit({
    what: 'person.accounts-detached',
    about: { kind: 'person', id: personId },
    facts: { accounts },
  });
}

/** A last message is on its way to them: nobody gets in by these accounts meanwhile, for their person has left. */
export async function detachLater(tx: Tx, personId: string, by: Temporal.Instant): Promise<void> {
  await tx.db.departure.updateMany({
    where: { personId, state: 'done', doneAt: toDate(tx.now) },
    data: { detachBy: toDate(by) },
  });
}

/** Whose last message has gone out, or who have waited long enough; none of them is asked for again. */
export async function takeToDetach(tx: Tx, limit: number): Promise<readonly string[]> {
  const rows = await tx.db.$queryRaw<{ person_id: string }[]>`
    update departure set detach_by = null
     where id in (
       select d.id from departure d
        where d.detach_by is not null
          and (d.detach_by <= ${toIso(tx.now)}::timestamptz
            or not exists (select 1 from outbox o
                            where o.person_id = d.person_id and o.state in ('waiting', 'sending')))
        order by d.detach_by, d.id limit ${limit} for update)
    returning person_id`;
  return rows.map((row) => row.person_id);
}
