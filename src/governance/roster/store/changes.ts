/** Proposals and history as people read them: names beside ids, a page at a time. */
import { dateToDay, type Temporal, toInstant } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';

export type Kind = 'new' | 'changed' | 'back' | 'gone';

export type Facts = Readonly<Record<string, unknown>>;

export interface Change {
  readonly n: number;
  readonly personId: string;
  readonly name: string;
  readonly kind: Kind;
  /** Supervisors by name. */
  readonly before: Facts;
  readonly after: Facts;
  readonly state: string;
  readonly reason: string | undefined;
  readonly lastDay: Temporal.PlainDate | undefined;
  /** For who is gone: as the roster has them. */
  readonly jobTitle: string | undefined;
  readonly building: string | undefined;
}

interface Row {
  readonly n: number;
  readonly person_id: string;
  readonly name: string | null;
  readonly kind: Kind;
  readonly before: Facts;
  readonly after: Facts;
  readonly state: string;
  readonly reason: string | null;
  readonly last_day: Date | null;
  readonly job_title: string | null;
  readonly building: string | null;
}

/** The id of a supervisor in `facts` becomes their name; one who comes with the same import has it there. */
const named = (facts: Prisma.Sql) => Prisma.sql`
  case when jsonb_typeof(${facts} -> 'supervisorId') = 'string'
       then ${facts} || jsonb_build_object('supervisorId', coalesce(
              (select x.name from person x where x.id = ${facts} ->> 'supervisorId'),
              (select y.after ->> 'name' from roster_change y
                where y.person_id = ${facts} ->> 'supervisorId' and y.import_id = c.import_id limit 1), '?'))
       else ${facts} end`;

const columns = Prisma.sql`c.n, c.person_id, coalesce(c.after ->> 'name', p.name) as name, c.kind,
  ${named(Prisma.sql`c.before`)} as before, ${named(Prisma.sql`c.after`)} as after, c.state, c.reason, c.last_day,
  p.job_title, b.name as building`;

function fromRow(row: Row): Change {
  return {
    n: row.n,
    personId: row.person_id,
    name: row.name ?? '?',
    kind: row.kind,
    before: row.before,
    after: row.after,
    state: row.state,
    reason: row.reason ?? undefined,
    lastDay: row.last_day ? dateToDay(row.last_day) : undefined,
    jobTitle: row.job_title ?? undefined,
    building: row.building ?? undefined,
  };
}

/** In the order of the file, from beyond `after`. */
export async function changesOf(
  reader: Reader,
  importId: string,
  kind: Kind,
  after: number,
  limit: number,
): Promise<readonly Change[]> {
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    select ${columns} from roster_change c
      left join person p on p.id = c.person_id left join building b on b.id = p.building_id
     where c.import_id = ${importId} and c.kind = ${kind} and c.n > ${after} order by c.n limit ${limit}`);
  return rows.map(fromRow);
}

export interface PastChange extends Change {
  /** When it was applied or decided. */
  readonly at: Temporal.Instant;
  readonly byId: string | undefined;
}

/** What imports did to one person, newest first; proposals that nobody has said yes to are none of it. */
export async function pastOf(reader: Reader, personId: string): Promise<readonly PastChange[]> {
  const rows = await reader.db.$queryRaw<(Row & { at: Date; by_id: string | null })[]>(Prisma.sql`
    select ${columns}, coalesce(c.decided_at, i.ended_at, i.decided_at) as at,
           coalesce(c.decided_by_id, i.decided_by_id) as by_id
      from roster_change c join roster_import i on i.id = c.import_id
      left join person p on p.id = c.person_id left join building b on b.id = p.building_id
     where c.person_id = ${personId} and i.state in ('applied', 'confirmed')
       and coalesce(c.decided_at, i.ended_at, i.decided_at) is not null
     order by at desc, i.id limit 200`);
  return rows.map((row) => ({ ...fromRow(row), at: toInstant(row.at), byId: row.by_id ?? undefined }));
}

export interface ShownDefect {
  readonly kind: string;
  readonly about: string | undefined;
  readonly file: number | undefined;
  readonly line: number | undefined;
}

/** Kind by kind, by whom they are about. */
export async function defectsOf(reader: Reader, importId: string): Promise<readonly ShownDefect[]> {
  const rows = await reader.db.rosterDefect.findMany({
    where: { importId },
    orderBy: [{ kind: 'asc' }, { about: 'asc' }, { n: 'asc' }],
  });
  return rows.map(({ kind, about, file, line }) => ({
    kind,
    about: about ?? undefined,
    file: file ?? undefined,
    line: line ?? undefined,
  }));
}
