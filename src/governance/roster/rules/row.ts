/** One line of a file as a row of the roster: what can't be read is left out and said, never guessed. */
import {
  dateOf,
  emailOf,
  employeeIdIn,
  listOf,
  nameOf,
  type PersonType,
  stays,
  textOf,
  typeOf,
  yesOrNo,
} from './cells.ts';
import type { Layout } from './layout.ts';
import { isApart, oneRosterRole, powerschoolTitle } from './role-words.ts';

export type Leaves = 'deleted' | 'inactive' | 'ended';

export interface RosterRow {
  readonly source: string;
  readonly sourceKey: string | undefined;
  readonly employeeId: string | undefined;
  readonly email: string | undefined;
  readonly name: string;
  readonly jobTitle: string | undefined;
  /** It only names a role, so it never overrules a real title. */
  readonly titleWeak: boolean;
  readonly personType: PersonType | undefined;
  readonly building: string | undefined;
  /** "mail:…" or "id:…". */
  readonly supervisor: string | undefined;
  /** Days are YYYY-MM-DD. */
  readonly hireDate: string | undefined;
  readonly dataAccess: boolean | undefined;
  readonly groups: readonly string[] | undefined;
  readonly leaves: Leaves | undefined;
  readonly lastDay: string | undefined;
  /** Nothing is done with it until it is mended. */
  readonly held: 'no-name' | 'no-key' | undefined;
  /** Where it stands: counted over all files of an import, the file's place among them, its line there. */
  readonly n: number;
  readonly file: number;
  readonly line: number;
}

export type RowDefect =
  | 'no-name'
  | 'no-key'
  | 'unreadable-email'
  | 'unreadable-date'
  | 'unreadable-answer'
  | 'unknown-type'
  | 'unknown-status'
  | 'unknown-school'
  | 'unclear-supervisor'
  | 'future-hire'
  | 'disabled';

/** What OneRoster 1.2 says in roles.csv. */
export interface StaffRole {
  readonly title: string | undefined;
  readonly org: string | undefined;
  /** Every staff role of theirs is over or taken away. */
  readonly over: boolean;
}

export interface RowContext {
  readonly layout: Layout;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Names of schools by OneRoster's key. */
  readonly orgs: ReadonlyMap<string, string>;
  /** For OneRoster 1.2, whose users have no role of their own. Nothing for whoever is not staff. */
  readonly roleOf?: (key: string) => StaffRole | undefined;
}

/**
 * Whether a line is about staff. Of all others nothing is looked at but their role, or in OneRoster 1.2, which keeps
 * roles apart, the key that leads to it.
 */
export function whose(
  cells: readonly string[],
  { layout, roleOf }: RowContext,
): 'staff' | 'apart' | 'unknown' {
  const { role, type, key } = layout.columns;
  if (layout.kind === 'oneroster' && role === undefined)
    return roleOf?.(cells[key ?? -1]?.trim() ?? '') ? 'staff' : 'apart';
  if (layout.kind === 'oneroster') return oneRosterRole(cells[role ?? -1] ?? '', layout.staffRoles).kind;
  return [role, type].some((at) => at !== undefined && isApart(cells[at] ?? '')) ? 'apart' : 'staff';
}

/** Where a row stands, see RosterRow. */
export type Place = Pick<RosterRow, 'n' | 'file' | 'line'>;

