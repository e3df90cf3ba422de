/** Whether a law has a breach put on a school's public list: by the share of the students of the school that is hit hardest. */
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { PublicList } from '../../../policy/schema-breach-after.ts';
import type { Incident } from './incident.ts';

export interface ListLaw {
  /** The task's key: "public_list:illinois". */
  readonly key: string;
  readonly list: PublicList;
}

export function listLaws({ overlays }: Pick<Policy, 'overlays'>): readonly ListLaw[] {
  return overlays.flatMap(({ overlay, public_list: list }) =>
    list ? [{ key: `public_list:${overlay.id}`, list }] : [],
  );
}

type Counted = Pick<Incident, 'students' | 'enrolled'>;

/** Only of a breach, and only as far as people counted: nothing is guessed. */
export function listsFor(
  policy: Pick<Policy, 'overlays'>,
  { decided, students, enrolled }: Counted & Pick<Incident, 'decided'>,
): readonly ListLaw[] {
  if (decided?.ruling !== 'breach' || students === undefined || enrolled === undefined) return [];
  return listLaws(policy).filter(({ list }) => students * 100 >= list.percent_at_least * enrolled);
}

/** The next day by which the list is brought up to date. */
export function listedBy({ by }: PublicList, today: Temporal.PlainDate): Temporal.PlainDate {
  const days = [today.year, today.year + 1].flatMap((year) =>
    by.map((day) => Temporal.PlainDate.from(`${year}-${day}`)),
  );
  const ahead = days.filter((day) => Temporal.PlainDate.compare(day, today) >= 0);
  return ahead.sort(Temporal.PlainDate.compare)[0] ?? today;
}

/** “60 of 400, 15 percent”; whole percents are rounded down, so that none is said to be reached that is not. */
export function sayShare({ students, enrolled }: Counted): string | undefined {
  if (students === undefined || enrolled === undefined) return undefined;
  return `${students} of ${enrolled}, ${Math.floor((students * 100) / enrolled)} percent`;
}
