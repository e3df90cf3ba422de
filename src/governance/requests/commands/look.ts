/** Opens a form about a request only for whoever may send it; the others learn why not and see the case. */
import type { Ask } from '../../../app/context.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import { notThere, refusalText } from '../cards/refusals.ts';
import { requestCard } from '../cards/request-card.ts';
import { decide } from '../rules/decide.ts';
import type { Move } from '../rules/moves.ts';
import { type CaseFile, openCaseFile } from '../store/case-file.ts';

export type Looked =
  | { readonly ok: true; readonly file: CaseFile }
  | {
      readonly ok: false;
      readonly refused: { readonly refused: string; readonly card?: Card; readonly why?: string };
    };

/** `move` is tried on the case as it stands; it is decided again, under lock, when the form is sent. */
export async function lookFor(ask: Ask, subject: Payload, move: (file: CaseFile) => Move): Promise<Looked> {
  const file = subject.id === undefined ? undefined : await openCaseFile(ask, subject.id);
  if (!file) return { ok: false, refused: { refused: notThere } };
  const decided = decide(file.policy.pack, file.request, move(file), ask.actor, file.cast);
  if (decided.ok) return { ok: true, file };
  return {
    ok: false,
    refused: {
      refused: refusalText(file, decided.problem, ask.actor),
      card: requestCard(file, ask.actor),
      why: decided.problem.why,
    },
  };
}
