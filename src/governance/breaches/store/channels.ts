/** Channels of teams in chat, and who is in them as far as the platform told us. Whoever reads them was shown their incident. */
import type { ChannelTrouble } from '../../../app/team-channels.ts';
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId, newSpokenCode } from '../../../kernel/ids.ts';
import type { Prisma } from '../../../store/generated/client.ts';
import { placeOf } from '../../../store/place.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Channel, Member, Seat, SeatState } from '../rules/channel.ts';

export interface KeptSeat extends Seat {
  readonly trouble: ChannelTrouble | undefined;
}

export interface IncidentChannel extends Channel {
  readonly id: string;
  readonly incidentId: string;
  readonly name: string;
  readonly link: string | undefined;
  readonly wantedById: string;
  readonly trouble: ChannelTrouble | undefined;
  readonly seats: readonly KeptSeat[];
  /** Of those that the same incident had before it. */
  readonly earlier: readonly KeptSeat[];
}

/** So many characters at random after it; not the word of a matter, nor of who is in it. */
const namePrefix = 'team-';

function newName(): string {
  return `${namePrefix}${newSpokenCode(8).toLowerCase()}`;
}

export async function insertChannel(tx: Tx, incidentId: string, wantedById: string): Promise<void> {
  await tx.db.incidentChannel.create({
    data: {
      ...{ id: newId(), incidentId, surface: 'slack', name: newName() },
      ...{ wantedAt: toDate(tx.now), wantedById },
    },
  });
}

/** Whatever waits is due at once, and who was not let in is asked in again. */
export async function retryChannel(tx: Tx, id: string): Promise<void> {
  await tx.db.incidentChannelSeat.deleteMany({ where: { channelId: id, state: 'refused' } });
  await tx.db.incidentChannelSeat.updateMany({ where: { channelId: id }, data: { notBefore: null } });
  await tx.db.incidentChannel.update({ where: { id }, data: { notBefore: null } });
}

/** The newest of each incident that has one. */
export async function channelsOf(
  reader: Reader,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, IncidentChannel>> {
  const rows = await readChannels(reader, { incidentId: { in: [...incidentIds] } });
  const newest = new Map<string, IncidentChannel>();
  for (const one of rows) {
    const before = newest.get(one.incidentId);
    newest.set(one.incidentId, { ...one, earlier: before ? [...before.earlier, ...before.seats] : [] });
  }
  return newest;
}

/** Oldest first. */
export async function readChannels(
  reader: Reader,
  where: Prisma.IncidentChannelWhereInput,
): Promise<readonly IncidentChannel[]> {
  const rows = await reader.db.incidentChannel.findMany({
    where,
    include: { seats: { orderBy: [{ tenant: 'asc' }, { account: 'asc' }] } },
    orderBy: [{ wantedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    ...{ id: row.id, incidentId: row.incidentId, name: row.name, wantedById: row.wantedById },
    channel: row.channel ?? undefined,
    link: row.link ?? undefined,
    tried: row.triedAt !== null,
    greeted: row.greetedAt !== null,
    archived: row.archivedAt !== null,
    trouble: (row.trouble as ChannelTrouble | null) ?? undefined,
    notBefore: row.notBefore ? toInstant(row.notBefore) : undefined,
    earlier: [],
    seats: row.seats.map((seat) => ({
      ...{ tenant: seat.tenant, account: seat.account, personId: seat.personId },
      state: seat.state as SeatState,
      trouble: (seat.trouble as ChannelTrouble | null) ?? undefined,
      notBefore: seat.notBefore ? toInstant(seat.notBefore) : undefined,
    })),
  }));
}

/** Those in which something may have to be done; in an archived one only while somebody may be in it. */
export const keptChannels: Prisma.IncidentChannelWhereInput = {
  OR: [{ archivedAt: null }, { seats: { some: { state: { in: ['in', 'asked'] } } }, channel: { not: null } }],
};

export async function writeChannel(
  tx: Tx,
  id: string,
  data: Prisma.IncidentChannelUncheckedUpdateManyInput,
): Promise<void> {
  await tx.db.incidentChannel.updateMany({ where: { id }, data });
}

/** The name was somebody else's: another is tried. */
export async function renameChannel(tx: Tx, id: string): Promise<void> {
  await writeChannel(tx, id, { name: newName(), triedAt: null });
}

export async function writeSeat(
  tx: Tx,
  channelId: string,
  { tenant, account, personId }: Member,
  seat: {
    readonly state: SeatState;
    readonly trouble?: ChannelTrouble;
    readonly notBefore?: Temporal.Instant;
  },
): Promise<void> {
  const data = {
    ...{ personId, state: seat.state, trouble: seat.trouble ?? null },
    notBefore: seat.notBefore ? toDate(seat.notBefore) : null,
  };
  await tx.db.incidentChannelSeat.upsert({
    where: { channelId_tenant_account: { channelId, tenant, account } },
    create: { channelId, tenant, account, ...data },
    update: data,
  });
}

/** Longer than what is asked of a platform at one step takes. */
const leaseSeconds = 40;

/** Where nobody else keeps channels, what a dead process had in hand is free at once. */
export const takeKeepersPlace = placeOf(
  26112104,
  'UPDATE incident_channel SET leased_until = NULL WHERE leased_until IS NOT NULL',
);

/** By the database's clock: false while another instance is at it. */
export async function leaseChannel({ db }: Reader, id: string): Promise<boolean> {
  const taken = await db.$executeRaw`
    update incident_channel set leased_until = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${leaseSeconds}::int)
     where id = ${id} and (leased_until is null or leased_until < clock_timestamp())`;
  return taken === 1;
}

/** By whoever has it. */
export async function prolongLease({ db }: Reader, id: string): Promise<void> {
  await db.$executeRaw`
    update incident_channel set leased_until = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${leaseSeconds}::int)
     where id = ${id}`;
}

export async function endLease({ db }: Reader, id: string): Promise<void> {
  await db.$executeRaw`update incident_channel set leased_until = null where id = ${id}`;
}
