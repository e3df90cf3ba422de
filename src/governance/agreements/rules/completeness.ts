/** Whether every line that must be initialled is, and no other (R041–R048): alternatives take exactly one (R042). */
import type { Agreement } from '../../../policy/schema.ts';

export type Line = Agreement['groups'][number]['lines'][number];

/** What is wrong, by line; empty when the form is complete. Every sentence names its line and says what to do. */
export function problemsOf(
  agreement: Agreement,
  initialled: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const group of agreement.groups) {
    if (group.alternatives) Object.assign(problems, alternativesProblem(group.lines, initialled));
    else
      for (const line of group.lines)
        if (!initialled.has(line.id))
          problems[line.id] = `Line ${line.id} is not initialled yet. Please read and initial it.`;
  }
  return problems;
}

function alternativesProblem(
  lines: readonly Line[],
  initialled: ReadonlySet<string>,
): Record<string, string> {
  const taken = lines.filter((line) => initialled.has(line.id));
  if (taken.length === 1) return {};
  const all = named(lines);
  if (taken.length === 0)
    return Object.fromEntries(
      lines.map((line) => [line.id, `Please initial one of ${all}, whichever is true for you.`]),
    );
  const message = `${named(taken)} are ${taken.length === 2 ? 'both' : 'all'} initialled, but only one can be true. Keep one and clear the ${taken.length === 2 ? 'other' : 'others'}.`;
  return Object.fromEntries(taken.map((line) => [line.id, message]));
}

function named(lines: readonly Line[]): string {
  const ids = lines.map((line) => line.id);
  return ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
}

/** How many initials a complete form bears: one a line, one for each group of alternatives (23 of 24 lines in 003). */
export function initialsNeeded(agreement: Agreement): number {
  return agreement.groups.reduce((sum, group) => sum + (group.alternatives ? 1 : group.lines.length), 0);
}

export function linesOf(agreement: Agreement): readonly Line[] {
  return agreement.groups.flatMap((group) => group.lines);
}
