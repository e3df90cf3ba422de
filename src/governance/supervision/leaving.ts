/** Whoever leaves stands in for nobody any more, and hands on the lists that they have not confirmed. */
import type { Act, Sweep } from '../../app/context.ts';
import { handOnLists } from './store/lists.ts';
import { endStandIns } from './store/stand-ins.ts';

/** On leave, everything waits for them: a stand-in who is away is passed over by itself. */
export async function leavesSupervision(act: Act | Sweep, personId: string): Promise<void> {
  const person = await act.directory.person(act.tx, personId);
  if (person?.status !== 'left') return;
  await endStandIns(act.tx, { personId });
  await endStandIns(act.tx, { readerId: personId });
  await handOnLists(act.tx, personId);
}
