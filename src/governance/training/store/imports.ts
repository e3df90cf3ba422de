/** What an export of a training system proposes: stored as waiting completions, one audit line with the file's digest. */
import { dayToDate, Temporal, toDate } from '../../../kernel/clock.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { newId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { getSetting, putSetting } from '../../../store/settings.ts';
import { newTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { PdMapping } from '../rules/pd-export.ts';
import { completionKind } from './completions.ts';

const mappingKey = 'training.pd-mapping';

export async function savedMapping(reader: Reader): Promise<PdMapping> {
  const text = await getSetting(reader, mappingKey);
  return text ? (JSON.parse(text) as PdMapping) : { columns: {}, courses: {} };
}

export function saveMapping(tx: Tx, mapping: PdMapping): Promise<void> {
  return putSetting(tx, mappingKey, JSON.stringify(mapping));
}

export interface Proposal {
  readonly personId: string;
  readonly roleThen: string;
  readonly course: string;
  /** YYYY-MM-DD. */
  readonly completedOn: string;
  /** HH:MM. */
  readonly startsAt: string | undefined;
  readonly texts: Readonly<Record<string, string>>;
}

export async function importByDigest(
  reader: Reader,
  digest: string,
): Promise<{ readonly id: string } | undefined> {
  return (
    (await reader.db.trainingImport.findUnique({ where: { digest }, select: { id: true } })) ?? undefined
  );
}

export interface StaffMember {
  readonly id: string;
  readonly email: string;
  readonly jobTitle: string;
  /** YYYY-MM-DD. */
  readonly hireDate: string;
}

/** Everybody who works here or is on leave, by address. */
export async function staffByEmail(reader: Reader): Promise<ReadonlyMap<string, StaffMember>> {
  const rows = await reader.db.$queryRaw<StaffMember[]>(Prisma.sql`
    select id, email, job_title as "jobTitle", to_char(hire_date, 'YYYY-MM-DD') as "hireDate"
      from person where status <> 'left' and email is not null`);
  return new Map(rows.map((row) => [row.email, row]));
}

/** "person course day" of everything that counts or waits. */
export async function knownCompletions(reader: Reader): Promise<ReadonlySet<string>> {
  const rows = await reader.db.$queryRaw<{ key: string }[]>(Prisma.sql`
    select person_id || ' ' || course || ' ' || to_char(completed_on, 'YYYY-MM-DD') as key
      from training_completion where state in ('waits', 'confirmed')`);
  return new Set(rows.map(({ key }) => key));
}

const rowsAStatement = 1000;

/** All or nothing. */
export async function addImport(
  tx: Tx,
  given: {
    readonly fileName: string;
    readonly digest: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly proposals: readonly Proposal[];
  },
): Promise<string> {
  const id = newId();
  const { fileName, digest, counts, proposals } = given;
  await tx.db.trainingImport.create({ data: { id, fileName, digest, counts, madeAt: toDate(tx.now) } });
  for (let at = 0; at < proposals.length; at += rowsAStatement) {
    const page = proposals.slice(at, at + rowsAStatement).map((one) => ({ ...one, id: newId() }));
    await tx.db.trainingCompletion.createMany({
      data: page.map((one) => ({
        ...{ id: one.id, personId: one.personId, course: one.course, roleThen: one.roleThen, importId: id },
        completedOn: dayToDate(Temporal.PlainDate.from(one.completedOn)),
        startsAt: one.startsAt ?? null,
        ...{ way: 'import', state: 'waits', loggedAt: toDate(tx.now) },
      })),
    });
    for (const one of page)
      await tx.db.$executeRaw(newTexts(tx, { kind: completionKind, id: one.id }, null, one.texts).insert);
  }
  tx.audit({
    what: 'training.imported',
    about: { kind: 'training-import', id },
    facts: { file: sha256(fileName), digest, ...counts },
  });
  return id;
}

export interface WaitingImport {
  readonly id: string;
  readonly fileName: string;
  readonly madeAt: Temporal.Instant;
  readonly waiting: number;
}

/** Those of which something waits, oldest first. */
export async function waitingImports(reader: Reader, id?: string): Promise<readonly WaitingImport[]> {
  const rows = await reader.db.$queryRaw<
    { id: string; file_name: string; made_at: Date; waiting: bigint }[]
  >(Prisma.sql`
    select i.id, i.file_name, i.made_at, count(*) as waiting
      from training_import i join training_completion c on c.import_id = i.id and c.state = 'waits'
     where ${id ?? null}::text is null or i.id = ${id ?? null}
     group by i.id order by i.made_at, i.id limit 20`);
  return rows.map((row) => ({
    id: row.id,
    fileName: row.file_name,
    madeAt: Temporal.Instant.fromEpochMilliseconds(row.made_at.getTime()),
    waiting: Number(row.waiting),
  }));
}
