/** The roll of a session in groups of ten, because a checklist holds no more (Slack: 10 boxes). */

export interface RollGroup<P extends { readonly name: string }> {
  readonly key: string;
  /** "Adams to Brown". */
  readonly label: string;
  readonly people: readonly P[];
}

/** More than this is not a meeting but a district: an import is the better way. */
export const longestRoll = 600;
const groupSize = 10;

/** By last word of the name, as rolls are called. */
export function rollGroups<P extends { readonly name: string }>(
  people: readonly P[],
): readonly RollGroup<P>[] {
  const sorted = [...people].sort(
    (a, b) => lastName(a).localeCompare(lastName(b)) || a.name.localeCompare(b.name),
  );
  const groups: RollGroup<P>[] = [];
  for (let at = 0; at < sorted.length; at += groupSize) {
    const members = sorted.slice(at, at + groupSize);
    const [first, last] = [members[0], members.at(-1)];
    if (!first || !last) break;
    groups.push({
      key: `group_${groups.length + 1}`,
      label: first === last ? lastName(first) : `${lastName(first)} to ${lastName(last)}`,
      people: members,
    });
  }
  return groups;
}

function lastName({ name }: { readonly name: string }): string {
  return name.trim().split(/\s+/u).at(-1) ?? name;
}
