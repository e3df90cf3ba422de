/** One line of an opening balance: what is wrong with it, in words that say what to do, or what is to be recorded. */
import { sayDay } from '../../../kernel/say-day.ts';
import type { Policy } from '../../../policy/policy.ts';
import { variantFor } from '../../agreements/rules/variant.ts';
import { readDate } from '../../training/rules/pd-export.ts';

export interface Staff {
  readonly id: string;
  readonly personType: 'employee' | 'board' | 'contractor' | 'volunteer' | 'temp';
  readonly status: 'active' | 'leave' | 'left';
  /** YYYY-MM-DD. */
  readonly hireDate: string;
}

export interface Cells {
  readonly email: string;
  readonly duty: string;
  readonly metOn: string;
  readonly note: string;
}

export interface Balance {
  readonly personId: string;
  readonly personType: Staff['personType'];
  readonly hireDate: string;
  readonly duty: string;
  /** YYYY-MM-DD. */
  readonly metOn: string;
  readonly note: string;
}

export type Judged =
  | { readonly ok: true; readonly balance: Balance }
  | { readonly ok: false; readonly says: string };

/** As long as the form's own field. */
export const longestNote = 300;

/** `looksLikeStudentData` is handed in: rules know nothing of app. */
export function judgeBalance(
  policy: Policy,
  cells: Cells,
  person: Staff | undefined,
  {
    today,
    looksLikeStudentData,
  }: { readonly today: string; readonly looksLikeStudentData: (text: string) => boolean },
): Judged {
  const fault = (says: string): Judged => ({ ok: false, says });
  if (cells.email === '') return fault('has no e-mail address');
  if (!person) return fault('nobody on the roster has this e-mail address');
  if (person.status === 'left') return fault('this person has left');
  const duty = dutyCalled(policy, cells.duty);
  if (duty === undefined)
    return fault(`the plan asks no such duty; write one of ${dutiesAsked(policy).join(', ')}`);
  const metOn = readDate(cells.metOn);
  if (!metOn) return fault('the day cannot be read; write it as 2026-08-31 or 8/31/2026');
  if (metOn > today) return fault('the day is yet to come');
  if (cells.note.length > longestNote) return fault(`the note is longer than ${longestNote} characters`);
  if (looksLikeStudentData(cells.note))
    return fault('the note looks like student data, which does not belong here; take it out');
  const signed = policy.pack.duties[duty]?.met_by.agreement;
  const agreement = signed === undefined ? undefined : policy.pack.agreements[signed];
  if (agreement) {
    if (!variantFor(agreement, person.personType))
      return fault('the plan asks no signature of this kind of person');
    const began = agreement.versions.map(({ effective }) => effective).sort()[0];
    if (began !== undefined && metOn < began)
      return fault(`nobody signed it before ${sayDay(began)}, when the agreement took effect`);
  }
  const { id: personId, personType, hireDate } = person;
  return { ok: true, balance: { personId, personType, hireDate, duty, metOn, note: cells.note } };
}

/** Shorter words say too little to be the end of a name. */
const leastTail = 8;

/** By its id, or by its name as people see it, whole or without how it begins (“Acceptable Use Policy”). */
function dutyCalled(policy: Policy, written: string): string | undefined {
  const asked = dutiesAsked(policy);
  const word = plain(written);
  const exact = asked.find((id) => plain(id) === word || plain(policy.pack.duties[id]?.name ?? '') === word);
  if (exact !== undefined || word.length < leastTail) return exact;
  const [only, ...others] = asked.filter((id) => plain(policy.pack.duties[id]?.name ?? '').endsWith(word));
  return others.length === 0 ? only : undefined;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

export function dutiesAsked(policy: Policy): readonly string[] {
  return Object.entries(policy.pack.duties).flatMap(([id, { on }]) => (on ? [id] : []));
}

const names = {
  email: ['email', 'e-mail', 'mail', 'emailaddress'],
  duty: ['duty'],
  metOn: ['meton', 'doneon', 'date'],
  note: ['note', 'notes'],
} as const;

export type Column = keyof typeof names;

/** Where each column stands, by the header line; the note may be left out. */
export function balanceColumns(
  header: readonly string[],
): { readonly columns: Readonly<Partial<Record<Column, number>>> } | { readonly missing: readonly string[] } {
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z-]/g, ''));
  const at = (column: Column) =>
    plain.findIndex((name) => (names[column] as readonly string[]).includes(name));
  const missing = (['email', 'duty', 'metOn'] as const).filter((column) => at(column) < 0);
  if (missing.length > 0)
    return { missing: missing.map((column) => (column === 'metOn' ? 'met_on' : column)) };
  const note = at('note');
  return {
    columns: { email: at('email'), duty: at('duty'), metOn: at('metOn'), ...(note < 0 ? {} : { note }) },
  };
}
