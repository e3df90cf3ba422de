/** How every connection to the database is set up, and what an operator is told when there is none. */
import pg from 'pg';
import { OperatorError } from '../kernel/operator-error.ts';
import { applicationRole, mayUseApplicationRole } from './grants.ts';

/** No statement waits longer for another's lock; `transact` then runs again. */
const lockTimeoutMs = 3_000;

/**
 * Looks whether the database answers, and gives the address that the application works with: short lock waits, and
 * the application's own role where the login may take it on. Throws OperatorError when it can't be reached.
 */
export async function applicationUrl(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await connectOrExplain(client);
    const settings = [`lock_timeout=${lockTimeoutMs}`];
    if (await mayUseApplicationRole(client)) settings.push(`role=${applicationRole}`);
    return withSettings(url, settings);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Settings travel with the connection, so that a transaction spends no round trip on them. */
function withSettings(url: string, settings: readonly string[]): string {
  const address = new URL(url);
  const options = [address.searchParams.get('options'), ...settings.map((setting) => `-c ${setting}`)];
  address.searchParams.set('options', options.filter((option) => option).join(' '));
  return address.toString();
}

/** Connects, or throws OperatorError with the cause and what to do. */
export async function connectOrExplain(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(error);
  }
}

/** Names the cause without the address, which holds a password. */
function unreachable(error: unknown): OperatorError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new OperatorError(
    `The database cannot be used: ${reasons[code] ?? `it answered ${code || 'nothing'}`}. Correct DATABASE_URL, or unset it to use the built-in PostgreSQL.`,
    { cause: error },
  );
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address',
  ENOENT: 'nothing listens at its address',
  ENOTFOUND: 'its host name is unknown',
  EAI_AGAIN: 'its host name is unknown',
  ETIMEDOUT: 'its host does not answer',
  '28P01': 'the user name or password is wrong',
  '28000': 'this user may not log in',
  '3D000': 'the database it names does not exist',
  '53300': 'it has no connection left',
  '57P03': 'it is starting up or shutting down; try again in a minute',
  '08P01': 'it refuses start-up settings, as a connection pooler does: connect to PostgreSQL itself',
};
