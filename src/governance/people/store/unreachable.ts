/** Who works here, by which accounts they might be written to, and whose newest notice reached nothing. */
import { notAboutReach } from '../../../app/delivery/outcome.ts';
import type { Person } from '../../../app/person.ts';
import { type Temporal, toInstant } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { countableSql } from '../../../store/outbox/discreet.ts';
import type { Reader } from '../../../store/tx.ts';
import type { WaysIn } from '../rules/unreachable.ts';
import { readPeople } from './person-rows.ts';
import type { ReachState } from './reach.ts';

const said = Prisma.join(Object.values(notAboutReach));

/**
 * Of `person p`: the newest notice that left us, if it reached nobody or stands on the web alone because better ways
 * failed, and they have not come back since. At most one row: reason, made_at.
 */
export const newestFailed = Prisma.sql`(
  select newest.reason, newest.made_at
    from (select o.state, o.surface, o.reason, o.made_at from outbox o
           where o.person_id = p.id and o.state in ('sent', 'undeliverable') and ${countableSql}
           order by o.made_at desc, o.id desc limit 1) newest
   where (newest.state = 'undeliverable' or (newest.surface = 'web' and newest.reason is not null))
     and coalesce(newest.reason, '') not in (${said})
     and not exists (select 1 from account a
                      where a.person_id = p.id and a.state = 'linked' and a.reach = 'open'
                        and coalesce(a.reach_at, a.seen_at) > newest.made_at))`;

export interface Employed extends WaysIn {
  readonly person: Person;
}

/** Everybody active, by name. */
export async function waysIn(reader: Reader, today: Temporal.PlainDate): Promise<readonly Employed[]> {
  const people = await readPeople(reader, today, Prisma.sql`where p.status = 'active' order by p.name, p.id`);
  const accounts = await reader.db.account.findMany({
    where: { state: { in: ['linked', 'held'] }, person: { status: 'active' } },
    orderBy: [{ surface: 'asc' }, { seenAt: 'asc' }],
    omit: { whereabouts: true },
  });
  const failures = await reader.db.$queryRaw<{ id: string; reason: string | null; made_at: Date }[]>(
    Prisma.sql`select p.id, last.reason, last.made_at from person p, lateral ${newestFailed} last
                where p.status = 'active'`,
  );
  const byPerson = new Map<string, typeof accounts>();
  for (const row of accounts) byPerson.set(row.personId, [...(byPerson.get(row.personId) ?? []), row]);
  const failed = new Map(failures.map((row) => [row.id, row]));
  return people.map((person) => {
    const failure = failed.get(person.id);
    return {
      person,
      email: person.email,
      accounts: (byPerson.get(person.id) ?? []).map((row) => ({
        surface: row.surface as 'slack' | 'teams',
        held: row.state === 'held',
        reach: row.reach as ReachState,
        reason: row.reachReason ?? undefined,
        since: toInstant(row.reachAt ?? row.seenAt),
      })),
      ...(failure
        ? { failed: { reason: failure.reason ?? 'no account', since: toInstant(failure.made_at) } }
        : {}),
    };
  });
}
