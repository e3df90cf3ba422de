/** People's facts as Human Resources write them by hand: hiring, changing, and who else has the same address or number. */
import { dateToDay, dayToDate, Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { allFacts, differing, type Fact, type PersonFacts, pick } from '../rules/facts.ts';
import { keepChange } from './history.ts';

export async function factsOf(reader: Reader, personId: string): Promise<PersonFacts | undefined> {
  const row = await reader.db.person.findUnique({ where: { id: personId }, include: { building: true } });
  if (!row) return undefined;
  const { name, email, employeeId, jobTitle, personType, supervisorId, dataAccess, groups } = row;
  return {
    ...{ name, email, employeeId, jobTitle, personType, supervisorId, dataAccess, groups },
    building: row.building?.name ?? null,
    hireDate: dateToDay(row.hireDate).toString(),
  };
}

interface By {
  readonly byId: string;
  readonly surface: string;
}

/** The caller has looked for duplicates under `lockFacts`. Returns the new person's id and the entry in their history. */
export async function addPerson(
  tx: Tx,
  facts: PersonFacts,
  by: By,
): Promise<{ readonly id: string; readonly change: string }> {
  const id = newId();
  await tx.db.person.create({ data: { id, status: 'active', ...(await columns(tx, facts)) } });
  const change = await keepChange(tx, {
    ...{ personId: id, kind: 'hired', before: {}, ...by },
    after: pick(facts, allFacts.filter(hasValue(facts))),
  });
  tx.audit({ what: 'person.hired', about: { kind: 'person', id }, facts: { change } });
  return { id, change };
}

const hasValue = (facts: PersonFacts) => (fact: Fact) =>
  facts[fact] !== null && facts[fact] !== false && !(Array.isArray(facts[fact]) && facts[fact].length === 0);

export interface Changed {
  readonly fields: readonly Fact[];
  /** The entry in their history. */
  readonly change: string;
}

/** Only what differs; nothing where nothing does. */
export async function changePerson(
  tx: Tx,
  personId: string,
  after: PersonFacts,
  by: By,
): Promise<Changed | undefined> {
  const before = await factsOf(tx, personId);
  const fields = before ? differing(before, after) : [];
  if (!before || fields.length === 0) return undefined;
  await tx.db.person.update({ where: { id: personId }, data: await columns(tx, after) });
  const change = await keepChange(tx, {
    ...{ personId, kind: 'changed', before: pick(before, fields), after: pick(after, fields), ...by },
  });
  tx.audit({
    what: 'person.changed',
    about: { kind: 'person', id: personId },
    facts: { change, fields },
  });
  tx.moved({ kind: 'person', id: personId });
  return { fields, change };
}

async function columns(tx: Tx, facts: PersonFacts) {
  const { name, email, employeeId, jobTitle, personType, supervisorId, dataAccess } = facts;
  return {
    ...{ name, email, employeeId, jobTitle, personType, supervisorId, dataAccess },
    groups: [...facts.groups],
    hireDate: dayToDate(Temporal.PlainDate.from(facts.hireDate)),
    buildingId: facts.building === null ? null : await buildingId(tx, facts.building),
  };
}

async function buildingId(tx: Tx, name: string): Promise<string> {
  const known = await tx.db.building.findFirst({ where: { name: { equals: name, mode: 'insensitive' } } });
  if (known) return known.id;
  const id = newId();
  await tx.db.building.create({ data: { id, name } });
  return id;
}

export async function buildingNames(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.db.building.findMany({ orderBy: { name: 'asc' }, select: { name: true } });
  return rows.map(({ name }) => name);
}

/** Two who write at once about the same address, number or chain of supervisors take turns. */
export async function lockFacts(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('people by hand'))`;
}

export interface Same {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly status: string;
}

/** Somebody else with this address, this number, or, where asked for, this name and still here. */
export async function sameAs(
  reader: Reader,
  which: { readonly email: string } | { readonly employeeId: string } | { readonly name: string },
  exceptId: string | undefined,
): Promise<Same | undefined> {
  const where =
    'name' in which
      ? { name: { equals: which.name, mode: 'insensitive' as const }, status: { not: 'left' } }
      : which;
  const row = await reader.db.person.findFirst({
    where: { ...where, ...(exceptId ? { id: { not: exceptId } } : {}) },
    select: { id: true, name: true, jobTitle: true, status: true },
  });
  return row ?? undefined;
}

export interface InChain {
  readonly id: string;
  readonly name: string;
}

/** Somebody and everybody above them, in order; it stops where a circle closes. */
export async function chainUp(reader: Reader, personId: string): Promise<readonly InChain[]> {
  return reader.db.$queryRaw<InChain[]>`
    with recursive up (id, name, supervisor_id, depth, path) as (
      select id, name, supervisor_id, 0, array[id] from person where id = ${personId}
      union all
      select p.id, p.name, p.supervisor_id, up.depth + 1, up.path || p.id
        from up join person p on p.id = up.supervisor_id
       where p.id <> all(up.path) and up.depth < 100)
    select id, name from up order by depth`;
}

/** Everybody who answers to them and has not left, by name. */
export async function reportsOf(reader: Reader, personId: string): Promise<readonly InChain[]> {
  return reader.db.person.findMany({
    where: { supervisorId: personId, status: { not: 'left' } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  });
}

/** Who has left and still has people below them, with how many; by name. */
export async function leftWithReports(
  reader: Reader,
): Promise<readonly (InChain & { readonly reports: number })[]> {
  const rows = await reader.db.$queryRaw<{ id: string; name: string; reports: bigint }[]>`
    select s.id, s.name, count(*) as reports from person p join person s on s.id = p.supervisor_id
     where s.status = 'left' and p.status <> 'left'
     group by s.id, s.name order by s.name, s.id limit 50`;
  return rows.map(({ id, name, reports }) => ({ id, name, reports: Number(reports) }));
}
