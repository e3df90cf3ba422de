/** People by where they work or whom they answer to: active ones, by name, without the one who asks. */
import type { Person } from '../../../app/person.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import { readPeople } from './person-rows.ts';

/** `today` is YYYY-MM-DD. Without a building nobody is in it. */
export function peopleOfRoll(
  reader: Reader,
  today: string,
  asker: Person,
  roll: 'reports' | 'building' | 'everybody',
): Promise<readonly Person[]> {
  const whose = {
    reports: Prisma.sql`p.supervisor_id = ${asker.id}`,
    building: Prisma.sql`b.name = ${asker.building ?? null}`,
    everybody: Prisma.sql`true`,
  }[roll];
  return readPeople(
    reader,
    Temporal.PlainDate.from(today),
    Prisma.sql`where p.status = 'active' and p.id <> ${asker.id} and ${whose} order by p.name, p.id`,
  );
}

/** Every group that somebody active or on leave is in, by name, with how many. */
export async function groupsInUse(
  reader: Reader,
  limit: number,
): Promise<readonly { readonly name: string; readonly people: number }[]> {
  const rows = await reader.db.$queryRaw<{ name: string; people: bigint }[]>`
    select g.name, count(*) as people from person p, unnest(p.groups) as g (name)
     where p.status <> 'left' group by g.name order by lower(g.name), g.name limit ${limit}`;
  return rows.map(({ name, people }) => ({ name, people: Number(people) }));
}

/** Whoever has not left, by id. */
export async function peopleOfGroup(reader: Reader, group: string): Promise<readonly string[]> {
  const rows = await reader.db.person.findMany({
    where: { groups: { has: group }, status: { not: 'left' } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
