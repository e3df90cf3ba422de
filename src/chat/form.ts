/** A form is a value: one keyed object of fields, from which come the labels, the reading and the type of the values. */
import type { Block, Payload } from './card.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

interface FieldBase {
  /** At most 150 characters, except on `initial` (a clause of the agreement, at most 2,000). */
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** With `optional`: it may be empty for now, but has to be there in the end, and is not called optional. */
  readonly wanted?: boolean;
  /** A heading drawn above this field. */
  readonly section?: string;
  /** Shown, read and required only while another field has one of these values. */
  readonly showIf?: { readonly field: string; readonly is: readonly string[] };
}

export type Field =
  | (FieldBase & {
      readonly kind: 'text';
      readonly multiline?: boolean;
      /** Characters, at most 3,000 (Slack's own limit). */
      readonly max: number;
      /** `file-mark`: a file's SHA-256, which every surface helps to read without sending the file (file-mark.ts). */
      readonly format?: 'email' | 'phone' | 'folder-link' | 'web-link' | 'file-mark';
      /** An example, at most 150 characters. */
      readonly placeholder?: string;
      /** False where our own search for student data would make no sense (an address, a phone number). */
      readonly scan?: boolean;
    })
  | (FieldBase & { readonly kind: 'choice'; readonly options: readonly Option[] })
  | (FieldBase & { readonly kind: 'choices'; readonly options: readonly Option[] })
  /** A day, `YYYY-MM-DD`. */
  | (FieldBase & { readonly kind: 'date'; readonly from?: string; readonly until?: string })
  /** A moment: local date and time of the reader, `YYYY-MM-DDTHH:MM`. */
  | (FieldBase & { readonly kind: 'moment' })
  /** Somebody on the roster, found by typing; never the chat tenant's own directory (students share it). */
  | (FieldBase & { readonly kind: 'person' })
  | (FieldBase & { readonly kind: 'people' })
  /** One box that must be ticked unless `optional`; `says` stands beside the box (at most 75 characters, as on `initial`). */
  | (FieldBase & { readonly kind: 'tick'; readonly says: string })
  /** One initialled line: a tick whose moment is kept at once through a `change`, not at submit. */
  | (FieldBase & { readonly kind: 'initial'; readonly says: string });

export type Fields = Readonly<Record<string, Field>>;

/** What a platform hands in: strings, lists of strings, ticks; absent when left empty. */
export type RawValue = string | readonly string[] | boolean;
export type RawValues = Readonly<Record<string, RawValue | undefined>>;

type ValueOf<F extends Field> = F['kind'] extends 'choices' | 'people'
  ? readonly string[]
  : F['kind'] extends 'tick' | 'initial'
    ? boolean
    : string;

/** Required fields are present; optional and conditional ones may be absent. */
export type ValuesOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends { readonly optional: true } | { readonly showIf: object }
    ? ValueOf<F[K]> | undefined
    : ValueOf<F[K]>;
};

export interface FormToken {
  readonly form: string;
  /** Random for every opening; with `page` it makes a submit happen once. */
  readonly instance: string;
  readonly page: number;
  readonly subject: Payload;
  /** The policy fingerprint the form was drawn under. */
  readonly policy: string;
}

export interface Form<F extends Fields = Fields> {
  /** At most 24 characters: Slack's modal title. */
  readonly title: string;
  /** At most 24 characters. */
  readonly submit: string;
  /** Its items may have links; other buttons would leave the form, with what is typed in it. */
  readonly intro: readonly Block[];
  readonly fields: F;
  readonly values: RawValues;
  /** True when each change is sent at once (a draft is kept). */
  readonly keepsDraft?: boolean;
}

/** The box by which a writer overrules our search for student data; it comes with the fault, and is no field of the form. */
export const overrule = 'not_a_student';

/** A form on its way to a screen: with its token and, after a refused submit, what is wrong. */
export interface OpenForm {
  readonly form: Form;
  readonly token: FormToken;
  readonly errors: Readonly<Record<string, string>>;
  /** The exact words that were objected to, by field, for platforms that can mark them. */
  readonly marked: Readonly<Record<string, readonly string[]>>;
  /** Names of the people chosen in it, by id: a platform knows ids only. */
  readonly names?: Readonly<Record<string, string>>;
}

/** Keeps the literal types of the fields, so that `ValuesOf` can read them. */
export function fields<const F extends Fields>(value: F): F {
  return value;
}

/** Whether a field is on screen, given what is filled in so far. */
export function isShown(field: Field, values: RawValues): boolean {
  if (!field.showIf) return true;
  const value = values[field.showIf.field];
  return typeof value === 'string' && field.showIf.is.includes(value);
}

/** The fields whose value decides which others are shown; a platform re-draws when one changes. */
export function controllingFields(all: Fields): ReadonlySet<string> {
  return new Set(Object.values(all).flatMap((field) => (field.showIf ? [field.showIf.field] : [])));
}
