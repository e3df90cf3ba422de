/** Actions as buttons, and what a pressed button says; its data carries ids only. */
import { z } from 'zod';
import type { Action, CaseRef, Payload } from '../../chat/card.ts';
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
  | { readonly kind: 'look'; readonly about: CaseRef }
  | { readonly kind: 'home' };

export interface Place {
  readonly spot: Spot;
  readonly origin: Origin;
}

/** A row below the card while six are enough, else rows within it. */
export function drawActions(
  actions: readonly Action[],
  pen: Pen,
  place: Place,
): { readonly above: Element[]; readonly row: Element[] } {
  const drawn = actions.map((action) => button(action, pen, place));
  const beside = actions.flatMap(besideButton).flatMap((text) => paragraphs(text));
  if (drawn.length <= limits.actions) return { above: beside, row: drawn };
  return { above: [...beside, ...actionSets(drawn)], row: [] };
}

export function actionSets(actions: readonly Element[]): Element[] {
  const sets: Element[] = [];
  for (let at = 0; at < actions.length; at += limits.actions)
    sets.push({ type: 'ActionSet', actions: actions.slice(at, at + limits.actions) });
  return sets;
}

/** What stands above the button when its own words do not fit on it. */
export function besideButton(action: Action): readonly string[] {
  return action.label.length > limits.actionTitle ? [action.label] : [];
}

const styles = { primary: 'positive', danger: 'destructive' } as const;

export function button(action: Action, pen: Pen, place: Place): Element {
  const title = shortened(action.label, limits.actionTitle);
  switch (action.kind) {
    case 'run': {
      const safekeep = { do: 'run', id: action.id, payload: action.payload, on: place.origin };
      if (!action.confirm) return pressable(title, { safekeep }, place, action.style);
      const { confirm } = action;
      return {
        type: 'Action.ShowCard',
        title,
        ...styled(action.style),
        card: {
          type: 'AdaptiveCard',
          body: [...heading(confirm.title, 'medium'), ...paragraphs(confirm.text)],
          actions: [pressable(shortened(confirm.yes, limits.actionTitle), { safekeep }, place, action.style)],
        },
      };
    }
    case 'open-form': {
      const safekeep = { do: 'form', form: action.form, subject: action.subject, on: place.origin };
      return place.spot === 'dialog'
        ? submit(title, { safekeep }, action.style)
        : submit(title, { msteams: { type: 'task/fetch' }, safekeep }, action.style);
    }
    case 'link':
      return { type: 'Action.OpenUrl', title, url: addressOf(action.path, pen) };
    default:
      return assertNever(action);
  }
}

/** Teams takes no Action.Execute in a dialog, and shows what one answers to everybody in a channel. */
function pressable(
  title: string,
  data: Readonly<Record<string, unknown>>,
  { spot, origin }: Place,
  style: 'primary' | 'danger' | undefined,
): Element {
  if (spot === 'dialog') return submit(title, data, style);
  if (origin === 'place') return submit(title, { msteams: { type: 'task/fetch' }, ...data }, style);
  return { type: 'Action.Execute', title, verb: 'run', data, associatedInputs: 'none', ...styled(style) };
}

function submit(
  title: string,
  data: Readonly<Record<string, unknown>>,
  style: 'primary' | 'danger' | undefined,
): Element {
  return { type: 'Action.Submit', title, data, associatedInputs: 'none', ...styled(style) };
}

function styled(style: 'primary' | 'danger' | undefined): { style?: string } {
  return style ? { style: styles[style] } : {};
}

export function addressOf(path: string, pen: Pen): string {
  return /^https?:\/\//i.test(path) ? path : `${pen.publicUrl}${path}`;
}

const name = z.string().min(1).max(80);
export const payloadShape = z.record(z.string().max(40), z.string().max(600));
export const originShape = z.enum(['case', 'home', 'place', 'answer']);

const pressedShape = z.looseObject({
  safekeep: z.discriminatedUnion('do', [
    z.object({ do: z.literal('run'), id: name, payload: payloadShape, on: originShape }),
    z.object({ do: z.literal('form'), form: name, subject: payloadShape, on: originShape }),
    z.object({ do: z.literal('look'), about: z.object({ kind: name, id: name }) }),
    z.object({ do: z.literal('home') }),
  ]),
});

/** `undefined` for a button that we never drew. */
export function readPressed(data: unknown): Pressed | undefined {
  const parsed = pressedShape.safeParse(data);
  if (!parsed.success) return undefined;
  const { do: kind, ...rest } = parsed.data.safekeep;
  return { kind, ...rest } as Pressed;
}
