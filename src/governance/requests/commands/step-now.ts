/** Opens a form about one stay at one step: what was meant for another step is never taken for this one. */
import type { Ask } from '../../../app/context.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Step } from '../../../policy/schema-requests.ts';
import { refusalText } from '../cards/refusals.ts';
import { requestCard } from '../cards/request-card.ts';
import type { Move } from '../rules/moves.ts';
import { openStay } from '../rules/request.ts';
import { positionOf } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { type Looked, lookFor } from './look.ts';

export type LookedAtStep =
  | { readonly ok: true; readonly file: CaseFile; readonly step: Step }
  | Extract<Looked, { readonly ok: false }>;

/** `subject.stay` is the stay that the button was drawn for. */
export async function lookAtStep(
  ask: Ask,
  subject: Payload,
  move: (file: CaseFile) => Move,
): Promise<LookedAtStep> {
  const looked = await lookFor(ask, subject, move);
  if (!looked.ok) return looked;
  const { file } = looked;
  const position = positionOf(file.policy.pack.data_requests, file.request);
  if (position.at === 'step' && openStay(file.request)?.id === subject.stay)
    return { ok: true, file, step: position.step };
  const refused = refusalText(file, { why: 'moved_on' });
  return { ok: false, refused: { refused, card: requestCard(file, ask.actor) } };
}
