/** Reads a file of absences: who, from when until when, of which kind; every fault with its line. */
import type { OneTable } from '../../app/tables/one-table.ts';
import type { AbsenceKind } from '../../governance/people/store/absences.ts';
import type { StaffKey } from '../../governance/people/store/roster.ts';
import { dateOf, textOf } from '../../governance/roster/rules/cells.ts';
import { Temporal } from '../../kernel/clock.ts';

export interface Row {
  readonly personId: string;
  readonly kind: AbsenceKind;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | undefined;
}

export interface Fault {
  /** Counted from 1, the header's own line. */
  readonly line: number;
  readonly says: string;
}

const columns = {
  email: ['email', 'email_addr', 'mail'],
  employee_id: ['employee_id', 'employeeid', 'employee_number', 'employee'],
  from: ['from', 'first_day', 'start', 'start_date', 'begin_date'],
  until: ['until', 'to', 'last_day', 'end', 'end_date', 'through'],
  kind: ['kind', 'type', 'absence'],
} as const;
export type Column = keyof typeof columns;

const kinds: Readonly<Record<string, AbsenceKind>> = {
  leave: 'leave',
  leaveofabsence: 'leave',
  loa: 'leave',
  offcontract: 'off-contract',
  offduty: 'off-contract',
  summer: 'off-contract',
};

/** What is missing: a way to know people, or their days. */
export function columnsOf(header: readonly string[]): {
  readonly at: Readonly<Partial<Record<Column, number>>>;
  readonly missing: readonly string[];
} {
  const names = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  );
  const at: Partial<Record<Column, number>> = {};
  for (const [column, known] of Object.entries(columns)) {
    const index = names.findIndex((name) => (known as readonly string[]).includes(name));
    if (index >= 0) at[column as Column] = index;
  }
  const missing = [
    ...(at.email === undefined && at.employee_id === undefined ? ['email or employee_id'] : []),
    ...(['from', 'until'] as const).filter((column) => at[column] === undefined),
  ];
  return { at, missing };
}

export interface Read {
  readonly rows: readonly Row[];
  readonly faults: readonly Fault[];
}

export async function readAbsences(
  table: OneTable,
  at: Readonly<Partial<Record<Column, number>>>,
  staff: readonly StaffKey[],
  today: Temporal.PlainDate,
): Promise<Read> {
  const byEmail = new Map(staff.flatMap((one) => (one.email ? [[one.email, one.id] as const] : [])));
  const byNumber = new Map(
    staff.flatMap((one) => (one.employeeId ? [[one.employeeId, one.id] as const] : [])),
  );
  const rows: Row[] = [];
  const faults: Fault[] = [];
  const seen = new Map<string, (Row & { readonly line: number })[]>();
  for await (const { line, cells } of table.rows) {
    const cell = (column: Column) => textOf(cells[at[column] ?? -1]);
    const email = cell('email')?.toLowerCase();
    const number = cell('employee_id');
    const personId = (email && byEmail.get(email)) ?? (number && byNumber.get(number));
    const read = personId ? judge(personId, cell, today) : nobody(email, number);
    if ('says' in read) {
      faults.push({ line, says: read.says });
      continue;
    }
    const key = `${read.personId} ${read.kind}`;
    const before = seen.get(key) ?? [];
    const same = before.find((one) => touch(one, read));
    if (same) faults.push({ line, says: saySame(same, read) });
    seen.set(key, [...before, { ...read, line }]);
    rows.push(read);
  }
  return { rows, faults };
}

type Days = Pick<Row, 'from' | 'until'>;
const { compare } = Temporal.PlainDate;

function touch(a: Days, b: Days): boolean {
  return (!b.until || compare(a.from, b.until) <= 0) && (!a.until || compare(b.from, a.until) <= 0);
}

function saySame(before: Days & { readonly line: number }, now: Days): string {
  const alike = `${before.from} ${before.until}` === `${now.from} ${now.until}`;
  return alike
    ? `says the same as line ${before.line}`
    : `is about some of the days of line ${before.line}: give the whole absence in one line`;
}

function nobody(email: string | undefined, number: string | undefined): { readonly says: string } {
  return {
    says:
      email || number
        ? 'nobody who works here has this address or number'
        : 'has neither an address nor an employee number',
  };
}

function judge(
  personId: string,
  cell: (column: Column) => string | undefined,
  today: Temporal.PlainDate,
): Row | { readonly says: string } {
  const word = (cell('kind') ?? 'off-contract').toLowerCase().replace(/[^a-z]/g, '');
  const kind = kinds[word];
  if (!kind) return { says: 'is of a kind that we do not know: write leave or off-contract' };
  const [from, until] = [dateOf(cell('from'), today.year), dateOf(cell('until'), today.year)];
  if (from === undefined || from === 'unreadable')
    return { says: 'has no first day that can be read, such as 2027-06-10' };
  if (until === 'unreadable') return { says: 'has a last day that can’t be read; write it like 2027-08-09' };
  if (until === undefined && kind === 'off-contract')
    return { says: 'has no last day: a contract begins again on a day that is known' };
  if (until !== undefined && until < from) return { says: 'has its last day before its first' };
  return {
    ...{ personId, kind, from: Temporal.PlainDate.from(from) },
    until: until === undefined ? undefined : Temporal.PlainDate.from(until),
  };
}
