/** Whether people stand on the list of who may see students' personal data (R016 (5)), and whose access is withheld. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import { sight } from './access-round.ts';

export interface OnTheList {
  readonly personId: string;
  /** roster, or collection:<id>; none when they are not on it. */
  readonly grounds: readonly string[];
  /** A person decided so (R023, R050). */
  readonly withheld: boolean;
}

/** What the last look through the list took away counts no more, unless IT answered that it stays. */
export function onTheList(
  reader: Reader,
  roles: readonly string[],
  { personIds, today }: { readonly personIds: readonly string[]; readonly today: string },
): Promise<readonly OnTheList[]> {
  return reader.db.$queryRaw<OnTheList[]>(Prisma.sql`
    WITH ${sight(roles, today)}
    SELECT p.id AS "personId",
           ARRAY(SELECT s.ground FROM sight s
                   LEFT JOIN LATERAL (SELECT a.decision, a.outcome FROM access_line a
                                       WHERE a.person_id = p.id AND a.ground = s.ground AND a.decision IS NOT NULL
                                       ORDER BY a.as_of DESC LIMIT 1) l ON true
                  WHERE s.person_id = p.id
                    AND (l.decision IS DISTINCT FROM 'remove' OR l.outcome = 'kept')
                  ORDER BY 1) AS grounds,
           EXISTS (SELECT FROM access_decision d WHERE d.person_id = p.id AND d.decision = 'withhold' AND d.ended_at IS NULL)
             AS withheld
      FROM person p WHERE p.id = ANY (${[...personIds]}::text[])`);
}
