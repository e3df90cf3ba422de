/** Reads data requests through the viewer's eyes. */
import { dateToDay, toInstant } from '../../../kernel/clock.ts';
import {
  type DataRequest as DataRequestRow,
  Prisma,
  type ReleaseDefinition as ReleaseDefinitionRow,
  type Release as ReleaseRow,
  type RequestQuestion as RequestQuestionRow,
  type RequestStep as RequestStepRow,
} from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import type { DataRequest, Release, Stay } from '../rules/request.ts';
import { type Eyes, visibleTo } from './sight.ts';

/** Which of the requests that a viewer may see; always together with their sight. */
export interface Wanted {
  readonly where: Prisma.Sql;
  readonly newestFirst?: boolean;
  readonly limit: number;
  /** Holds the rows to the transaction's end. */
  readonly lock?: boolean;
}

export async function readRequests(eyes: Eyes, wanted: Wanted): Promise<readonly DataRequest[]> {
  const sight = await visibleTo(eyes);
  const order = wanted.newestFirst ? Prisma.sql`r.number desc` : Prisma.sql`r.number`;
  const rows = await eyes.reader.db.$queryRaw<{ id: string }[]>(
    Prisma.sql`select r.id from data_request r where ${sight} and ${wanted.where}
      order by ${order} limit ${wanted.limit} ${wanted.lock ? Prisma.sql`for update of r` : Prisma.empty}`,
  );
  return loadRequests(
    eyes.reader,
    rows.map(({ id }) => id),
  );
}

/** What several people may see of the requests named, each through their own eyes. Not inside a transaction. */
export async function readRequestsFor(
  wanted: readonly { readonly eyes: Eyes; readonly ids: readonly string[] }[],
): Promise<readonly ReadonlyMap<string, DataRequest>[]> {
  const [first] = wanted;
  if (!first) return [];
  const seen = await Promise.all(
    wanted.map(async ({ eyes, ids }) => {
      const sight = await visibleTo(eyes);
      return eyes.reader.db.$queryRaw<{ id: string }[]>(
        Prisma.sql`select r.id from data_request r where ${sight} and r.id = any(${[...ids]}::text[])`,
      );
    }),
  );
  const requests = await loadRequests(first.eyes.reader, [...new Set(seen.flat().map(({ id }) => id))]);
  const byId = new Map(requests.map((request) => [request.id, request]));
  return seen.map(
    (rows) => new Map(rows.flatMap(({ id }) => byId.get(id) ?? []).map((request) => [request.id, request])),
  );
}

/** One request by id; nothing when there is none or it is not theirs to see. */
export async function readRequest(eyes: Eyes, id: string, lock = false): Promise<DataRequest | undefined> {
  const [request] = await readRequests(eyes, { where: Prisma.sql`r.id = ${id}`, limit: 1, lock });
  return request;
}

/** `number` as people write it after "DR-". */
export async function idOfNumber(eyes: Eyes, number: number): Promise<string | undefined> {
  if (!Number.isSafeInteger(number) || number > 2_147_483_647) return undefined;
  const sight = await visibleTo(eyes);
  const [row] = await eyes.reader.db.$queryRaw<{ id: string }[]>(
    Prisma.sql`select r.id from data_request r where ${sight} and r.number = ${number}`,
  );
  return row?.id;
}

interface Row extends DataRequestRow {
  readonly collections: readonly { readonly collectionId: string }[];
  readonly steps: readonly RequestStepRow[];
  readonly questions: readonly RequestQuestionRow[];
  readonly releases: readonly (ReleaseRow & { readonly definitions: readonly ReleaseDefinitionRow[] })[];
}

