/** When somebody has to be told of a breach: counted from the discovery, each clock by its own law, with what makes it stand still. */
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { BreachClock, ClockCondition } from '../../../policy/schema-breach-clocks.ts';
import type { IncidentState } from './incident.ts';
import { isAfter, isBefore, later } from './moments.ts';

/** A clock with the law that sets it. */
export interface ClockLaw {
  /** The overlay's id, or "plan". */
  readonly law: string;
  readonly lawName: string;
  /** YYYY-MM-DD */
  readonly version: string;
  readonly clock: BreachClock;
}

/** Whether what a clock hangs on holds, as far as anybody knows. */
export type Owed = 'yes' | 'no' | 'unknown';

/** Undefined is what nobody knows yet. */
export interface ClockFacts {
  /** At least so many; exactly so far as people counted, once `peopleStated`. */
  readonly people: number | undefined;
  readonly peopleStated: boolean;
  readonly kinds: readonly string[];
  readonly kindsStated: boolean;
  readonly compromised: boolean | undefined;
  readonly criminalUse: boolean | undefined;
  readonly significant: boolean | undefined;
  readonly inadvertent: boolean | undefined;
  readonly network: boolean | undefined;
}

/** Law enforcement asks to wait. */
export interface Hold {
  readonly id: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant | undefined;
}

/** What all clocks of an incident are reckoned from. */
export interface Ground {
  readonly state: IncidentState;
  /** People decided that it is none, and it may be closed since. */
  readonly noBreach: boolean;
  readonly discoveredAt: Temporal.Instant;
  readonly facts: ClockFacts;
  readonly holds: readonly Hold[];
}

export interface Reckoned {
  readonly owed: Owed;
  /** Undefined where the law names no time, and while a hold lasts. */
  readonly dueAt: Temporal.Instant | undefined;
  readonly heldSince: Temporal.Instant | undefined;
  /** From when shares of the time are counted: the discovery, or the end of a hold. */
  readonly runsFrom: Temporal.Instant;
}

export const planLaw = 'plan';

/** Law in the order of the pack's overlays, then the plan's own. */
export function clockLaws(policy: Policy): readonly ClockLaw[] {
  const { pack, overlays } = policy;
  const { title, version } = pack.pack;
  return [
    ...overlays.flatMap(({ overlay, clocks }) =>
      clocks.map((clock) => ({
        ...{ law: overlay.id, lawName: overlay.name, version: overlay.version, clock },
      })),
    ),
    ...pack.breaches.clocks.own.map((clock) => ({ law: planLaw, lawName: title, version, clock })),
  ];
}

/** `otherMetAt`: when the clock was met that this one may not come later than. */
export function reckon(
  policy: Policy,
  { clock }: ClockLaw,
  ground: Ground,
  otherMetAt: Temporal.Instant | undefined,
): Reckoned {
  const { calendar } = policy;
  const { within, hold } = clock;
  const from = ground.discoveredAt;
  let dueAt = within ? calendar.due(from, within.amount, within.unit) : otherMetAt;
  let heldSince: Temporal.Instant | undefined;
  let runsFrom = from;
  for (const { startsAt, endsAt } of hold ? inOrder(ground.holds) : []) {
    // What had passed before law enforcement asked was late already.
    if (dueAt && isBefore(dueAt, startsAt)) break;
    if (endsAt === undefined) {
      heldSince = startsAt;
      dueAt = undefined;
      break;
    }
    runsFrom = later(runsFrom, endsAt);
    // Of the two days the later: a hold never leaves less time than there was.
    if (dueAt && hold?.left) dueAt = later(dueAt, calendar.due(endsAt, hold.left.amount, hold.left.unit));
  }
  return { owed: owedBy(clock.when, ground.facts), dueAt, heldSince, runsFrom };
}

/** Whether anybody has to see to it: not once it was found to be no breach, unless it runs whatever is decided. */
export function counts(
  { before_decision }: BreachClock,
  { state, noBreach }: Pick<Ground, 'state' | 'noBreach'>,
): boolean {
  return state !== 'closed' && (before_decision || !noBreach);
}

/** Shorter than a day by the law's own words: its alerts come at night too. */
export function isUrgent({ within }: BreachClock): boolean {
  return within?.unit === 'h' && within.amount <= 24;
}

function inOrder(holds: readonly Hold[]): readonly Hold[] {
  return [...holds].sort((a, b) => (isAfter(a.startsAt, b.startsAt) ? 1 : -1));
}

/** One of the entries has to hold, and of an entry every part. */
export function owedBy(when: readonly ClockCondition[], facts: ClockFacts): Owed {
  if (when.length === 0) return 'yes';
  const entries = when.map((entry) => all(partsOf(entry, facts)));
  if (entries.includes('yes')) return 'yes';
  return entries.includes('unknown') ? 'unknown' : 'no';
}

function all(parts: readonly Owed[]): Owed {
  if (parts.includes('no')) return 'no';
  return parts.includes('unknown') ? 'unknown' : 'yes';
}

function partsOf(entry: ClockCondition, facts: ClockFacts): readonly Owed[] {
  const { people_at_least: least, kinds } = entry;
  return [
    ...(least === undefined ? [] : [enough(least, facts)]),
    ...(kinds === undefined ? [] : [anyOf(kinds, facts)]),
    ...(entry.system_compromise ? [said(facts.compromised)] : []),
    ...(entry.criminal_use_likely ? [said(facts.criminalUse)] : []),
    ...(entry.significant ? [said(facts.significant)] : []),
    ...(entry.inadvertent ? [said(facts.inadvertent)] : []),
    ...(entry.network ? [said(facts.network)] : []),
  ];
}

function said(fact: boolean | undefined): Owed {
  return fact === undefined ? 'unknown' : fact ? 'yes' : 'no';
}

/** A reporter's guess can say that there are enough, never that there are too few. */
function enough(least: number, { people, peopleStated }: ClockFacts): Owed {
  if (people !== undefined && people >= least) return 'yes';
  return people !== undefined && peopleStated ? 'no' : 'unknown';
}

function anyOf(wanted: readonly string[], { kinds, kindsStated }: ClockFacts): Owed {
  if (kinds.some((kind) => wanted.includes(kind))) return 'yes';
  return kindsStated && kinds.length > 0 && !kinds.includes('unknown') ? 'no' : 'unknown';
}
