/** Requests with all their parts, in one statement however many they are. */
import { dateToDay, Temporal, toInstant } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import type { Check, DataRequest, Release, Stay } from '../rules/request.ts';

/** In the order of the ids; those that are no request's are left out. */
export async function loadRequests(reader: Reader, ids: readonly string[]): Promise<readonly DataRequest[]> {
  if (ids.length === 0) return [];
  const requests = await requestsWith(reader, Prisma.sql`where r.id = any(${[...ids]}::text[])`);
  const found = new Map(requests.map((request) => [request.id, request]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** `which` follows "from data_request r": a condition, an order, a limit; never a lock, which the parts would not heed. */
export async function requestsWith(reader: Reader, which: Prisma.Sql): Promise<readonly DataRequest[]> {
  const rows = await reader.db.$queryRaw<Row[]>(
    Prisma.sql`select r.*, ${parts} from data_request r ${which}`,
  );
  return rows.map(fromRow);
}

/** JSON knows no time: moments travel as milliseconds, days as YYYY-MM-DD. */
const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

const parts = Prisma.raw(`
  array(select c.collection_id from request_collection c where c.request_id = r.id order by 1) as collection_ids,
  (select json_agg(json_build_object(
      'id', s.id, 'step', s.step, 'endedById', s.ended_by_id, 'outcome', s.outcome,
      'startedAt', ${ms('s.started_at')}, 'endedAt', ${ms('s.ended_at')}, 'pausedAt', ${ms('s.paused_at')},
      'remindAt', ${ms('s.remind_at')}, 'remindedAt', ${ms('s.reminded_at')},
      'escalateAt', ${ms('s.escalate_at')}, 'escalatedAt', ${ms('s.escalated_at')}, 'dueAt', ${ms('s.due_at')},
      'takers', s.takers, 'decidedById', s.decided_by_id, 'decidedOn', s.decided_on, 'meetingId', s.meeting_id,
      'packetAt', ${ms('s.packet_at')})
      order by s.ordinal, s.started_at, s.ended_at nulls last)
     from request_step s where s.request_id = r.id) as steps,
  (select json_agg(json_build_object('id', q.id, 'askedById', q.asked_by_id,
      'askedAt', ${ms('q.asked_at')}, 'answeredAt', ${ms('q.answered_at')}) order by q.asked_at)
     from request_question q where q.request_id = r.id) as questions,
  (select json_agg(json_build_object(
      'id', l.id, 'version', l.version, 'fulfilledById', l.fulfilled_by_id, 'fulfilledAt', ${ms('l.fulfilled_at')},
      'folderLink', l.folder_link, 'dateStamp', l.date_stamp, 'deliveryMethod', l.delivery_method,
      'deliveredOn', l.delivered_on, 'sentById', l.sent_by_id, 'sentAt', ${ms('l.sent_at')},
      'recalledAt', ${ms('l.recalled_at')}, 'recalledById', l.recalled_by_id,
      'technique', l.technique, 'protectedById', l.protected_by_id, 'fileHash', l.file_hash,
      'checkedById', l.checked_by_id, 'checkedAt', ${ms('l.checked_at')}, 'passed', l.passed,
      'checks', (select coalesce(json_agg(json_build_object('part', k.part, 'item', k.item, 'answer', k.answer,
          'byId', k.by_id, 'at', ${ms('k.at')})), '[]') from release_check k where k.release_id = l.id),
      'definitions', (select coalesce(json_agg(json_build_object('collectionId', d.collection_id,
          'definitions', d.definitions, 'businessRules', d.business_rules)), '[]'::json)
         from release_definition d where d.release_id = l.id))
      order by l.version)
     from release l where l.request_id = r.id) as releases,
  (select json_agg(json_build_object('id', a.id, 'stayId', a.stay_id, 'question', a.question, 'value', a.value,
      'givenById', a.given_by_id, 'givenAt', ${ms('a.given_at')}) order by a.given_at, a.id)
     from request_answer a where a.request_id = r.id) as answers,
  (select json_agg(json_build_object('id', g.id, 'reference', g.reference, 'version', g.version, 'endsOn', g.ends_on,
      'draftedById', g.drafted_by_id, 'draftedAt', ${ms('g.drafted_at')},
      'voidedById', g.voided_by_id, 'voidedAt', ${ms('g.voided_at')}) order by g.drafted_at, g.version)
     from request_agreement g where g.request_id = r.id) as agreements`);

type Optional<T> = { readonly [K in keyof T]: T[K] | null };

interface Row {
  readonly id: string;
  readonly number: number;
  readonly requester_id: string | null;
  readonly outsider_id: string | null;
  readonly typed_by_id: string;
  readonly came_in_by: string;
  readonly came_in_on: Date;
  readonly detail: string;
  readonly format: string;
  readonly needed_by: Date | null;
  readonly level: string | null;
  readonly level_by_id: string | null;
  readonly level_at: Date | null;
  readonly level_standing_id: string | null;
  readonly state: DataRequest['state'];
  readonly version: number;
  readonly policy: string;
  readonly holder_id: string | null;
  readonly fulfiller_id: string | null;
  readonly repeat_of_id: string | null;
  readonly route: string;
  readonly pii: boolean;
  readonly resubmission_of_id: string | null;
  readonly split_from_id: string | null;
  readonly merged_into_id: string | null;
  readonly answer_by: Date | null;
  readonly answer_remind_on: Date | null;
  readonly public_record_by_id: string | null;
  readonly public_record_at: Date | null;
  readonly filed_at: Date;
  readonly ended_at: Date | null;
  readonly collection_ids: readonly string[];
  readonly steps: readonly StepRow[] | null;
  readonly questions: readonly QuestionRow[] | null;
  readonly releases: readonly ReleaseRow[] | null;
  readonly answers: readonly AnswerRow[] | null;
  readonly agreements: readonly AgreementRow[] | null;
}

type StepRow = {
  readonly id: string;
  readonly step: string;
  readonly startedAt: number;
  readonly takers: readonly string[];
} & Optional<{
  endedAt: number;
  endedById: string;
  outcome: NonNullable<Stay['outcome']>;
  pausedAt: number;
  remindAt: number;
  remindedAt: number;
  escalateAt: number;
  escalatedAt: number;
  dueAt: number;
  decidedById: string;
  decidedOn: string;
  meetingId: string;
  packetAt: number;
}>;

type AgreementRow = {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly endsOn: string;
  readonly draftedById: string;
  readonly draftedAt: number;
} & Optional<{ voidedById: string; voidedAt: number }>;

interface AnswerRow {
  readonly id: string;
  readonly stayId: string | null;
  readonly question: string;
  readonly value: string | null;
  readonly givenById: string;
  readonly givenAt: number;
}

interface QuestionRow {
  readonly id: string;
  readonly askedById: string;
  readonly askedAt: number;
  readonly answeredAt: number | null;
}

type ReleaseRow = {
  readonly id: string;
  readonly version: number;
  readonly fulfilledById: string;
  readonly fulfilledAt: number;
  readonly folderLink: string;
  readonly dateStamp: string;
  readonly definitions: Release['definitions'];
  readonly checks: readonly (Omit<Check, 'at'> & { readonly at: number })[];
} & Optional<{
  deliveryMethod: string;
  deliveredOn: string;
  sentById: string;
  sentAt: number;
  recalledAt: number;
  recalledById: string;
  technique: string;
  protectedById: string;
  fileHash: string;
  checkedById: string;
  checkedAt: number;
  passed: boolean;
}>;

function fromRow(row: Row): DataRequest {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state,
    requesterId: row.requester_id ?? undefined,
    outsiderId: row.outsider_id ?? undefined,
    typedById: row.typed_by_id,
    cameInBy: row.came_in_by,
    cameInOn: dateToDay(row.came_in_on),
    collectionIds: row.collection_ids,
    detail: row.detail,
    format: row.format,
    neededBy: row.needed_by ? dateToDay(row.needed_by) : undefined,
    level: row.level ?? undefined,
    levelById: row.level_by_id ?? undefined,
    levelAt: row.level_at ? toInstant(row.level_at) : undefined,
    levelStandingId: row.level_standing_id ?? undefined,
    holderId: row.holder_id ?? undefined,
    fulfillerId: row.fulfiller_id ?? undefined,
    repeatOfId: row.repeat_of_id ?? undefined,
    route: row.route,
    pii: row.pii,
    resubmissionOfId: row.resubmission_of_id ?? undefined,
    splitFromId: row.split_from_id ?? undefined,
    mergedIntoId: row.merged_into_id ?? undefined,
    answerBy: row.answer_by ? dateToDay(row.answer_by) : undefined,
    answerRemindOn: row.answer_remind_on ? dateToDay(row.answer_remind_on) : undefined,
    publicRecordById: row.public_record_by_id ?? undefined,
    publicRecordAt: row.public_record_at ? toInstant(row.public_record_at) : undefined,
    policy: row.policy,
    filedAt: toInstant(row.filed_at),
    endedAt: row.ended_at ? toInstant(row.ended_at) : undefined,
    stays: (row.steps ?? []).map(toStay),
    questions: (row.questions ?? []).map((question) => ({
      id: question.id,
      askedById: question.askedById,
      askedAt: at(question.askedAt),
      answeredAt: maybeAt(question.answeredAt),
    })),
    releases: (row.releases ?? []).map(toRelease),
    answers: (row.answers ?? []).map((answer) => ({
      ...answer,
      stayId: answer.stayId ?? undefined,
      value: answer.value ?? undefined,
      givenAt: at(answer.givenAt),
    })),
    agreements: (row.agreements ?? []).map((agreement) => ({
      ...agreement,
      endsOn: Temporal.PlainDate.from(agreement.endsOn),
      draftedAt: at(agreement.draftedAt),
      voidedById: agreement.voidedById ?? undefined,
      voidedAt: maybeAt(agreement.voidedAt),
    })),
  };
}

function toStay(row: StepRow): Stay {
  return {
    id: row.id,
    step: row.step,
    startedAt: at(row.startedAt),
    endedAt: maybeAt(row.endedAt),
    endedById: row.endedById ?? undefined,
    outcome: row.outcome ?? undefined,
    pausedAt: maybeAt(row.pausedAt),
    remindAt: maybeAt(row.remindAt),
    escalateAt: maybeAt(row.escalateAt),
    remindedAt: maybeAt(row.remindedAt),
    escalatedAt: maybeAt(row.escalatedAt),
    dueAt: maybeAt(row.dueAt),
    takers: row.takers,
    decidedById: row.decidedById ?? undefined,
    decidedOn: row.decidedOn === null ? undefined : Temporal.PlainDate.from(row.decidedOn),
    meetingId: row.meetingId ?? undefined,
    packetAt: maybeAt(row.packetAt),
  };
}

function toRelease(row: ReleaseRow): Release {
  return {
    id: row.id,
    version: row.version,
    fulfilledById: row.fulfilledById,
    fulfilledAt: at(row.fulfilledAt),
    folderLink: row.folderLink,
    dateStamp: Temporal.PlainDate.from(row.dateStamp),
    deliveryMethod: row.deliveryMethod ?? undefined,
    deliveredOn: row.deliveredOn === null ? undefined : Temporal.PlainDate.from(row.deliveredOn),
    sentById: row.sentById ?? undefined,
    sentAt: maybeAt(row.sentAt),
    recalledAt: maybeAt(row.recalledAt),
    recalledById: row.recalledById ?? undefined,
    technique: row.technique ?? undefined,
    protectedById: row.protectedById ?? undefined,
    fileHash: row.fileHash ?? undefined,
    checkedById: row.checkedById ?? undefined,
    checkedAt: maybeAt(row.checkedAt),
    passed: row.passed ?? undefined,
    checks: row.checks.map((check) => ({ ...check, at: at(check.at) })),
    definitions: row.definitions,
  };
}

function at(epochMs: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMs);
}

function maybeAt(epochMs: number | null): Temporal.Instant | undefined {
  return epochMs === null ? undefined : at(epochMs);
}
