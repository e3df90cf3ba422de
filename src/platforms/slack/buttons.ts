/** Actions as buttons, and what a pressed button says; the value carries ids only. */
import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Action, Payload } from '../../chat/card.ts';
import { shortened } from '../../chat/split-text.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { limits } from './limits.ts';
import { plain } from './text.ts';

export interface Pen {
  /** Where links into the web surface point, without a trailing slash. */
  readonly publicUrl: string;
  /** The sample district: everything drawn says so. */
  readonly sample: boolean;
}

/** `at` makes the action_id unique within its message, where one action stands twice with other payloads. */
export function button(action: Action, at: number, pen: Pen): types.Button {
  const base = { type: 'button' as const, text: plain(shortened(action.label, limits.buttonText)) };
  switch (action.kind) {
    case 'run':
      return {
        ...base,
        action_id: `run:${at}:${action.id}`,
        value: JSON.stringify(action.payload),
        ...(action.style ? { style: action.style } : {}),
        ...(action.confirm ? { confirm: confirmation(action.confirm, action.style) } : {}),
      };
    case 'open-form':
      return {
        ...base,
        action_id: `form:${at}:${action.form}`,
        value: JSON.stringify(action.subject),
        ...(action.style ? { style: action.style } : {}),
      };
    case 'link':
      return {
        ...base,
        action_id: `link:${at}`,
        url: /^https?:\/\//i.test(action.path) ? action.path : `${pen.publicUrl}${action.path}`,
      };
    default:
      return assertNever(action);
  }
}

/** What stands above the button when its own words do not fit on it or into its question. */
export function besideButton(action: Action): readonly string[] {
  const long = action.label.length > limits.buttonText ? [action.label] : [];
  const asked = action.kind === 'run' && action.confirm;
  if (!asked) return long;
  return [
    ...long,
    ...(asked.title.length > limits.confirmTitle ? [asked.title] : []),
    ...(asked.text.length > limits.confirmText ? [asked.text] : []),
    ...(asked.yes.length > limits.confirmButton ? [asked.yes] : []),
  ];
}

function confirmation(
  confirm: { readonly title: string; readonly text: string; readonly yes: string },
  style: 'primary' | 'danger' | undefined,
): types.ConfirmationDialog {
  const fits = confirm.text.length <= limits.confirmText;
  return {
    title: plain(shortened(confirm.title, limits.confirmTitle)),
    text: plain(fits ? confirm.text : 'Please read the text above the button first.'),
    confirm: plain(shortened(confirm.yes, limits.confirmButton)),
    deny: plain('Not now'),
    ...(style ? { style } : {}),
  };
}

export type Pressed =
  | { readonly kind: 'run'; readonly id: string; readonly payload: Payload }
  | { readonly kind: 'form'; readonly form: string; readonly subject: Payload }
  | { readonly kind: 'link' };

const payloadShape = z.record(z.string().max(40), z.string().max(400));

/** `undefined` for a button that we never drew. */
export function readButton(actionId: string, value: string | undefined): Pressed | undefined {
  const [, kind, name = ''] = /^(run|form|link):\d+(?::(.+))?$/s.exec(actionId) ?? [];
  if (kind === 'link') return { kind: 'link' };
  const payload = readPayload(value);
  if (!kind || name === '' || !payload) return undefined;
  return kind === 'run' ? { kind, id: name, payload } : { kind: 'form', form: name, subject: payload };
}

function readPayload(value: string | undefined): Payload | undefined {
  try {
    const parsed = payloadShape.safeParse(JSON.parse(value ?? '{}'));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
