/** Holds every reply and notice of a story to the contract in passing, so that each story is a test of all surfaces. */
import { expect } from 'vitest';
import type { Dispatch } from '../../../src/app/dispatch.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { OpenForm } from '../../../src/chat/form.ts';
import { decodeToken } from '../../../src/chat/form-token.ts';
import type { Interaction, Reply } from '../../../src/chat/interaction.ts';
import { sha256 } from '../../../src/kernel/hash.ts';
import { broken } from './contract.ts';

class ContractBroken extends Error {}

/** Forms as they were opened, by instance: a refused one is drawn over the one that was sent. */
const opened = new Map<string, OpenForm>();

/** A dispatch whose answers every surface can show; it rejects, with what is wrong, where one could not. */
export function heldDispatch(dispatch: Dispatch): Dispatch {
  return async (envelope) => {
    const { interaction } = envelope;
    const reply = await dispatch(envelope);
    await hold(reply, interaction);
    return reply;
  };
}

/** What was held already: the same again, as most refusals are, is drawn the same again. */
const whole = new Set<string>();

/** Rejects with one line for each thing that is broken. */
export async function hold(reply: Reply, interaction?: Interaction): Promise<void> {
  const key = sha256(JSON.stringify([withoutInstance(reply), interaction?.kind, valuesOf(interaction)]));
  if (whole.has(key)) {
    if (reply.kind === 'form') opened.set(reply.open.token.instance, reply.open);
    return;
  }
  const found = await broken(reply, interaction, interaction && sentFrom(interaction));
  if (reply.kind === 'form') opened.set(reply.open.token.instance, reply.open);
  if (found.length > 0) throw new ContractBroken(`${named(reply, interaction)}:\n${found.join('\n')}`);
  whole.add(key);
}

function withoutInstance(reply: Reply): unknown {
  if (reply.kind !== 'form' && reply.kind !== 'invalid') return reply;
  const { token, ...open } = reply.open;
  return { kind: reply.kind, open, token: { ...token, instance: '' } };
}

function valuesOf(interaction: Interaction | undefined): unknown {
  return interaction?.kind === 'submit' ? interaction.values : undefined;
}

function sentFrom(interaction: Interaction): OpenForm | undefined {
  if (interaction.kind !== 'submit') return undefined;
  return opened.get(decodeToken(interaction.token)?.instance ?? '');
}

function named(reply: Reply, interaction: Interaction | undefined): string {
  return `the contract of the surfaces is broken by the reply “${reply.kind}”${
    interaction ? ` to ${JSON.stringify(interaction).slice(0, 300)}` : ''
  }`;
}

/** Fails the test that runs, and goes on: whoever delivers takes an error for one of the platform. */
export async function holdNotice(card: Card): Promise<void> {
  expect.soft(await broken({ kind: 'card', card }), `a notice: ${card.title}`).toEqual([]);
}
