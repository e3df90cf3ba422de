/** Writes a new request, its words, collections and first stay as one statement, and takes its number with it. */
import { toIso } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { newTexts } from '../../../store/texts.ts';
import type { Tx } from '../../../store/tx.ts';
import { type DataRequest, openStay } from '../rules/request.ts';
import { requestKind } from './case-file.ts';

export interface NewOutsider {
  readonly name: string;
  readonly organisation: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

export async function insertOutsider(tx: Tx, outsider: NewOutsider): Promise<string> {
  const id = newId();
  await tx.db.outsider.createMany({
    data: [
      {
        id,
        name: outsider.name,
        organisation: outsider.organisation ?? null,
        email: outsider.email ?? null,
        phone: outsider.phone ?? null,
      },
    ],
  });
  return id;
}

/** Gives the request its number: DR-1001 and on, in the order of filing; a rolled-back filing leaves a gap. */
export async function insertRequest<Field extends string>(
  tx: Tx,
  request: Omit<DataRequest, 'number'>,
  words: Readonly<Record<Field, string>>,
): Promise<{ readonly request: DataRequest; readonly hashes: Readonly<Record<Field, string>> }> {
  const texts = newTexts(tx, { kind: requestKind, id: request.id }, request.typedById, words);
  const filedAt = toIso(request.filedAt);
  const stay = openStay({ ...request, number: 0 });
  const [row] = await tx.db.$queryRaw<{ number: number }[]>`
    with r as (
      insert into data_request (id, number, requester_id, outsider_id, typed_by_id, came_in_by, came_in_on, detail,
        format, needed_by, level, level_by_id, level_at, level_standing_id, state, version, policy, repeat_of_id, filed_at,
        route, pii, resubmission_of_id, split_from_id, answer_by, answer_remind_on, public_record_by_id, public_record_at)
      values (${request.id}, nextval('data_request_number')::int, ${request.requesterId ?? null},
        ${request.outsiderId ?? null}, ${request.typedById}, ${request.cameInBy}, ${request.cameInOn.toString()}::date,
        ${request.detail}, ${request.format}, ${request.neededBy?.toString() ?? null}::date,
        ${request.level ?? null}, ${request.levelById ?? null}, ${request.levelAt ? toIso(request.levelAt) : null}::timestamptz,
        ${request.levelStandingId ?? null}, ${request.state}, ${request.version}, ${request.policy},
        ${request.repeatOfId ?? null}, ${filedAt}::timestamptz, ${request.route}, ${request.pii},
        ${request.resubmissionOfId ?? null}, ${request.splitFromId ?? null}, ${request.answerBy?.toString() ?? null}::date,
        ${request.answerRemindOn?.toString() ?? null}::date,
        ${request.publicRecordById ?? null}, ${request.publicRecordAt ? toIso(request.publicRecordAt) : null}::timestamptz)
      returning id, number
    ), c as (
      insert into request_collection (request_id, collection_id)
      select r.id, c from r, unnest(${[...request.collectionIds]}::text[]) c
    ), s as (
      insert into request_step (id, request_id, step, started_at, remind_at, escalate_at, due_at, takers)
      select ${stay?.id ?? null}, r.id, ${stay?.step ?? null}, ${filedAt}::timestamptz,
        ${stay?.remindAt ? toIso(stay.remindAt) : null}::timestamptz, ${stay?.escalateAt ? toIso(stay.escalateAt) : null}::timestamptz,
        ${stay?.dueAt ? toIso(stay.dueAt) : null}::timestamptz, ${[...(stay?.takers ?? [])]}::text[]
      from r where ${stay !== undefined}
    ), a as (
      insert into request_answer (id, request_id, question, value, given_by_id, given_at)
      select a.id, r.id, a.question, a.value, ${request.typedById}, ${filedAt}::timestamptz
        from r, unnest(${request.answers.map(({ id }) => id)}::text[], ${request.answers.map(({ question }) => question)}::text[],
                       ${request.answers.map(({ value }) => value ?? null)}::text[]) a (id, question, value)
    ), t as (${texts.insert})
    select number from r`;
  if (!row) throw new Error('the new request has no number');
  return { request: { ...request, number: row.number }, hashes: texts.hashes };
}
