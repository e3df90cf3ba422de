/** The year itself, day by day, and what it left behind in the tables. */
import type { Chance } from '../../support/chance.ts';
import { daysBetween, isWorking, localTime } from './days.ts';
import { type Act, type District, startDistrict } from './district.ts';
import { isThere } from './judge.ts';
import { listFigures } from './lists.ts';
import {
  announceLeavers,
  confirmLists,
  isOfficeDay,
  type Office,
  openOffice,
  putOffAndExempt,
  remindAll,
} from './office.ts';
import { balanceOf, deliverAll, giveRoles, planAway, type Taken, takeOver } from './records.ts';
import { fileDays, firstDay, inFile, inventStaff, lastDay, type Member } from './staff.ts';

/** Nothing runs from the first to the last of these days, and nobody can do anything. */
export const outages = [
  { from: '2026-09-14', until: '2026-09-23' },
  { from: '2027-02-08', until: '2027-02-17' },
];

export interface Done extends Taken {
  readonly line?: 'T2' | undefined;
}

export interface Year {
  readonly district: District;
  readonly members: ReadonlyMap<string, Member>;
  readonly staff: readonly Member[];
  readonly office: Office;
  /** By the person's id; in order of days. */
  readonly done: ReadonlyMap<string, readonly Done[]>;
  /** Every day with jobs, and the instant of the run. */
  readonly runs: ReadonlyMap<string, Date>;
  readonly figures: Readonly<Record<string, unknown>>;
  /** Runs that did something when done again. */
  readonly twice: readonly string[];
}

