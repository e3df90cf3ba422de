/** Recognises a file by its header and says which column holds which field; what was answered before is kept (C-05, C-07). */
import { sha256 } from '../../../kernel/hash.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import { type FieldName, mappable, plainHeader, synonyms } from './columns.ts';

/** What the rows speak for: imports of one source are compared with one another. */
export type LayoutKind = 'oneroster' | 'staff' | 'powerschool' | 'other';

export interface Layout {
  readonly kind: LayoutKind;
  /** The kind, or for other layouts one name a header: "other-3fa91c". */
  readonly source: string;
  readonly signature: string;
  /** Columns counted from 0. */
  readonly columns: Readonly<Partial<Record<FieldName, number>>>;
  /** Plain names of columns whose nine digits are no Social Security numbers: a person said so. */
  readonly notSsn: readonly string[];
  /** Names of school numbers. */
  readonly schools: Readonly<Record<string, string>>;
  /** Further words in the role column that are staff. */
  readonly staffRoles: readonly string[];
}

/** What is kept between imports, and what somebody answers with flags. Columns go by their header. */
export interface Answers {
  readonly columns: Readonly<Partial<Record<FieldName, string>>>;
  readonly notSsn: readonly string[];
  readonly schools: Readonly<Record<string, string>>;
  readonly staffRoles: readonly string[];
}

export const noAnswers: Answers = { columns: {}, notSsn: [], schools: {}, staffRoles: [] };

/** Said of a field that a file has, and that is not to be read. */
export const notRead = '-';

export type LayoutProblem =
  | { readonly kind: 'unknown-layout'; readonly missing: 'name' | 'key' }
  | { readonly kind: 'no-such-column'; readonly field: string; readonly column: string }
  /** Several columns, or one that may mean several things: only a person knows. */
  | { readonly kind: 'which-hire-date'; readonly columns: readonly string[] };

/** By the header only, so that tomorrow's file of the same make is read alike. */
export function signatureOf(header: readonly string[]): string {
  return sha256(header.map(plainHeader).join('\n'));
}

/** Later answers overrule earlier ones. */
export function withAnswers(before: Answers, now: Answers): Answers {
  return {
    columns: { ...before.columns, ...now.columns },
    notSsn: [...new Set([...before.notSsn, ...now.notSsn])],
    schools: { ...before.schools, ...now.schools },
    staffRoles: [...new Set([...before.staffRoles, ...now.staffRoles])],
  };
}

export function layoutOf(header: readonly string[], answers: Answers): Result<Layout, LayoutProblem> {
  const plain = header.map(plainHeader);
  const kind = kindOf(plain);
  const columns = kind === 'oneroster' ? oneRosterColumns(plain) : bySynonyms(plain);
  for (const [field, column] of Object.entries(answers.columns)) {
    if (column === notRead) {
      delete columns[field as FieldName];
      continue;
    }
    const at = plain.indexOf(plainHeader(column));
    if (at < 0) return failed({ kind: 'no-such-column', field, column });
    columns[field as FieldName] = at;
  }
  // C-04 names its own columns. Elsewhere "hire date" may be the last rehire's, or for seniority (C-07).
  const dates = kind === 'staff' || answers.columns.hire_date !== undefined ? [] : hireDates(header, plain);
  if (dates.length > 0) return failed({ kind: 'which-hire-date', columns: dates });
  if (columns.name === undefined && (columns.first_name === undefined || columns.last_name === undefined))
    return failed({ kind: 'unknown-layout', missing: 'name' });
  if (columns.email === undefined && columns.employee_id === undefined && columns.key === undefined)
    return failed({ kind: 'unknown-layout', missing: 'key' });
  const signature = signatureOf(header);
  return ok({
    kind,
    source: kind === 'other' ? `other-${signature.slice(0, 6)}` : kind,
    signature,
    columns,
    notSsn: answers.notSsn.map(plainHeader),
    schools: answers.schools,
    staffRoles: answers.staffRoles,
  });
}

function kindOf(plain: readonly string[]): LayoutKind {
  const has = (...names: readonly string[]) => names.every((name) => plain.includes(name));
  if (has('sourcedid', 'givenname', 'familyname')) return 'oneroster';
  if (has('email') && ['supervisoremail', 'persontype', 'hiredate'].filter((name) => has(name)).length >= 2)
    return 'staff';
  const powerschool = ['teachernumber', 'lastfirst', 'emailaddr', 'homeschoolid', 'staffstatus'];
  return powerschool.filter((name) => has(name)).length >= 2 ? 'powerschool' : 'other';
}

type Columns = Partial<Record<FieldName, number>>;

const oneRosterNames: Readonly<Partial<Record<FieldName, string>>> = {
  key: 'sourcedid',
  status: 'status',
  enabled: 'enabledUser'.toLowerCase(),
  org_keys: 'orgsourcedids',
  role: 'role',
  user_ids: 'userids',
  first_name: 'givenname',
  last_name: 'familyname',
  preferred_first: 'preferredgivenname',
  preferred_last: 'preferredfamilyname',
  employee_id: 'identifier',
  email: 'email',
};

function oneRosterColumns(plain: readonly string[]): Columns {
  const columns: Columns = {};
  for (const [field, name] of Object.entries(oneRosterNames)) {
    const at = plain.indexOf(
      name === 'orgsourcedids' && !plain.includes(name) ? 'primaryorgsourcedid' : name,
    );
    if (at >= 0) columns[field as FieldName] = at;
  }
  const primary = plain.indexOf('primaryorgsourcedid');
  if (primary >= 0) columns.org_keys = primary;
  return columns;
}

function bySynonyms(plain: readonly string[]): Columns {
  const columns: Columns = {};
  for (const [field, names] of Object.entries(synonyms)) {
    const name = names.find((one) => plain.includes(one));
    if (name !== undefined) columns[field as FieldName] = plain.indexOf(name);
  }
  return columns;
}

function hireDates(header: readonly string[], plain: readonly string[]): readonly string[] {
  return header.filter((_, at) => synonyms.hire_date?.includes(plain[at] ?? ''));
}

export function isMappable(field: string): field is FieldName {
  return (mappable as readonly string[]).includes(field);
}
