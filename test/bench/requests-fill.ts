/** A district with years of data requests behind it: people, collections, requests with their steps, words and releases. */
import type pg from 'pg';

export const stewards = 20;
const collections = 40;

/** What people ask about; a request's words are drawn from these. */
const words =
  'graduation attendance enrollment dropout discipline suspension assessment score grade mathematics reading science history language learner lunch free reduced transport bus route homeless foster disability program gifted kindergarten elementary middle high school district teacher ratio class size course credit diploma certificate college career readiness survey climate safety mobility transfer absence chronic tardy ethnicity gender cohort growth proficiency benchmark intervention tutoring summer extended day budget cost per pupil salary hire retention vacancy training license technology device network library book nurse vaccination counselor referral athletics music arts club parent meeting board report trend share count average median rate change year quarter month region city state federal';

/** `now` is when the bench looks; history goes five years back from it, and one in twenty is still open. */
export async function fillRequests(db: pg.Client, requests: number, now: string): Promise<void> {
  await db.query('select setseed(0.42)');
  await db.query(
    `insert into person (id, name, email, job_title, person_type, hire_date, status, data_access, groups)
     select 'p' || n, 'Person ' || n, 'p' || n || '@bench.example', 'Teacher', 'employee', date '2018-08-01', 'active', true, '{}'
       from generate_series(1, 400) n`,
  );
  await db.query(
    `insert into role_holding (id, person_id, role, held_from)
     select gen_random_uuid()::text, 'p' || n, 'data_steward', date '2020-01-01' from generate_series(1, $1::int) n
     union all select gen_random_uuid()::text, 'p101', 'coordinator_data_stats', date '2020-01-01'
     union all select gen_random_uuid()::text, 'p102', 'student_data_manager', date '2020-01-01'`,
    [stewards],
  );
  await db.query(
    `insert into data_collection (id, name, system, describes, location, definitions, business_rules)
     select 'c' || n, 'Collection ' || n, 'PowerSchool', 'Counts', 'District server', '', '' from generate_series(1, $1::int) n`,
    [collections],
  );
  await db.query(
    `insert into collection_steward (collection_id, person_id)
     select distinct 'c' || n, 'p' || 1 + (n + k * 7) % $2::int from generate_series(1, $1::int) n, generate_series(0, 1) k`,
    [collections, stewards],
  );
  await db.query(
    `insert into data_request (id, number, requester_id, typed_by_id, came_in_by, came_in_on, detail, format, needed_by,
        level, level_by_id, level_at, state, version, policy, holder_id, fulfiller_id, route, pii, filed_at, ended_at)
     select 'r' || n, 1000 + n, asker, asker, 'chat', filed::date, (array['whole', 'groups', 'students'])[1 + n % 3], 'number',
            case when n % 7 = 0 then filed::date + 30 end,
            case when n % 20 > 0 or n % 40 = 0 then (array['low', 'low', 'medium', 'high'])[1 + n % 4] end, 'p101', filed,
            case when n % 20 = 0 then 'open' when n % 20 = 1 then 'declined' when n % 20 = 2 then 'withdrawn' else 'closed' end,
            3, 'bench', case when n % 20 > 2 or n % 40 = 0 then steward end, case when n % 20 > 2 then steward end,
            case when n % 11 = 0 then 'researcher' else 'general' end, false, filed,
            case when n % 20 > 0 then filed + interval '1 day' * (3 + random() * 20) end
       from (select n, 'p' || 103 + n % 290 as asker, 'p' || 1 + n % $3::int as steward,
                    $2::timestamptz - interval '1 day' * case when n % 20 = 0 then random() * 20 else 30 + random() * 1800 end as filed
               from generate_series(1, $1::int) n) drawn`,
    [requests, now, stewards],
  );
  await db.query(
    `insert into request_collection (request_id, collection_id)
     select distinct r.id, 'c' || 1 + floor(random() * $1::int)::int
       from data_request r, generate_series(0, 1) k where k = 0 or r.number % 3 = 0`,
    [collections],
  );
  await db.query(
    `insert into request_step (id, request_id, step, started_at, remind_at, escalate_at, due_at, ended_at, ended_by_id, outcome, takers)
     select r.id || s.step, r.id, s.step, r.filed_at + part * s.at, r.filed_at + part * (s.at + 1), r.filed_at + part * (s.at + 2),
            r.filed_at + part * (s.at + 2), r.filed_at + part * (s.at + 1), 'p1', 'done', '{}'
       from data_request r
       cross join lateral (select (r.ended_at - r.filed_at) / 4 as part) p
       cross join (values ('claim', 0), ('fulfil', 1), ('send', 2), ('close', 3)) s (step, at)
      where r.ended_at is not null`,
  );
  await db.query(
    `insert into request_step (id, request_id, step, started_at, remind_at, escalate_at, due_at, takers)
     select r.id || 'now', r.id, case when r.holder_id is null then 'claim' else 'fulfil' end, r.filed_at,
            r.filed_at + interval '2 days', r.filed_at + interval '5 days', r.filed_at + interval '7 days', '{}'
       from data_request r where r.state = 'open'`,
  );
  await db.query(
    `insert into release (id, request_id, version, fulfilled_by_id, fulfilled_at, folder_link, date_stamp, sent_by_id, sent_at)
     select 'l' || r.id, r.id, 1, r.holder_id, r.ended_at, 'https://files.bench.example/1', r.ended_at::date, r.holder_id, r.ended_at
       from data_request r where r.state = 'closed'`,
  );
  await db.query(
    `insert into request_question (id, request_id, asked_by_id, asked_at, answered_at)
     select 'q' || r.id, r.id, r.holder_id, r.filed_at + interval '1 day', r.filed_at + interval '2 days'
       from data_request r where r.state = 'closed' and r.number % 6 = 0`,
  );
  await db.query(
    `insert into case_text (id, case_kind, case_id, field, body, hash, salt, written_by_id, written_at)
     select r.id || f.field, 'request', r.id, f.field,
            array_to_string(array(select w[1 + floor(random() * cardinality(w))::int] from generate_series(1, f.length) where r.id is not null), ' '),
            '', '', r.typed_by_id, r.filed_at
       from data_request r
       cross join (values ('title', 4), ('question', 12), ('groups', 5), ('purpose', 10), ('recipients', 3), ('interest', 8)) f (field, length)
       cross join (select string_to_array($1, ' ') as w) v`,
    [words],
  );
  await db.query('vacuum analyze');
}
