/** How the line that outlives an employment reaches whoever leaves, and whom no message could bring it to. */
import { type Temporal, toDate, toIso } from '../../../kernel/clock.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export const lastWordId = 'agreement.last-word';

/** A chat account of theirs that can be written to now. */
export async function hasOpenAccount(
  reader: Reader,
  personId: string,
  chats: readonly string[],
): Promise<boolean> {
  const found = await reader.db.account.count({
    where: { personId, state: 'linked', reach: 'open', surface: { in: [...chats] } },
  });
  return found > 0;
}

export interface Unwritten {
  readonly personId: string;
  readonly name: string;
}

/** Leavers since then who signed the line, here or on a paper form, by name, whom neither mail nor chat brought it, and nobody by hand. */
export async function unwritten(
  reader: Reader,
  { agreement, line }: { readonly agreement: string; readonly line: string },
  since: Temporal.Instant,
): Promise<readonly Unwritten[]> {
  return reader.db.$queryRaw<Unwritten[]>`
    select p.id as "personId", p.name from person p
      join lateral (select d.done_at, d.letter_given_at from departure d
                     where d.person_id = p.id and d.state = 'done' order by d.done_at desc limit 1) d on true
     where p.status = 'left' and d.letter_given_at is null and d.done_at >= ${toIso(since)}::timestamptz
       and exists (select 1 from signature s where s.person_id = p.id and s.agreement = ${agreement}
                      and (s.way = 'paper' or jsonb_exists(s.initials, ${line})))
       and not exists (select 1 from outbox o
                        where o.notice = ${lastWordId} and coalesce(o.person_id, o.outsider_id) = p.id
                          and o.made_at >= d.done_at
                          and (o.state in ('waiting', 'sending') or (o.state = 'sent' and o.surface <> 'web')))
     order by p.name, p.id limit 50`;
}

/** False when it was given already. */
export async function givenByHand(tx: Tx, personId: string, byId: string): Promise<boolean> {
  const given = await tx.db.departure.updateManyAndReturn({
    where: { personId, state: 'done', letterGivenAt: null },
    data: { letterGivenAt: toDate(tx.now), letterGivenById: byId },
  });
  if (given.length === 0) return false;
  tx.audit({ what: 'agreement.last-word-given', about: { kind: 'person', id: personId } });
  return true;
}
