/** A reminder put off: the ladder waits until that day. */
import { dayToDate, Temporal } from '../../../kernel/clock.ts';
import { workingDayFrom } from '../../../policy/ladder.ts';
import type { Policy } from '../../../policy/policy.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Tx } from '../../../store/tx.ts';
import { dutiesKind } from '../../people/store/obligations.ts';

export async function putOff(
  tx: Tx,
  policy: Policy,
  {
    obligation,
    until,
    reason,
    byId,
  }: {
    readonly obligation: { readonly id: string; readonly personId: string; readonly duty: string };
    /** YYYY-MM-DD; asked of the rules before. */
    readonly until: string;
    readonly reason: string;
    readonly byId: string;
  },
): Promise<void> {
  const day = (text: string) => dayToDate(Temporal.PlainDate.from(text));
  await tx.db.obligation.update({
    where: { id: obligation.id },
    data: {
      snoozes: { increment: 1 },
      snoozedUntil: day(until),
      nextOn: day(workingDayFrom(policy.calendar, until)),
    },
  });
  const hashes = await writeTexts(tx, { kind: 'obligation', id: obligation.id }, byId, { snooze: reason });
  tx.audit({
    what: 'obligation.put-off',
    about: { kind: 'person', id: obligation.personId },
    facts: { obligation: obligation.id, duty: obligation.duty, until, ...hashes },
  });
  tx.moved({ kind: dutiesKind, id: obligation.personId });
}
