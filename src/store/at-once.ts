/** Reads that do not wait for one another. */
import type { Reader } from './tx.ts';

type Reads = Readonly<Record<string, () => Promise<unknown>>>;

type Found<R extends Reads> = { readonly [K in keyof R]: Awaited<ReturnType<R[K]>> };

/**
 * Each by its name: over several connections at the same time, or one after the other within a transaction, which has
 * only one. Rejects as soon as one of them does.
 */
export async function atOnce<R extends Reads>(reader: Reader, reads: R): Promise<Found<R>> {
  const found: [string, unknown][] = [];
  if (isTransaction(reader))
    for (const [name, read] of Object.entries(reads)) found.push([name, await read()]);
  else
    found.push(
      ...(await Promise.all(
        Object.entries(reads).map(async ([name, read]): Promise<[string, unknown]> => [name, await read()]),
      )),
    );
  return Object.fromEntries(found) as Found<R>;
}

function isTransaction(reader: Reader): boolean {
  return 'audit' in reader;
}
