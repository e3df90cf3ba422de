/** Reminding people now, because somebody asks for it: within everybody's one reminder a day. */
import type { Policy } from '../../../policy/policy.ts';
import type { Tx } from '../../../store/tx.ts';
import { dutiesKind } from '../../people/store/obligations.ts';
import { remindersOn } from '../../people/store/reminders.ts';
import { type ReminderDay, reminderDay } from '../rules/day.ts';
import { owingById } from './owing.ts';
import { claimDay } from './rungs.ts';

/** The card of one person's open duties, drawn when it arrives. */
export const nudgeNotice = 'duties.nudge';

export type Reminded =
  /** `already`: they had their reminder of that day. `notYet`: the ladder has not told them itself. */
  | {
      readonly kind: 'reminded';
      readonly day: string;
      readonly people: readonly string[];
      readonly already: readonly string[];
      readonly notYet: readonly string[];
    }
  | { readonly kind: 'off' | 'day-off' };

/** By obligation ids; people by their ids come back. What has been met meanwhile is passed over. */
export async function remindNow(tx: Tx, policy: Policy, obligationIds: readonly string[]): Promise<Reminded> {
  if (!(await remindersOn(tx))) return { kind: 'off' };
  const when = reminderDay(policy, tx.now);
  if (!when) return { kind: 'day-off' };
  const open = await owingById(tx, obligationIds);
  const told = open.filter(({ toldOn }) => toldOn !== undefined);
  const people = [...new Set(told.map(({ personId }) => personId))];
  const now = await claimDay(tx, when.day, people);
  for (const personId of now)
    notifyOf(
      tx,
      when,
      personId,
      told.filter((one) => one.personId === personId).map(({ id }) => id),
    );
  const all = new Set(open.map(({ personId }) => personId));
  return {
    kind: 'reminded',
    day: when.day,
    people: [...now],
    already: people.filter((id) => !now.has(id)),
    notYet: [...all].filter((id) => !people.includes(id)),
  };
}

/** Everything else that they owe stands on the same card. */
export function notifyOf(tx: Tx, when: ReminderDay, personId: string, owed: readonly string[]): void {
  tx.notify({
    notice: nudgeNotice,
    about: { kind: dutiesKind, id: personId },
    to: { personId },
    facts: { day: when.day, owed: [...owed] },
    notBefore: when.at,
  });
}
