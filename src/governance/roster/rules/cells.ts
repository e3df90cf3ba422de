/** Single cells: what they mean, or that they can't be read. Never thrown, never guessed. */

/** As HR systems write "nothing". */
const nothing = new Set(['', '-', '--', 'n/a', 'na', 'none', 'null', 'nil', '#n/a', 'tbd', 'unknown']);

export function textOf(cell: string | undefined, max = 200): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
  const text = (cell ?? '').replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
  return nothing.has(text.toLowerCase()) ? undefined : text.slice(0, max);
}

/** Lower case. 'unreadable' for what is there and is no address. */
export function emailOf(cell: string | undefined): string | undefined | 'unreadable' {
  const text = textOf(cell, 400)?.toLowerCase();
  if (text === undefined) return undefined;
  const address = text.replace(/^mailto:/, '');
  return address.length <= 254 &&
    /^[^\s@<>(),;:"[\]\\]+@[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/.test(address)
    ? address
    : 'unreadable';
}

const suffixes = /^(jr|sr|ii|iii|iv|v|md|phd|edd|esq)\.?$/i;

/** "Holloway, Marguerite" and "Holloway, Marguerite, Jr." are turned round. */
export function nameOf(cell: string | undefined): string | undefined {
  const text = textOf(cell, 150);
  if (text === undefined) return undefined;
  const [last = '', first, ...rest] = text.split(',').map((part) => part.trim());
  if (!first || suffixes.test(first)) return [last, first, ...rest].filter(Boolean).join(' ');
  return [first, last, ...rest].filter(Boolean).join(' ');
}

/**
 * YYYY-MM-DD out of that, of an instant, of month/day/year, or of 5-Aug-2019. Two-digit years count as within the last
 * hundred years, seen from `thisYear`. A bare number, as a spreadsheet keeps dates, is not guessed at.
 */
export function dateOf(cell: string | undefined, thisYear: number): string | undefined | 'unreadable' {
  const text = textOf(cell);
  if (text === undefined) return undefined;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const american = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: .*)?$/.exec(text);
  if (american) return day(fullYear(american[3] ?? '', thisYear), Number(american[1]), Number(american[2]));
  const named = /^(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})$/.exec(text);
  if (named) return day(fullYear(named[3] ?? '', thisYear), monthOf(named[2] ?? ''), Number(named[1]));
  const spoken = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(text);
  if (spoken) return day(Number(spoken[3]), monthOf(spoken[1] ?? ''), Number(spoken[2]));
  return 'unreadable';
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthOf(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function fullYear(text: string, thisYear: number): number {
  const year = Number(text);
  if (text.length === 4) return year;
  const guess = Math.floor(thisYear / 100) * 100 + year;
  return guess > thisYear + 1 ? guess - 100 : guess;
}

/** Nobody at work was hired before 1940. */
function day(year: number, month: number, date: number): string | 'unreadable' {
  if (year < 1940 || year > 2200 || month < 1 || month > 12 || date < 1) return 'unreadable';
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const longest = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (date > longest) return 'unreadable';
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

const types = {
  employee: 'employee',
  staff: 'employee',
  board: 'board',
  boardmember: 'board',
  contractor: 'contractor',
  contracted: 'contractor',
  vendor: 'contractor',
  volunteer: 'volunteer',
  temp: 'temp',
  temporary: 'temp',
  temporaryemployee: 'temp',
  substitute: 'temp',
} as const;

export type PersonType = (typeof types)[keyof typeof types];

export function typeOf(cell: string | undefined): PersonType | undefined | 'unreadable' {
  const text = textOf(cell);
  if (text === undefined) return undefined;
  return types[text.toLowerCase().replace(/[^a-z]/g, '') as keyof typeof types] ?? 'unreadable';
}

export function yesOrNo(cell: string | undefined): boolean | undefined | 'unreadable' {
  const text = textOf(cell)?.toLowerCase();
  if (text === undefined) return undefined;
  if (['y', 'yes', 'true', '1', 'x', 't'].includes(text)) return true;
  return ['n', 'no', 'false', '0', 'f'].includes(text) ? false : 'unreadable';
}

const staying = [
  'y',
  'yes',
  'true',
  '1',
  'a',
  'active',
  'current',
  'employed',
  'leave',
  'loa',
  'l',
  'on leave',
];
const leaving = [
  'n',
  'no',
  'false',
  '0',
  '2',
  'i',
  'inactive',
  't',
  'terminated',
  'resigned',
  'retired',
  'separated',
  'left',
  'former',
];

/** Of "active", "status" and their like; in PowerSchool 1 is current and 2 is gone. Leave is not gone. */
export function stays(cell: string | undefined): boolean | undefined | 'unreadable' {
  const text = textOf(cell)?.toLowerCase();
  if (text === undefined) return undefined;
  if (staying.includes(text)) return true;
  return leaving.includes(text) ? false : 'unreadable';
}

/** Several in one cell: "analysts; counselors". */
export function listOf(cell: string | undefined): readonly string[] | undefined {
  const text = textOf(cell, 1_000);
  if (text === undefined) return undefined;
  return [
    ...new Set(
      text
        .split(/[;,|]/)
        .map((one) => one.trim().toLowerCase())
        .filter(Boolean),
    ),
  ].sort();
}

/** OneRoster's `{Type:Id},{Type:Id}`: the number that an HR system gave, if there is one. */
export function employeeIdIn(userIds: string | undefined): string | undefined {
  for (const [, type = '', id = ''] of (userIds ?? '').matchAll(/\{\s*([^{}:]+):([^{}]+)\}/g))
    if (/employee|emp(id|no)|staff|personnel|munis|\bhr\b/i.test(type)) return textOf(id, 80);
  return undefined;
}
