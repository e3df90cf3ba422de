/** OpenForm -> the card of a dialog, and what a dialog sent back. */
import { z } from 'zod';
import { isShown, type OpenForm, type RawValues } from '../../chat/form.ts';
import { encodeToken } from '../../chat/form-token.ts';
import type { Origin, Pen } from './buttons.ts';
import { type AdaptiveCard, drawSentence } from './card.ts';

/** What a dialog's buttons carry beside what is typed. */
export interface Luggage {
  readonly token: string;
  readonly page: number;
  /** Values that no field of this page holds: those of other pages, and lines initialled. */
  readonly kept: RawValues;
  /** Names of the fields that this page shows. */
  readonly drawn: readonly string[];
  /** The message from which the dialog was opened, for showing there what came of it. */
  readonly source?: { readonly activity: string; readonly on: Origin };
}

export interface DrawnForm {
  readonly title: string;
  readonly card: AdaptiveCard;
  readonly size: 'small' | 'medium' | 'large';
}

export interface MoreOfForm {
  readonly page?: number;
  readonly kept?: RawValues;
  readonly source?: Luggage['source'];
  /** A sentence above the form. */
  readonly told?: { readonly text: string; readonly tone: 'info' | 'warning' | 'danger' };
}

export function drawForm(open: OpenForm, pen: Pen, more: MoreOfForm = {}): DrawnForm {
  void encodeToken(open.token);
  void more;
  return { title: open.form.title, card: drawSentence(open.form.title, 'neutral', pen), size: 'medium' };
}

/** What a dialog sent: its luggage, and every value, those of other pages included. */
export interface Submitted {
  readonly luggage: Luggage;
  readonly values: RawValues;
  readonly does: 'submit' | 'next' | 'back' | { readonly initial: string; readonly on: boolean };
}

export function readSubmitted(data: unknown): Submitted | undefined {
  void z.unknown().parse(data);
  return undefined;
}

/** Names of the fields that a form shows now, on whatever page. */
export function shownFields(open: OpenForm): readonly string[] {
  return Object.entries(open.form.fields)
    .filter(([, field]) => isShown(field, open.form.values))
    .map(([name]) => name);
}
