/** Who really goes round in a circle, among people whose way up never ends. */

/** Pairs of person and supervisor. Whoever only stands below a circle is left out. */
export function inCircles(supervisorOf: ReadonlyMap<string, string>): readonly string[] {
  const below = new Map<string, number>();
  for (const supervisor of supervisorOf.values()) below.set(supervisor, (below.get(supervisor) ?? 0) + 1);
  const left = new Map(supervisorOf);
  const ends = [...left.keys()].filter((id) => !below.get(id));
  for (let id = ends.pop(); id !== undefined; id = ends.pop()) {
    const supervisor = left.get(id);
    left.delete(id);
    if (supervisor === undefined || !left.has(supervisor)) continue;
    const count = (below.get(supervisor) ?? 1) - 1;
    below.set(supervisor, count);
    if (count === 0) ends.push(supervisor);
  }
  return [...left.keys()].sort();
}
