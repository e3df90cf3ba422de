/** The person who answers for what is done on the command line, by the address that the roster has. */
import type { Person } from '../app/person.ts';
import type { Directory } from '../app/ports.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import type { Reader } from '../store/tx.ts';

/** Throws OperatorError when nobody who works here has this address. */
export async function personByAddress(reader: Reader, directory: Directory, email: string): Promise<Person> {
  const wanted = email.trim().toLowerCase();
  const found = (await directory.search(reader, wanted)).find((person) => person.email === wanted);
  if (!found) throw new OperatorError(`Nobody who works here has the address ${wanted} on the roster.`);
  return found;
}
