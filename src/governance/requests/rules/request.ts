/** A data request as the rules see it: who plays which part, how far it has come, and nothing that anybody typed. */
import type { Temporal } from '../../../kernel/clock.ts';

export type Ending = 'closed' | 'declined' | 'withdrawn' | 'public';

/** How a stay at a step came to its end. */
export type StayOutcome =
  | 'done'
  /** The steward gave it back, handed it to another or left the district. */
  | 'put_back'
  | 'handed_over'
  | 'left'
  /** The level chosen puts another step first. */
  | 'rerouted'
  /** What was sent has been called back. */
  | 'recalled'
  /** The whole request ended here. */
  | 'ended';

/** One stay at one step of the plan; at most one of a request has no end. */
export interface Stay {
  readonly id: string;
  readonly step: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | undefined;
  readonly endedById: string | undefined;
  readonly outcome: StayOutcome | undefined;
  readonly pausedAt: Temporal.Instant | undefined;
  readonly remindAt: Temporal.Instant | undefined;
  readonly escalateAt: Temporal.Instant | undefined;
  readonly remindedAt: Temporal.Instant | undefined;
  readonly escalatedAt: Temporal.Instant | undefined;
}

export interface Question {
  readonly id: string;
  readonly askedById: string;
  readonly askedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | undefined;
}

/** What was made and where it lies (R071, R090). */
export interface Release {
  readonly id: string;
  readonly version: number;
  readonly fulfilledById: string;
  readonly fulfilledAt: Temporal.Instant;
  readonly folderLink: string;
  readonly dateStamp: Temporal.PlainDate;
  readonly deliveryMethod: string | undefined;
  readonly deliveredOn: Temporal.PlainDate | undefined;
  readonly sentById: string | undefined;
  readonly sentAt: Temporal.Instant | undefined;
  readonly recalledAt: Temporal.Instant | undefined;
  readonly recalledById: string | undefined;
  readonly definitions: readonly {
    readonly collectionId: string;
    readonly definitions: string;
    readonly businessRules: string;
  }[];
}

export interface DataRequest {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly state: 'open' | Ending;
  /** Somebody on the roster, or an outsider; never both. */
  readonly requesterId: string | undefined;
  readonly outsiderId: string | undefined;
  readonly typedById: string;
  readonly cameInBy: string;
  readonly cameInOn: Temporal.PlainDate;
  readonly collectionIds: readonly string[];
  readonly detail: string;
  readonly format: string;
  readonly neededBy: Temporal.PlainDate | undefined;
  readonly level: string | undefined;
  readonly levelById: string | undefined;
  readonly levelAt: Temporal.Instant | undefined;
  readonly levelStandingId: string | undefined;
  readonly holderId: string | undefined;
  readonly fulfillerId: string | undefined;
  readonly repeatOfId: string | undefined;
  /** The fingerprint of the plan it began under and finishes under. */
  readonly policy: string;
  readonly filedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | undefined;
  /** Oldest first. */
  readonly stays: readonly Stay[];
  readonly questions: readonly Question[];
  /** Oldest first. */
  readonly releases: readonly Release[];
}

export function reference(request: { readonly number: number }): string {
  return `DR-${request.number}`;
}

export function openStay(request: DataRequest): Stay | undefined {
  return request.stays.find((stay) => !stay.endedAt);
}

export function openQuestion(request: DataRequest): Question | undefined {
  return request.questions.find((question) => !question.answeredAt);
}

export function lastRelease(request: DataRequest): Release | undefined {
  return request.releases.at(-1);
}

/** The version that recipients hold now: sent, and not called back. */
export function sentRelease(request: DataRequest): Release | undefined {
  const last = lastRelease(request);
  return last?.sentAt && !last.recalledAt ? last : undefined;
}
