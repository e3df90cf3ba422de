/** What a file says, loaded as it stands: who each row is about is found afterwards, over all of them at once. */
import { newId } from '../../../kernel/ids.ts';
import type { CopyValue, Load } from '../../../store/loader.ts';
import type { Tx } from '../../../store/tx.ts';
import type { RosterRow } from '../rules/row.ts';

const columns = [
  ...['import_id', 'n', 'source', 'source_key', 'employee_id', 'email', 'name', 'job_title', 'title_weak'],
  ...['person_type', 'building', 'supervisor', 'hire_date', 'data_access', 'groups', 'leaves', 'last_day'],
  ...['person_id', 'is_new', 'held', 'file', 'line'],
];

/**
 * Nothing shows them before the import is staged, so they need no transaction of anybody's. `again` after a time that was
 * not kept as done: what it left is taken away first.
 */
export async function loadRows(
  load: Load,
  importId: string,
  rows: readonly RosterRow[],
  again: boolean,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const leftOver = {
    sql: 'delete from roster_row where import_id = $1 and n >= $2',
    values: [importId, first.n],
  };
  await load('roster_row', columns, valuesOf(importId, rows), again ? leftOver : undefined);
}

/** Everybody counts as new, under an id of their own, until they are matched. */
function* valuesOf(importId: string, rows: readonly RosterRow[]): Generator<readonly CopyValue[]> {
  for (const row of rows)
    yield [
      ...[importId, row.n, row.source, row.sourceKey, row.employeeId, row.email, row.name, row.jobTitle],
      ...[
        row.titleWeak,
        row.personType,
        row.building,
        row.supervisor,
        row.hireDate,
        row.dataAccess,
        row.groups,
      ],
      ...[row.leaves, row.lastDay, newId(), true, row.held, row.file, row.line],
    ];
}

export interface StagedDefect {
  readonly n: number;
  readonly kind: string;
  readonly file: number;
  readonly line: number;
  readonly about: string | undefined;
}

export async function stageDefects(
  tx: Tx,
  importId: string,
  defects: readonly StagedDefect[],
): Promise<void> {
  if (defects.length === 0) return;
  await tx.db.rosterDefect.createMany({
    data: defects.map(({ n, kind, file, line, about }) => ({
      ...{ importId, n, kind, file, line },
      about: about ?? null,
    })),
  });
}
