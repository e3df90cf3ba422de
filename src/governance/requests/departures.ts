/** When somebody leaves, what they held is put back and listed for the stewards and the Coordinator. */
import { viewerOf } from '../../app/access.ts';
import type { Act, Sweep } from '../../app/context.ts';
import { newId } from '../../kernel/ids.ts';
import { tellPeople } from './commands/tell.ts';
import { carryOut } from './rules/carry-out.ts';
import { openCaseFiles, requestKind, withChange } from './store/case-file.ts';
import { heldBy } from './store/wanted.ts';
import { writeChange } from './store/write.ts';

/** Found through the leaver's eyes: whoever records a departure need not be able to see requests. */
export async function onPersonLeft(act: Act | Sweep, personId: string): Promise<void> {
  const leaver = await act.directory.person(act.reader, personId);
  if (!leaver) return;
  const files = await openCaseFiles({ ...act, viewer: viewerOf(leaver) }, heldBy(personId));
  const actorId = 'actor' in act ? act.actor.id : undefined;
  for (const file of files) {
    const plan = file.policy.pack.data_requests;
    const after = carryOut(
      plan,
      file.policy.calendar,
      file.request,
      { set: { holderId: undefined }, ends: 'left' },
      { actorId, now: act.now, newId },
    );
    await writeChange(act.tx, file.request, after);
    const about = { kind: requestKind, id: file.request.id };
    act.tx.audit({ what: 'request.holder-left', about, facts: { version: after.version, left: personId } });
    const now = withChange(file, after, {});
    const stewards = now.cast.stewards.filter((id) => id !== personId);
    tellPeople({ tx: act.tx, file: now, actorId: undefined }, 'request.holder-left', [
      ...stewards,
      ...now.staff.coordinators,
    ]);
    act.tx.moved(about);
  }
}
