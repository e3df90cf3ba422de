/** What stands in somebody's weekly message right now: how many, and the people who have waited longest; for many at once. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import { isOpen } from '../../duties/store/rungs.ts';
import type { CorrectionKind } from '../rules/corrections.ts';
import type { PartKind } from '../rules/parts.ts';
import { charges, placed } from './placement.ts';
import { dueFirst, type Looking, shownLists, shownToRoles } from './weekly.ts';

export interface OwedItem {
  readonly id: string;
  readonly duty: string;
  /** YYYY-MM-DD. */
  readonly dueOn: string;
  /** The last reminder of anything that named it. */
  readonly remindedOn: string | null;
}

export interface LatePerson {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly building: string | undefined;
  /** Earliest first; all that is open, late or due soon. */
  readonly owed: readonly OwedItem[];
  /** The day of their last reminder of anything. */
  readonly nudgedOn: string | undefined;
  /** What Human Resources were asked to correct, and have not decided. */
  readonly asked: readonly CorrectionKind[];
}

export interface ShownList {
  readonly id: string;
  readonly kind: 'annual' | 'access';
  readonly asOf: string;
  readonly dueOn: string;
  readonly part: string;
  /** Nothing where it is a role's. */
  readonly holder: string | undefined;
}

export interface Section {
  readonly ownerId: string;
  readonly kind: PartKind;
  readonly people: number;
  readonly late: number;
  readonly soon: number;
  readonly listed: readonly LatePerson[];
  readonly lists: readonly ShownList[];
}

interface Row {
  readonly owner_id: string;
  readonly kind: PartKind;
  readonly people: number;
  readonly late: number;
  readonly soon: number;
  readonly listed: readonly Listed[] | null;
  readonly lists: readonly ShownListRow[] | null;
}

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly job_title: string;
  readonly building: string | null;
  readonly owed: readonly OwedItem[];
  readonly nudged_on: string | null;
  readonly asked: readonly CorrectionKind[];
}

interface ShownListRow extends Omit<ShownList, 'holder'> {
  readonly holder: string | null;
}

/** `most` people are named in each, those who are latest first. A part with people of whom nobody is late comes too. */
export async function sectionsOf(
  reader: Reader,
  ownerIds: readonly string[],
  looking: Looking,
  most: number,
): Promise<readonly Section[]> {
  if (ownerIds.length === 0) return [];
  const { today, until } = looking;
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    WITH RECURSIVE ${placed(looking)}, ${charges(looking, ownerIds)},
    named AS (
      SELECT c.owner_id, c.kind, c.person_id, d.first_on FROM charges c
        LEFT JOIN LATERAL (${dueFirst(looking, Prisma.sql`AND o.person_id = c.person_id`)}) d ON true
      UNION ALL
      SELECT s.owner_id, s.kind, s.person_id, s.first_on FROM (${shownToRoles(today, ownerIds)}) s),
    ranked AS (
      SELECT n.*, row_number() OVER (PARTITION BY n.owner_id, n.kind ORDER BY n.first_on, p.name, p.id) AS place
        FROM named n JOIN person p ON p.id = n.person_id WHERE n.first_on IS NOT NULL),
    listed AS (
      SELECT r.owner_id, r.kind, json_agg(json_build_object(
               'id', p.id, 'name', p.name, 'job_title', p.job_title, 'building', b.name, 'nudged_on', x.nudged_on,
               'owed', (SELECT json_agg(json_build_object('id', o.id, 'duty', o.duty, 'dueOn', o.due_on,
                                 'remindedOn', greatest(o.reminded_on, x.nudged_on)) ORDER BY o.due_on, o.duty)
                          FROM obligation o WHERE o.person_id = p.id AND ${isOpen} AND o.told_on IS NOT NULL
                           AND (CASE WHEN r.kind LIKE 'role:%' THEN EXISTS (
                                  SELECT FROM obligation_shown v WHERE v.obligation_id = o.id AND 'role:' || v.shown_to = r.kind)
                                ELSE o.due_on <= ${until}::date AND o.told_on < ${today}::date END)),
               'asked', array(SELECT k.kind FROM roster_correction k WHERE k.person_id = p.id AND k.state = 'open' ORDER BY 1)
             ) ORDER BY r.place) AS listed
        FROM ranked r JOIN person p ON p.id = r.person_id
        LEFT JOIN building b ON b.id = p.building_id LEFT JOIN duty_person x ON x.person_id = p.id
       WHERE r.place <= ${most}::int GROUP BY r.owner_id, r.kind),
    waiting AS (
      SELECT w.owner_id, w.kind, json_agg(json_build_object('id', l.id, 'kind', l.kind, 'asOf', l.as_of,
               'dueOn', l.due_on, 'holder', p.name, 'part', l.part) ORDER BY l.due_on, p.name) AS lists
        FROM (${shownLists(today)}) w
        JOIN list_to_confirm l ON l.id = w.list_id AND w.owner_id = ANY (${[...ownerIds]}::text[]) LEFT JOIN person p ON p.id = l.holder_id
       GROUP BY w.owner_id, w.kind),
    counted AS (
      SELECT owner_id, kind, count(*)::int AS people,
             (count(*) FILTER (WHERE first_on < ${today}::date))::int AS late,
             (count(*) FILTER (WHERE first_on >= ${today}::date))::int AS soon FROM named GROUP BY owner_id, kind)
    SELECT coalesce(c.owner_id, w.owner_id) AS owner_id, coalesce(c.kind, w.kind) AS kind,
           coalesce(c.people, 0) AS people, coalesce(c.late, 0) AS late, coalesce(c.soon, 0) AS soon, l.listed, w.lists
      FROM counted c
      FULL JOIN waiting w ON w.owner_id = c.owner_id AND w.kind = c.kind
      LEFT JOIN listed l ON l.owner_id = c.owner_id AND l.kind = c.kind
     ORDER BY 1, array_position(ARRAY['team', 'board', 'unplaced'], coalesce(c.kind, w.kind)) NULLS LAST, 2`);
  return rows.map((row) => ({
    ...{ ownerId: row.owner_id, kind: row.kind, people: row.people, late: row.late, soon: row.soon },
    listed: (row.listed ?? []).map((one) => ({
      ...{ id: one.id, name: one.name, jobTitle: one.job_title, building: one.building ?? undefined },
      ...{ owed: one.owed, nudgedOn: one.nudged_on ?? undefined, asked: one.asked },
    })),
    lists: (row.lists ?? []).map((one) => ({ ...one, holder: one.holder ?? undefined })),
  }));
}
