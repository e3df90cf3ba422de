/** What every command of this room looks up first: the day, how far ahead it looks, and whose people somebody may see. */
import type { Ask, Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Payload } from '../../../chat/card.ts';
import { addTo } from '../../../policy/due.ts';
import type { Policy } from '../../../policy/policy.ts';
import { standIns } from '../store/stand-ins.ts';
import type { Looking } from '../store/weekly.ts';

/** The district's local day, YYYY-MM-DD. */
export function todayOf({ policy, now }: Pick<Scene, 'policy' | 'now'>): string {
  return policy.calendar.localDay(now).toString();
}

export function lookingOn(policy: Policy, today: string): Looking {
  const { ahead, vacant_after, board, otherwise } = policy.pack.supervision.weekly;
  return {
    ...{ today, board, otherwise },
    until: addTo(policy.calendar, today, ahead),
    vacantSince: addTo(policy.calendar, today, { amount: -vacant_after.amount, unit: vacant_after.unit }),
  };
}

export interface Seat {
  readonly owner: Person;
  /** The one who looks stands in for the owner. */
  readonly standsIn: boolean;
}

/** One's own people, or those of somebody whom one stands in for; nothing for everybody else's. */
export async function seatOf(ask: Ask, subject: Payload): Promise<Seat | undefined> {
  const ownerId = subject.of ?? ask.actor.id;
  if (ownerId === ask.actor.id) return { owner: ask.actor, standsIn: false };
  const mine = await standIns(ask.reader, todayOf(ask), { readerIds: [ask.actor.id] });
  if (!mine.some(({ personId }) => personId === ownerId)) return undefined;
  const owner = await ask.directory.person(ask.reader, ownerId);
  return owner && { owner, standsIn: true };
}

/** Themselves, or somebody whose role they hold in their place: about those nobody decides. */
export function isAboutThem(actor: Person, personId: string): boolean {
  return actor.id === personId || (actor.standsIn ?? []).some(({ forId }) => forId === personId);
}

export const notYourList = 'There is no such list, or it is not yours to see.';
