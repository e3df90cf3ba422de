/** Whoever has left owes nothing any more: at once, and not only at the next sweep. */
import type { Tx } from '../../../store/tx.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { replaceMany } from '../../people/store/obligation-pages.ts';

/** On leave they keep what is open. */
export async function endDutiesOf(tx: Tx, personId: string): Promise<void> {
  await lockPerson(tx, personId);
  const open = await tx.db.obligation.findMany({
    where: { personId, metAt: null, replacedAt: null, person: { status: 'left' } },
    select: { id: true },
  });
  if (open.length === 0) return;
  await replaceMany(
    tx,
    open.map(({ id }) => ({ id, reason: 'left' as const })),
  );
  tx.audit({ what: 'duties.ended', about: { kind: 'person', id: personId }, facts: { ended: open.length } });
}