export async function liveThrough(folder: string, people: number, chance: Chance): Promise<Year> {
  const began = performance.now();
  const district = await startDistrict(folder);
  const staff = inventStaff(people, chance);
  const members = new Map<string, Member>();
  const done = new Map<string, Done[]>();
  const runs = new Map<string, Date>();
  const twice: string[] = [];
  const office = openOffice();
  const setting = { district, members, office, chance, isThere };
  const files: unknown[] = [];
  const ms = { files: 0, jobs: 0, acts: 0, slowestDay: 0 };
  const away = (day: string) => outages.some(({ from, until }) => from <= day && day <= until);
  for (const day of daysBetween(firstDay, lastDay)) {
    if (away(day)) continue;
    const file = fileDays.indexOf(day);
    if (file >= 0) {
      const from = performance.now();
      files.push(await district.bring(day, inFile(staff, file)));
      await takeUp(file);
      ms.files += performance.now() - from;
    }
    const time = chance.below(4) === 0 ? '05:30' : '08:00';
    const byHand = isOfficeDay(day) ? chance.below(8) : 7;
    if (byHand === 0 && time === '08:00') await remindAll(setting, day, '07:10', true);
    const from = performance.now();
    await district.runJobs(day, time);
    const took = performance.now() - from;
    ms.jobs += took;
    ms.slowestDay = Math.max(ms.slowestDay, took);
    const { asOf } = await district.store.db.jobRun.findFirstOrThrow({ where: { name: 'reminders' } });
    runs.set(day, asOf);
    if (runs.size % 29 === 1) await runAgain(day, time);
    const acting = performance.now();
    if (byHand === 1) await remindAll(setting, day, '10:00', false);
    if (isOfficeDay(day)) await announceLeavers(setting, day);
    await actOn(day);
    if (isOfficeDay(day)) {
      await putOffAndExempt(setting, day);
      await confirmLists(setting, day);
    }
    await district.change(day, '17:00', deliverAll);
    ms.acts += performance.now() - acting;
  }
  const all = performance.now() - began;
  const rounded = Object.fromEntries(Object.entries(ms).map(([name, value]) => [name, Math.round(value)]));
  return {
    ...{ district, members, staff, office, done, runs, twice },
    figures: {
      ...{ people, jobs: district.jobs.length, days: runs.size, files },
      office: officeFigures(office),
      ms: { ...rounded, all: Math.round(all), perDay: Math.round(ms.jobs / runs.size) },
      longestRunMs: Object.fromEntries(district.slowest),
    },
  };

  async function takeUp(file: number): Promise<void> {
    const day = fileDays[file] ?? '';
    const rows = await district.store.db.person.findMany({ select: { id: true, email: true } });
    const ids = new Map(rows.map(({ id, email }) => [email ?? '', id]));
    const idOf = (n: number) => ids.get(`p${n}@district.example`) ?? '';
    const fresh = staff.filter(({ fromFile }) => fromFile === file);
    for (const one of fresh) members.set(idOf(one.n), one);
    const taken =
      file > 0
        ? []
        : fresh.flatMap((one) => balanceOf(one, chance).map((had) => ({ ...had, personId: idOf(one.n) })));
    for (const { personId, duty, on } of taken)
      done.set(personId, [...(done.get(personId) ?? []), { duty, on }]);
    await district.change(day, '05:05', async (tx) => {
      if (file === 0) {
        await giveRoles(tx, idOf);
        await takeOver(tx, taken);
      }
      await planAway(
        tx,
        fresh.map(({ n, away: all }) => ({
          personId: idOf(n),
          away: all.filter(({ until }) => until >= day),
        })),
      );
    });
  }

  async function runAgain(day: string, time: string): Promise<void> {
    const count = async () =>
      [await district.store.db.outbox.count(), await district.store.db.auditEntry.count()].join(' ');
    const before = await count();
    await district.runJobs(day, time);
    const after = await count();
    if (before !== after) twice.push(`${day}: ${before} and then ${after}`);
  }

  /** Whoever was told does it some day, each after their kind; and a few before they are told. */
  async function actOn(day: string): Promise<void> {
    const open = await district.store.db.$queryRaw<
      {
        id: string;
        email: string;
        name: string;
        person_type: Member['type'];
        hire_date: string;
        duty: string;
      }[]
    >`SELECT p.id, p.email, p.name, p.person_type, p.hire_date::text AS hire_date, o.duty
        FROM obligation o JOIN person p ON p.id = o.person_id
       WHERE o.met_at IS NULL AND o.replaced_at IS NULL AND p.status = 'active'
         AND (o.told_on IS NOT NULL OR o.duty = 'fundamentals' AND o.counts_from <= ${day}::date)
         AND (o.told_on IS NOT NULL OR substr(md5(p.email || ${day}), 1, 3) = '000')
         AND p.hire_date <= ${day}::date
       ORDER BY p.email, o.duty`;
    const acts = open.flatMap((row): Act[] => {
      const draws = [chance.draw(), chance.draw()];
      if ((draws[0] ?? 1) >= (members.get(row.id)?.diligence ?? 0)) return [];
      const line = (draws[1] ?? 1) < 0.2 ? 'T2' : 'T1';
      return [
        {
          personId: row.id,
          personType: row.person_type,
          hireDate: row.hire_date,
          name: row.name,
          duty: row.duty,
          line,
        },
      ];
    });
    await district.does(day, acts);
    for (const { personId, duty, line } of acts)
      done.set(personId, [
        ...(done.get(personId) ?? []),
        { duty, on: day, line: duty === 'nda' && line === 'T2' ? line : undefined },
      ]);
  }
}

function officeFigures({ did }: Office): Readonly<Record<string, number>> {
  const left = Object.keys(did).filter((what) => what.startsWith('left ')).length;
  const others = Object.entries(did).filter(([what]) => !what.startsWith('left '));
  return { ...Object.fromEntries(others), 'left on their last day': left };
}

export interface ObligationSeen {
  readonly id: string;
  readonly person_id: string;
  readonly duty: string;
  readonly due_on: string;
  readonly counts_from: string | null;
  readonly opened_at: Date;
  readonly met_at: Date | null;
  readonly replaced_at: Date | null;
  readonly replaced_for: string | null;
  readonly shown: Readonly<Record<string, string>> | null;
}

export interface ListSeen {
  readonly kind: string;
  readonly holder_id: string | null;
  readonly opened_at: Date;
  readonly due_on: string;
  readonly confirmed_at: Date | null;
  readonly shown_to: readonly string[];
  readonly shown_on: string | null;
  /** Its holder left. */
  readonly handed_on: boolean;
}

