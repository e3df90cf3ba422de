/** Answers that a form may well take, for whoever only wants to see what it says to them. */
import type { Field, Form, RawValue, RawValues } from '../../src/chat/form.ts';
import { assertNever } from '../../src/kernel/assert-never.ts';

/** What stands there already stays; of a choice it is the first or the last that is taken. */
export function plausible(form: Form, which: 'first' | 'last', personId: string): RawValues {
  const made = Object.entries(form.fields).map(([name, field]) => [
    name,
    wanted[name] ?? answer(field, which, personId),
  ]);
  const filled = Object.entries(form.values).filter(([, value]) => value !== undefined && value !== '');
  return { ...Object.fromEntries(made), ...Object.fromEntries(filled) };
}

/** Texts of which a room takes but a few, by the name of their field. */
const wanted: RawValues = { ask_file_number: 'F-2201' };

const formatted = {
  email: 'ana@example.org',
  phone: '801-555-0100',
  'web-link': 'https://files.example.org/dr-1',
  'folder-link': 'https://files.example.org/dr-1',
  'file-mark': 'a'.repeat(64),
} as const;

function answer(field: Field, which: 'first' | 'last', personId: string): RawValue {
  switch (field.kind) {
    case 'text':
      return field.format ? formatted[field.format] : 'Counts by school and year'.slice(0, field.max);
    case 'choice':
      return field.options.at(which === 'first' ? 0 : -1)?.value ?? '';
    case 'choices':
      return field.options.slice(0, which === 'first' ? 1 : 3).map(({ value }) => value);
    case 'date':
      return field.from ?? field.until ?? '2026-11-18';
    case 'moment':
      return '2026-11-18T09:00';
    case 'person':
      return personId;
    case 'people':
      return [personId];
    case 'tick':
    case 'initial':
      return true;
    default:
      return assertNever(field);
  }
}
