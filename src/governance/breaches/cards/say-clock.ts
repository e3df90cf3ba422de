/** A clock in words: by when, by which law, what it hangs on, how much is left or has passed, and how it was met. */
import { sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { durationWords } from '../../../policy/due.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { BreachClock, ClockCondition } from '../../../policy/schema-breach-clocks.ts';
import type { Incident } from '../rules/incident.ts';
import { isAfter } from '../rules/moments.ts';
import type { Clock } from '../store/clocks.ts';

/** “23 hours”, “40 minutes”, “4 days and 3 hours”: days are 24 hours here. */
export function sayLength(length: Temporal.Duration): string {
  const minutes = Math.floor(length.abs().total('minutes'));
  if (minutes < 60) return count(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return count(hours, 'hour');
  const rest = hours % 24;
  return rest === 0
    ? count(hours / 24, 'day')
    : `${count(Math.floor(hours / 24), 'day')} and ${count(rest, 'hour')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** How it stands: “If this is a breach: due November 21, 2026 at 10:25 AM, 23 hours left”. */
export function sayStanding(
  policy: Policy,
  incident: Pick<Incident, 'state' | 'decided'>,
  clock: Clock,
  now: Temporal.Instant,
): string {
  const { met, owed, heldSince, lateSince, law } = clock;
  const { zone } = policy.calendar;
  if (met) return `Told on ${sayMoment(met.at, zone)}${lateness(clock)}.`;
  if (incident.decided?.ruling === 'not_a_breach' && !law.clock.before_decision)
    return 'Not owed: it is not a reportable breach';
  if (owed === 'no') return 'Not owed, by what is known so far';
  const said = heldSince
    ? `stands still since ${sayMoment(heldSince, zone)}: law enforcement asks to wait`
    : sayTime(policy, clock, now);
  const late = lateSince ? ` Owed since ${sayMoment(lateSince, zone)} only, when that became known.` : '';
  return `${capital([ifWords(policy, incident, clock), said].filter(Boolean).join(': '))}.${late}`;
}

/** “If this is a breach, and if at least 500 people are affected”; empty once it is certain. */
function ifWords(policy: Policy, { state }: Pick<Incident, 'state'>, { law, owed }: Clock): string {
  const breach = state === 'concern' && !law.clock.before_decision ? ['if this is a breach'] : [];
  const facts = owed === 'unknown' ? [`if ${whenWords(policy, law.clock)}`] : [];
  return [...breach, ...facts].join(', and ');
}

function sayTime(policy: Policy, { law, dueAt, countedFrom }: Clock, now: Temporal.Instant): string {
  const { zone } = policy.calendar;
  const { within, words, not_later_than } = law.clock;
  if (!dueAt) {
    if (not_later_than !== undefined) return words ?? '';
    const passed = sayLength(countedFrom.until(now));
    return `“${words}”; no time is named. ${capital(passed)} since ${sayMoment(countedFrom, zone)}`;
  }
  const left = isAfter(now, dueAt)
    ? `passed ${sayLength(dueAt.until(now))} ago`
    : `${sayLength(now.until(dueAt))} left`;
  const rule = within ? ` (${durationWords(within)} after the discovery)` : '';
  return `due ${sayMoment(dueAt, zone)}${rule}, ${left}`;
}

/** “, 3 hours late”; nothing when it was in time, or nobody can say. */
export function lateness({ met, dueAt }: Pick<Clock, 'met' | 'dueAt'>): string {
  return met && dueAt && isAfter(met.at, dueAt) ? `, ${sayLength(dueAt.until(met.at))} late` : '';
}

/** “Utah law of 2026, version 2026-05-06: Utah Code 53G-8-903 …”. */
export function sayLaw({ law: { lawName, version, clock } }: Pick<Clock, 'law'>): string {
  return `${lawName}, version ${version}: ${clock.src}`;
}

/** “at least 500 people are affected, or systems were compromised”. */
export function whenWords(policy: Policy, { when }: BreachClock): string {
  return when.map((entry) => entryWords(policy, entry)).join(', or ');
}

function entryWords(policy: Policy, entry: ClockCondition): string {
  const names = new Map(policy.pack.breaches.report.kinds.map(({ id, name }) => [id, name]));
  const kinds = (entry.kinds ?? []).map((id) => names.get(id) ?? id);
  return [
    ...(entry.people_at_least === undefined
      ? []
      : [`at least ${entry.people_at_least.toLocaleString('en-US')} people are affected`]),
    ...(kinds.length === 0 ? [] : [`one of these got out: ${kinds.join('; ')}`]),
    ...(entry.system_compromise ? ['systems were compromised'] : []),
    ...(entry.criminal_use_likely ? ['criminal use is reasonably likely'] : []),
    ...(entry.significant ? ['it is significant'] : []),
    ...(entry.inadvertent ? ['it was shown or sent to somebody by mistake'] : []),
    ...(entry.network ? ['the state’s education network is involved'] : []),
  ].join(' and ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
