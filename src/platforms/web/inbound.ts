/** What a browser posts -> Envelope. */
import { z } from 'zod';
import type { Payload } from '../../chat/card.ts';
import type { RawValue, RawValues } from '../../chat/form.ts';
import type { Envelope, Interaction } from '../../chat/interaction.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { TypedNames } from './form.ts';

const shape = z.record(z.string().max(200), z.union([z.string(), z.array(z.string())]));

export type Posted = Readonly<Record<string, string | readonly string[]>>;

/** `undefined` when it is not a list of names with texts. */
export function readPosted(body: unknown): Posted | undefined {
  const parsed = shape.safeParse(typeof body === 'object' && body !== null ? { ...body } : {});
  return parsed.success ? parsed.data : undefined;
}

export function one(posted: Posted, name: string): string {
  const value = posted[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

function several(posted: Posted, name: string): readonly string[] {
  const value = posted[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** The first part of a control's name says its shape: one.title, many.collections, tick.agreed. */
export function readValues(posted: Posted): RawValues {
  const values: Record<string, RawValue> = {};
  for (const key of Object.keys(posted)) {
    const [shaped = '', name = ''] = cut(key);
    if (name === '') continue;
    if (shaped === 'one') values[name] = one(posted, key);
    else if (shaped === 'many') values[name] = several(posted, key).filter((value) => value !== '');
    else if (shaped === 'tick') values[name] = one(posted, key) !== '';
  }
  return values;
}

/**
 * What stands in the boxes where one types names, unless it is the name of the person already chosen:
 * without script nothing else tells that a chosen person was typed over.
 */
export function readTyped(posted: Posted): TypedNames {
  const typed: Record<string, string> = {};
  for (const key of Object.keys(posted)) {
    const [shaped = '', name = ''] = cut(key);
    const words = one(posted, key);
    if (shaped === 'typed' && words !== one(posted, `said.${name}`)) typed[name] = words;
  }
  return typed;
}

function cut(key: string): readonly string[] {
  const dot = key.indexOf('.');
  return dot < 0 ? [key] : [key.slice(0, dot), key.slice(dot + 1)];
}

/** The ids and versions that a button carries, from a POST or from a query. */
export function readPayload(posted: Posted, prefix: 'p.' | ''): Payload {
  return Object.fromEntries(
    Object.keys(posted)
      .filter((key) => key.startsWith(prefix))
      .map((key) => [key.slice(prefix.length), one(posted, key)]),
  );
}

const nonceShape = z.uuid();

/** A nonce of ours makes a repeated press recognisable; anything else is a delivery of its own. */
export function envelopeOf(
  clock: Clock,
  personId: string,
  interaction: Interaction,
  nonce: string | undefined,
): Envelope {
  const known = nonceShape.safeParse(nonce);
  return {
    surface: 'web',
    caller: { kind: 'session', personId },
    delivery: `${personId}:${known.success ? known.data : newId()}`,
    receivedAt: clock.now(),
    interaction,
  };
}
