/** What is typed after `safekeep role`: a role by id or name, a day, a person by their address. */

import { nearest } from '../../app/nearest.ts';
import type { Person } from '../../app/person.ts';
import { personByEmail } from '../../governance/people/store/accounts.ts';
import { Temporal } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Reader } from '../../store/tx.ts';

/** Its id, name or another name of the plan. Throws OperatorError with the nearest and the list. */
export function roleNamed(policy: Policy, typed: string): string {
  const wanted = typed.trim().toLowerCase();
  const { roles } = policy.pack;
  const found = Object.entries(roles).find(([id, { name, aliases }]) =>
    [id, name, ...aliases].some((one) => one.toLowerCase() === wanted),
  );
  if (found) return found[0];
  const named = Object.entries(roles).filter(([, { held }]) => held === 'by_name');
  const meant = nearest(
    wanted,
    named.flatMap(([id, { name }]) => [id, name.toLowerCase()]),
  );
  throw new OperatorError(
    [
      `The plan has no role “${typed}”.${meant ? ` Did you mean ${meant}?` : ''} It has:`,
      ...named.map(([id, { name }]) => `  ${id}: ${name}`),
    ].join('\n'),
  );
}

/** Throws OperatorError with how a day is written. */
export function dayTyped(option: string, text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    throw new OperatorError(`${option} is a day such as 2027-01-15.`);
  }
}

/** Also somebody who is away or has left: what is asked for decides whether that matters. */
export async function anybody(reader: Reader, email: string, today: Temporal.PlainDate): Promise<Person> {
  const found = await personByEmail(reader, email.trim(), today);
  if (!found) throw new OperatorError(`Nobody on the roster has the address ${email.trim().toLowerCase()}.`);
  return found;
}
