/** Teams' activities -> what was done, and from where. */
import { z } from 'zod';
import type { Interaction } from '../../chat/interaction.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { type Origin, type Pressed, readPressed } from './buttons.ts';
import { peopleDataset } from './fields.ts';
import { readSubmitted, type Submitted } from './form.ts';

/** Where an answer can go. */
export interface Arrival {
  readonly delivery: string;
  readonly service: string;
  readonly conversation: string;
  /** Their own conversation with us; in every other, others read along. */
  readonly personal: boolean;
  readonly activity: string;
  /** "29:…". */
  readonly user: string;
  /** The message on which a button was pressed. */
  readonly message: string | undefined;
}

export type Did =
  | { readonly kind: 'typed'; readonly text: string }
  /** On a message: `value` of an older client, Action.Execute, or the opening of a dialog. */
  | {
      readonly kind: 'pressed';
      readonly by: 'message' | 'execute' | 'fetch';
      readonly pressed: Pressed | undefined;
    }
  /** `data` as it came, for trying again. */
  | {
      readonly kind: 'in-dialog';
      readonly pressed: Pressed | undefined;
      readonly submitted: Submitted | undefined;
      readonly data: unknown;
    }
  | { readonly kind: 'message-action'; readonly id: string; readonly link: string | undefined }
  | { readonly kind: 'search'; readonly query: string }
  | { readonly kind: 'lifecycle'; readonly event: 'installed' | 'updated' | 'uninstalled' }
  /** An invoke by a name of ours that holds something else. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'unknown-invoke' }
  | { readonly kind: 'nothing' };

/** Characters of a typed line that we read; nobody types a command of a page. */
export const longestLine = 4000;
const longestQuery = 100;

const id = z.string().min(1).max(512);

const activityShape = z.looseObject({
  type: z.string().max(100),
  id,
  serviceUrl: z.url().max(2000),
  from: z.looseObject({ id }),
  recipient: z.looseObject({ id }),
  conversation: z.looseObject({
    id,
    tenantId: id.nullish(),
    conversationType: z.string().max(100).nullish(),
  }),
  replyToId: id.nullish(),
  name: z.string().max(200).nullish(),
  action: z.string().max(100).nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  entities: z.array(z.unknown()).nullish(),
});
type Activity = z.infer<typeof activityShape>;

const executeShape = z.looseObject({
  action: z.looseObject({ verb: z.string().max(100).nullish(), data: z.unknown().optional() }),
});
const dialogShape = z.looseObject({ data: z.unknown().optional() });
const messageActionShape = z.looseObject({
  commandId: z.string().min(1).max(200),
  messagePayload: z.looseObject({ linkToMessage: z.string().nullish() }).nullish(),
});
const searchShape = z.looseObject({
  queryText: z.string().nullish(),
  dataset: z.string().max(200).nullish(),
});
const mentionShape = z.looseObject({
  type: z.literal('mention'),
  mentioned: z.looseObject({ id }),
  text: z.string().min(1).max(512),
});
/** What a form's subject may hold. */
const linkShape = z.url({ protocol: /^https$/ }).max(600);

/** `undefined` for what is no activity at all. */
export function readActivity(given: unknown): (Arrival & { readonly did: Did }) | undefined {
  const parsed = activityShape.safeParse(given);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  const { conversation } = data;
  return {
    delivery: [conversation.tenantId ?? '', conversation.id, data.id].join('/'),
    service: data.serviceUrl,
    conversation: conversation.id,
    personal: conversation.conversationType === 'personal',
    activity: data.id,
    user: data.from.id,
    message: data.replyToId ?? undefined,
    did: didOf(data),
  };
}

function didOf(activity: Activity): Did {
  switch (activity.type) {
    case 'message':
      return ofMessage(activity);
    case 'invoke':
      return ofInvoke(activity.name ?? '', activity.value);
    case 'installationUpdate':
      return ofInstallation(activity.action ?? '', activity.conversation.conversationType ?? '');
    default:
      return { kind: 'nothing' };
  }
}

function ofMessage(activity: Activity): Did {
  const text = withoutMention(activity);
  if (text === '' && typeof activity.value === 'object' && activity.value !== null)
    return { kind: 'pressed', by: 'message', pressed: readPressed(activity.value) };
  return { kind: 'typed', text };
}

/** Teams puts the name by which we were called into the text. */
function withoutMention({ text, entities, recipient }: Activity): string {
  const called = (entities ?? []).flatMap((entity) => {
    const { data } = mentionShape.safeParse(entity);
    return data?.mentioned.id === recipient.id ? [data.text] : [];
  });
  return called
    .reduce((left, name) => left.replaceAll(name, ' '), text ?? '')
    .replaceAll('&nbsp;', ' ')
    .trim();
}

function ofInvoke(name: string, value: unknown): Did {
  switch (name) {
    case 'adaptiveCard/action': {
      const { data } = executeShape.safeParse(value);
      if (!data) return { kind: 'unreadable' };
      const pressed = readPressed(data.action.data);
      const isOurs = pressed?.kind === data.action.verb;
      return { kind: 'pressed', by: 'execute', pressed: isOurs ? pressed : undefined };
    }
    case 'task/fetch': {
      const { data } = dialogShape.safeParse(value);
      if (!data) return { kind: 'unreadable' };
      return { kind: 'pressed', by: 'fetch', pressed: readPressed(data.data) };
    }
    case 'task/submit':
    case 'composeExtension/submitAction': {
      const { data: given } = dialogShape.safeParse(value);
      if (!given) return { kind: 'unreadable' };
      const { data } = given;
      return { kind: 'in-dialog', pressed: readPressed(data), submitted: readSubmitted(data), data };
    }
    case 'composeExtension/fetchTask': {
      const { data } = messageActionShape.safeParse(value);
      if (!data) return { kind: 'unreadable' };
      const link = linkShape.safeParse(data.messagePayload?.linkToMessage);
      return { kind: 'message-action', id: data.commandId, link: link.data };
    }
    case 'application/search': {
      const { data } = searchShape.safeParse(value);
      if (data?.dataset !== peopleDataset) return { kind: 'unreadable' };
      return { kind: 'search', query: (data.queryText ?? '').slice(0, longestQuery) };
    }
    default:
      return { kind: 'unknown-invoke' };
  }
}

/** Only a person's own installation counts: a team's says nothing of who can be written to. */
function ofInstallation(action: string, conversationType: string): Did {
  if (conversationType !== 'personal') return { kind: 'nothing' };
  if (action === 'add') return { kind: 'lifecycle', event: 'installed' };
  if (action === 'add-upgrade') return { kind: 'lifecycle', event: 'updated' };
  if (action === 'remove') return { kind: 'lifecycle', event: 'uninstalled' };
  return { kind: 'nothing' };
}

export function interactionOf(pressed: Pressed): Interaction {
  switch (pressed.kind) {
    case 'run':
      return { kind: 'action', id: pressed.id, payload: pressed.payload };
    case 'form':
      return { kind: 'open-form', form: pressed.form, subject: pressed.subject };
    case 'look':
      return { kind: 'look', about: pressed.about };
    case 'home':
      return { kind: 'home' };
    default:
      return assertNever(pressed);
  }
}

export function originOf(pressed: Pressed): Origin {
  if (pressed.kind === 'look') return 'case';
  return pressed.kind === 'home' ? 'home' : pressed.on;
}
