/** One decision on a request, one's own or recorded for somebody: kept with its day, its words, and told (R066, R067). */
import type { Act } from '../../../app/context.ts';
import type { Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { requesterName } from '../cards/names.ts';
import { nextSentence } from '../cards/next.ts';
import type { Decided, Ruling } from '../rules/moves.ts';
import { agreementOf, type DataRequest, reference } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { Given } from './asks.ts';
import { change } from './change.ts';
import { type Telling, tellAsker, tellPeople } from './tell.ts';

export interface Ruled {
  readonly outcome: Ruling;
  readonly inFor?: Decided;
  readonly note?: string | undefined;
  /** Where the decision that is recorded can be read. */
  readonly evidence?: string | undefined;
  /** Of a denial, with what could be asked for instead. */
  readonly reason?: string | undefined;
  readonly instead?: string | undefined;
  readonly given?: Given;
}

const whats = {
  approved: 'request.approved',
  denied: 'request.denied',
  pulled: 'request.pulled',
} as const satisfies Record<Ruling, string>;

export function keepRuling(act: Act, { id, stay = '' }: Payload, ruled: Ruled): Promise<Outcome> {
  const { outcome, inFor, given } = ruled;
  return change(act, id, {
    what: whats[outcome],
    move: { kind: 'rule', outcome, ...(inFor ? { inFor } : {}) },
    stay,
    amend: (after) => ({ ...after, answers: [...after.answers, ...(given?.answers ?? [])] }),
    words: () => ({
      ...given?.words,
      [`ruling_note:${stay}`]: ruled.note,
      [`evidence:${stay}`]: ruled.evidence,
      decline_reason: ruled.reason,
      decline_instead: ruled.instead,
    }),
    facts: (after) => ({
      version: after.version,
      stay,
      ...(inFor ? { decidedBy: inFor.byId ?? null, decidedOn: inFor.on.toString() } : {}),
    }),
    tell: (telling, before) => tell(telling, before, outcome, stay),
    say: (file) => said(file, outcome, act.actor),
  });
}

/** Who decided is drawn from the stay, so that it is said as it was kept. */
function tell(telling: Telling, before: DataRequest, outcome: Ruling, stay: string): void {
  const { coordinators } = telling.file.staff;
  switch (outcome) {
    case 'denied':
      tellAsker(telling, 'request.denied', { stay });
      tellPeople(
        telling,
        'request.denied',
        [before.typedById, before.holderId, agreementOf(before)?.draftedById, ...coordinators].filter(
          (id) => id !== before.requesterId,
        ),
        { stay },
      );
      return;
    case 'pulled':
      tellPeople(telling, 'request.pulled', coordinators, { stay });
      return;
    case 'approved':
      return;
  }
}

function said(file: CaseFile, outcome: Ruling, actor: Parameters<typeof nextSentence>[1]): string {
  const ref = reference(file.request);
  switch (outcome) {
    case 'denied':
      return `${ref} is denied and has ended. ${requesterName(file)} is told why.`;
    case 'pulled':
      return `${ref} was pulled, and waits for another meeting.`;
    case 'approved':
      return `Recorded on ${ref}. ${nextSentence(file, actor)}`;
  }
}