export interface Sent {
  readonly person_id: string;
  readonly notice: string;
  readonly facts: { readonly day?: string; readonly owed?: readonly string[]; readonly week?: string };
  readonly not_before: Date;
}

export interface SeenInTables {
  readonly obligations: readonly ObligationSeen[];
  readonly sent: readonly Sent[];
  /** Days on which a reminder named an obligation. */
  readonly reminded: ReadonlyMap<string, readonly string[]>;
  readonly lists: readonly ListSeen[];
  readonly rounds: readonly {
    readonly kind: string;
    readonly as_of: string;
    readonly opened_at: Date;
    readonly due_on: string;
    /** Counted when it was opened, and the people in its lists. */
    readonly people: number;
    readonly lines: number;
  }[];
  readonly figures: Readonly<Record<string, unknown>>;
}

export async function readYear({ district: { store } }: Year): Promise<SeenInTables> {
  const obligations = await store.db.$queryRaw<ObligationSeen[]>`
    SELECT o.id, o.person_id, o.duty, o.due_on::text AS due_on, o.counts_from::text AS counts_from, o.opened_at, o.met_at,
           o.replaced_at, o.replaced_for,
           (SELECT json_object_agg(s.shown_to, s.shown_on) FROM obligation_shown s WHERE s.obligation_id = o.id) AS shown
      FROM obligation o ORDER BY o.opened_at, o.id`;
  const sent = await store.db.$queryRaw<Sent[]>`
    SELECT person_id, notice, facts, not_before FROM outbox WHERE person_id IS NOT NULL ORDER BY not_before`;
  const lists = await store.db.$queryRaw<ListSeen[]>`
    SELECT l.kind, l.holder_id, r.opened_at, l.due_on::text AS due_on, l.confirmed_at, l.shown_to,
           l.shown_on::text AS shown_on,
           EXISTS (SELECT FROM audit_entry a WHERE a.line::jsonb ->> 'what' = 'list.handed-on'
                      AND a.line::jsonb -> 'case' ->> 'id' = l.id) AS handed_on
      FROM list_to_confirm l JOIN list_round r ON r.kind = l.kind AND r.as_of = l.as_of`;
  const rounds = await store.db.$queryRaw<SeenInTables['rounds'][number][]>`
    SELECT r.kind, r.as_of::text AS as_of, r.opened_at, r.due_on::text AS due_on, r.active + r.on_leave AS people,
           (SELECT count(*) FROM annual_line n WHERE n.as_of = r.as_of)::int AS lines FROM list_round r`;
  const reminded = new Map<string, string[]>();
  for (const { notice, facts } of sent)
    if (notice === 'duties.nudge' && facts.day !== undefined)
      for (const id of facts.owed ?? []) reminded.set(id, [...(reminded.get(id) ?? []), facts.day]);
  const count = (test: (one: ObligationSeen) => boolean) => obligations.filter(test).length;
  const notices: Record<string, number> = {};
  for (const { notice } of sent) notices[notice] = (notices[notice] ?? 0) + 1;
  const shown: Record<string, number> = {};
  for (const one of obligations)
    for (const to of Object.keys(one.shown ?? {})) shown[to] = (shown[to] ?? 0) + 1;
  return {
    ...{ obligations, sent, reminded, lists, rounds },
    figures: {
      obligations: {
        opened: obligations.length,
        met: count(({ met_at }) => met_at !== null),
        recomputed: count(({ replaced_for }) => replaced_for === 'facts'),
        left: count(({ replaced_for }) => replaced_for === 'left'),
      },
      ...{ notices, shown, lists: listFigures(lists) },
    },
  };
}

/** The day of an instant in the district. */
export const dayOf = (at: Date): string => localTime(at).day;

export function workingRuns({ runs }: Pick<Year, 'runs'>): readonly (readonly [string, Date])[] {
  return [...runs].filter(([day]) => isWorking(day));
}
