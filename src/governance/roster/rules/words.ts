/** How fields, kinds of change and defects are called on screen, and what is to be done about each defect. */

export const fieldWords: Readonly<Record<string, string>> = {
  name: 'Name',
  email: 'E-mail',
  employeeId: 'Employee number',
  jobTitle: 'Title',
  personType: 'Kind',
  building: 'School',
  supervisorId: 'Supervisor',
  hireDate: 'Hired',
  dataAccess: 'Sees student data',
  groups: 'Groups',
};

export const reasonWords: Readonly<Record<string, string>> = {
  missing: 'not in the file any more',
  deleted: 'marked as deleted in the file',
  inactive: 'marked as not active in the file',
  ended: 'their last day in the file is past',
};

export interface DefectWords {
  /** "3 rows have …" begins with the number. */
  readonly says: string;
  readonly todo: string;
  /** Nothing is done with these rows until they are mended; the others only want a look. */
  readonly holds?: true;
}

export const defectWords: Readonly<Record<string, DefectWords>> = {
  'duplicate-email': {
    says: 'share an address with somebody else',
    todo: 'One address belongs to one person: correct it in the source. Until then these rows are left aside.',
    holds: true,
  },
  'duplicate-number': {
    says: 'share an employee number with somebody of another name',
    todo: 'Correct the number in the source. Until then these rows are left aside.',
    holds: true,
  },
  'duplicate-key': {
    says: 'share the file’s own key with somebody of another name',
    todo: 'Export again; where it stays so, ask the vendor. Until then these rows are left aside.',
    holds: true,
  },
  conflict: {
    says: 'bear the number of one person and the address of another',
    todo: 'See who it is, and correct the number or the address. Until then these rows are left aside.',
    holds: true,
  },
  'other-name': {
    says: 'have the address of somebody of quite another name',
    todo: 'Perhaps the address was given out again: then change it on the roster first. Until then these rows are left aside.',
    holds: true,
  },
  'no-name': {
    says: 'have no name',
    todo: 'Add it in the source. Until then they are left aside.',
    holds: true,
  },
  'no-key': {
    says: 'have neither address nor employee number',
    todo: 'Add one in the source, so that they are known again. Until then they are left aside.',
    holds: true,
  },
  'broken-line': {
    says: 'have more cells than the header, or a name that runs over several lines',
    todo: 'A comma or a quotation mark stands where none belongs. Correct the line; it was left aside.',
    holds: true,
  },
  'no-email': {
    says: 'have no e-mail address yet',
    todo: 'They are on the roster and owe what everybody owes, but can’t sign in or be written to.',
  },
  'no-hire-date': {
    says: 'are new and have no hire date',
    todo: 'They count as hired on the day of this import. Add hire dates with a staff file (hire_date), or correct them one by one.',
  },
  'unknown-supervisor': {
    says: 'have a supervisor whom nobody knows',
    todo: 'Correct the address or number in the source. Their supervisor stays as it is.',
  },
  'unclear-supervisor': {
    says: 'have a supervisor’s name where an address or a number belongs',
    todo: 'Give the supervisor’s e-mail address or employee number. Their supervisor stays as it is.',
  },
  'self-supervision': {
    says: 'are their own supervisor',
    todo: 'Say who is. Their supervisor stays as it is.',
  },
  'supervisor-left': {
    says: 'have a supervisor who left',
    todo: 'Say who took over. Until then their lateness is shown one step higher, or to Human Resources.',
  },
  circle: {
    says: 'would supervise one another in a circle',
    todo: 'Correct one of them in the source. Where the file closes the circle, their supervisor stays as it is.',
  },
  'no-supervisor': {
    says: 'have no supervisor',
    todo: 'Nobody hears when they are late. Add supervisors with a staff file (supervisor_email).',
  },
  'left-but-listed': {
    says: 'left here, and the file still has them',
    todo: 'Take them off in the source. Nothing is changed here.',
  },
  'unreadable-email': {
    says: 'have an address that is none',
    todo: 'Correct it in the source. It was left out.',
  },
  'unreadable-date': {
    says: 'have a date that can’t be read',
    todo: 'Dates look like 2026-08-17 or 8/17/2026. It was left out.',
  },
  'unreadable-answer': { says: 'have something else than y or n for data access', todo: 'It was left out.' },
  'unknown-type': {
    says: 'are of a kind that we do not know',
    todo: 'Kinds are employee, board, contractor, volunteer and temp. New people count as employees until it is mended.',
  },
  'unknown-status': { says: 'have a status that we do not know', todo: 'They count as working here.' },
  'unknown-school': {
    says: 'have a school number without a name',
    todo: 'Say it once: --school 320="Juniper Elementary", or export orgs.csv too.',
  },
  'future-hire': {
    says: 'are hired on a day to come',
    todo: 'They are taken on now; look whether the date is right.',
  },
  disabled: {
    says: 'have their login switched off in the source',
    todo: 'That alone does not mean that they left, so nothing is changed.',
  },
};

/** "3 have …", "1 has …". */
export function sayDefect(kind: string, count: number): string {
  const says = defectWords[kind]?.says ?? kind;
  const [verb = '', ...rest] = says.split(' ');
  return `${count.toLocaleString('en-US')} ${[count === 1 ? (ofOne[verb] ?? verb) : verb, ...rest].join(' ')}`;
}

const ofOne: Readonly<Record<string, string>> = { have: 'has', are: 'is', share: 'shares', bear: 'bears' };

export function people(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`;
}

/** "12 new, 3 changed, 1 gone"; what there is none of is left out. */
export function sayCounts(counts: {
  readonly new: number;
  readonly changed: number;
  readonly back: number;
  readonly gone: number;
}): string {
  const parts = [
    [counts.new, 'new'],
    [counts.changed, 'changed'],
    [counts.back, 'back'],
    [counts.gone, 'gone'],
  ] as const;
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count.toLocaleString('en-US')} ${word}`);
  return said.length === 0 ? 'nothing to change' : said.join(', ');
}

/** A field's value as people read it. */
export function sayValue(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return field === 'personType' ? (typeWords[String(value)] ?? String(value)) : String(value);
}

const typeWords: Readonly<Record<string, string>> = {
  employee: 'employee',
  board: 'board member',
  contractor: 'contractor',
  volunteer: 'volunteer',
  temp: 'temporary employee',
};
