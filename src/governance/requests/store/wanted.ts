/** Which requests a list asks for; what a viewer may see of them is sight's business. */
import type { Person } from '../../../app/person.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import type { DataRequest } from '../rules/request.ts';
import type { Wanted } from './read.ts';
import { inPlaceOf, ofTheirLeavers, routedTo } from './sight.ts';

/** More than a person can work through; the oldest come first. */
const limit = 100;

/** Those that hang on this person, or that they asked for, and that are open. */
export function concerning(person: Person, plan: DataRequestPolicy): Wanted {
  const ways = [
    Prisma.sql`${person.id} in (r.requester_id, r.typed_by_id, r.holder_id)`,
    Prisma.sql`(r.holder_id is null and ${routedTo([person.id, ...inPlaceOf(person.standsIn, plan.route.to)], person.roles.includes(plan.route.to))})`,
  ];
  const standsIn = person.roles.includes(plan.classify.stand_in) ? [plan.classify.by] : [];
  ways.push(awaiting([...person.roles, ...standsIn]), ofTheirLeavers(person.id));
  if (person.roles.includes(plan.classify.by) || person.roles.includes(plan.classify.stand_in))
    ways.push(Prisma.sql`r.level is null`, onACalendar);
  return { where: Prisma.sql`r.state = 'open' and (${Prisma.join(ways, ' or ')})`, limit };
}

/** At a step that holders of one of these roles take. */
function awaiting(roles: readonly string[]): Prisma.Sql {
  return Prisma.sql`exists (select 1 from request_step s where s.request_id = r.id and s.ended_at is null
    and s.takers && ${[...roles]}::text[])`;
}

const onACalendar = Prisma.sql`exists (select 1 from request_step s
  where s.request_id = r.id and s.ended_at is null and s.meeting_id is not null)`;

/** What somebody asked for, typed in or works on, ended ones too. */
export function ofPerson(person: Person): Wanted {
  return {
    where: Prisma.sql`${person.id} in (r.requester_id, r.typed_by_id, r.holder_id, r.fulfiller_id)`,
    newestFirst: true,
    limit,
  };
}

/** These, as far as the viewer may see them. */
export function named(ids: readonly string[]): Wanted {
  return { where: Prisma.sql`r.id = any(${[...ids]}::text[])`, limit: ids.length };
}

/** Waiting for this meeting of the board. */
export function atMeeting(meetingId: string): Wanted {
  return {
    where: Prisma.sql`r.state = 'open' and exists (select 1 from request_step s
      where s.request_id = r.id and s.ended_at is null and s.meeting_id = ${meetingId})`,
    limit: 1000,
    lock: true,
  };
}

/** On the calendar of a meeting whose packet is due until that day, and not asked for yet. */
export function packetDue(until: Temporal.PlainDate, today: Temporal.PlainDate, page: number): Wanted {
  return {
    where: Prisma.sql`r.state = 'open' and exists (select 1 from request_step s
      join board_meeting m on m.id = s.meeting_id
      where s.request_id = r.id and s.ended_at is null and s.packet_at is null and m.called_off_at is null
        and m.packet_due <= ${until.toString()}::date and m.held_on >= ${today.toString()}::date)`,
    limit: page,
    lock: true,
  };
}

/** At a step that is taken with this role by whoever holds it, such as a check. */
export function atStepOf(role: string): Wanted {
  return { where: Prisma.sql`r.state = 'open' and ${awaiting([role])}`, limit: 1000 };
}

export function heldBy(personId: string): Wanted {
  return { where: Prisma.sql`r.state = 'open' and r.holder_id = ${personId}`, limit: 1000, lock: true };
}

export function openAndAskedBy(personId: string): Wanted {
  return { where: Prisma.sql`r.state = 'open' and r.requester_id = ${personId}`, limit: 1000 };
}

/** Of somebody who works here by their id; of somebody outside by their address, as each filing has its own entry. */
export function openOfSameAsker(
  { requesterId, outsiderId }: Pick<DataRequest, 'requesterId' | 'outsiderId'>,
  email: string | undefined,
): Wanted {
  const same =
    requesterId !== undefined
      ? Prisma.sql`r.requester_id = ${requesterId}`
      : Prisma.sql`(r.outsider_id = ${outsiderId} or r.outsider_id in
          (select o.id from outsider o where lower(o.email) = lower(${email ?? null})))`;
  return { where: Prisma.sql`r.state = 'open' and ${same}`, limit: 100 };
}

/** Whose step has waited until now without being told of, one page of a sweep; what waits for the board’s day is not late before it. */
export function waitingTooLong(asOf: Temporal.Instant, page: number): Wanted {
  const at = Prisma.sql`${asOf.toString()}::timestamptz`;
  return {
    where: Prisma.sql`r.state = 'open' and exists (
      select 1 from request_step s where s.request_id = r.id and s.ended_at is null and s.paused_at is null
         and ((s.remind_at <= ${at} and s.reminded_at is null)
           or (s.escalate_at <= ${at} and s.escalated_at is null))
         and not exists (select 1 from board_meeting m
           where m.id = s.meeting_id and m.held_on >= (${at} at time zone 'UTC')::date))`,
    limit: page,
    lock: true,
  };
}

/** Whose answer is owed soon or is late, and nobody was told of that; what was sent is an answer. */
export function answersOwed(today: Temporal.PlainDate, page: number): Wanted {
  const on = Prisma.sql`${today.toString()}::date`;
  return {
    where: Prisma.sql`r.state = 'open' and ((r.answer_remind_on <= ${on} and r.answer_reminded_at is null)
       or (r.answer_by < ${on} and r.answer_late_at is null))
      and not exists (select 1 from release l where l.request_id = r.id and l.sent_at is not null and l.recalled_at is null)`,
    limit: page,
    lock: true,
  };
}

/** Of these people, those who hold an open request or asked for one. */
export async function concerned(reader: Reader, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await reader.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select unnest(array[holder_id, requester_id]) as id from data_request
     where state = 'open' and (holder_id = any(${[...personIds]}::text[]) or requester_id = any(${[...personIds]}::text[]))`);
  return new Set(rows.map(({ id }) => id));
}

/** A data steward, by role or of a collection, whether they still are or were until they left. */
export async function mayHaveChecked(reader: Reader, personId: string, role: string): Promise<boolean> {
  const [row] = await reader.db.$queryRaw<{ did: boolean }[]>(Prisma.sql`
    select exists (select 1 from role_holding h where h.person_id = ${personId} and h.role = ${role})
        or exists (select 1 from collection_steward c where c.person_id = ${personId}) as did`);
  return row?.did ?? false;
}
