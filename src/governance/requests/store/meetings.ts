/** Meetings of the board: when it meets, and by when what it is to read must be in. */
import { dateToDay, dayToDate, type Temporal, toDate } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { DataRequest } from '../rules/request.ts';

export interface Meeting {
  readonly id: string;
  readonly heldOn: Temporal.PlainDate;
  readonly packetDue: Temporal.PlainDate;
  readonly calledOff: boolean;
}

/** Public in any district, so everybody may read them; those held since `from`, in order. */
export async function meetingsSince(reader: Reader, from: Temporal.PlainDate): Promise<readonly Meeting[]> {
  const rows = await reader.db.boardMeeting.findMany({
    where: { heldOn: { gte: dayToDate(from) }, calledOffAt: null },
    orderBy: [{ heldOn: 'asc' }, { id: 'asc' }],
  });
  return rows.map(fromRow);
}

/** Those that these requests were put on, by id. */
export async function meetingsOf(
  reader: Reader,
  requests: readonly DataRequest[],
): Promise<ReadonlyMap<string, Meeting>> {
  const ids = requests.flatMap(({ stays }) => stays.flatMap(({ meetingId }) => meetingId ?? []));
  if (ids.length === 0) return new Map();
  const rows = await reader.db.boardMeeting.findMany({ where: { id: { in: [...new Set(ids)] } } });
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

export async function addMeeting(
  tx: Tx,
  byId: string,
  meeting: Pick<Meeting, 'heldOn' | 'packetDue'>,
): Promise<string> {
  const id = newId();
  const heldOn = dayToDate(meeting.heldOn);
  const packetDue = dayToDate(meeting.packetDue);
  await tx.db.boardMeeting.createMany({
    data: [{ id, heldOn, packetDue, addedById: byId, addedAt: toDate(tx.now) }],
  });
  return id;
}

/** False when it is not on the list, or was called off before. */
export async function callOff(tx: Tx, id: string, byId: string): Promise<boolean> {
  const { count } = await tx.db.boardMeeting.updateMany({
    where: { id, calledOffAt: null },
    data: { calledOffAt: toDate(tx.now), calledOffById: byId },
  });
  return count === 1;
}

function fromRow(row: {
  readonly id: string;
  readonly heldOn: Date;
  readonly packetDue: Date;
  readonly calledOffAt: Date | null;
}): Meeting {
  return {
    id: row.id,
    heldOn: dateToDay(row.heldOn),
    packetDue: dateToDay(row.packetDue),
    calledOff: row.calledOffAt !== null,
  };
}
