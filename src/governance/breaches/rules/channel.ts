/** What has to be done next in a team's channel: out before in, and whom it concerns before everybody else (R075). */
import { Temporal } from '../../../kernel/clock.ts';
import { type Incident, partsOf, type Somebody } from './incident.ts';

/** One chat account, and whose it is. */
export interface Member {
  readonly tenant: string;
  readonly account: string;
  readonly personId: string;
}

/**
 * `asked`: they are being let in, and may be in it already. `refused`: they were not let in. `stuck`: they may be in it,
 * and cannot be taken out by us. `unsure`: we did not let them in, a member may have by hand, and asking failed so far.
 */
export type SeatState = 'asked' | 'in' | 'out' | 'refused' | 'stuck' | 'unsure';

export interface Seat extends Member {
  readonly state: SeatState;
  readonly notBefore: Temporal.Instant | undefined;
}

export interface Channel {
  /** The platform's id of it; undefined until it is made. */
  readonly channel: string | undefined;
  /** It was asked for already, and may be there. */
  readonly tried: boolean;
  readonly greeted: boolean;
  readonly archived: boolean;
  readonly notBefore: Temporal.Instant | undefined;
  readonly seats: readonly Seat[];
}

/** Whose accounts belong in it as of now, and whose certainly do not, whether we let them in or not. */
export interface Wanted {
  readonly team: readonly Member[];
  readonly concerned: readonly Member[];
  /** The incident is closed: nobody writes there any more. */
  readonly over: boolean;
}

export type Step =
  | { readonly kind: 'open' | 'greet' | 'archive' | 'forget' }
  | { readonly kind: 'remove' | 'invite'; readonly who: Member };

export function nextStep(channel: Channel, wanted: Wanted, now: Temporal.Instant): Step | undefined {
  const out = firstOut(channel, wanted, now);
  if (out) return { kind: 'remove', who: out };
  if (channel.archived || !isDue(channel.notBefore, now)) return undefined;
  if (wanted.over)
    return { kind: channel.channel !== undefined ? 'archive' : channel.tried ? 'open' : 'forget' };
  if (channel.channel === undefined) return { kind: 'open' };
  if (!channel.greeted) return { kind: 'greet' };
  const who = wanted.team.find((one) => {
    const seat = seatOf(channel, one);
    return !seat || seat.state === 'out' || seat.state === 'asked';
  });
  return who && { kind: 'invite', who };
}

/**
 * Somebody whom it concerns is taken out also where nobody let them in: a member may have, by hand. An archived channel
 * is of no more interest to the rest, who took part in it.
 */
function firstOut({ channel, archived, seats }: Channel, wanted: Wanted, now: Temporal.Instant) {
  if (channel === undefined) return undefined;
  const concerned = wanted.concerned.filter((one) => {
    const seat = seatOf({ seats }, one);
    return archived ? seat && isRemovable(seat, now) : !seat || isRemovable(seat, now);
  });
  const others = archived
    ? []
    : seats.filter((seat) => isRemovable(seat, now) && !wanted.team.some((one) => isSame(one, seat)));
  return concerned[0] ?? others[0];
}

function isRemovable({ state, notBefore }: Seat, now: Temporal.Instant): boolean {
  return (state === 'in' || state === 'asked' || state === 'unsure') && isDue(notBefore, now);
}

export function seatOf<S extends Seat>(
  { seats }: { readonly seats: readonly S[] },
  member: Member,
): S | undefined {
  return seats.find((seat) => isSame(seat, member));
}

function isSame(one: Member, other: Member): boolean {
  return one.tenant === other.tenant && one.account === other.account;
}

function isDue(notBefore: Temporal.Instant | undefined, now: Temporal.Instant): boolean {
  return notBefore === undefined || Temporal.Instant.compare(notBefore, now) <= 0;
}

/** Whoever is on duty; while nobody is, whoever has the desk. */
export function leads(incident: Incident, person: Somebody): boolean {
  return incident.onDutyId === undefined
    ? partsOf(incident, person).has('desk')
    : incident.onDutyId === person.id;
}

/** By name. */
export function isConcerned({ subjects }: Pick<Incident, 'subjects'>, id: string): boolean {
  return subjects.some(({ personId }) => personId === id);
}
