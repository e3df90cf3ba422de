/** Several rows of one file about one person, or that claim to be: merged, or held back until a person has looked. */

export interface Claimant {
  readonly n: number;
  readonly name: string;
  readonly employeeId: string | undefined;
  readonly email: string | undefined;
  /** The row says that they are no longer staff. */
  readonly leaving: boolean;
}

/** By the rows' numbers; whatever is in neither list stays. */
export interface Judgement {
  readonly merge: readonly number[];
  readonly hold: readonly number[];
}

/** Letters only, without case and accents: "José Núñez" shares both words with "Nunez, Jose". */
export function wordsOf(name: string): ReadonlySet<string> {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return new Set(plain.split(/[^\p{L}\d]+/u).filter((word) => word.length > 1));
}

/** A married name keeps the first one; somebody else's has nothing in common. */
export function mayBeOne(a: string, b: string): boolean {
  const words = wordsOf(a);
  return [...wordsOf(b)].some((word) => words.has(word));
}

/**
 * Teachers of two schools stand in a per-school list twice (C-06): one number, or none, and one name are one person.
 * Otherwise they are different people: the one whose it is on the roster already keeps it, the others wait.
 */
export function judgeShared(
  rows: readonly Claimant[],
  owner: { readonly name: string; readonly employeeId: string | undefined } | undefined,
): Judgement {
  // Somebody who left one school and works at another works here.
  const [first, ...rest] = [...rows].sort((a, b) => Number(a.leaving) - Number(b.leaving) || a.n - b.n);
  if (!first) return { merge: [], hold: [] };
  const numbers = new Set(rows.flatMap((row) => row.employeeId ?? []));
  if (numbers.size <= 1 && rest.every((row) => mayBeOne(row.name, first.name)))
    return { merge: rest.map((row) => row.n), hold: [] };
  const theirs = owner ? rows.filter((row) => isOwner(row, owner)) : [];
  const kept = theirs.length === 1 ? theirs[0] : undefined;
  return { merge: [], hold: rows.filter((row) => row !== kept).map((row) => row.n) };
}

function isOwner(
  row: Claimant,
  owner: { readonly name: string; readonly employeeId: string | undefined },
): boolean {
  if (row.employeeId !== undefined && owner.employeeId !== undefined)
    return row.employeeId === owner.employeeId;
  return mayBeOne(row.name, owner.name);
}
