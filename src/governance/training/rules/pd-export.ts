/** How an export of a training system is read (C-08): layouts vary, so columns are guessed from their names and may be named. */

export const pdFields = ['email', 'title', 'date', 'status', 'location', 'agenda', 'time'] as const;
export type PdField = (typeof pdFields)[number];
const required: readonly PdField[] = ['email', 'title', 'date'];

/** What a district's files looked like before, kept from one import to the next. */
export interface PdMapping {
  /** Header of the file, by field. */
  readonly columns: Readonly<Partial<Record<PdField, string>>>;
  /** Course of the pack by the export's own title, in lower case. */
  readonly courses: Readonly<Record<string, string>>;
}

const guesses: Readonly<Record<PdField, RegExp>> = {
  email:
    /^(?:e-?mail|(?:user|staff|employee|work|learner)[ _-]?e-?mail|e-?mail[ _-]?address|user[ _-]?name)$/i,
  title:
    /^(?:title|course(?:[ _-]?(?:name|title))?|activity(?:[ _-]?(?:name|title))?|event(?:[ _-]?(?:name|title))?|workshop|training|module)$/i,
  date: /^(?:date|completed?(?:[ _-]?(?:on|date))?|completion[ _-]?date|date[ _-]?completed|end[ _-]?date|finish(?:ed)?[ _-]?(?:on|date))$/i,
  status: /^(?:status|completion[ _-]?status|state|result)$/i,
  location: /^(?:location|site|venue|place|room)$/i,
  agenda: /^(?:agenda|description|topics?|objectives?)$/i,
  time: /^(?:time|start[ _-]?time|begins?)$/i,
};

export type Columns = Readonly<Partial<Record<PdField, number>>>;

/** Positions by field, named ones before remembered before guessed; or the fields that no column gives. */
export function columnsOf(
  header: readonly string[],
  mapping: PdMapping,
): { readonly columns: Columns } | { readonly missing: readonly PdField[] } {
  const names = header.map((name) => name.trim());
  const at = (name: string) => names.findIndex((one) => one.toLowerCase() === name.trim().toLowerCase());
  const columns: Partial<Record<PdField, number>> = {};
  for (const field of pdFields) {
    const named = mapping.columns[field];
    const position =
      named !== undefined && at(named) >= 0 ? at(named) : names.findIndex((one) => guesses[field].test(one));
    if (position >= 0) columns[field] = position;
  }
  const missing = required.filter((field) => columns[field] === undefined);
  return missing.length > 0 ? { missing } : { columns };
}

const done =
  /^(?:complete|completed|attended|passed|pass|verified|approved|earned|credited|finished|yes|y|1)$/i;

/** Without a status column a row is a completion; a registration or a no-show is none. */
export function isCompleted(status: string | undefined): boolean {
  return status === undefined || done.test(status.trim());
}

/** "2026-11-19", "11/19/2026", "11/19/26 3:30 PM" -> YYYY-MM-DD; month first, as these systems write it. */
export function readDate(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text) ?? [];
  if (year !== '') return dayOf(year, month, day);
  const [, first = '', second = '', last = ''] =
    /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?:[ ,].*)?$/.exec(text) ?? [];
  return last === '' ? undefined : dayOf(last.length === 2 ? `20${last}` : last, first, second);
}

function dayOf(year: string, month: string, day: string): string | undefined {
  const [m, d] = [Number(month), Number(day)];
  const real = m >= 1 && m <= 12 && d >= 1 && d <= daysIn(Number(year), m);
  return real ? `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` : undefined;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** A title is a course when it was said to be, or bears the course's own name. */
export function courseOfTitle(
  title: string,
  mapping: PdMapping,
  courses: Readonly<Record<string, { readonly name: string }>>,
): string | undefined {
  const wanted = title.trim().toLowerCase();
  const said = mapping.courses[wanted];
  if (said !== undefined && courses[said]) return said;
  return Object.keys(courses).find((id) => id === wanted || courses[id]?.name.toLowerCase() === wanted);
}