/** Table by table: Prisma would ask for the parts all at once, and a transaction has only one connection. */
async function loadRequests({ db }: Reader, ids: readonly string[]): Promise<readonly DataRequest[]> {
  if (ids.length === 0) return [];
  const of = { where: { requestId: { in: [...ids] } } };
  const rows = await db.dataRequest.findMany({ where: { id: { in: [...ids] } } });
  const collections = await db.requestCollection.findMany(of);
  const steps = await db.requestStep.findMany({
    ...of,
    orderBy: [{ startedAt: 'asc' }, { endedAt: { sort: 'asc', nulls: 'last' } }],
  });
  const questions = await db.requestQuestion.findMany({ ...of, orderBy: { askedAt: 'asc' } });
  const releases = await db.release.findMany({ ...of, orderBy: { version: 'asc' } });
  const definitions =
    releases.length === 0
      ? []
      : await db.releaseDefinition.findMany({ where: { releaseId: { in: releases.map(({ id }) => id) } } });
  const found = new Map(
    rows.map((row) => {
      const mine = <Part extends { requestId: string }>(parts: readonly Part[]) =>
        parts.filter(({ requestId }) => requestId === row.id);
      const request = fromRow({
        ...row,
        collections: mine(collections),
        steps: mine(steps),
        questions: mine(questions),
        releases: mine(releases).map((release) => ({
          ...release,
          definitions: definitions.filter(({ releaseId }) => releaseId === release.id),
        })),
      });
      return [row.id, request];
    }),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}

function fromRow(row: Row): DataRequest {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state as DataRequest['state'],
    requesterId: row.requesterId ?? undefined,
    outsiderId: row.outsiderId ?? undefined,
    typedById: row.typedById,
    cameInBy: row.cameInBy,
    cameInOn: dateToDay(row.cameInOn),
    collectionIds: row.collections.map(({ collectionId }) => collectionId),
    detail: row.detail,
    format: row.format,
    neededBy: row.neededBy ? dateToDay(row.neededBy) : undefined,
    level: row.level ?? undefined,
    levelById: row.levelById ?? undefined,
    levelAt: row.levelAt ? toInstant(row.levelAt) : undefined,
    levelStandingId: row.levelStandingId ?? undefined,
    holderId: row.holderId ?? undefined,
    fulfillerId: row.fulfillerId ?? undefined,
    repeatOfId: row.repeatOfId ?? undefined,
    policy: row.policy,
    filedAt: toInstant(row.filedAt),
    endedAt: row.endedAt ? toInstant(row.endedAt) : undefined,
    stays: row.steps.map(toStay),
    questions: row.questions.map((question) => ({
      id: question.id,
      askedById: question.askedById,
      askedAt: toInstant(question.askedAt),
      answeredAt: question.answeredAt ? toInstant(question.answeredAt) : undefined,
    })),
    releases: row.releases.map(toRelease),
  };
}

function toStay(row: Row['steps'][number]): Stay {
  return {
    id: row.id,
    step: row.step,
    startedAt: toInstant(row.startedAt),
    endedAt: row.endedAt ? toInstant(row.endedAt) : undefined,
    endedById: row.endedById ?? undefined,
    outcome: (row.outcome as Stay['outcome']) ?? undefined,
    pausedAt: row.pausedAt ? toInstant(row.pausedAt) : undefined,
    remindAt: row.remindAt ? toInstant(row.remindAt) : undefined,
    escalateAt: row.escalateAt ? toInstant(row.escalateAt) : undefined,
    remindedAt: row.remindedAt ? toInstant(row.remindedAt) : undefined,
    escalatedAt: row.escalatedAt ? toInstant(row.escalatedAt) : undefined,
  };
}

function toRelease(row: Row['releases'][number]): Release {
  return {
    id: row.id,
    version: row.version,
    fulfilledById: row.fulfilledById,
    fulfilledAt: toInstant(row.fulfilledAt),
    folderLink: row.folderLink,
    dateStamp: dateToDay(row.dateStamp),
    deliveryMethod: row.deliveryMethod ?? undefined,
    deliveredOn: row.deliveredOn ? dateToDay(row.deliveredOn) : undefined,
    sentById: row.sentById ?? undefined,
    sentAt: row.sentAt ? toInstant(row.sentAt) : undefined,
    recalledAt: row.recalledAt ? toInstant(row.recalledAt) : undefined,
    recalledById: row.recalledById ?? undefined,
    definitions: row.definitions.map(({ collectionId, definitions, businessRules }) => ({
      collectionId,
      definitions,
      businessRules,
    })),
  };
}
