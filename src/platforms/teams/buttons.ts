/** Actions as buttons, and what a pressed button says; its data carries ids only. */
import { z } from 'zod';
import type { Action, CaseRef, Payload } from '../../chat/card.ts';
import type { Told } from '../../chat/shown.ts';
import { shortened } from '../../chat/split-text.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { limits } from './limits.ts';
import { type Element, heading, paragraphs } from './text.ts';

export interface Pen {
  /** Where links into the web surface point, without a trailing slash. */
  readonly publicUrl: string;
  /** The sample district: everything drawn says so. */
  readonly sample: boolean;
}

/** Where a button stands: decides what happens to the card around it afterwards. */
export type Origin = 'case' | 'home' | 'place' | 'answer';
export type Spot = 'message' | 'dialog';

export type Pressed =
  | { readonly kind: 'run'; readonly id: string; readonly payload: Payload; readonly on: Origin }
  | { readonly kind: 'form'; readonly form: string; readonly subject: Payload; readonly on: Origin }
  /** `told` stood above the card, and stays there when it draws itself anew. */
  | { readonly kind: 'look'; readonly about: CaseRef; readonly told?: Told }
  | { readonly kind: 'home'; readonly told?: Told };

export interface Place {
  readonly spot: Spot;
  readonly origin: Origin;
  /** Beside one item of several: what it does must leave the others where they are. */
  readonly listed?: true;
}

/** A row below the card while three are enough, else rows within it. */
export function drawActions(
  actions: readonly Action[],
  pen: Pen,
  place: Place,
): { readonly above: Element[]; readonly row: Element[] } {
  const drawn = actions.map((action) => button(action, pen, place));
  const beside = actions.flatMap(({ label }) => besideButton(label));
  if (drawn.length <= limits.actionsInRow) return { above: beside, row: drawn };
  return { above: [...beside, ...actionSets(drawn)], row: [] };
}

export function actionSets(actions: readonly Element[]): Element[] {
  const sets: Element[] = [];
  for (let at = 0; at < actions.length; at += limits.actionsInRow)
    sets.push({ type: 'ActionSet', actions: actions.slice(at, at + limits.actionsInRow) });
  return sets;
}

/** What stands above a button whose words do not fit on it. */
export function besideButton(label: string): Element[] {
  return label.length > limits.actionTitle ? paragraphs(label) : [];
}

export function titleOf(label: string): string {
  return shortened(label, limits.actionTitle);
}

const styles = { primary: 'positive', danger: 'destructive' } as const;
type Colour = keyof typeof styles | undefined;

export function button(action: Action, pen: Pen, place: Place): Element {
  const title = titleOf(action.label);
  switch (action.kind) {
    case 'run': {
      const safekeep = { do: 'run', id: action.id, payload: action.payload, on: place.origin };
      if (!action.confirm) return pressable(title, safekeep, place, action.style);
      const { title: asks, text, yes } = action.confirm;
      return {
        type: 'Action.ShowCard',
        title,
        ...styled(action.style),
        card: {
          type: 'AdaptiveCard',
          body: [...heading(asks, 'medium'), ...paragraphs(text), ...besideButton(yes)],
          actions: [pressable(titleOf(yes), safekeep, place, action.style)],
        },
      };
    }
    case 'open-form': {
      const safekeep = { do: 'form', form: action.form, subject: action.subject, on: place.origin };
      return submit(title, safekeep, place.spot, action.style);
    }
    case 'link':
      return { type: 'Action.OpenUrl', title, url: addressOf(action.path, pen) };
    default:
      return assertNever(action);
  }
}

/**
 * Teams takes no Action.Execute in a dialog, and shows everybody in a channel what one answers; of a list, the answer
 * would take the place.
 */
function pressable(title: string, safekeep: object, place: Place, style?: Colour): Element {
  const { spot, origin, listed } = place;
  if (spot === 'dialog' || origin === 'place' || listed) return submit(title, safekeep, spot, style);
  const data = { safekeep };
  return { type: 'Action.Execute', title, verb: 'run', data, associatedInputs: 'none', ...styled(style) };
}

/** In a message it opens a dialog; in a dialog Teams reads no `msteams` and sends it as it is. */
function submit(title: string, safekeep: object, spot: Spot, style?: Colour): Element {
  const data = spot === 'dialog' ? { safekeep } : { msteams: { type: 'task/fetch' }, safekeep };
  return { type: 'Action.Submit', title, data, associatedInputs: 'none', ...styled(style) };
}

function styled(style: Colour): { style?: string } {
  return style ? { style: styles[style] } : {};
}

export function addressOf(path: string, pen: Pen): string {
  return /^https?:\/\//i.test(path) ? path : `${pen.publicUrl}${path}`;
}

const name = z.string().min(1).max(80);
export const payloadShape = z.record(z.string().max(40), z.string().max(600));
export const originShape = z.enum(['case', 'home', 'place', 'answer']);

const told = z
  .object({ text: z.string().max(2000), tone: z.enum(['neutral', 'info', 'good', 'warning', 'danger']) })
  .optional();

const pressedShape = z.looseObject({
  safekeep: z.discriminatedUnion('do', [
    z.object({ do: z.literal('run'), id: name, payload: payloadShape, on: originShape }),
    z.object({ do: z.literal('form'), form: name, subject: payloadShape, on: originShape }),
    z.object({ do: z.literal('look'), about: z.object({ kind: name, id: name }), told }),
    z.object({ do: z.literal('home'), told }),
  ]),
});

/** `undefined` for a button that we never drew. */
export function readPressed(data: unknown): Pressed | undefined {
  const parsed = pressedShape.safeParse(data);
  if (!parsed.success) return undefined;
  const { do: kind, ...rest } = parsed.data.safekeep;
  return { kind, ...rest } as Pressed;
}