/** `defects` is added to. A hundred thousand rows pass here: nothing is made for a row that it does not keep. */
export function readRow(
  cells: readonly string[],
  context: RowContext,
  place: Place,
  defects: RowDefect[],
): RosterRow {
  const { layout, today } = context;
  const { columns, kind } = layout;
  const thisYear = Number(today.slice(0, 4));
  const sourceKey = textOf(cellOf(cells, columns.key));
  const employeeId =
    textOf(cellOf(cells, columns.employee_id), 80) ?? employeeIdIn(cellOf(cells, columns.user_ids));
  const email = unless(emailOf(cellOf(cells, columns.email)), 'unreadable-email', defects);
  const name = fullName(cells, columns);
  const hireDate = unless(dateOf(cellOf(cells, columns.hire_date), thisYear), 'unreadable-date', defects);
  const lastDay = unless(dateOf(cellOf(cells, columns.end_date), thisYear), 'unreadable-date', defects);
  const role = sourceKey === undefined ? undefined : context.roleOf?.(sourceKey);
  const isOneRoster = kind === 'oneroster';
  const active = isOneRoster
    ? undefined
    : unless(stays(cellOf(cells, columns.active)), 'unknown-status', defects);
  const deleted = isOneRoster && /^\s*tobedeleted\s*$/i.test(cellOf(cells, columns.status) ?? '');
  const over = role?.over === true || (lastDay !== undefined && lastDay < today);
  // The login being switched off is not among them: `enabledUser` alone says nothing about employment (C-04).
  const leaves = deleted ? 'deleted' : active === false ? 'inactive' : over ? 'ended' : undefined;
  const held =
    name === undefined ? 'no-name' : (sourceKey ?? employeeId ?? email) === undefined ? 'no-key' : undefined;
  if (held) defects.push(held);
  if (hireDate !== undefined && hireDate > today) defects.push('future-hire');
  if (!leaves && yesOrNo(cellOf(cells, columns.enabled)) === false) defects.push('disabled');
  const title = titleOf(cells, layout, role);
  return {
    source: layout.source,
    sourceKey,
    employeeId,
    email,
    name: name ?? email ?? employeeId ?? sourceKey ?? '?',
    jobTitle: title.jobTitle,
    titleWeak: title.titleWeak,
    personType:
      kind === 'powerschool' && cellOf(cells, columns.staff_status)?.trim() === '4'
        ? 'temp'
        : unless(typeOf(cellOf(cells, columns.type)), 'unknown-type', defects),
    building: buildingOf(cells, context, role, defects),
    supervisor: supervisorOf(cells, columns, defects),
    hireDate,
    dataAccess: unless(yesOrNo(cellOf(cells, columns.data_access)), 'unreadable-answer', defects),
    groups: listOf(cellOf(cells, columns.groups)),
    leaves,
    lastDay: leaves ? lastDay : undefined,
    held,
    n: place.n,
    file: place.file,
    line: place.line,
  };
}

function cellOf(cells: readonly string[], at: number | undefined): string | undefined {
  return at === undefined ? undefined : cells[at];
}

/** Says what is amiss, and leaves it out. */
function unless<T>(value: T | 'unreadable', defect: RowDefect, defects: RowDefect[]): T | undefined {
  if (value !== 'unreadable') return value as T;
  defects.push(defect);
  return undefined;
}

type Columns = Layout['columns'];

function fullName(cells: readonly string[], columns: Columns): string | undefined {
  const first =
    textOf(cellOf(cells, columns.preferred_first), 80) ?? textOf(cellOf(cells, columns.first_name), 80);
  const last =
    textOf(cellOf(cells, columns.preferred_last), 80) ?? textOf(cellOf(cells, columns.last_name), 80);
  return first && last ? `${first} ${last}` : (nameOf(cellOf(cells, columns.name)) ?? last ?? first);
}

function titleOf(
  cells: readonly string[],
  { kind, columns, staffRoles }: Layout,
  role: StaffRole | undefined,
): Pick<RosterRow, 'jobTitle' | 'titleWeak'> {
  if (kind === 'oneroster') {
    const meant = oneRosterRole(cellOf(cells, columns.role) ?? '', staffRoles);
    return { jobTitle: role?.title ?? (meant.kind === 'staff' ? meant.title : undefined), titleWeak: true };
  }
  // C-04 calls the title "role".
  const title = textOf(cellOf(cells, columns.title), 120) ?? textOf(cellOf(cells, columns.role), 120);
  if (title !== undefined) return { jobTitle: title, titleWeak: false };
  return { jobTitle: powerschoolTitle(cellOf(cells, columns.staff_status) ?? ''), titleWeak: true };
}

function buildingOf(
  cells: readonly string[],
  { layout, orgs }: RowContext,
  role: StaffRole | undefined,
  defects: RowDefect[],
): string | undefined {
  const { columns, schools } = layout;
  const named = textOf(cellOf(cells, columns.school), 120);
  if (named !== undefined) return schools[named] ?? named;
  const number =
    textOf(cellOf(cells, columns.school_number)) ??
    textOf(cellOf(cells, columns.org_keys)?.split(',')[0]) ??
    role?.org;
  if (number === undefined || number === '0') return undefined;
  const name = schools[number] ?? orgs.get(number);
  if (name === undefined) defects.push('unknown-school');
  return name;
}

function supervisorOf(cells: readonly string[], columns: Columns, defects: RowDefect[]): string | undefined {
  const number = textOf(cellOf(cells, columns.supervisor_id), 80);
  const given = textOf(cellOf(cells, columns.supervisor_email));
  const address = emailOf(given);
  if (address !== undefined && address !== 'unreadable') return `mail:${address}`;
  if (number !== undefined) return `id:${number}`;
  if (given === undefined) return undefined;
  if (/^[A-Za-z]?\d+$/.test(given)) return `id:${given}`;
  defects.push('unclear-supervisor');
  return undefined;
}
