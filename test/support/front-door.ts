/**
 * The front door for stories: a dispatch over a test database, and short ways to type, open, press and send. Whatever it
 * answers is held to the contract of all surfaces.
 */

import { createDispatch } from '../../src/app/dispatch.ts';
import type { Feature } from '../../src/app/feature.ts';
import { houseFeature } from '../../src/app/home.ts';
import { createRegistry } from '../../src/app/registry.ts';
import type { Payload } from '../../src/chat/card.ts';
import type { OpenForm, RawValues } from '../../src/chat/form.ts';
import { encodeToken } from '../../src/chat/form-token.ts';
import type { Interaction, Reply, Surface } from '../../src/chat/interaction.ts';
import { createReach } from '../../src/governance/people/reach.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createLog, type Log } from '../../src/kernel/log.ts';
import { failed, ok } from '../../src/kernel/result.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { directoryOf, type World } from './people.ts';
import { heldDispatch } from './surfaces/held.ts';

export interface FrontDoor {
  /** Anything at all; `delivery` is new unless given. */
  does(personId: string, interaction: Interaction, delivery?: string, surface?: Surface): Promise<Reply>;
  /** "/data-request queue", as typed. */
  types(personId: string, line: string): Promise<Reply>;
  opens(personId: string, form: string, subject?: Payload): Promise<OpenForm>;
  sends(personId: string, open: OpenForm, values: RawValues): Promise<Reply>;
  presses(personId: string, id: string, payload: Payload, delivery?: string): Promise<Reply>;
  /** At a page that asks nobody who they are. */
  nobody(interaction: Interaction): Promise<Reply>;
}

export function frontDoor(
  world: World & {
    readonly features: readonly Feature[];
    readonly log?: Log;
    /** Where cases began under other plans than the one in force. */
    readonly policyOf?: (fingerprint: string) => Promise<Policy>;
    /** Hears of every answer before it is given. */
    readonly heard?: (interaction: Interaction, reply: Reply) => void;
  },
): FrontDoor {
  const directory = directoryOf(world);
  const dispatch = heldDispatch(
    createDispatch({
      store: world.store,
      registry: createRegistry([houseFeature, ...world.features]),
      reach: createReach(world.store, world.clock),
      directory,
      policy: world.policy,
      policyOf: world.policyOf ?? (async () => world.policy),
      ...(world.means ? { means: world.means } : {}),
      clock: world.clock,
      log: world.log ?? createLog('silent'),
      identify: async (caller) => {
        const person =
          caller.kind === 'session' ? await directory.person(world.store, caller.personId) : undefined;
        return person ? ok(person) : failed('unknown');
      },
    }),
  );
  const does: FrontDoor['does'] = async (personId, interaction, delivery = newId(), surface = 'web') => {
    const reply = await dispatch({
      surface,
      caller: { kind: 'session', personId },
      delivery,
      receivedAt: world.clock.now(),
      interaction,
    });
    world.heard?.(interaction, reply);
    return reply;
  };
  return {
    does,
    types(personId, line) {
      const [, name = '', text = ''] = /^\/(\S+)\s*(.*)$/su.exec(line) ?? [];
      return does(personId, { kind: 'command', name, text });
    },
    async opens(personId, form, subject = {}) {
      const reply = await does(personId, { kind: 'open-form', form, subject });
      if (reply.kind !== 'form') throw new Error(`the form ${form} did not open: ${saying(reply)}`);
      return reply.open;
    },
    sends: (personId, open, values) =>
      does(personId, { kind: 'submit', token: encodeToken(open.token), values }),
    presses: (personId, id, payload, delivery) => does(personId, { kind: 'action', id, payload }, delivery),
    async nobody(interaction) {
      const caller = { kind: 'nobody' } as const;
      const reply = await dispatch({
        ...{ surface: 'web', caller, interaction },
        delivery: newId(),
        receivedAt: world.clock.now(),
      });
      world.heard?.(interaction, reply);
      return reply;
    },
  };
}

/** What a reply tells the person, for messages of failed tests. */
export function saying(reply: Reply): string {
  if (reply.kind === 'done') return reply.text;
  if (reply.kind === 'invalid') return JSON.stringify(reply.open.errors);
  return reply.kind;
}
