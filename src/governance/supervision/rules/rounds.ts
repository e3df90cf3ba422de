/** Which round of lists has to be open on a day: once a year, and late rather than never. */
import { addTo } from '../../../policy/due.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import type { ToConfirm } from '../../../policy/schema-supervision.ts';

export const roundKinds = ['annual', 'access'] as const;
export type RoundKind = (typeof roundKinds)[number];

/** After an outage a round is still opened so many days late; a district that begins later waits for the next year. */
const latestOpening = { amount: 60, unit: 'd' } as const;

export interface RoundDays {
  /** YYYY-MM-DD. */
  readonly asOf: string;
  readonly dueOn: string;
}

/** Nothing on the days of a year on which none is to be opened. `dueOn` is counted from the day it opens. */
export function roundOn(policy: Policy, { on, within }: ToConfirm, today: string): RoundDays | undefined {
  const year = Number(today.slice(0, 4));
  const asOf = [`${year}-${on}`, `${year - 1}-${on}`].find((day) => day <= today);
  if (asOf === undefined || addTo(policy.calendar, asOf, latestOpening) < today) return undefined;
  return { asOf, dueOn: addTo(policy.calendar, today, within) };
}

export function planOf(policy: Policy, kind: RoundKind): ToConfirm {
  const { annual_report, personal_data } = policy.pack.supervision;
  return kind === 'annual' ? annual_report : personal_data;
}

/** Holders of which roles confirm a list that is no one person's. */
export function keepersOf(
  policy: Policy,
  { kind, part }: { readonly kind: RoundKind; readonly part: string },
): readonly string[] {
  const { weekly, personal_data } = policy.pack.supervision;
  if (kind === 'access') return personal_data.kept_by;
  return part === 'board' ? [weekly.board] : [weekly.otherwise];
}

/** The role as people read it, where a list is no one person's. */
export function keeperName(
  policy: Policy,
  list: { readonly kind: RoundKind; readonly part: string },
): string {
  const [role] = keepersOf(policy, list);
  return role === undefined ? 'nobody' : roleName(policy, role);
}
