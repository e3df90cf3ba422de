/** Card -> an Adaptive Card of version 1.5. */
import type { Action, Card, Tone } from '../../chat/card.ts';
import type { OpenForm } from '../../chat/form.ts';
import { headline } from '../../chat/plain-text.ts';
import { drawBlocks } from './blocks.ts';
import { drawActions, type Origin, type Pen, type Spot } from './buttons.ts';
import { type Element, heading, paragraphs } from './text.ts';

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  /** What a client says that is too old to draw the card. */
  readonly fallbackText: string;
  readonly speak: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Element[];
  readonly refresh?: { readonly action: Element; readonly userIds?: readonly string[] };
  readonly msteams?: { readonly width: 'Full' };
}

export interface Where {
  readonly spot: Spot;
  readonly origin: Origin;
  /** What just happened, above the card. */
  readonly told?: { readonly text: string; readonly tone: Tone };
  /** The `29:…` id of the one whose copy this is, so that it draws itself anew when they look at it. */
  readonly viewer?: string;
}

export function drawCard(card: Card, pen: Pen, where: Where): AdaptiveCard {
  const { body, row } = drawActions(card.actions, pen, where);
  return assemble(
    headline(card),
    [
      ...(where.told ? drawBlocks([{ kind: 'note', ...where.told }], pen, where) : []),
      ...heading(card.title, 'large'),
      ...drawBlocks(card.blocks, pen, where),
      ...body,
    ],
    row,
  );
}

/** A sentence, and at most a few buttons. */
export function drawSentence(
  text: string,
  tone: Tone,
  pen: Pen,
  actions: readonly Action[] = [],
  spot: Spot = 'message',
): AdaptiveCard {
  const where: Where = { spot, origin: 'answer' };
  const { body, row } = drawActions(actions, pen, where);
  return assemble(text, [...drawBlocks([{ kind: 'note', tone, text }], pen, where), ...body], row);
}

/** For a form that a typed command asked for: Teams opens a dialog only from a button. */
export function drawInvitation(open: OpenForm, pen: Pen): AdaptiveCard {
  const { form, subject } = open.token;
  const action: Action = { kind: 'open-form', form, label: 'Open', subject, style: 'primary' };
  const { row } = drawActions([action], pen, { spot: 'message', origin: 'answer' });
  return assemble(open.form.title, heading(open.form.title, 'large'), row);
}

function assemble(says: string, body: readonly Element[], row: readonly Element[]): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: says,
    speak: says,
    body: body.length > 0 ? body : paragraphs(says),
    ...(row.length > 0 ? { actions: row } : {}),
  };
}
