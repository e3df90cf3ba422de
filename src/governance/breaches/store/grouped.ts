/** Rows of several incidents, each to its own. */

export function grouped<Row>(
  rows: readonly Row[],
  incidentOf: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const id = incidentOf(row);
    const theirs = found.get(id) ?? [];
    theirs.push(row);
    found.set(id, theirs);
  }
  return found;
}
