/** Reads what came back from a form: trims, checks every shown field, and says what to do about each fault. */
import { z } from 'zod';
import { assertNever } from '../kernel/assert-never.ts';
import { Temporal } from '../kernel/clock.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { isFileMark } from './file-mark.ts';
import { type Field, type Fields, isShown, type RawValue, type RawValues, type ValuesOf } from './form.ts';
import { sayDay } from './say-when.ts';

export type FieldErrors = Readonly<Record<string, string>>;

/** Hidden fields are dropped; NUL and other control characters are refused where text is stored. */
export function readForm<F extends Fields>(all: F, raw: RawValues): Result<ValuesOf<F>, FieldErrors> {
  const values: Record<string, RawValue> = {};
  const errors: Record<string, string> = {};
  for (const [name, field] of Object.entries(all)) {
    if (!isShown(field, raw)) continue;
    const given = clean(field, raw[name]);
    if (given === undefined) {
      if (!field.optional) errors[name] = missing(field);
      continue;
    }
    const parsed = schemaOf(field).safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else errors[name] = parsed.error.issues[0]?.message ?? 'Please check this field.';
  }
  return Object.keys(errors).length > 0 ? failed(errors) : ok(values as ValuesOf<F>);
}

function clean(field: Field, value: RawValue | undefined): RawValue | undefined {
  if (typeof value === 'string') {
    const text = value.replace(/\r\n?/g, '\n').trim();
    return text === '' ? undefined : text;
  }
  if (Array.isArray(value)) return value.length === 0 ? undefined : [...new Set(value)];
  if ((field.kind === 'tick' || field.kind === 'initial') && value === false) return undefined;
  return value;
}

function missing(field: Field): string {
  switch (field.kind) {
    case 'text':
      return 'Please fill this in.';
    case 'choice':
    case 'person':
      return 'Please choose one.';
    case 'choices':
    case 'people':
      return 'Please choose at least one.';
    case 'date':
    case 'moment':
      return 'Please choose a date.';
    case 'tick':
      return 'Please tick this box to go on.';
    case 'initial':
      return `This line is not initialled yet. Please read it and tick “${field.says}”.`;
    default:
      return assertNever(field);
  }
}

const formats = {
  email: {
    test: (text: string) => z.email().safeParse(text).success,
    message: 'This does not look like an e-mail address. Example: name@example.org',
  },
  phone: {
    test: (text: string) => /^[+(]?[\d\s().\-+]{6,24}(\s?(x|ext\.?)\s?\d{1,6})?$/i.test(text),
    message: 'This does not look like a phone number. Example: 801-555-0100',
  },
  'web-link': {
    test: (text: string) => isWebLink(text),
    message: 'This does not look like a web address. It starts with https://',
  },
  'folder-link': {
    test: (text: string) => isWebLink(text) || /^sftp:\/\/\S+$/i.test(text) || /^\\\\[^\s\\]+\\\S/.test(text),
    message: 'Give a link to the secure folder: it starts with https://, sftp:// or \\\\server\\',
  },
  'file-mark': {
    test: (text: string) => isFileMark(text),
    message:
      'A file’s mark has 64 characters, from 0 to 9 and from a to f. Read it anew and paste the whole of it.',
  },
} as const;

function isWebLink(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}

/** Letters of any script, emoji and line breaks are welcome; NUL and other control characters are not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function schemaOf(field: Field): z.ZodType<RawValue> {
  switch (field.kind) {
    case 'text': {
      const { max, format } = field;
      return z
        .string()
        .refine((text) => text.length <= max, { error: (issue) => tooLong(issue.input as string, max) })
        .refine(
          (text) => !controlCharacters.test(text),
          'This holds an invisible control character. Please type it again.',
        )
        .refine((text) => !format || formats[format].test(text), format ? formats[format].message : '');
    }
    case 'choice':
      return z.string().refine((value) => field.options.some((option) => option.value === value), notOffered);
    case 'choices':
      return z
        .array(z.string())
        .refine((list) => list.every((value) => field.options.some((o) => o.value === value)), notOffered);
    case 'date':
      return z
        .string()
        .refine(isDay, 'Please give a date as YYYY-MM-DD.')
        .refine((day) => !field.from || day >= field.from, {
          error: () => `Please choose ${sayDay(field.from ?? '')} or later.`,
        })
        .refine((day) => !field.until || day <= field.until, {
          error: () => `Please choose ${sayDay(field.until ?? '')} or earlier.`,
        });
    case 'moment':
      return z
        .string()
        .refine(
          (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && isDay(text.slice(0, 10)),
          'Please give a date and time.',
        );
    case 'person':
      return z.string().max(64, notOffered);
    case 'people':
      return z.array(z.string().max(64, notOffered)).max(50, 'At most 50 people.');
    case 'tick':
    case 'initial':
      return z.literal(true);
    default:
      return assertNever(field);
  }
}

const notOffered = 'This choice is no longer offered. Please choose again.';

function tooLong(text: string, max: number): string {
  return `At most ${max} characters; this has ${text.length}.`;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
