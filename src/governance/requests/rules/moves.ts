/** What can be done to a data request, and why it is sometimes refused. */
import type { StepKind } from '../../../policy/schema.ts';
import type { Ending } from './request.ts';
import type { StoodIn } from './separation.ts';

export type Move =
  | { readonly kind: 'claim' }
  | { readonly kind: 'put_back' }
  /** `toSteward`: they may hold requests, by role or by one of the collections. */
  | { readonly kind: 'hand_over'; readonly to: string; readonly toSteward: boolean }
  | { readonly kind: 'ask' }
  | { readonly kind: 'answer' }
  | { readonly kind: 'fulfil' }
  /** `requesterLeft`: data are never sent to an account that nobody has any more. */
  | { readonly kind: 'send'; readonly requesterLeft: boolean }
  | { readonly kind: 'close' }
  | { readonly kind: 'classify'; readonly level: string }
  | { readonly kind: 'decline' }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'publish' }
  /** `holderHere`: a steward who has left meanwhile can't make the replacement. */
  | { readonly kind: 'recall'; readonly holderHere: boolean };

export type MoveKind = Move['kind'];

/** Who plays which part today: worked out from the roster and the inventory before the rules are asked. */
export interface Cast {
  /** May claim: stewards of its collections, or every steward when none of those can be asked. */
  readonly stewards: readonly string[];
  /** May classify: the Coordinator, or the stand-in when the plan keeps every Coordinator from it. */
  readonly classifiers: readonly string[];
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
  | { readonly why: 'kind_not_open'; readonly kind: StepKind; readonly step: string }
  | { readonly why: 'other_step'; readonly step: string | undefined }
  | { readonly why: 'only_holder'; readonly holderId: string | undefined }
  | { readonly why: 'only_stewards' }
  | { readonly why: 'only_classifier' }
  | { readonly why: 'only_asker' }
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
