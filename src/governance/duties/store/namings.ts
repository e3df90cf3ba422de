/** People and groups named for a duty by whoever the plan asks to name them (R025, R054). */
import { dateToDay, dayToDate, type Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Naming {
  readonly id: string;
  readonly duty: string;
  /** A person's name, or a group of the staff file. */
  readonly who: string;
  readonly group: boolean;
  readonly namedOn: Temporal.PlainDate;
}

export async function namingsAt(
  reader: Reader,
  duties: readonly string[],
  today: Temporal.PlainDate,
): Promise<readonly Naming[]> {
  const rows = await reader.db.dutyNaming.findMany({
    where: {
      duty: { in: [...duties] },
      OR: [{ endedOn: null }, { endedOn: { gte: dayToDate(today) } }],
      NOT: { person: { status: 'left' } },
    },
    include: { person: { select: { name: true } } },
    orderBy: [{ duty: 'asc' }, { group: 'asc' }, { person: { name: 'asc' } }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    duty: row.duty,
    who: row.group ?? row.person?.name ?? '',
    group: row.group !== null,
    namedOn: dateToDay(row.namedOn),
  }));
}

/** Groups of the staff file that somebody who works here is in. */
export async function groupsInUse(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.db.$queryRaw<{ name: string }[]>(
    Prisma.sql`SELECT DISTINCT unnest(groups) AS name FROM person WHERE status <> 'left' ORDER BY 1 LIMIT 100`,
  );
  return rows.map(({ name }) => name);
}

/** Those who stand on the list already are left as they are. Returns how many were added. */
export async function nameFor(
  tx: Tx,
  duty: string,
  whom: { readonly personIds: readonly string[]; readonly group: string | undefined },
  by: { readonly personId: string; readonly on: Temporal.PlainDate },
): Promise<number> {
  const open = await tx.db.dutyNaming.findMany({ where: { duty, endedOn: null } });
  const wanted = [
    ...whom.personIds.map((personId) => ({ personId, group: null })),
    ...(whom.group ? [{ personId: null, group: whom.group }] : []),
  ].filter((one) => !open.some((row) => row.personId === one.personId && row.group === one.group));
  const rows = wanted.map((one) => ({ id: newId(), duty, ...one }));
  await tx.db.dutyNaming.createMany({
    data: rows.map((row) => ({ ...row, namedOn: dayToDate(by.on), namedById: by.personId })),
  });
  for (const { id, personId } of rows)
    tx.audit({
      what: 'duty.named',
      ...(personId ? { about: { kind: 'person', id: personId } } : {}),
      facts: { duty, naming: id },
    });
  return rows.length;
}

/** False when it had ended already. `lastDay` is the last on which it counts. */
export async function endNaming(
  tx: Tx,
  id: string,
  byId: string,
  lastDay: Temporal.PlainDate,
): Promise<boolean> {
  const rows = await tx.db.dutyNaming.updateManyAndReturn({
    where: { id, endedOn: null },
    data: { endedOn: dayToDate(lastDay), endedById: byId },
    select: { personId: true, duty: true },
  });
  for (const { personId, duty } of rows)
    tx.audit({
      what: 'duty.naming-ended',
      ...(personId ? { about: { kind: 'person', id: personId } } : {}),
      facts: { duty, naming: id },
    });
  return rows.length > 0;
}
