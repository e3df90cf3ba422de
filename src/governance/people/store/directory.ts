/** Who works here, for the whole house: the `Directory` port over the roster's tables. */
import type { Person } from '../../../app/person.ts';
import type { Directory } from '../../../app/ports.ts';
import type { Clock, Temporal } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import { readPeople } from './person-rows.ts';

/** Typeahead shows no more than this. */
const mostFound = 20;

/** `zone` is the district's: a role begins and ends with the local day. */
export function createDirectory(clock: Clock, zone: string): Directory {
  const today = () => localToday(clock, zone);
  return {
    person: async (reader, id) => (await readPeople(reader, today(), Prisma.sql`where p.id = ${id}`))[0],
    people: async (reader, ids) => {
      if (ids.length === 0) return new Map();
      const found = await readPeople(
        reader,
        today(),
        Prisma.sql`where p.id = any(${[...new Set(ids)]}::text[])`,
      );
      return new Map(found.map((person) => [person.id, person]));
    },
    search: (reader, words) => searchPeople(reader, today(), words, 'active'),
    holders: async (reader, role) => {
      const found = await readPeople(
        reader,
        today(),
        Prisma.sql`where p.status = 'active' and p.id in (${everNamedTo([role])}) order by p.name, p.id`,
      );
      return found.filter((person) => person.roles.includes(role));
    },
    peopleAndHolders: async (reader, ids, roles) => {
      const named = new Set(ids);
      const asked = Prisma.sql`${[...named]}::text[]`;
      const found = await readPeople(
        reader,
        today(),
        Prisma.sql`where p.id in (select unnest(${asked}) union ${everNamedTo(roles)})
          and (p.status = 'active' or p.id = any(${asked})) order by p.name, p.id`,
      );
      // Whoever held one of the roles once, and no more, is here only if asked for by id.
      const meant = found.filter(
        ({ id, roles: held }) => named.has(id) || held.some((role) => roles.includes(role)),
      );
      return new Map(meant.map((person) => [person.id, person]));
    },
  };
}

/** The ids of all who ever had one of the roles; which of them hold it today is in their `roles`. */
function everNamedTo(roles: readonly string[]): Prisma.Sql {
  const wanted = Prisma.sql`${[...roles]}::text[]`;
  return Prisma.sql`
    select h.person_id from role_holding h where h.role = any(${wanted})
    union select d.delegate_id from delegation d where d.role = any(${wanted}) and d.ended_at is null
    ${roles.includes('supervisor') ? Prisma.sql`union select s.supervisor_id from person s` : Prisma.empty}`;
}

/** Everybody who works here now, by name. */
export function activePeople(reader: Reader, today: Temporal.PlainDate): Promise<readonly Person[]> {
  return readPeople(reader, today, Prisma.sql`where p.status = 'active' order by p.name, p.id`);
}

export function localToday(clock: Clock, zone: string): Temporal.PlainDate {
  return clock.now().toZonedDateTimeISO(zone).toPlainDate();
}

/** Every word must appear in the name, the e-mail address or the title; names that begin so come first. */
export async function searchPeople(
  reader: Reader,
  today: Temporal.PlainDate,
  words: string,
  among: 'active' | 'everyone',
): Promise<readonly Person[]> {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6).map(likeText);
  const matches = parts.map(
    (part) =>
      Prisma.sql`and lower(p.name || ' ' || coalesce(p.email, '') || ' ' || p.job_title) like ${`%${part}%`} escape '!'`,
  );
  const begins = `${parts[0] ?? ''}%`;
  return readPeople(
    reader,
    today,
    Prisma.sql`where (p.status = 'active' or ${among === 'everyone'})
      ${Prisma.join(matches.length > 0 ? matches : [Prisma.empty], ' ')}
      order by (lower(p.name) like ${begins} escape '!') desc, p.name, p.id limit ${mostFound}`,
  );
}

/** A typed % or _ is a character to find, not a wildcard. NUL can't reach PostgreSQL at all. */
function likeText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/[!%_]/g, (found) => `!${found}`);
}
