/** What the campaign writes straight into the tables: records taken over from paper, roles, days away. */
import type { Tx } from '../../../src/store/tx.ts';
import type { Chance } from '../../support/chance.ts';
import { plus } from './days.ts';
import { firstDay, type Member } from './staff.ts';

/** By place in the order of staff: they are there all year. */
export const holders: Readonly<Record<string, readonly number[]>> = {
  superintendent: [0],
  student_data_manager: [1],
  it_security_manager: [2],
  coordinator_data_stats: [3],
  chief_privacy_officer: [4],
  board_secretary: [5],
  hr: [6, 7],
  data_steward: [8, 9, 10],
  data_analyst: [11],
};
export const rolesSince = '2026-07-20';

export interface Taken {
  readonly duty: string;
  readonly on: string;
}

/** What somebody had done before the year began; nothing for who came in its last month. */
export function balanceOf({ hiredOn }: Member, chance: Chance): readonly Taken[] {
  const draws = [chance.draw(), chance.draw(), chance.draw(), chance.draw()];
  if (hiredOn > plus(firstDay, -30)) return [];
  const [noNda = 1, noAup = 1, spring = 1, when = 1] = draws;
  const nda = { duty: 'nda', on: latestOf(hiredOn, plus(firstDay, -1 - Math.floor(when * 364))) };
  const from =
    spring < 0.6 ? plus('2026-01-05', Math.floor(when * 150)) : plus('2025-08-11', Math.floor(when * 120));
  return [
    ...(noNda < 0.02 ? [] : [nda]),
    ...(noAup < 0.01 ? [] : [{ duty: 'aup', on: latestOf(plus(hiredOn, 3), '2018-01-10') }]),
    { duty: 'fundamentals', on: latestOf(hiredOn, from) },
  ];
}

function latestOf(a: string, b: string): string {
  return a > b ? a : b;
}

export async function takeOver(
  tx: Tx,
  taken: readonly (Taken & { readonly personId: string })[],
): Promise<void> {
  const nda = taken.filter(({ duty }) => duty === 'nda');
  await tx.db.$executeRaw`
    INSERT INTO signature (id, person_id, agreement, variant, version, way, signed_at, text, initials, seal, paper_date, paper_kept_at, policy)
    SELECT 'paper-' || n.person_id, n.person_id, 'nda', 'employee', 1, 'paper', n.day + interval '18 hours', 'on paper', '{}',
           'taken over', n.day, 'Human Resources', 'taken over'
      FROM unnest(${nda.map((one) => one.personId)}::text[], ${nda.map(({ on }) => on)}::date[]) AS n (person_id, day)`;
  await tx.db.$executeRaw`
    INSERT INTO duty_done (id, person_id, duty, done_on, done_at, way, ref)
    SELECT n.person_id || n.duty, n.person_id, n.duty, n.day, n.day + interval '18 hours', 'paper',
           CASE WHEN n.duty = 'nda' THEN 'signature:paper-' || n.person_id ELSE 'paper' END
      FROM unnest(${taken.map((one) => one.personId)}::text[], ${taken.map(({ duty }) => duty)}::text[],
                  ${taken.map(({ on }) => on)}::date[]) AS n (person_id, duty, day)`;
}

export async function giveRoles(tx: Tx, idOf: (n: number) => string): Promise<void> {
  await tx.db.roleHolding.createMany({
    data: Object.entries(holders).flatMap(([role, ns]) =>
      ns.map((n) => ({ id: `${role}-${n}`, personId: idOf(n), role, heldFrom: new Date(rolesSince) })),
    ),
  });
}

export async function planAway(
  tx: Tx,
  all: readonly { readonly personId: string; readonly away: Member['away'] }[],
): Promise<void> {
  await tx.db.absence.createMany({
    data: all.flatMap(({ personId, away }) =>
      away.map(({ kind, from, until }) => ({
        ...{
          id: `${personId}-${from}`,
          personId,
          kind,
          state: 'planned',
          setAt: new Date(tx.now.toString()),
        },
        ...{ fromOn: new Date(from), untilOn: new Date(until) },
      })),
    ),
  });
}

/** The courier of the day: everything has arrived. */
export async function deliverAll(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`
    UPDATE outbox SET state = 'sent', surface = 'email', sent_at = not_before, way = 'email' WHERE state = 'waiting'`;
}
