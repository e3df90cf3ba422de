/** A data request as the rules see it: who plays which part, how far it has come, and nothing that anybody typed. */
import type { Temporal } from '../../../kernel/clock.ts';

export type Ending = 'closed' | 'declined' | 'withdrawn' | 'public' | 'merged';

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
  /** A stricter level or another kind of requester: what was decided and made before no longer counts. */
  | 'reclassified'
  /** A less strict level: what was made still counts. */
  | 'relaxed'
  /** The agreement was corrected: what was decided on it, and made under it, no longer counts. */
  | 'redrafted'
  /** Not approved, which ends the request (R067). */
  | 'denied'
  /** Taken off the board's calendar, to come up at another meeting. */
  | 'pulled'
  /** Quality assurance sent it back (R065, R066). */
  | 'failed'
  /** Somebody else asks for it from now on: what was authorised was for whoever asked before. */
  | 'taken_over'
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
  /** When the plan wants it done; moved on by the length of a pause. */
  readonly dueAt: Temporal.Instant | undefined;
  /** The roles whose holders may take it; none where it is its holder's or its fulfiller's. */
  readonly takers: readonly string[];
  /** Who decided, where somebody else recorded it (`endedById`), and on which day. */
  readonly decidedById: string | undefined;
  readonly decidedOn: Temporal.PlainDate | undefined;
  /** The board meeting picked for it, and when its packet was asked for. */
  readonly meetingId: string | undefined;
  readonly packetAt: Temporal.Instant | undefined;
}

/** Drafted for a request; its words stand in case_text as "agreement_purpose:ID", "agreement_scope:ID", "agreement_change:ID". */
export interface Agreement {
  readonly id: string;
  /** Such as MOA-2026-014. */
  readonly reference: string;
  /** A correction is the next version, and voids the one before. */
  readonly version: number;
  readonly endsOn: Temporal.PlainDate;
  readonly draftedById: string;
  readonly draftedAt: Temporal.Instant;
  readonly voidedById: string | undefined;
  readonly voidedAt: Temporal.Instant | undefined;
}

/** What the plan asked at a step, or when the request was filed. What was typed stands in case_text as "given:ID". */
export interface Answer {
  readonly id: string;
  /** Nothing when it was filed with it. */
  readonly stayId: string | undefined;
  readonly question: string;
  /** A day, yes or no, an option's or a person's id; nothing when words were typed. */
  readonly value: string | undefined;
  readonly givenById: string;
  readonly givenAt: Temporal.Instant;
}

export interface Question {
  readonly id: string;
  readonly askedById: string;
  readonly askedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | undefined;
}

/** One line of a checklist, as one of the parties that the plan names answered it; why not "yes" stands in case_text. */
export interface Check {
  /** `holder`, or the role that answers. */
  readonly part: string;
  readonly item: string;
  readonly answer: CheckAnswer;
  readonly byId: string;
  readonly at: Temporal.Instant;
}

export type CheckAnswer = 'yes' | 'no' | 'na';

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
  /** How small groups were protected, and by whom. */
  readonly technique: string | undefined;
  readonly protectedById: string | undefined;
  /** SHA-256 of the file, in hex, as its maker and its checker read it on their own machines. */
  readonly fileHash: string | undefined;
  readonly checkedById: string | undefined;
  readonly checkedAt: Temporal.Instant | undefined;
  readonly passed: boolean | undefined;
  /** Lines of the plan's checklist, each part's own answers (R094). */
  readonly checks: readonly Check[];
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
  /** The kind of requester: a key of the plan's routes. */
  readonly route: string;
  /** The data may identify students: nothing leaves without the named authorisation (003 §3.3). */
  readonly pii: boolean;
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
  /** The denied one that it is filed anew for, the one it was split from, and the one that answers it. */
  readonly resubmissionOfId: string | undefined;
  readonly splitFromId: string | undefined;
  readonly mergedIntoId: string | undefined;
  /** By when the law or the plan wants an answer. */
  readonly answerBy: Temporal.PlainDate | undefined;
  readonly answerRemindOn: Temporal.PlainDate | undefined;
  /** Marked by a person as made under the public-records act. */
  readonly publicRecordById: string | undefined;
  readonly publicRecordAt: Temporal.Instant | undefined;
  /** The fingerprint of the plan it began under and finishes under. */
  readonly policy: string;
  readonly filedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | undefined;
  /** Oldest first. */
  readonly stays: readonly Stay[];
  readonly questions: readonly Question[];
  /** Oldest first. */
  readonly releases: readonly Release[];
  /** Oldest first; a question answered again counts in its latest form. */
  readonly answers: readonly Answer[];
  /** Oldest first; at most one is not voided. */
  readonly agreements: readonly Agreement[];
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

/** Says more about the version at hand. */
export function withLast(request: DataRequest, more: Partial<Release>): DataRequest {
  const last = lastRelease(request);
  if (!last) throw new Error('nothing was made for this request yet');
  return { ...request, releases: [...request.releases.slice(0, -1), { ...last, ...more }] };
}

/** The version that recipients hold now: sent, and not called back. */
export function sentRelease(request: DataRequest): Release | undefined {
  const last = lastRelease(request);
  return last?.sentAt && !last.recalledAt ? last : undefined;
}

export function agreementOf(request: DataRequest): Agreement | undefined {
  return request.agreements.find(({ voidedAt }) => !voidedAt);
}

/** The correction that took its place; nothing when it is void for another reason, or not void. */
export function replacedBy({ agreements }: DataRequest, one: Agreement): Agreement | undefined {
  return agreements.find(
    ({ reference, version }) => reference === one.reference && version === one.version + 1,
  );
}

/** The latest answer to one of the plan's questions. */
export function answerTo(request: Pick<DataRequest, 'answers'>, question: string): Answer | undefined {
  return request.answers.findLast((answer) => answer.question === question);
}
