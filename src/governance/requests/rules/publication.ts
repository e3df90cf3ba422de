/** What is published from the data: when a copy is owed, and when it is late (R068 no 3). */
import type { Calendar } from '../../../kernel/calendar.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { moved } from './answer-day.ts';
import type { DataRequest } from './request.ts';

export interface Publication {
  readonly id: string;
  readonly requestId: string;
  readonly plannedOn: Temporal.PlainDate;
  /** The copy is owed by then. */
  readonly copyDueOn: Temporal.PlainDate;
  readonly recordedById: string;
  readonly recordedAt: Temporal.Instant;
  readonly receivedOn: Temporal.PlainDate | undefined;
  readonly receivedById: string | undefined;
  /** It will not be published after all, or on another day. */
  readonly droppedAt: Temporal.Instant | undefined;
}

/** Nothing where this kind of request owes no copy. */
export function copyOwed(
  plan: DataRequestPolicy,
  calendar: Calendar,
  route: string,
  plannedOn: Temporal.PlainDate,
):
  | { readonly dueOn: Temporal.PlainDate; readonly remindAt: Temporal.Instant; readonly src: string }
  | undefined {
  const rule = plan.routes[route]?.publication;
  if (!rule) return undefined;
  const dueOn = moved(calendar, plannedOn, rule.copy, -1);
  const remindOn = moved(calendar, dueOn, rule.remind, -1);
  return {
    dueOn,
    remindAt: calendar.nextReminderTime(calendar.at(remindOn, '00:00')),
    src: rule.src,
  };
}

/** Nothing more comes of a request that was declined or withdrawn. */
export function mayPublish(plan: DataRequestPolicy, { route, state }: DataRequest): boolean {
  return plan.routes[route]?.publication !== undefined && (state === 'open' || state === 'closed');
}

export function isAwaited({ receivedOn, droppedAt }: Publication): boolean {
  return receivedOn === undefined && droppedAt === undefined;
}

export function isLate(publication: Publication, today: Temporal.PlainDate): boolean {
  return isAwaited(publication) && Temporal.PlainDate.compare(publication.copyDueOn, today) < 0;
}
