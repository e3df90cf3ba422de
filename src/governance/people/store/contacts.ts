/** Who has no address or no chat account yet: it is Human Resources who can mend that, and nobody else hears of it. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';

export type Lacks = 'email' | 'account';

export interface Lacking {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly building: string | undefined;
  readonly email: string | undefined;
  /** YYYY-MM-DD. */
  readonly hireDate: string;
  readonly lacks: readonly Lacks[];
}

/** Of active people; `chats` are those connected here. With none, nobody lacks an account. */
function lackingWhere(chats: readonly string[]) {
  return {
    email: Prisma.sql`p.email is null`,
    account: Prisma.sql`(cardinality(${[...chats]}::text[]) > 0 and not exists (
      select 1 from account a where a.person_id = p.id and a.surface = any(${[...chats]}::text[])
                                and a.state in ('linked', 'held')))`,
  };
}

export async function lackingCounts(
  reader: Reader,
  chats: readonly string[],
): Promise<Readonly<Record<Lacks, number>>> {
  const { email, account } = lackingWhere(chats);
  const [row] = await reader.db.$queryRaw<{ email: bigint; account: bigint }[]>(Prisma.sql`
    select count(*) filter (where ${email}) as email, count(*) filter (where ${account}) as account
      from person p where p.status = 'active'`);
  return { email: Number(row?.email ?? 0), account: Number(row?.account ?? 0) };
}

/** Without an address first, then by hire date, newest first. */
export async function lackingPeople(
  reader: Reader,
  chats: readonly string[],
  limit: number,
): Promise<readonly Lacking[]> {
  const { email, account } = lackingWhere(chats);
  const rows = await reader.db.$queryRaw<
    {
      id: string;
      name: string;
      job_title: string;
      building: string | null;
      email: string | null;
      hire_date: string;
      no_account: boolean;
    }[]
  >(Prisma.sql`
    select p.id, p.name, p.job_title, b.name as building, p.email, p.hire_date::text as hire_date, ${account} as no_account
      from person p left join building b on b.id = p.building_id
     where p.status = 'active' and (${email} or ${account})
     order by p.email is not null, p.hire_date desc, p.name, p.id limit ${limit}`);
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, jobTitle: row.job_title, hireDate: row.hire_date },
    building: row.building ?? undefined,
    email: row.email ?? undefined,
    lacks: [
      ...(row.email === null ? (['email'] as const) : []),
      ...(row.no_account ? (['account'] as const) : []),
    ],
  }));
}
