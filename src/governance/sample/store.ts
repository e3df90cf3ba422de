/** Writes the sample district's rows; all in the transaction it is handed. */
import { dayToDate, Temporal, toDate } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Reader, Tx } from '../../store/tx.ts';
import type { Sample, SamplePerson } from './shape.ts';

/** One seeding at a time, to the transaction's end. */
export async function lockSeeding(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('sample-district'))`;
}

export async function holdsAnybody(reader: Reader): Promise<boolean> {
  return (await reader.db.person.findFirst({ select: { id: true } })) !== null;
}

/** People with their buildings, supervisors and roles. Returns everybody's id by e-mail. */
export async function writePeople(
  tx: Tx,
  sample: Sample,
  policy: Policy,
): Promise<ReadonlyMap<string, string>> {
  const buildings = new Map(sample.buildings.map((name) => [name, newId()]));
  await tx.db.building.createMany({ data: [...buildings].map(([name, id]) => ({ id, name })) });
  const ids = new Map(sample.people.map((person) => [person.email, newId()]));
  const idOf = (email: string) => known(ids, email);
  // One statement, so that it does not matter who of the tree comes first.
  await tx.db.person.createMany({
    data: sample.people.map((person) => ({
      id: idOf(person.email),
      name: person.name,
      email: person.email,
      jobTitle: person.job_title,
      personType: person.person_type,
      buildingId: known(buildings, person.building),
      supervisorId: person.supervisor_email === '' ? null : idOf(person.supervisor_email),
      hireDate: dayToDate(person.hire_date),
      status: person.status,
      leftOn: person.left_on ? dayToDate(person.left_on) : null,
      dataAccess: person.data_access,
    })),
  });
  await tx.db.roleHolding.createMany({
    data: sample.people.flatMap((person) =>
      person.roles.map((role) => ({
        id: newId(),
        personId: idOf(person.email),
        role,
        heldFrom: dayToDate(heldFrom(person, policy)),
        heldUntil: person.left_on ? dayToDate(person.left_on) : null,
        grantedById: null,
      })),
    ),
  });
  return ids;
}

/** Nobody held a role of the plan before there was a plan. */
function heldFrom(person: SamplePerson, policy: Policy): Temporal.PlainDate {
  const adopted = Temporal.PlainDate.from(policy.pack.pack.version);
  return Temporal.PlainDate.compare(person.hire_date, adopted) < 0 ? adopted : person.hire_date;
}

export async function writeCollections(
  tx: Tx,
  sample: Sample,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = sample.collections.map((collection) => ({ id: newId(), collection }));
  await tx.db.dataCollection.createMany({
    data: rows.map(({ id, collection }) => ({
      id,
      name: collection.name,
      system: collection.system,
      describes: collection.describes,
      location: collection.location,
      ownerId: known(ids, collection.owner),
      definitions: collection.definitions,
      businessRules: collection.business_rules,
    })),
  });
  await tx.db.collectionSteward.createMany({
    data: rows.flatMap(({ id, collection }) =>
      collection.stewards.map((email) => ({ collectionId: id, personId: known(ids, email) })),
    ),
  });
}

/** Whoever left owes nothing any more; what they signed stays. */
export async function closeDutiesOf(tx: Tx, personIds: readonly string[]): Promise<void> {
  await tx.db.obligation.updateMany({
    where: { personId: { in: [...personIds] }, metAt: null, replacedAt: null },
    data: { replacedAt: toDate(tx.now) },
  });
}

function known(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error('the sample names somebody or something that it does not list');
  return id;
}
