/** What the desk shows, asked for by hand: the plain SQL that the program is measured against. */

/** Seen by steward $1: their collections' stewards are routed to, or nobody else is; the roles are the bench's own. */
const seen = `(
  r.requester_id = $1 or r.typed_by_id = $1 or r.holder_id = $1 or r.fulfiller_id = $1 or r.level_by_id = $1
  or exists (select 1 from request_collection rc join collection_steward cs on cs.collection_id = rc.collection_id
              where rc.request_id = r.id and cs.person_id = $1)
  or not exists (select 1 from request_collection rc join collection_steward cs on cs.collection_id = rc.collection_id
                  join person p on p.id = cs.person_id
                 where rc.request_id = r.id and cs.person_id is distinct from r.requester_id and p.status = 'active')
  or r.requester_id in (select id from person where supervisor_id = $1 and status = 'left')
  or exists (select 1 from request_step s where s.request_id = r.id and s.takers && '{data_steward}'))`;

/** Whose collections' stewards they are, or nobody else's: who may claim it. */
const routed = `(
  exists (select 1 from request_collection rc join collection_steward cs on cs.collection_id = rc.collection_id
           where rc.request_id = r.id and cs.person_id = $1)
  or not exists (select 1 from request_collection rc join collection_steward cs on cs.collection_id = rc.collection_id
                  join person p on p.id = cs.person_id
                 where rc.request_id = r.id and cs.person_id is distinct from r.requester_id and p.status = 'active'))`;

const part = `case
  when r.holder_id = $1 or ('data_steward' = any(s.takers) and r.fulfiller_id is distinct from $1 and ${routed}) then 'mine'
  when r.holder_id is null and s.takers = '{}' and r.requester_id is distinct from $1 and ${routed} then 'unclaimed'
  else 'other' end`;

const due = `least((s.due_at at time zone 'America/Denver')::date, r.answer_by, r.needed_by)`;

const shown = `
  select d.*, h.name as holder, a.name as asker,
         (select t.body from case_text t where t.case_kind = 'request' and t.case_id = d.id and t.field = 'title') as title,
         array(select c.name from request_collection rc join data_collection c on c.id = rc.collection_id
                where rc.request_id = d.id order by 1) as collections
    from d left join person h on h.id = d.holder_id left join person a on a.id = d.requester_id`;

/** The first fifty that steward $1 may see, and how many there are. */
export const plainQueue = `
  with d as materialized (
    select r.*, s.step, s.started_at, ${due} as due_on, ${part} as part, count(*) over () as total
      from data_request r left join request_step s on s.request_id = r.id and s.ended_at is null
     where r.state = 'open' and ${seen}
     order by due_on, r.number limit 50)
  ${shown} order by d.due_on, d.number`;

/** The same of all that ever was, with the words $2 and $3. */
export const plainSearch = `
  with hits as materialized (
    select case_id from case_text where words @@ plainto_tsquery('english', $2)
    intersect select case_id from case_text where words @@ plainto_tsquery('english', $3)
  ), d as materialized (
    select r.*, s.step, s.started_at, ${due} as due_on, count(*) over () as total
      from data_request r left join request_step s on s.request_id = r.id and s.ended_at is null
     where r.id in (select case_id from hits) and ${seen}
     order by due_on, r.number limit 50)
  ${shown} order by d.due_on, d.number`;

/** Up to three answered requests that share a collection and half of the words of request $2. */
export const plainSimilar = `
  with mine as materialized (
    select array(select distinct unnest(tsvector_to_array(words)) from case_text
                  where case_kind = 'request' and case_id = $2 and field in ('title', 'question')) as words
  ), near as materialized (
    select r.id, r.number from data_request r, mine
     where r.id <> $2 and r.state in ('open', 'closed', 'public')
       and r.id in (select b.request_id from request_collection a join request_collection b using (collection_id) where a.request_id = $2)
       and r.id in (select case_id from case_text where words @@ array_to_string(mine.words, ' | ')::tsquery)
     order by r.number desc limit 1000
  ), liker as (
    select near.id, count(distinct w)::float8 / cardinality(mine.words) as share
      from mine, near join case_text t on t.case_kind = 'request' and t.case_id = near.id, unnest(tsvector_to_array(t.words)) w
     where w = any(mine.words) group by near.id, mine.words)
  select r.id, r.number, ${seen} as seen, share
    from liker join data_request r using (id) join release l on l.request_id = r.id and l.recalled_at is null
   where share >= 0.5 order by share desc, r.number desc limit 3`;

const within = (column: string) => `${column} >= $1::timestamptz and ${column} < $2::timestamptz`;

/** The numbers between the instants $1 and $2, as of $3: counts by level and kind, and the steps' medians. */
export const plainReport = `
  with seen as materialized (
    select r.level, r.route, r.state, r.filed_at, r.ended_at, s.due_at < $3::timestamptz as late
      from data_request r left join request_step s on s.request_id = r.id and s.ended_at is null
     where r.state = 'open' or ${within('r.filed_at')} or ${within('r.ended_at')}
  ), counts as (
    select level, route, count(*) filter (where state = 'open') as open, count(*) filter (where late) as late,
           count(*) filter (where ${within('filed_at')}) as came_in,
           count(*) filter (where state in ('closed', 'public') and ${within('ended_at')}) as answered,
           percentile_cont(0.5) within group (order by ended_at - filed_at)
             filter (where state in ('closed', 'public') and ${within('ended_at')}) as median
      from seen group by grouping sets ((), (level), (route))
  ), steps as (
    select s.step, count(*) as done, count(*) filter (where s.due_at < s.ended_at) as late,
           percentile_cont(0.5) within group (order by extract(epoch from s.ended_at - s.started_at) - coalesce((
             select sum(extract(epoch from least(q.answered_at, s.ended_at) - greatest(q.asked_at, s.started_at)))
               from request_question q where q.request_id = s.request_id and q.asked_at < s.ended_at and q.answered_at > s.started_at), 0)) as median
      from request_step s where s.outcome = 'done' and ${within('s.ended_at')} group by s.step
  ), months as (
    select to_char(at at time zone 'America/Denver', 'YYYY-MM') as month, count(*)
      from (select filed_at as at from seen where ${within('filed_at')}
            union all select ended_at from seen where state in ('closed', 'public') and ${within('ended_at')}) m group by 1)
  select (select json_agg(counts) from counts), (select json_agg(steps) from steps), (select json_agg(months) from months)`;
