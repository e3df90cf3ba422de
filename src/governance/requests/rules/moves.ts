/** What can be done to a data request, and why it is sometimes refused. */
import type { Temporal } from '../../../kernel/clock.ts';
import type { DataRequest, Ending } from './request.ts';
import type { StoodIn } from './separation.ts';

export type Move =
  | { readonly kind: 'claim' }
  | { readonly kind: 'put_back' }
  /** `toSteward`: they may hold requests, by role or by one of the collections. */
  | { readonly kind: 'hand_over'; readonly to: string; readonly toSteward: boolean }
  | { readonly kind: 'ask' }
  | { readonly kind: 'answer' }
  /** What the plan asks at this step is answered. */
  | { readonly kind: 'gather' }
  | { readonly kind: 'draft' }
  /** The agreement is corrected after it was drafted. */
  | { readonly kind: 'redraft' }
  /** `inFor`: somebody else decided, and this person records it. */
  | { readonly kind: 'rule'; readonly outcome: Ruling; readonly inFor?: Decided }
  /** A meeting of the board is picked for the step that waits. */
  | { readonly kind: 'schedule' }
  | { readonly kind: 'fulfil' }
  | { readonly kind: 'protect' }
  /** Lines of the checklist are answered, by whoever the plan names for that part. */
  | { readonly kind: 'tick'; readonly part: string }
  | { readonly kind: 'check' }
  /** `mark`: what the checker read from their own copy of the file; only needed to pass it. */
  | { readonly kind: 'qa'; readonly passed: boolean; readonly mark?: string }
  /** `requesterLeft`: data are never sent to an account that nobody has any more, nor under an agreement that has ended. `mark`: of the file that is sent. */
  | {
      readonly kind: 'send';
      readonly requesterLeft: boolean;
      readonly agreementOver?: boolean;
      readonly mark?: string;
    }
  | { readonly kind: 'close' }
  | { readonly kind: 'classify'; readonly level: string }
  /** These of its collections go on in a request of their own. */
  | { readonly kind: 'split'; readonly collectionIds: readonly string[] }
  /** Another request answers it too. */
  | { readonly kind: 'merge'; readonly into: DataRequest; readonly sameAsker: boolean }
  | { readonly kind: 'decline' }
  | { readonly kind: 'withdraw' }
  /** Whoever asked has left. */
  | { readonly kind: 'take_over' }
  /** Whoever is asked to take it over does not. */
  | { readonly kind: 'pass_by' }
  | { readonly kind: 'publish' }
  /** The data may identify students after all. */
  | { readonly kind: 'identify' }
  /** That was marked wrongly. */
  | { readonly kind: 'unidentify' }
  /** It is made under the public-records act. */
  | { readonly kind: 'mark_public' }
  /** What was answered when it was filed is answered again. */
  | { readonly kind: 'correct' }
  /** `holderHere`: a steward who has left meanwhile can't make the replacement. */
  | { readonly kind: 'recall'; readonly holderHere: boolean };

export type MoveKind = Move['kind'];

export type Ruling = 'approved' | 'denied' | 'pulled';

export interface Decided {
  readonly byId: string | undefined;
  readonly on: Temporal.PlainDate;
}

/** Who plays which part today: worked out from the roster and the inventory before the rules are asked. */
export interface Cast {
  /** May claim: stewards of its collections, or every steward when none of those can be asked. */
  readonly stewards: readonly string[];
  /** May classify: the Coordinator, or the stand-in when the plan keeps every Coordinator from it. */
  readonly classifiers: readonly string[];
  /** May do the quality assurance: the same people, without whoever had a hand in the data. */
  readonly checkers: readonly string[];
  /** Of the stewards, those to whom no message gets; they may act all the same. */
  readonly unreached?: ReadonlySet<string>;
  /** By role: who may take a step that names it. */
  readonly approvers: ReadonlyMap<string, readonly string[]>;
  /** By role: who holds it today, whatever they may do here. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
  /** May ask in the place of whoever asked and has left: their supervisor and sponsors. */
  readonly heirs?: readonly string[];
  /** Who played a part in another's place, for the separation of duties. */
  readonly stoodIn?: readonly StoodIn[];
}

export interface Actor {
  readonly id: string;
  readonly roles: readonly string[];
}

export type Refusal =
  | { readonly why: 'ended'; readonly state: Ending }
  | { readonly why: 'taken'; readonly holderId: string }
  | { readonly why: 'held_by_you' }
  | { readonly why: 'other_step'; readonly step: string | undefined }
  | { readonly why: 'only_holder'; readonly holderId: string | undefined }
  | { readonly why: 'only_stewards' }
  | { readonly why: 'only_classifier' }
  /** Its holders, and who may record it for them. */
  | { readonly why: 'only_role'; readonly roles: readonly string[] }
  | { readonly why: 'only_checkers' }
  /** The file that was checked, or is to be sent, is not the one whose mark was given before. */
  | { readonly why: 'other_file' }
  | { readonly why: 'one_collection' }
  | { readonly why: 'made_already' }
  | { readonly why: 'split_all' }
  /** No other open request of the same person is about all of these data. */
  | { readonly why: 'no_match' }
  /** Its maker gave no mark, so nothing can be compared. */
  | { readonly why: 'no_mark' }
  /** Lines of the checklist that nobody answered yet, and lines answered with no. */
  | { readonly why: 'checklist_open'; readonly open: number; readonly no: number }
  /** What somebody else decided needs their day and who they are; one's own needs neither. */
  | { readonly why: 'recorded_only' }
  | { readonly why: 'no_meeting' }
  /** Recorded as decided by somebody who may not decide on it. */
  | { readonly why: 'not_decider'; readonly role: string }
  | { readonly why: 'unauthorised' }
  /** The day until which it holds has passed. */
  | { readonly why: 'agreement_over' }
  /** None that is in force was drafted. */
  | { readonly why: 'no_agreement' }
  | { readonly why: 'pii_already' }
  | { readonly why: 'pii_not_marked' }
  /** It is that kind of request, or asks for students by name. */
  | { readonly why: 'pii_by_nature' }
  /** This kind of request never gets data that identify students. */
  | { readonly why: 'pii_never' }
  /** Whoever vouches for it holds none of the roles any more. */
  | { readonly why: 'sponsor_lapsed'; readonly question: string; readonly roles: readonly string[] }
  | { readonly why: 'no_act' }
  | { readonly why: 'act_already' }
  | { readonly why: 'nothing_asked' }
  | { readonly why: 'only_asker' }
  | { readonly why: 'only_heir' }
  | { readonly why: 'only_decider' }
  | { readonly why: 'apart'; readonly says: string; readonly src: string }
  | { readonly why: 'not_a_steward' }
  | { readonly why: 'unclassified' }
  | { readonly why: 'unknown_level' }
  | { readonly why: 'question_open' }
  | { readonly why: 'no_question' }
  | { readonly why: 'sent_already' }
  | { readonly why: 'not_sent' }
  | { readonly why: 'requester_left' }
  /** The button was drawn from an older state of the case. */
  | { readonly why: 'moved_on' };
