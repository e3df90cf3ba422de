/** When somebody leaves or goes away, what they held is put back and named; what a leaver asked for is shown to whoever works on it. */
import { viewerOf } from '../../app/access.ts';
import type { Act, Sweep } from '../../app/context.ts';
import type { Parting } from '../../app/feature.ts';
import { newId } from '../../kernel/ids.ts';
import { tellPeople } from './commands/tell.ts';
import { carryOut } from './rules/carry-out.ts';
import { checkIsStuck } from './rules/turn.ts';
import { openCaseFiles, requestKind, withChange } from './store/case-file.ts';
import { atStepOf, concerned, heldBy, mayHaveChecked, openAndAskedBy } from './store/wanted.ts';
import { writeChange } from './store/write.ts';

/** Found through the leaver's eyes: whoever records a departure need not be able to see requests. */
export async function onPersonLeft(act: Act | Sweep, personId: string): Promise<Parting> {
  // A summer begins for thousands at once, and hardly anybody is concerned.
  const steward = act.policy.pack.data_requests.route.to;
  const keeps = await mayHaveChecked(act.reader, personId, steward);
  if (!keeps && !(await concerned(act.reader, [personId])).has(personId)) return {};
  const leaver = await act.directory.person(act.reader, personId);
  if (!leaver) return {};
  const theirs = { ...act, viewer: viewerOf(leaver) };
  const files = await openCaseFiles(theirs, heldBy(personId));
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
    // The Coordinator gets one list of everything that was handed on (see people's parting).
    const stewards = now.cast.stewards.filter((id) => id !== personId);
    tellPeople({ tx: act.tx, file: now, actorId: undefined }, 'request.holder-left', stewards);
    act.tx.moved(about);
  }
  if (keeps) await tellOfChecks(act, theirs, steward);
  const handedOn = files.map(({ request }) => ({ kind: requestKind, id: request.id }));
  if (leaver.status === 'leave') return { handedOn };
  // Nothing changes on these, and nothing is sent to an account that nobody has (domain D1).
  for (const file of await openCaseFiles(theirs, openAndAskedBy(personId)))
    tellPeople(
      { tx: act.tx, file, actorId: undefined },
      'request.requester-left',
      [file.request.holderId, ...file.staff.coordinators, ...(file.cast.heirs ?? [])],
      { left: personId },
    );
  return { handedOn };
}

/** R065: nobody is left who may check it; the Coordinator need not find that out by waiting. */
async function tellOfChecks(act: Act | Sweep, theirs: Act | Sweep, steward: string): Promise<void> {
  for (const file of await openCaseFiles(theirs, atStepOf(steward))) {
    const { cast, staff, policy, request } = file;
    if (checkIsStuck(policy.pack.data_requests, request, cast))
      tellPeople({ tx: act.tx, file, actorId: undefined }, 'request.no-checker', staff.coordinators);
  }
}
