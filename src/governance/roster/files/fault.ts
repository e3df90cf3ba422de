/** Why a roster file is not taken, in one sentence and what to do about it. Places are named, values never are. */
import { TableFault, type TableProblem, type ZipFault } from '../../../app/tables/problem.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { LayoutProblem } from '../rules/layout.ts';

export type RosterProblem =
  | TableProblem
  | (LayoutProblem & { readonly file: string })
  /** An address stands where the name of a column belongs. */
  | { readonly kind: 'no-header'; readonly file: string }
  | { readonly kind: 'no-roster-file' }
  | { readonly kind: 'which-file'; readonly files: readonly string[] }
  | { readonly kind: 'no-roles'; readonly file: string }
  | { readonly kind: 'no-users'; readonly file: string }
  | { readonly kind: 'no-staff'; readonly file: string }
  | { readonly kind: 'cut-off'; readonly file: string; readonly line: number }
  | { readonly kind: 'real-in-sample'; readonly file: string; readonly line: number };

/** Ends the reading of a file that is not taken; turned back into a value by whoever began it. */
export class RosterFault extends Error {
  readonly problem: RosterProblem;
  constructor(problem: RosterProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/** Nothing for a bug, which is to be thrown on. */
export function problemOf(error: unknown): RosterProblem | undefined {
  return error instanceof RosterFault || error instanceof TableFault ? error.problem : undefined;
}

const headerExample = 'email,employee_id,name,role,school,supervisor_email,hire_date';
const nothingKept = 'Nothing of it was kept.';

export function sayProblem(problem: RosterProblem): string {
  switch (problem.kind) {
    case 'not-there':
      return `${problem.file} is not there. Check the path.`;
    case 'not-readable':
      return `${problem.file} can’t be opened. Give the user that Safekeep runs as the right to read it.`;
    case 'not-a-table':
      return `${problem.file} is no text file. Export the roster as CSV (UTF-8) or as tab-separated text.`;
    case 'workbook':
      return `${problem.file} is a spreadsheet workbook. Open it and save it as “CSV UTF-8 (comma delimited)”, then import that.`;
    case 'empty':
      return `${problem.file} is empty. Export it again; the roster stays as it is.`;
    case 'utf16':
      return `${problem.file} is saved as UTF-16 (“Unicode text”). Please save it as “CSV UTF-8” and import it again.`;
    case 'too-large':
      return `${problem.file} is larger than any district’s roster (2 GB or 1,000 files). Export the staff only.`;
    case 'changed-meanwhile':
      return `${problem.file} changed while it was read. Wait until it is written, and import it again. ${nothingKept}`;
    case 'zip':
      return `${problem.file} is not opened: ${zipFaults[problem.why]}`;
    case 'broken':
      return `${problem.file}, line ${problem.line}: a quotation mark opens there and never closes, so the rest can’t be told apart. ${nothingKept} Export it again.`;
    case 'ssn-column':
      return `${problem.file} has a column “${problem.name}” (column ${problem.column}): Social Security numbers never come into Safekeep. ${nothingKept} Take the column out of the export, delete this file, and import the new one.`;
    case 'ssn-value':
      if (problem.name === '')
        return `${problem.file}, line ${problem.line}, column ${problem.column}: this looks like a Social Security number, and the name of a column belongs there. ${nothingKept} Export it again with column names and without these numbers, and delete this file.`;
      return `${problem.file}, line ${problem.line}, column ${problem.column} (“${problem.name}”): this looks like a Social Security number. ${nothingKept} Take it out of the export and delete this file. If that column holds other numbers of nine digits, say so once: --not-ssn "${problem.name}"`;
    case 'unknown-layout':
      return problem.missing === 'name'
        ? `${problem.file} has no column that we know as a name. Its first line must be the column names; take out what stands above them. If they are there, say which it is: --map name="…", or --map first_name="…" --map last_name="…"`
        : `${problem.file} has neither an e-mail address nor an employee number that we know as one. Its first line must be the column names; if it is, say which column: --map email="…" or --map employee_id="…"`;
    case 'no-header':
      return `${problem.file} begins with somebody’s row, not with the names of its columns. Export it with a header line, or add one: ${headerExample}`;
    case 'no-such-column':
      return `${problem.file} has no column “${problem.column}” (--map ${problem.field}). Write it as the header line does.`;
    case 'which-hire-date':
      return `${problem.file}: ${problem.columns.map((name) => `“${name}”`).join(', ')} may be the first hiring, a later one, or seniority. The first days of a duty count from it, so say once which to read: --map hire_date="${problem.columns[0] ?? ''}", or --map hire_date=- for none.`;
    case 'no-roster-file':
      return 'There is no roster in it. We read OneRoster (users.csv with orgs.csv, roles.csv and manifest.csv), staff_ext.csv, or one CSV or tab-separated file.';
    case 'which-file':
      return `There are several tables in it (${problem.files.slice(0, 5).join(', ')}). Name the one to import.`;
    case 'no-roles':
      return `${problem.file} is OneRoster 1.2, where roles.csv says who is staff, and there is no roles.csv beside it. Without it students can’t be told from staff, so nothing was read.`;
    case 'no-users':
      return `${problem.file} says that users.csv is absent. Export users too.`;
    case 'no-staff':
      return `${problem.file} has no line about staff. Nothing was changed; if that is meant, there is nothing to import.`;
    case 'cut-off':
      return `${problem.file} breaks off in line ${problem.line}. It was not copied whole; copy it again. ${nothingKept}`;
    case 'real-in-sample':
      return `${problem.file}, line ${problem.line}: this is the sample district, where anybody may pick who they are, so no real person comes into it. For your own district use another DATA_DIR or DATABASE_URL and “safekeep init”. Invented people: give them addresses that end in .example, or add --sample.`;
    default:
      return assertNever(problem);
  }
}

const zipFaults: Record<ZipFault, string> = {
  damaged: 'it is damaged or was not copied whole. Copy it again.',
  encrypted: 'it has a password. Pack it again without one; the folder it lies in is what protects it.',
  path: 'a name in it leads out of its folder. Nobody’s export does that; ask where it came from.',
  link: 'it holds links instead of files. Pack the files themselves.',
  bomb: 'it would swell far beyond what it holds. Nobody’s export does that; ask where it came from.',
  method: 'it is packed in a way that we do not read. Pack it as an ordinary zip.',
  nested: 'there is another zip in it. Unpack the outer one, and import the inner one.',
  twice: 'two files in it bear the same name. Pack one export at a time.',
};
