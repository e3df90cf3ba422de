/** The numbers of data requests over a time: what is counted, and which time was meant. */
import { Temporal } from '../../../kernel/clock.ts';

/** Days are YYYY-MM-DD, the last one included. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

export interface Figures {
  /** Now, whenever they came in. */
  readonly open: number;
  readonly late: number;
  /** In the time asked for. */
  readonly cameIn: number;
  readonly answered: number;
  /** Declined, withdrawn, answered together with another. */
  readonly endedOtherwise: number;
  /** From filing to the answer, of those answered. */
  readonly medianDays: number | undefined;
}

export interface StepFigures {
  readonly step: string;
  readonly done: number;
  readonly late: number;
  /** Elapsed, without the time in which the requester was asked. */
  readonly medianDays: number;
}

export interface Report {
  readonly period: Period;
  readonly all: Figures;
  /** Nothing where no level is set, or the kind has steps of its own. */
  readonly byLevel: readonly (Figures & { readonly level: string | undefined })[];
  readonly byKind: readonly (Figures & { readonly kind: string })[];
  readonly steps: readonly StepFigures[];
  /** YYYY-MM, each that has any. */
  readonly months: readonly { readonly month: string; readonly cameIn: number; readonly answered: number }[];
}

export function lastYear(today: Temporal.PlainDate): Period {
  return { from: today.subtract({ years: 1 }).add({ days: 1 }).toString(), until: today.toString() };
}

/** A year, a month, two days, or nothing for the twelve months until today. Nothing comes back for what is none. */
export function periodIn(typed: string, today: Temporal.PlainDate): Period | undefined {
  const words = typed.trim();
  if (words === '') return lastYear(today);
  const [, year, month] = /^(\d{4})(?:-(\d{2}))?$/.exec(words) ?? [];
  if (year !== undefined) {
    const first = dayOf(`${year}-${month ?? '01'}-01`);
    const length = month === undefined ? { years: 1 } : { months: 1 };
    return first && { from: first.toString(), until: first.add(length).subtract({ days: 1 }).toString() };
  }
  const [from, until, ...more] = words.split(/\s+/u).map(dayOf);
  if (!from || !until || more.length > 0 || Temporal.PlainDate.compare(from, until) > 0) return undefined;
  return { from: from.toString(), until: until.toString() };
}

function dayOf(typed: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return undefined;
  try {
    return Temporal.PlainDate.from(typed, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
