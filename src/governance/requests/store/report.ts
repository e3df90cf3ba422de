/** Counts requests and times their steps over a period, through the viewer's eyes: one statement. */
import type { Ask } from '../../../app/context.ts';
import { Temporal, toIso } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Figures, Period, Report, StepFigures } from '../rules/report.ts';
import { visibleTo } from './sight.ts';

interface CountRow {
  readonly part: 'all' | 'level' | 'kind';
  readonly level: string | null;
  readonly route: string | null;
  readonly open: number;
  readonly late: number;
  readonly cameIn: number;
  readonly answered: number;
  readonly endedOtherwise: number;
  readonly medianDays: number | null;
}

interface Row {
  readonly counts: readonly CountRow[] | null;
  readonly steps: readonly StepFigures[] | null;
  readonly months: Report['months'] | null;
}

export async function reportOver(ask: Ask, period: Period): Promise<Report> {
  const { calendar } = ask.policy;
  const { zone } = calendar;
  const sight = await visibleTo(ask);
  const at = (day: Temporal.PlainDate) =>
    Prisma.sql`${toIso(day.toZonedDateTime(zone).toInstant())}::timestamptz`;
  const from = at(Temporal.PlainDate.from(period.from));
  const until = at(Temporal.PlainDate.from(period.until).add({ days: 1 }));
  const within = (column: Prisma.Sql) => Prisma.sql`(${column} >= ${from} and ${column} < ${until})`;
  const today = Prisma.sql`${calendar.localDay(ask.now).toString()}::date`;
  const [row] = await ask.reader.db.$queryRaw<Row[]>(Prisma.sql`
    with seen as materialized (
      select r.level, r.route, r.state = 'open' as open,
             r.state = 'open' and (coalesce(s.paused_at is null and s.due_at < ${toIso(ask.now)}::timestamptz, false)
               or coalesce(least(r.answer_by, r.needed_by) < ${today}, false)) as late,
             ${within(Prisma.sql`r.filed_at`)} as came_in,
             r.state in ('closed', 'public') and ${within(Prisma.sql`r.ended_at`)} as answered,
             r.state not in ('open', 'closed', 'public') and ${within(Prisma.sql`r.ended_at`)} as otherwise,
             r.filed_at, r.ended_at
        from data_request r
        left join request_step s on s.request_id = r.id and s.ended_at is null
       where ${sight} and (r.state = 'open' or ${within(Prisma.sql`r.filed_at`)} or ${within(Prisma.sql`r.ended_at`)})
    ), counts as (
      select case when grouping(level) = 0 then 'level' when grouping(route) = 0 then 'kind' else 'all' end as part,
             level, route,
             count(*) filter (where open) as open, count(*) filter (where late) as late,
             count(*) filter (where came_in) as "cameIn", count(*) filter (where answered) as answered,
             count(*) filter (where otherwise) as "endedOtherwise",
             percentile_cont(0.5) within group (order by extract(epoch from ended_at - filed_at) / 86400.0)
               filter (where answered) as "medianDays"
        from seen group by grouping sets ((), (level), (route))
    ), stays as (
      select s.step, s.due_at < s.ended_at as late,
             extract(epoch from s.ended_at - s.started_at) - coalesce((
               select sum(extract(epoch from least(q.answered_at, s.ended_at) - greatest(q.asked_at, s.started_at)))
                 from request_question q
                where q.request_id = s.request_id and q.asked_at < s.ended_at and q.answered_at > s.started_at), 0) as seconds
        from request_step s
       where s.outcome = 'done' and ${within(Prisma.sql`s.ended_at`)}
         and exists (select 1 from data_request r where r.id = s.request_id and ${sight})
    ), steps as (
      select step, count(*) as done, count(*) filter (where late) as late,
             percentile_cont(0.5) within group (order by seconds / 86400.0) as "medianDays"
        from stays group by step
    ), months as (
      select to_char(m.at at time zone ${zone}, 'YYYY-MM') as month,
             count(*) filter (where m.came_in) as "cameIn", count(*) filter (where not m.came_in) as answered
        from (select filed_at as at, true as came_in from seen where came_in
              union all select ended_at, false from seen where answered) m
       group by 1
    )
    select (select json_agg(counts) from counts) as counts,
           (select json_agg(steps order by done desc, step) from steps) as steps,
           (select json_agg(months order by month) from months) as months`);
  const counts = row?.counts ?? [];
  const all = counts.find(({ part }) => part === 'all');
  return {
    period,
    all: all ? figuresOf(all) : nothing,
    byLevel: counts.flatMap((one) =>
      one.part === 'level' ? [{ ...figuresOf(one), level: one.level ?? undefined }] : [],
    ),
    byKind: counts.flatMap((one) =>
      one.part === 'kind' ? [{ ...figuresOf(one), kind: one.route ?? '' }] : [],
    ),
    steps: row?.steps ?? [],
    months: row?.months ?? [],
  };
}

const nothing: Figures = {
  open: 0,
  late: 0,
  cameIn: 0,
  answered: 0,
  endedOtherwise: 0,
  medianDays: undefined,
};

function figuresOf({ open, late, cameIn, answered, endedOtherwise, medianDays }: CountRow): Figures {
  return { open, late, cameIn, answered, endedOtherwise, medianDays: medianDays ?? undefined };
}
