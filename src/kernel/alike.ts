/** Rows that differ in little but their ids, brought together: what they share is then sent, or kept, once. */

/** In the order of each group's first row. */
export function alike<T>(rows: readonly T[], shared: (row: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = shared(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
