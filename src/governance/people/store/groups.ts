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
