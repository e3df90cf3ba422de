/** Whoever leaves gives what they were to make better back to whoever led the exercise. */
import type { Tx } from '../../../store/tx.ts';
import { drillKind } from '../rules/drill.ts';

export async function releaseLeaver(tx: Tx, personId: string): Promise<void> {
  const notes = await tx.db.drillNote.findMany({
    where: { ownerId: personId, settledAt: null },
    include: { drill: { select: { facilitatorId: true } } },
  });
  for (const { id, drillId, drill } of notes) {
    const ownerId = drill.facilitatorId === personId ? null : drill.facilitatorId;
    const about = { kind: drillKind, id: drillId };
    await tx.db.drillNote.update({ where: { id }, data: { ownerId } });
    tx.audit({ what: 'drill.handed-back', about, facts: { note: id, from: personId, to: ownerId } });
    tx.moved(about);
    if (ownerId !== null)
      tx.notify({ notice: 'drill.better', about, to: { personId: ownerId }, facts: { note: id } });
  }
}
