/** Opens the store: Prisma over `pg`, and the only way to start a transaction. */
import { PrismaPg } from '@prisma/adapter-pg';
import { applicationUrl } from './connection.ts';
import { PrismaClient } from './generated/client.ts';
import { isContention, pauseBefore } from './retry.ts';
import type { Author, Patience, Store } from './store.ts';
import { Collected } from './transaction.ts';
import type { Tx } from './tx.ts';

/** Prisma's own limits would end a transaction at 5 s, before a lock wait of 3 s and a retry had their chance. */
const limits = { maxWait: 5_000, timeout: 10_000 };
const maxRetries = 3;
const maxConnections = 10;
const maxNamedStatements = 400;

/** Throws OperatorError when the database can't be reached. */
export async function openStore(url: string): Promise<Store> {
  const connectionString = await applicationUrl(url);
  const adapter = new PrismaPg(
    {
      connectionString,
      max: maxConnections,
      connectionTimeoutMillis: 10_000,
      application_name: 'safekeep',
    },
    { statementNameGenerator: statementNames() },
  );
  // Minimal: no stack is taken for every query, and no error quotes what was asked.
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' });

  async function transact<T>(author: Author, fn: (tx: Tx) => Promise<T>, patience?: Patience): Promise<T> {
    const allowed = patience ? { ...limits, timeout: patience.timeoutMs } : limits;
    for (let retries = 0; ; retries += 1) {
      try {
        return await prisma.$transaction(async (db) => {
          const collected = new Collected(db, author);
          const value = await fn(collected.tx);
          await collected.finish();
          return value;
        }, allowed);
      } catch (error) {
        if (retries >= maxRetries || !isContention(error)) throw error;
        await pauseBefore(retries + 1);
      }
    }
  }

  return { db: prisma, transact, close: () => prisma.$disconnect() };
}

/** The same text gets the same name, so that PostgreSQL parses and plans it once a connection; up to a limit. */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= maxNamedStatements) return '';
    const name = `safekeep_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
