/** Changes of an incident's own row; its version counts them. */
import type { Prisma } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';
import type { Incident } from '../rules/incident.ts';

export type IncidentData = Omit<Prisma.IncidentUncheckedUpdateManyInput, 'id' | 'version'>;

/** What follows in this transaction comes after whatever changes it at the same moment. */
export async function lockIncident(tx: Tx, id: string): Promise<void> {
  await tx.db.$queryRaw`select 1 from incident where id = ${id} for update`;
}

export async function writeIncident(tx: Tx, incident: Incident, data: IncidentData): Promise<void> {
  await tx.db.incident.update({
    where: { id: incident.id },
    data: { ...data, version: incident.version + 1 },
  });
}
