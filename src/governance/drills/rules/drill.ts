/** An exercise as the rules see it: who plays and leads it, what came so far, and its own clock. */

import type { Calendar } from '../../../kernel/calendar.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Pack } from '../../../policy/schema.ts';
import { type Inject, type Scenario, weekDays } from './scenario.ts';

export const drillKind = 'drill';
/** As people type it. */
export const referencePattern = /^DRILL-\d{4,9}$/i;
export const firstNumber = 1001;

export type DrillState = 'running' | 'paused' | 'ended';
export type Pace = 'real' | 'five_minutes' | 'one_minute';

/** How fast its clock runs. */
export const paces: Readonly<Record<Pace, { readonly speed: number; readonly says: string }>> = {
  real: { speed: 1, says: 'In real time' },
  five_minutes: { speed: 12, says: 'An hour of the exercise takes five minutes' },
  one_minute: { speed: 60, says: 'An hour of the exercise takes one minute' },
};

export interface Player {
  readonly part: string;
  readonly personId: string;
  readonly creditedAt: Temporal.Instant | undefined;
}

/** `at` is when it really happened, `clockAt` the time of the exercise then. */
export interface Moment {
  readonly at: Temporal.Instant;
  readonly clockAt: Temporal.Instant;
}

/** An event that came by itself late is told with the time it was meant for; what is counted counts from when it came. */
export interface Came extends Moment {
  /** In the time of the exercise. */
  readonly toldAt: Temporal.Instant;
}

export interface Drill {
  readonly id: string;
  readonly reference: string;
  /** The fingerprint of the plan it began under. */
  readonly policy: string;
  readonly scenario: string;
  readonly pace: Pace;
  readonly state: DrillState;
  readonly version: number;
  readonly facilitatorId: string;
  readonly startedAt: Temporal.Instant;
  readonly beginsAt: Temporal.Instant;
  /** The time of the exercise at `runsSince`, or where it stands still. */
  readonly clockAt: Temporal.Instant;
  readonly runsSince: Temporal.Instant | undefined;
  readonly endedAt: Temporal.Instant | undefined;
  readonly players: readonly Player[];
  /** Events that came, by the scenario's id. */
  readonly came: ReadonlyMap<string, Came>;
}

export interface Somebody {
  readonly id: string;
  readonly roles: readonly string[];
}

export function partsPlayed({ players }: Pick<Drill, 'players'>, personId: string): readonly string[] {
  return players.filter((one) => one.personId === personId).map(({ part }) => part);
}

/** Whether the plan lets them hold exercises. */
export function mayHold({ breaches }: Pack, { roles }: Somebody): boolean {
  return roles.some((role) => breaches.drills?.by.includes(role));
}

/** Who started it; and whoever may hold one and does not play in this: nobody has to wait for somebody who is ill. */
export function leads(drill: Drill, pack: Pack, person: Somebody): boolean {
  if (drill.facilitatorId === person.id) return true;
  return mayHold(pack, person) && partsPlayed(drill, person.id).length === 0;
}

/** The time of the exercise. */
export function clockOf({ clockAt, runsSince, pace }: Drill, now: Temporal.Instant): Temporal.Instant {
  if (!runsSince) return clockAt;
  const passedMs = Math.max(0, now.epochMilliseconds - runsSince.epochMilliseconds);
  return clockAt.add({ milliseconds: passedMs * paces[pace].speed });
}

export function comesAt({ beginsAt }: Pick<Drill, 'beginsAt'>, { at }: Pick<Inject, 'at'>): Temporal.Instant {
  return beginsAt.add({ minutes: at });
}

/** What has not come yet, in its order. */
export function ahead({ injects }: Scenario, came: Drill['came']): readonly Inject[] {
  return injects.filter(({ id }) => !came.has(id));
}

/** When the next event comes by itself, in real time; nothing while the clock stands still, and after the last. */
export function nextComes(
  drill: Pick<Drill, 'beginsAt' | 'clockAt' | 'runsSince' | 'pace'>,
  next: Inject | undefined,
): Temporal.Instant | undefined {
  if (!next || !drill.runsSince) return undefined;
  const waitMs = comesAt(drill, next).epochMilliseconds - drill.clockAt.epochMilliseconds;
  return drill.runsSince.add({ milliseconds: Math.max(0, Math.ceil(waitMs / paces[drill.pace].speed)) });
}

/** When it begins in its own time: the next such day, today included. */
export function beginning(
  { scenario: { begins } }: Scenario,
  calendar: Calendar,
  now: Temporal.Instant,
): Temporal.Instant {
  const today = calendar.localDay(now);
  const wanted = begins.on === undefined ? today.dayOfWeek : weekDays.indexOf(begins.on) + 1;
  return calendar.at(today.add({ days: (wanted - today.dayOfWeek + 7) % 7 }), begins.at);
}

/** Whether this event is for one of these parts. */
export function hears(parts: readonly string[], { to }: Inject): boolean {
  return parts.length > 0 && (to === undefined || to.some((part) => parts.includes(part)));
}
