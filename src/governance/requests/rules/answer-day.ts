/** By which day an answer is owed, and by which rule: the kind of request's, or the public-records act's (R057, F). */
import type { Calendar } from '../../../kernel/calendar.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import type { Duration } from '../../../policy/schema-words.ts';
import type { DataRequest } from './request.ts';

export interface AnswerDay {
  readonly on: Temporal.PlainDate;
  /** When whoever works on it is reminded. */
  readonly remindOn: Temporal.PlainDate;
  readonly says: string;
  readonly src: string;
}

/** Counted from the day on which it came in, whoever typed it in later (T2); the stricter wins (R008). */
export function answerDay(
  plan: DataRequestPolicy,
  calendar: Calendar,
  request: Pick<DataRequest, 'route' | 'cameInOn' | 'publicRecordById'>,
): AnswerDay | undefined {
  const act = request.publicRecordById === undefined ? undefined : plan.public_records;
  const rules = [
    plan.routes[request.route]?.answer,
    act && {
      within: act.answer,
      remind: act.remind,
      says: `${act.name} wants an answer (law as of ${act.version}).`,
      src: act.src,
    },
  ];
  const days = rules.flatMap((rule): AnswerDay[] => {
    if (!rule) return [];
    const { says, src } = rule;
    const on = moved(calendar, request.cameInOn, rule.within, 1);
    return [{ on, remindOn: moved(calendar, on, rule.remind, -1), says, src }];
  });
  return days.sort((a, b) => Temporal.PlainDate.compare(a.on, b.on))[0];
}

/** A day so long after or before another; the pack's check keeps hours away from it. */
export function moved(
  calendar: Calendar,
  day: Temporal.PlainDate,
  { amount, unit }: Duration,
  sign: 1 | -1,
): Temporal.PlainDate {
  if (unit === 'h') throw new RangeError('a day can’t be counted in hours');
  return calendar.addDays(day, sign * amount, unit);
}
