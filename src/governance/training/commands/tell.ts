/** Who hears of a training: whoever confirms it, and whose it is. */
import type { Act } from '../../../app/context.ts';
import type { NoticeKind } from '../../../app/feature.ts';
import { completionKind } from '../store/completions.ts';
import { drawCompletion } from './surroundings.ts';

/** The supervisor; where there is none at work, Human Resources. Returns how many supervisors were asked. */
export async function tellConfirmers(act: Act, completionId: string): Promise<number> {
  const about = { kind: completionKind, id: completionId };
  const { supervisorId } = act.actor;
  const supervisor = supervisorId ? await act.directory.person(act.tx, supervisorId) : undefined;
  if (supervisor?.status === 'active' && supervisor.id !== act.actor.id) {
    act.tx.notify({ notice: 'training.to-confirm', about, to: { personId: supervisor.id } });
    return 1;
  }
  for (const keeper of await act.directory.holders(act.tx, 'hr'))
    if (keeper.id !== act.actor.id)
      act.tx.notify({ notice: 'training.to-confirm', about, to: { personId: keeper.id } });
  return 0;
}

const draw: NoticeKind['render'] = async (ask, { caseId }) =>
  caseId ? drawCompletion(ask, caseId) : undefined;

export const trainingNotices: readonly NoticeKind[] = [
  { id: 'training.to-confirm', render: draw },
  { id: 'training.decided', render: draw },
];
