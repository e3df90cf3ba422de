/** A form that comes back: drawn again for this person, read, searched for student data, and only then acted on. */
import type { Block } from '../../chat/card.ts';
import {
  type Field,
  type Fields,
  type Form,
  type FormToken,
  isShown,
  type OpenForm,
  overrule,
  type RawValues,
} from '../../chat/form.ts';
import type { Reply } from '../../chat/interaction.ts';
import { readForm } from '../../chat/read-form.ts';
import type { Ask } from '../context.ts';
import { findStudentData } from '../student-data.ts';

/** Design: recorded, never silent. */
const overruleField = {
  kind: 'tick',
  label: 'If we are mistaken',
  says: 'This is not a student. I checked the marked words.',
  hint: 'Your name is recorded with this. Student data never belongs in Safekeep.',
  optional: true,
} as const satisfies Field;

export type ReadAgain =
  | {
      readonly ok: true;
      readonly values: Readonly<Record<string, unknown>>;
      readonly overruled: readonly string[];
    }
  | { readonly ok: false; readonly open: OpenForm };

/**
 * `raw` is kept to the letter in whatever is drawn again, and is neither stored nor logged. `nameless`: no name is
 * recorded, and the box does not say so.
 */
export function readAgain(
  form: Form,
  token: FormToken,
  raw: RawValues,
  together: Readonly<Record<string, string>>,
  nameless = false,
): ReadAgain {
  const marked = studentDataIn(form.fields, raw);
  const suspicious = Object.keys(marked);
  const overruled = raw[overrule] === true;
  const read = readForm(form.fields, raw);
  const errors: Record<string, string> = { ...together, ...(read.ok ? {} : read.problem) };
  if (!overruled)
    for (const [name, words] of Object.entries(marked))
      errors[name] ??=
        `This looks like student data: ${words.map((word) => `“${word}”`).join(', ')}. Please take it out, or tick the box at the end.`;
  if (read.ok && Object.keys(errors).length === 0)
    return { ok: true, values: read.value, overruled: overruled ? suspicious : [] };
  const box = nameless
    ? { ...overruleField, hint: 'Student data never belongs in Safekeep.' }
    : overruleField;
  const all: Fields = suspicious.length > 0 ? { ...form.fields, [overrule]: box } : form.fields;
  return { ok: false, open: drawAgain({ ...form, fields: all }, token, raw, errors, marked) };
}

export function drawAgain(
  form: Form,
  token: FormToken,
  values: RawValues,
  errors: Readonly<Record<string, string>> = {},
  marked: Readonly<Record<string, readonly string[]>> = {},
): OpenForm {
  return { form: { ...form, values }, token, errors, marked };
}

/** The same form with a sentence above it, for what concerns no single field. */
export function withNote(form: Form, tone: 'warning' | 'danger', text: string): Form {
  const note: Block = { kind: 'note', tone, text };
  return { ...form, intro: [note, ...form.intro] };
}

function studentDataIn(all: Fields, raw: RawValues): Record<string, readonly string[]> {
  const marked: Record<string, readonly string[]> = {};
  for (const [name, field] of Object.entries(all)) {
    const value = raw[name];
    if (field.kind !== 'text' || field.scan === false || typeof value !== 'string' || !isShown(field, raw))
      continue;
    const words = findStudentData(value);
    if (words.length > 0) marked[name] = words;
  }
  return marked;
}

/** The same reply with the names of the people who are chosen in its form. */
export async function withNames(ask: Ask, reply: Reply): Promise<Reply> {
  if (reply.kind !== 'form' && reply.kind !== 'invalid') return reply;
  const { fields, values } = reply.open.form;
  const ids = Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'person' || field.kind === 'people' ? [values[name] ?? []].flat() : [],
  );
  const chosen = ids.filter((id): id is string => typeof id === 'string' && id !== '');
  if (chosen.length === 0) return reply;
  const people = await ask.directory.people(ask.reader, chosen);
  const names = Object.fromEntries([...people.values()].map(({ id, name }) => [id, name]));
  return { ...reply, open: { ...reply.open, names } };
}
