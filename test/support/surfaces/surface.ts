/** What a contract asks of a surface, in words that fit all three: what is drawn, read as its reader's client shows it. */
import type { Card, Payload, Tone } from '../../../src/chat/card.ts';
import type { Document } from '../../../src/chat/document.ts';
import type { OpenForm, Option, RawValues } from '../../../src/chat/form.ts';

/** What a pressed button brings back, or where it leads. */
export type Does =
  | { readonly kind: 'run'; readonly id: string; readonly payload: Payload }
  | { readonly kind: 'form'; readonly form: string; readonly subject: Payload }
  | { readonly kind: 'link'; readonly to: string };

/** One message, view, dialog or part of a page. */
export interface Screen {
  /** Which of the surface's ways it is: "message", "Home tab", "dialog". */
  readonly as: string;
  /** What the platform would refuse, or show otherwise than as typed; none when all is well. */
  readonly faults: readonly string[];
  /** What can be read, in order, the platform's own escapes undone. Joined without anything between, nothing is missing. */
  readonly texts: readonly string[];
  readonly buttons: readonly Does[];
  /** The lines for lock screens and screen readers, where the platform has any. */
  readonly fallback?: readonly string[];
}

/** A form on screen, all of its pages together. */
export interface Sheet extends Screen {
  /** What comes back when it is sent as it stands. */
  readonly values: RawValues;
}

export interface Told {
  readonly text: string;
  readonly tone: Tone;
}

export interface Surface {
  readonly name: 'slack' | 'teams' | 'web';
  /** Its table of what the platform takes, by name. */
  readonly limits: Readonly<Record<string, number>>;
  /** Every way a card is shown, with what just happened above it. */
  card(card: Card, told?: Told): readonly Screen[];
  /** A person's list, where the platform keeps a place for it. */
  home(card: Card): readonly Screen[];
  sentence(told: Told): readonly Screen[];
  document(document: Document): Promise<readonly Screen[]>;
  form(open: OpenForm): Sheet;
  /** Answers of a typeahead. */
  options(options: readonly Option[]): Screen;
  /**
   * The form is filled in and sent, and comes back with what is wrong. `stood` is what really stood in its fields, since
   * a platform may not let one type everything.
   */
  comesBack(
    before: OpenForm,
    typed: RawValues,
    after: OpenForm,
  ): Promise<{ readonly stood: RawValues; readonly sheet: Sheet }>;
}

/** The address under which every surface of the tests stands. */
export const publicUrl = 'https://safekeep.example';
