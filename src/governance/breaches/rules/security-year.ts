/** What a year's incidents come to, for the report on what security needs (R017): counts, never whom one was about. */
import type { Temporal } from '../../../kernel/clock.ts';
import type { Improvement } from './improvement.ts';
import type { Incident } from './incident.ts';
import { isAfter } from './moments.ts';
import type { VendorTime } from './vendor.ts';

/** One incident with what came after it, as its viewer may see it. */
export interface Matter {
  readonly incident: Pick<Incident, 'kinds' | 'severity' | 'decided' | 'confidential'>;
  /** About so many people's data, as it was stated last. */
  readonly people: number;
  readonly causes: readonly string[];
  readonly vendors: readonly VendorTime['kind'][];
  readonly improvements: readonly Improvement[];
}

export interface YearCounts {
  readonly reports: number;
  readonly breaches: number;
  readonly none: number;
  readonly undecided: number;
  /** At least so many people, of breaches alone. */
  readonly people: number;
  /** By the plan's ids. One incident may count under several kinds and causes. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly severities: ReadonlyMap<string, number>;
  readonly causes: ReadonlyMap<string, number>;
  readonly vendors: { readonly all: number; readonly kept: number; readonly late: number };
  readonly actions: { readonly done: number; readonly open: number };
}

export function countYear(matters: readonly Matter[]): YearCounts {
  const breaches = matters.filter(({ incident }) => incident.decided?.ruling === 'breach');
  const none = matters.filter(({ incident }) => incident.decided?.ruling === 'not_a_breach').length;
  const times = matters.flatMap(({ vendors }) => vendors);
  const actions = matters.flatMap(({ improvements }) => improvements);
  return {
    ...{ reports: matters.length, breaches: breaches.length, none },
    undecided: matters.length - breaches.length - none,
    people: breaches.reduce((sum, { people }) => sum + people, 0),
    kinds: tally(matters.flatMap(({ incident }) => incident.kinds)),
    severities: tally(breaches.flatMap(({ incident }) => incident.severity ?? [])),
    causes: tally(matters.flatMap(({ causes }) => causes)),
    vendors: {
      all: times.length,
      kept: times.filter((kind) => kind === 'kept').length,
      late: times.filter((kind) => kind === 'late' || kind === 'not-told').length,
    },
    actions: {
      done: actions.filter(({ state }) => state === 'done').length,
      open: actions.filter(({ state }) => state === 'open').length,
    },
  };
}

/** What people said of the number, or the register of those affected where that is newer. */
export function statedLast(
  { people = 0, peopleStatedAt }: Pick<Incident, 'people' | 'peopleStatedAt'>,
  register: { readonly count: number; readonly since: Temporal.Instant } | undefined,
): number {
  if (!register || register.count === 0) return people;
  return peopleStatedAt && isAfter(peopleStatedAt, register.since) ? people : register.count;
}

function tally(ids: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const id of ids) counted.set(id, (counted.get(id) ?? 0) + 1);
  return counted;
}
