/** Slack's payloads -> what was done, by whom, from where; and that -> an Envelope. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Envelope, Interaction } from '../../chat/interaction.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { type Pressed, readButton } from './buttons.ts';
import { type Luggage, unpack } from './form.ts';
import { callerOf } from './identity.ts';
import { type ReadState, readBlockId, readState, stateShape } from './state.ts';
import { unescaped } from './text.ts';

/** Where an answer can go. */
export interface Arrival {
  readonly who: { readonly team: string; readonly user: string };
  readonly delivery: string;
  readonly trigger: string | undefined;
  readonly place: Place;
}

export type Place =
  /** A typed command: answered where it was typed, to that person only. */
  | { readonly kind: 'typed'; readonly respondTo: string | undefined }
  | {
      readonly kind: 'message';
      /** Only this person can see it, so that it may be replaced by what they may see. */
      readonly own: boolean;
      /** Only their client holds it: nothing but a response_url can change it. */
      readonly ephemeral: boolean;
      readonly respondTo: string | undefined;
    }
  | {
      readonly kind: 'modal';
      readonly viewId: string;
      readonly hash: string | undefined;
      readonly source: string | undefined;
    }
  | { readonly kind: 'home' };

const id = z.string().min(1).max(255);
const address = z.url().max(2000);
const person = z.looseObject({ id, team_id: id.nullish() });
const team = z.looseObject({ id }).nullish();

const commandShape = z.looseObject({
  command: z.string().max(200),
  text: z.string().max(8000).default(''),
  user_id: id,
  team_id: id,
  trigger_id: id.optional(),
  response_url: address.optional(),
});

const viewShape = z.looseObject({
  id,
  type: z.string().default('modal'),
  hash: z.string().optional(),
  callback_id: z.string().optional(),
  private_metadata: z.string().optional(),
  blocks: z.unknown().optional(),
  state: stateShape.nullish(),
});

/** What every payload from a button, a form or a menu carries. */
export const interactive = z.looseObject({
  user: person,
  team,
  trigger_id: id.optional(),
});

const actionsShape = interactive.extend({
  response_url: address.optional(),
  container: z.looseObject({ is_ephemeral: z.boolean().optional() }).optional(),
  channel: z.looseObject({ id }).nullish(),
  view: viewShape.nullish(),
  actions: z
    .array(
      z.looseObject({
        type: z.string().optional(),
        action_id: z.string(),
        block_id: z.string().optional(),
        value: z.string().optional(),
      }),
    )
    .min(1),
});

const submissionShape = interactive.extend({ view: viewShape });
const suggestionShape = interactive.extend({ value: z.string().default('') });
const shortcutShape = interactive.extend({ callback_id: z.string() });

const homeShape = z.looseObject({
  team_id: id,
  event_id: id.optional(),
  event: z.looseObject({ user: id, tab: z.string().optional() }),
});

export function arrived(body: z.infer<typeof interactive>, place: Place): Arrival {
  return {
    who: { team: body.team?.id ?? body.user.team_id ?? '', user: body.user.id },
    delivery: body.trigger_id ?? newId(),
    trigger: body.trigger_id,
    place,
  };
}

