/** Who looks after whom as the roster stands: one supervisor, the board secretary, or nobody; everybody exactly once. */
import { Temporal } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { lentOn } from '../../people/store/delegations.ts';

export interface Placing {
  /** YYYY-MM-DD. */
  readonly today: string;
  /** A supervisor on leave since this day or longer is passed over. */
  readonly vacantSince: string;
  /** The role that looks after board members, and the one that is told of people without a supervisor. */
  readonly board: string;
  readonly otherwise: string;
}

/** Longer lines of command than this are a defect of the roster. */
const mostSteps = 40;

/** Who holds which role on that day, also in somebody's place: role, person_id; active people. */
export function rolesOn(today: string): Prisma.Sql {
  return Prisma.sql`(
    SELECT h.role, h.person_id FROM role_holding h JOIN person p ON p.id = h.person_id AND p.status = 'active'
     WHERE h.held_from <= ${today}::date AND (h.held_until IS NULL OR h.held_until >= ${today}::date)
    UNION
    SELECT l.role, l.delegate_id FROM ${lentOn(Temporal.PlainDate.from(today))} l
      JOIN person p ON p.id = l.delegate_id AND p.status = 'active')`;
}

/**
 * After `WITH RECURSIVE`: `placed (person_id, part, holder_id, status, seat_id)` for everybody (`person p`) of the roster:
 * who is active or on leave, unless given otherwise. Part is supervisor (whose id it gives), board or nobody. A
 * supervisor who left, or has been on leave for long, is passed over for the next one up; whoever stands in a circle, and
 * whose line ends without anybody, is nobody's. `seat_id` is the bare column behind `holder_id`, to look people up by.
 */
export function placed(
  { today, vacantSince, board }: Placing,
  roster: Prisma.Sql = Prisma.sql`p.status <> 'left'`,
): Prisma.Sql {
  return Prisma.sql`
    heads AS (SELECT DISTINCT supervisor_id AS id FROM person WHERE supervisor_id IS NOT NULL),
    walk (head, at, path) AS (
      SELECT id, id, ARRAY[id] FROM heads
      UNION ALL
      SELECT w.head, p.supervisor_id, w.path || p.supervisor_id
        FROM walk w JOIN person p ON p.id = w.at
       WHERE p.supervisor_id IS NOT NULL AND p.supervisor_id <> ALL (w.path) AND cardinality(w.path) < ${mostSteps}::int),
    circled AS (SELECT DISTINCT w.head AS id FROM walk w JOIN person p ON p.id = w.at WHERE p.supervisor_id = w.head),
    seats AS (
      SELECT DISTINCT ON (w.head) w.head, w.at AS holder_id
        FROM walk w JOIN person p ON p.id = w.at LEFT JOIN duty_person d ON d.person_id = p.id
       WHERE p.status = 'active' OR (p.status = 'leave' AND d.leave_from > ${vacantSince}::date)
       ORDER BY w.head, cardinality(w.path)),
    secretaries AS (SELECT r.person_id FROM ${rolesOn(today)} r WHERE r.role = ${board}),
    placed AS NOT MATERIALIZED (
      SELECT p.id AS person_id, x.part, CASE WHEN x.part = 'supervisor' THEN s.holder_id END AS holder_id, p.status,
             s.holder_id AS seat_id
        FROM person p
        LEFT JOIN circled c ON c.id = p.id
        LEFT JOIN seats s ON s.head = p.supervisor_id,
        LATERAL (SELECT CASE
          WHEN p.person_type = 'board' AND EXISTS (SELECT FROM secretaries k WHERE k.person_id <> p.id) THEN 'board'
          WHEN p.person_type = 'board' OR c.id IS NOT NULL OR s.holder_id IS NULL THEN 'nobody'
          ELSE 'supervisor' END AS part) x
       WHERE ${roster})`;
}

/**
 * After `placed`: `charges (owner_id, kind, person_id)`, the active people of these owners whose lateness is told to them;
 * nobody's to themselves.
 */
export function charges({ today, otherwise }: Placing, ownerIds: readonly string[]): Prisma.Sql {
  const owners = Prisma.sql`${[...ownerIds]}::text[]`;
  return Prisma.sql`
    keepers AS (SELECT r.person_id FROM ${rolesOn(today)} r WHERE r.role = ${otherwise} AND r.person_id = ANY (${owners})),
    charges AS (
      SELECT c.owner_id, c.kind, c.person_id
        FROM (SELECT seat_id AS owner_id, 'team' AS kind, person_id, status FROM placed
               WHERE part = 'supervisor' AND seat_id = ANY (${owners})
              UNION ALL
              SELECT s.person_id, 'board', b.person_id, b.status FROM placed b, secretaries s
               WHERE b.part = 'board' AND s.person_id = ANY (${owners})
              UNION ALL
              SELECT k.person_id, 'unplaced', n.person_id, n.status FROM placed n, keepers k WHERE n.part = 'nobody') c
       WHERE c.status = 'active' AND c.owner_id <> c.person_id)`;
}
