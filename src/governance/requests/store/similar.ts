/** Past requests like this one: the same data and words in common, at most three, the likest first; one statement. */
import type { Ask } from '../../../app/context.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { type SimilarRequest, shareToBeSimilar } from '../rules/similar.ts';
import { visibleTo } from './sight.ts';

const most = 3;
/** Of those that share a collection and a word, the newest are looked at closer. */
const looksAt = 1000;

interface Row {
  readonly id: string;
  readonly number: number;
  readonly seen: boolean;
  readonly title: string | null;
  readonly level: string | null;
  readonly policy: string;
  readonly answered_on: string;
}

/**
 * Answered ones alone: sent and not called back, or public already. Of one that this viewer may not see only the day is
 * said, and only where it was a usual one. Data about students answer nobody but whom they were authorised for (003 §3.3).
 */
export async function similarTo(ask: Ask, requestId: string): Promise<readonly SimilarRequest[]> {
  const { policy } = ask;
  const usual = Object.keys(policy.pack.data_requests.routes)[0] ?? '';
  const { zone } = policy.calendar;
  const sight = await visibleTo(ask);
  const rows = await ask.reader.db.$queryRaw<Row[]>(Prisma.sql`
    with mine as materialized (
      select m.detail,
             array(select distinct w from case_text t, unnest(tsvector_to_array(t.words)) w
                    where t.case_kind = 'request' and t.case_id = m.id and t.field in ('title', 'question')) as words
        from data_request m where m.id = ${requestId} and not m.pii
    ), asked as materialized (
      select nullif(array_to_string(array(select quote_literal(w) from unnest(mine.words) w where w !~ '[\\\\]'), ' | '),
                    '')::tsquery as query
        from mine
    ), near as materialized (
      select r.id, r.number
        from data_request r
       where r.id <> ${requestId} and r.state in ('open', 'closed', 'public') and not r.pii
         and r.id in (select b.request_id from request_collection a
                        join request_collection b on b.collection_id = a.collection_id where a.request_id = ${requestId})
         and r.id in (select t.case_id from case_text t where t.words @@ (select query from asked))
       order by r.number desc limit ${looksAt}
    ), liker as materialized (
      select n.id, count(distinct w)::float8 / cardinality(mine.words) as share
        from mine, near n
        join case_text t on t.case_kind = 'request' and t.case_id = n.id, unnest(tsvector_to_array(t.words)) w
       where w = any(mine.words)
       group by n.id, mine.words
    )
    select r.id, r.number, ${sight} as seen, r.level, r.policy,
           (select t.body from case_text t where t.case_kind = 'request' and t.case_id = r.id and t.field = 'title'
             order by t.written_at desc, t.version desc limit 1) as title,
           (coalesce(sent.at, r.ended_at) at time zone ${zone})::date::text as answered_on
      from liker l
      join data_request r on r.id = l.id
      cross join mine
      left join lateral (
        select e.sent_at as at, e.recalled_at from release e
         where e.request_id = r.id order by e.version desc limit 1) sent on true
     where l.share >= ${shareToBeSimilar}
       and (r.state = 'public' or (sent.at is not null and sent.recalled_at is null))
       and (${sight} or r.route = ${usual})
     order by l.share + case when r.detail = mine.detail then 0.1 else 0 end desc, r.number desc
     limit ${most}`);
  return rows.map(({ id, number, seen, title, level, policy: plan, answered_on: answeredOn }) =>
    seen
      ? { seen, id, number, title: title ?? undefined, level: level ?? undefined, policy: plan, answeredOn }
      : { seen, answeredOn },
  );
}
