/** Vendors who are involved in an incident. Whoever reads them was shown their incident. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { type Duration, durationText } from '../../../policy/schema-words.ts';
import type { Prisma } from '../../../store/generated/client.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { incidentKind } from '../rules/incident.ts';
import type { Affidavit, Side, Vendor } from '../rules/vendor.ts';
import { grouped } from './grouped.ts';

const whole = { learned: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } } satisfies Prisma.IncidentVendorInclude;
type Row = Prisma.IncidentVendorGetPayload<{ include: typeof whole }>;

export type VendorData = { readonly [Key in keyof Omit<Vendor, 'id' | 'learned'>]?: Vendor[Key] | undefined };

/** Comes back: its id. */
export async function insertVendor(
  tx: Tx,
  incidentId: string,
  byId: string,
  data: VendorData,
): Promise<string> {
  const id = newId();
  await tx.db.incidentVendor.create({
    data: { ...{ id, incidentId, byId }, at: toDate(tx.now), affidavit: 'none', ...columns(data) },
  });
  return id;
}

/** What is not given stays as it is. */
export async function updateVendor(tx: Tx, id: string, data: VendorData): Promise<void> {
  await tx.db.incidentVendor.update({ where: { id }, data: columns(data) });
}

/** A field's words, under "vendor-<field>:<id>". */
export async function writeVendorTexts(
  tx: Tx,
  incidentId: string,
  byId: string,
  id: string,
  texts: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const given = Object.entries(texts).flatMap(([field, text]) =>
    text === undefined ? [] : [[`vendor-${field}:${id}`, text] as const],
  );
  if (given.length > 0)
    await writeTexts(tx, { kind: incidentKind, id: incidentId }, byId, Object.fromEntries(given));
}

export async function insertLearned(
  tx: Tx,
  vendorId: string,
  byId: string,
  { side, at }: { readonly side: Side; readonly at: Temporal.Instant },
): Promise<string> {
  const id = newId();
  await tx.db.incidentLearned.create({ data: { ...{ id, vendorId, side, byId }, at: toDate(at) } });
  return id;
}

export async function vendorsOf(reader: Reader, incidentId: string): Promise<readonly Vendor[]> {
  return (await vendorsOfIncidents(reader, [incidentId])).get(incidentId) ?? [];
}

/** By incident, in the order in which they were named. */
export async function vendorsOfIncidents(
  reader: Reader,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Vendor[]>> {
  const rows = await reader.db.incidentVendor.findMany({
    where: { incidentId: { in: [...incidentIds] } },
    include: whole,
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  const owner = new Map(rows.map(({ id, incidentId }) => [id, incidentId]));
  return grouped(rows.map(fromRow), ({ id }) => owner.get(id) ?? '');
}

function columns(data: VendorData) {
  const { discoveredAt, confirmedAt, toldAt, knownAt, within, affidavit, askedOn, receivedOn } = data;
  return {
    // Given as undefined, it is taken out.
    ...('discoveredAt' in data ? { discoveredAt: discoveredAt ? toDate(discoveredAt) : null } : {}),
    ...('confirmedAt' in data ? { confirmedAt: confirmedAt ? toDate(confirmedAt) : null } : {}),
    ...('toldAt' in data ? { toldAt: toldAt ? toDate(toldAt) : null } : {}),
    ...('knownAt' in data ? { knownAt: knownAt ? toDate(knownAt) : null } : {}),
    // Given as undefined, the plan's time counts again.
    ...('within' in data ? { within: within ? written(within) : null } : {}),
    ...(affidavit ? { affidavit } : {}),
    ...('askedOn' in data ? { askedOn: askedOn ?? null } : {}),
    ...('receivedOn' in data ? { receivedOn: receivedOn ?? null } : {}),
  };
}

function written({ amount, unit }: Duration): string {
  return `${amount}${unit}`;
}

function fromRow(row: Row): Vendor {
  const at = (date: Date | null) => (date ? toInstant(date) : undefined);
  return {
    id: row.id,
    discoveredAt: at(row.discoveredAt),
    confirmedAt: at(row.confirmedAt),
    toldAt: at(row.toldAt),
    knownAt: at(row.knownAt),
    within: row.within === null ? undefined : durationText.parse(row.within),
    affidavit: row.affidavit as Affidavit,
    askedOn: row.askedOn ?? undefined,
    receivedOn: row.receivedOn ?? undefined,
    learned: row.learned.map(({ id, side, at: when }) => ({ id, side: side as Side, at: toInstant(when) })),
  };
}
