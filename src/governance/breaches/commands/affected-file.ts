/** Reads a pasted table of references; a column or a cell that could be about a person refuses it before anything is kept. */
import { tableIn } from '../../../app/tables/one-table.ts';
import { TableFault } from '../../../app/tables/problem.ts';
import type { TableFile } from '../../../app/tables/table-file.ts';
import type { NoticePlan } from '../../../policy/schema-breach-notices.ts';
import { mostAtOnce, readReferences } from '../rules/affected.ts';
import type { NewAffected } from '../store/affected.ts';

const columns: readonly string[] = ['reference', 'group', 'residence'];
const mostFaults = 5;

/** What is wrong says lines and columns, never what stands there. */
export async function readAffected(
  typed: string,
  plan: NoticePlan,
  state: string,
): Promise<{ readonly rows: readonly NewAffected[] } | { readonly fault: string }> {
  try {
    return await read(typed, plan, state);
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    return { fault: sayFault(error) };
  }
}

async function read(typed: string, plan: NoticePlan, state: string) {
  const bytes = Buffer.from(typed, 'utf8');
  const file: TableFile = {
    ...{ name: 'the table', base: 'table', bytes: bytes.length },
    async *open() {
      yield bytes;
    },
  };
  const table = await tableIn(file);
  const header = table.header.map((cell) => cell.trim());
  const at = header.map((name) => columns.indexOf(name.toLowerCase()));
  const stranger = at.indexOf(-1);
  if (stranger >= 0) return { fault: sayStranger(stranger + 1, header[stranger] ?? '') };
  if (!at.includes(0) || !at.includes(1))
    return { fault: 'The first line has to name the columns reference and group, and may name residence.' };
  const groups = new Map(
    plan.groups.flatMap(({ id, name }) => [
      [id, id],
      [name.toLowerCase(), id],
    ]),
  );
  const rows: NewAffected[] = [];
  const faults: string[] = [];
  for await (const { line, cells } of table.rows) {
    const cell = (index: number) => cells[at.indexOf(index)]?.trim() ?? '';
    const references = readReferences(cell(0));
    const group = groups.get(cell(1).toLowerCase());
    const residence = (at.includes(2) && cell(2) !== '' ? cell(2) : state).toUpperCase();
    if (cells.length > header.length || references === undefined || !/^[A-Z]{2}$/.test(residence))
      faults.push(
        `line ${line} has something else than a reference (A-0001, or A-0001 to A-0250) and a state of two letters`,
      );
    else if (group === undefined) faults.push(`line ${line} has a group that the plan does not know`);
    else rows.push(...references.map((reference) => ({ reference, group, residence })));
  }
  if (faults.length > 0)
    return {
      fault: `Nothing was kept: ${faults.slice(0, mostFaults).join('; ')}${faults.length > mostFaults ? '; and more' : ''}.`,
    };
  if (rows.length > mostAtOnce) return { fault: `That is more than ${mostAtOnce} at once.` };
  if (rows.length === 0) return { fault: 'There is no line under the names of the columns.' };
  if (new Set(rows.map(({ reference }) => reference)).size < rows.length)
    return { fault: 'A reference stands there twice. Nothing was kept.' };
  return { rows };
}

/** A header says what its column is for; only when it is none may it hold something of a person, and then it is not said again. */
function sayStranger(column: number, name: string): string {
  const why = /birth|dob|born/i.test(name)
    ? 'It looks like birth dates. '
    : /name|first|last|student|parent|guardian/i.test(name)
      ? 'It looks like names. '
      : /mail|phone|address|street|zip/i.test(name)
        ? 'It looks like addresses. '
        : '';
  return `Column ${column} may not stand here. ${why}Only reference, group and residence may: names stay in your own list, outside Safekeep. Nothing was kept.`;
}

function sayFault({ problem }: TableFault): string {
  switch (problem.kind) {
    case 'ssn-column':
      return `Column ${problem.column} is called after Social Security numbers. Nothing was kept.`;
    case 'ssn-value':
      return `Line ${problem.line}, column ${problem.column}, has what looks like a Social Security number. Nothing was kept.`;
    default:
      return 'It is no table that can be read: one line of names, then a line each, with commas between.';
  }
}
