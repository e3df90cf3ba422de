/** Chat accounts of people on the roster. Strangers' accounts never get here. */
import type { Person } from '../../../app/person.ts';
import type { AccountKey } from '../../../app/ports.ts';
import type { Whereabouts } from '../../../chat/interaction.ts';
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { AccountState } from '../rules/accounts.ts';
import { type PersonRow, personColumns, personFromRow, readPeople } from './person-rows.ts';
import type { ReachState } from './reach.ts';

export interface Account extends AccountKey {
  readonly id: string;
  readonly personId: string;
  readonly state: AccountState;
  readonly seenAt: Temporal.Instant;
  readonly decidedById: string | undefined;
  readonly decidedAt: Temporal.Instant | undefined;
}

/** The hot path of every message: account and person in one statement. */
export async function findAccount(
  reader: Reader,
  key: AccountKey,
  today: Temporal.PlainDate,
): Promise<
  | {
      readonly person: Person;
      readonly accountId: string;
      readonly state: AccountState;
      readonly decidedById: string | undefined;
      readonly reach: ReachState;
      /** As it was kept; see store/reach. */
      readonly whereabouts: unknown;
    }
  | undefined
> {
  const rows = await reader.db.$queryRaw<
    (PersonRow & {
      account_id: string;
      state: AccountState;
      decided_by_id: string | null;
      reach: ReachState;
      whereabouts: unknown;
    })[]
  >(Prisma.sql`
    select ${personColumns(today)}, a.id as account_id, a.state, a.decided_by_id, a.reach, a.whereabouts
      from account a join person p on p.id = a.person_id left join building b on b.id = p.building_id
     where a.surface = ${key.surface} and a.tenant = ${key.tenant} and a.account = ${key.account}`);
  const row = rows[0];
  return (
    row && {
      person: personFromRow(row),
      accountId: row.account_id,
      state: row.state,
      decidedById: row.decided_by_id ?? undefined,
      reach: row.reach,
      whereabouts: row.whereabouts,
    }
  );
}

/** By the address on the roster, which is kept in lower case. */
export async function personByEmail(
  reader: Reader,
  email: string,
  today: Temporal.PlainDate,
): Promise<Person | undefined> {
  return (await readPeople(reader, today, Prisma.sql`where p.email = ${email.toLowerCase()}`))[0];
}

export function countAccounts(reader: Reader, personId: string, surface: string): Promise<number> {
  return reader.db.account.count({ where: { personId, surface } });
}

export async function addAccount(
  tx: Tx,
  personId: string,
  { surface, tenant, account }: AccountKey,
  state: AccountState,
  whereabouts: Whereabouts | undefined,
): Promise<string> {
  const id = newId();
  await tx.db.account.create({
    data: {
      ...{ id, personId, surface, tenant, account, state, seenAt: toDate(tx.now) },
      ...(whereabouts ? { whereabouts } : {}),
    },
  });
  tx.audit({
    what: state === 'linked' ? 'account.linked' : 'account.held',
    about: { kind: 'account', id },
    facts: { person: personId, surface },
  });
  return id;
}

/** Compare-and-set: false when it was not in `from` any more. */
export async function setAccountState(
  tx: Tx,
  id: string,
  from: AccountState,
  to: AccountState,
  decidedById: string | null,
): Promise<boolean> {
  const { count } = await tx.db.account.updateMany({
    where: { id, state: from },
    data: {
      state: to,
      decidedById,
      decidedAt: decidedById === null ? null : toDate(tx.now),
    },
  });
  return count === 1;
}

export async function accountById(reader: Reader, id: string): Promise<Account | undefined> {
  const row = await reader.db.account.findUnique({ where: { id } });
  return row ? accountFromRow(row) : undefined;
}

export async function accountsOf(reader: Reader, personId: string): Promise<readonly Account[]> {
  const rows = await reader.db.account.findMany({ where: { personId }, orderBy: { seenAt: 'asc' } });
  return rows.map(accountFromRow);
}

/** Those that wait for a person's yes, longest waiting first; at most 50. */
export async function heldAccounts(reader: Reader): Promise<readonly Account[]> {
  const rows = await reader.db.account.findMany({
    where: { state: 'held' },
    orderBy: [{ seenAt: 'asc' }, { id: 'asc' }],
    take: 50,
  });
  return rows.map(accountFromRow);
}

type AccountRow = Prisma.AccountGetPayload<object>;

function accountFromRow(row: AccountRow): Account {
  return {
    id: row.id,
    personId: row.personId,
    surface: row.surface as Account['surface'],
    tenant: row.tenant,
    account: row.account,
    state: row.state as AccountState,
    seenAt: toInstant(row.seenAt),
    decidedById: row.decidedById ?? undefined,
    decidedAt: row.decidedAt ? toInstant(row.decidedAt) : undefined,
  };
}