/** Anything before a registered name is a workspace's own prefix: "/sk-data-request" is "data-request". */
export function commandName(typed: string, names: readonly string[]): string {
  const bare = typed.replace(/^\//, '').toLowerCase();
  const known = names
    .filter((name) => bare === name || bare.endsWith(`-${name}`) || bare.endsWith(`_${name}`))
    .sort((a, b) => b.length - a.length);
  return known[0] ?? bare;
}

export function readCommand(body: unknown, names: readonly string[]): Arrival & { interaction: Interaction } {
  const given = commandShape.parse(body);
  return {
    who: { team: given.team_id, user: given.user_id },
    delivery: given.trigger_id ?? newId(),
    trigger: given.trigger_id,
    place: { kind: 'typed', respondTo: given.response_url },
    interaction: {
      kind: 'command',
      name: commandName(given.command, names),
      text: unescaped(given.text).trim(),
    },
  };
}

/** A global shortcut is a bare command; it has nowhere to answer but a modal. */
export function readShortcut(
  body: unknown,
  names: readonly string[],
): Arrival & { interaction: Interaction } {
  const given = shortcutShape.parse(body);
  return {
    ...arrived(given, { kind: 'typed', respondTo: undefined }),
    interaction: { kind: 'command', name: commandName(given.callback_id, names), text: '' },
  };
}

export type Press = Arrival &
  (
    | { readonly what: 'button'; readonly pressed: Pressed | undefined }
    | {
        readonly what: 'change';
        readonly interaction: Interaction;
        readonly state: ReadState;
        readonly viewId: string;
        readonly blocks: unknown;
      }
  );

export function readPress(body: unknown): Press {
  const given = actionsShape.parse(body);
  const [action] = given.actions;
  if (!action) throw new Error('block_actions without an action');
  const { view } = given;
  const arrival = arrived(given, placeOf(given));
  const block = readBlockId(action.block_id ?? '');
  if (view && block && action.type !== 'button') {
    const state = readState(view.state ?? undefined);
    const { token } = unpack(view.private_metadata);
    return {
      ...arrival,
      what: 'change',
      interaction: { kind: 'change', token, values: state.values, changed: block.name },
      state,
      viewId: view.id,
      blocks: view.blocks,
    };
  }
  return { ...arrival, what: 'button', pressed: readButton(action.action_id, action.value) };
}

function placeOf(body: z.infer<typeof actionsShape>): Place {
  if (body.view?.type === 'home') return { kind: 'home' };
  if (body.view)
    return {
      kind: 'modal',
      viewId: body.view.id,
      hash: body.view.hash,
      source: unpack(body.view.private_metadata).source,
    };
  const ephemeral = body.container?.is_ephemeral === true;
  // beside an ephemeral answer, only a direct conversation with the app is seen by one person alone
  const own = ephemeral || body.channel?.id.startsWith('D') === true;
  return { kind: 'message', own, ephemeral, respondTo: body.response_url };
}

export interface Submission extends Arrival {
  readonly interaction: Interaction;
  readonly viewId: string;
  readonly state: ReadState;
  readonly blocks: unknown;
  readonly luggage: Luggage;
}

export function readSubmission(body: unknown): Submission {
  const given = submissionShape.parse(body);
  const { view } = given;
  const state = readState(view.state ?? undefined);
  const luggage = unpack(view.private_metadata);
  return {
    ...arrived(given, { kind: 'modal', viewId: view.id, hash: view.hash, source: luggage.source }),
    interaction: { kind: 'submit', token: luggage.token, values: state.values },
    viewId: view.id,
    state,
    blocks: view.blocks,
    luggage,
  };
}

export function readSuggestion(body: unknown): Arrival & { interaction: Interaction } {
  const given = suggestionShape.parse(body);
  return {
    ...arrived(given, { kind: 'typed', respondTo: undefined }),
    interaction: { kind: 'options', query: unescaped(given.value) },
  };
}

/** `undefined` for another tab of the app. */
export function readHome(body: unknown): (Arrival & { interaction: Interaction }) | undefined {
  const given = homeShape.parse(body);
  if (given.event.tab !== undefined && given.event.tab !== 'home') return undefined;
  return {
    who: { team: given.team_id, user: given.event.user },
    delivery: given.event_id ?? newId(),
    trigger: undefined,
    place: { kind: 'home' },
    interaction: { kind: 'home' },
  };
}

/** `beforeAsking` acknowledges what is still open, should the account have to be looked up at Slack. */
export function envelopeOf(
  arrival: Arrival,
  interaction: Interaction,
  deps: { readonly client: WebClient; readonly clock: Clock },
  beforeAsking?: () => Promise<void>,
): Envelope {
  return {
    surface: 'slack',
    caller: callerOf(deps.client, arrival.who, beforeAsking),
    delivery: arrival.delivery,
    receivedAt: deps.clock.now(),
    interaction,
  };
}
