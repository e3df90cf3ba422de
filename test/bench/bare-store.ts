/** Filing a request with plain `pg`: what our program reads and writes, as one would write it by hand for this alone. */
import pg from 'pg';
import { systemClock, type Temporal } from '../../src/kernel/clock.ts';
import { newId, newSecret } from '../../src/kernel/ids.ts';
import { textHash } from '../../src/store/texts.ts';
import { auditLine } from '../../src/store/transaction.ts';

export interface Filing {
  readonly key: string;
  readonly tenant: string;
  readonly account: string;
  readonly collections: readonly string[];
  readonly detail: string;
  readonly format: string;
  readonly texts: Readonly<Record<string, string>>;
}

const roles = `array(
  select r.role from role_holding r where r.person_id = p.id and r.held_from <= current_date
     and (r.held_until is null or r.held_until >= current_date)
  union select 'supervisor' where exists (select from person s where s.supervisor_id = p.id and s.status <> 'left'))`;
const person = `p.id, p.name, p.email, p.job_title, p.person_type, p.status, b.name as building, ${roles} as roles`;

/** Named, so that each is parsed once a connection, as ours are. */
const statements = {
  caller: `select ${person} from account a join person p on p.id = a.person_id
    left join building b on b.id = p.building_id
    where a.surface = 'slack' and a.tenant = $1 and a.account = $2 and a.state = 'linked' and p.status = 'active'`,
  collections: `select c.*, array(select s.person_id from collection_steward s where s.collection_id = c.id) as stewards
    from data_collection c order by c.name`,
  standings: 'select * from standing_classification where revoked_at is null order by report',
  staff: `select ${person} from person p left join building b on b.id = p.building_id
    where p.status = 'active' and (p.id = any($1) or exists (
      select from role_holding h where h.person_id = p.id and h.role = 'coordinator_data_stats'))`,
  once: `insert into once (key, case_kind, case_id, at) values ($1, 'request', $2, $3) on conflict do nothing`,
  request: `with r as (
      insert into data_request (id, number, requester_id, typed_by_id, came_in_by, came_in_on, detail, format,
        state, version, policy, filed_at)
      values ($1, nextval('data_request_number')::int, $2, $2, 'chat', $3::date, $4, $5, 'open', 1, 'bare', $6)
      returning id, number
    ), c as (
      insert into request_collection (request_id, collection_id) select r.id, c from r, unnest($7::text[]) c
    ), s as (
      insert into request_step (id, request_id, step, started_at, remind_at, escalate_at)
      select $8, r.id, 'claim', $6::timestamptz, $6::timestamptz + interval '3 days',
        $6::timestamptz + interval '5 days' from r
    ), t as (
      insert into case_text (id, case_kind, case_id, field, body, hash, salt, written_by_id, written_at)
      select t.id, 'request', $1, t.field, t.body, t.hash, t.salt, $2, $6::timestamptz
        from unnest($9::text[], $10::text[], $11::text[], $12::text[], $13::text[]) as t (id, field, body, hash, salt)
    ) select number from r`,
  finish: 'select transact_finish($1::jsonb, $2::jsonb, $3::text[])',
} as const;

interface PersonRow {
  readonly id: string;
  readonly roles: readonly string[];
}

export function openBareStore(url: string): { file(filing: Filing): Promise<number> } {
  const pool = new pg.Pool({ connectionString: url, max: 10 });

  return {
    async file(filing) {
      const [me] = await rows<PersonRow>(pool, 'caller', [filing.tenant, filing.account]);
      if (!me) throw new Error('nobody here has this account');
      const inventory = await rows<{ id: string; stewards: string[] }>(pool, 'collections', []);
      await rows(pool, 'standings', []);
      const chosen = inventory.filter(({ id }) => filing.collections.includes(id));
      if (chosen.length !== filing.collections.length) throw new Error('there is no such collection');
      const client = await pool.connect();
      try {
        await client.query('begin');
        const number = await write(client, filing, me.id, [
          ...new Set(chosen.flatMap((one) => one.stewards)),
        ]);
        await client.query('commit');
        return number;
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
  };
}

async function write(
  client: pg.PoolClient,
  filing: Filing,
  me: string,
  stewards: readonly string[],
): Promise<number> {
  const id = newId();
  const now = systemClock.now();
  const once = await client.query({
    name: 'once',
    text: statements.once,
    values: [filing.key, id, `${now}`],
  });
  if (once.rowCount !== 1) throw new Error('filed before');
  const texts = Object.entries(filing.texts).map(([field, body]) => {
    const salt = newSecret();
    return { id: newId(), field, body, hash: textHash(salt, body), salt };
  });
  const column = (name: 'id' | 'field' | 'body' | 'hash' | 'salt') => texts.map((text) => text[name]);
  const [filed] = await rows<{ number: number }>(client, 'request', [
    ...[id, me, `${now}`.slice(0, 10), filing.detail, filing.format, `${now}`],
    ...[filing.collections, newId()],
    ...[column('id'), column('field'), column('body'), column('hash'), column('salt')],
  ]);
  const staff = await rows<PersonRow>(client, 'staff', [stewards]);
  const notices = noticesFor(id, me, staff, now);
  const facts = {
    number: filed?.number ?? 0,
    requester: me,
    outsider: null,
    collections: filing.collections,
    texts: Object.fromEntries(texts.map(({ field, hash }) => [field, hash])),
  };
  const about = { kind: 'request', id };
  const line = auditLine({ what: 'request.filed', about, facts }, { personId: me, surface: 'slack', now });
  await rows(client, 'finish', [JSON.stringify(notices), '[]', [line]]);
  return filed?.number ?? 0;
}

function noticesFor(id: string, me: string, staff: readonly PersonRow[], now: Temporal.Instant) {
  const coordinators = staff.filter((one) => one.roles.includes('coordinator_data_stats'));
  const stewards = staff.filter((one) => !coordinators.includes(one));
  const notice = (kind: string, personId: string) => ({
    ...{ id: newId(), notice: kind, case_kind: 'request', case_id: id, person_id: personId },
    ...{ facts: {}, made_at: `${now}`, not_before: `${now}` },
  });
  return [
    notice('request.received', me),
    ...stewards.map((one) => notice('request.asked', one.id)),
    ...coordinators.map((one) => notice('request.to-classify', one.id)),
  ];
}

async function rows<Row extends pg.QueryResultRow>(
  where: pg.Pool | pg.PoolClient,
  name: keyof typeof statements,
  values: readonly unknown[],
): Promise<Row[]> {
  return (await where.query<Row>({ name, text: statements[name], values: [...values] })).rows;
}
