/** Publications planned from the data of requests; reached only through requests that the viewer may see. */
import { dateToDay, dayToDate, type Temporal, toDate, toInstant, toIso } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Publication } from '../rules/publication.ts';
import type { DataRequest } from '../rules/request.ts';

type Row = Awaited<ReturnType<Reader['db']['publication']['findMany']>>[number];

/** Of these requests, by the planned day. */
export async function publicationsOf(
  reader: Reader,
  requestIds: readonly string[],
): Promise<readonly Publication[]> {
  if (requestIds.length === 0) return [];
  const rows = await reader.db.publication.findMany({
    where: { requestId: { in: [...requestIds] } },
    orderBy: [{ plannedOn: 'asc' }, { id: 'asc' }],
  });
  return rows.map(fromRow);
}

function fromRow(row: Row): Publication {
  return {
    id: row.id,
    requestId: row.requestId,
    plannedOn: dateToDay(row.plannedOn),
    copyDueOn: dateToDay(row.copyDueOn),
    recordedById: row.recordedById,
    recordedAt: toInstant(row.recordedAt),
    receivedOn: row.receivedOn ? dateToDay(row.receivedOn) : undefined,
    receivedById: row.receivedById ?? undefined,
    droppedAt: row.droppedAt ? toInstant(row.droppedAt) : undefined,
  };
}

export async function insertPublication(
  tx: Tx,
  publication: Pick<Publication, 'id' | 'requestId' | 'plannedOn' | 'copyDueOn' | 'recordedById'> & {
    readonly remindAt: Temporal.Instant;
  },
): Promise<void> {
  const { plannedOn, copyDueOn, remindAt, ...ids } = publication;
  await tx.db.publication.createMany({
    data: [
      {
        ...ids,
        plannedOn: dayToDate(plannedOn),
        copyDueOn: dayToDate(copyDueOn),
        remindAt: toDate(remindAt),
        recordedAt: toDate(tx.now),
      },
    ],
  });
}

/** False when somebody was quicker. */
export async function receiveCopy(
  tx: Tx,
  id: string,
  byId: string,
  on: Temporal.PlainDate,
): Promise<boolean> {
  const { count } = await tx.db.publication.updateMany({
    where: { id, receivedAt: null, droppedAt: null },
    data: { receivedOn: dayToDate(on), receivedById: byId, receivedAt: toDate(tx.now) },
  });
  return count === 1;
}

export async function dropPublication(tx: Tx, id: string, byId: string): Promise<boolean> {
  const { count } = await tx.db.publication.updateMany({
    where: { id, receivedAt: null, droppedAt: null },
    data: { droppedAt: toDate(tx.now), droppedById: byId },
  });
  return count === 1;
}

/** A copy that whoever asks now still owes from another request, with that one's number. */
export interface OwedCopy {
  readonly requestNumber: number;
  readonly copyDueOn: Temporal.PlainDate;
}

/** By requests: the same person, or somebody outside with the same e-mail address (R068 no 3). */
export async function copiesOwed(
  reader: Reader,
  requests: readonly DataRequest[],
  today: Temporal.PlainDate,
): Promise<ReadonlyMap<string, readonly OwedCopy[]>> {
  if (requests.length === 0) return new Map();
  const rows = await reader.db.$queryRaw<{ id: string; number: number; due: Date }[]>(Prisma.sql`
    select r.id, other.number, p.copy_due_on as due
      from data_request r
      left join outsider o on o.id = r.outsider_id
      join publication p on p.received_at is null and p.dropped_at is null and p.copy_due_on < ${today.toString()}::date
      join data_request other on other.id = p.request_id and other.id <> r.id
      left join outsider oo on oo.id = other.outsider_id
     where r.id = any(${requests.map(({ id }) => id)}::text[])
       and (other.requester_id = r.requester_id or lower(oo.email) = lower(o.email))
     order by p.copy_due_on, other.number`);
  const owed = new Map<string, OwedCopy[]>();
  for (const { id, number, due } of rows)
    owed.set(id, [...(owed.get(id) ?? []), { requestNumber: number, copyDueOn: dateToDay(due) }]);
  return owed;
}

/** What one page of the sweep has to tell: of whose requests, and whether the copy is late by now. */
export interface CopyDue {
  readonly id: string;
  readonly requestId: string;
  readonly late: boolean;
}

export async function copiesToTellOf(
  reader: Reader,
  now: Temporal.Instant,
  today: Temporal.PlainDate,
  page: number,
): Promise<readonly CopyDue[]> {
  return reader.db.$queryRaw<CopyDue[]>(Prisma.sql`
    select p.id, p.request_id as "requestId", p.copy_due_on < ${today.toString()}::date as late
      from publication p
     where p.received_at is null and p.dropped_at is null
       and ((p.reminded_at is null and p.remind_at <= ${toIso(now)}::timestamptz)
         or (p.late_at is null and p.copy_due_on < ${today.toString()}::date))
     order by p.copy_due_on, p.id limit ${page} for update`);
}

/** Told that it is late, nobody is reminded any more that it will be due. */
export async function markCopiesTold(tx: Tx, told: readonly CopyDue[]): Promise<void> {
  const at = toDate(tx.now);
  const ids = (late: boolean) => told.flatMap((one) => (one.late === late ? [one.id] : []));
  await tx.db.publication.updateMany({ where: { id: { in: ids(false) } }, data: { remindedAt: at } });
  await tx.db.publication.updateMany({
    where: { id: { in: ids(true) } },
    data: { remindedAt: at, lateAt: at },
  });
}
