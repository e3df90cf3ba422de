/** Everything that one person can get out of the product, as text: every command, word, form, button, page, notice and list. */
import { createFeed } from '../../../../src/app/delivery/feed.ts';
import { createDispatch } from '../../../../src/app/dispatch.ts';
import type { ActionHandler, Feature, FormHandler, Outcome } from '../../../../src/app/feature.ts';
import { houseFeature } from '../../../../src/app/home.ts';
import type { Person } from '../../../../src/app/person.ts';
import { createRegistry, type Registry } from '../../../../src/app/registry.ts';
import type { Payload } from '../../../../src/chat/card.ts';
import type { RawValues } from '../../../../src/chat/form.ts';
import { encodeToken } from '../../../../src/chat/form-token.ts';
import type { Interaction, Reply, Surface } from '../../../../src/chat/interaction.ts';
import { createReach } from '../../../../src/governance/people/reach.ts';
import { newId } from '../../../../src/kernel/ids.ts';
import { createLog } from '../../../../src/kernel/log.ts';
import { failed, ok } from '../../../../src/kernel/result.ts';
import type { Facts } from '../../../../src/store/tx.ts';
import { plausible } from '../../../contracts/plausible.ts';
import { askAs, directoryOf, sceneOf } from '../../../support/people.ts';
import type { District } from './district.ts';

/** How somebody who knows, or guesses, would name the case. */
export interface Probe {
  readonly id: string;
  readonly reference: string;
  /** Of everything that hangs on it, by what a button calls it. */
  readonly parts: Payload;
  /** Outbox rows about it: what a notice would be drawn from. */
  readonly notices: readonly { readonly notice: string; readonly facts: Facts }[];
}

export type Outputs = ReadonlyMap<string, string>;

export async function outputsOf(town: District, viewer: Person, probe: Probe): Promise<Outputs> {
  const { world, features, store, policy, clock } = town;
  const registry = createRegistry([houseFeature, ...features.map(undoing)]);
  const outputs = new Map<string, string>();
  const does = dispatchFor(town, registry, viewer);
  const same = (value: unknown) => readable(value, probe, town);

  async function tries(interaction: Interaction, surface: Surface = 'web'): Promise<Reply> {
    const reply = await does(interaction, surface);
    outputs.set(`${surface} ${same(interaction)}`, same(reply));
    return reply;
  }

  for (const interaction of attempts(registry, probe, viewer)) {
    const reply = await tries(interaction);
    // Without a word of the case, sending says no more than opening.
    if (interaction.kind !== 'open-form' || !('id' in interaction.subject)) continue;
    const { form, subject } = interaction;
    const drawn = reply.kind === 'form' ? plausible(reply.open.form, 'first', viewer.id) : {};
    const values: RawValues = { text: 'A word', reason: 'A word', ...drawn };
    const token = { form, instance: newId(), page: 1, subject, policy: policy.fingerprint };
    await tries({ kind: 'submit', token: encodeToken(token), values });
  }
  for (const surface of ['slack', 'teams'] as const)
    for (const interaction of [
      { kind: 'home' },
      { kind: 'command', name: 'breach', text: 'list' },
      { kind: 'command', name: 'breach', text: probe.reference },
      { kind: 'look', about: { kind: 'incident', id: probe.id } },
    ] as const)
      await tries(interaction, surface);

  const ask = await askAs(world, viewer.id);
  for (const kind of registry.notices.values())
    for (const { notice, facts } of [{ notice: kind.id, facts: {} }, ...probe.notices]) {
      if (notice !== kind.id) continue;
      const card = await kind.render?.(ask, { caseId: probe.id, facts }).catch(() => undefined);
      outputs.set(`notice ${kind.id} ${same(facts)}`, same(card ?? 'nothing'));
    }
  const { directory, house, policyOf } = sceneOf(world);
  const feed = createFeed({
    ...{ store, registry, clock, log: createLog('silent'), listenUrl: town.database.url },
    scene: { directory, house, policy, policyOf },
  });
  outputs.set('feed', same((await feed.recent(viewer)).map(({ card, when }) => [when, card])));
  await feed.stop();
  return outputs;
}

function attempts(registry: Registry, probe: Probe, viewer: Person): readonly Interaction[] {
  const { id, reference, parts } = probe;
  const subjects: readonly Payload[] = [{}, { ...parts, id, kind: 'incident', reference, version: '1' }];
  const rests = ['', reference, viewer.name];
  return [
    { kind: 'home' },
    { kind: 'options', query: viewer.name },
    { kind: 'options', query: reference },
    ...[...registry.commands.keys()].flatMap((name) =>
      [
        ...rests,
        ...registry
          .wordsOf(name)
          .flatMap(({ word, takes }) => (takes ? rests : ['']).map((rest) => `${word} ${rest}`)),
      ].map((text): Interaction => ({ kind: 'command', name, text: text.trim() })),
    ),
    ...[...registry.cases.keys()].flatMap((kind) =>
      [id, reference].map((one): Interaction => ({ kind: 'look', about: { kind, id: one } })),
    ),
    ...[...registry.documents.keys()].flatMap((document) =>
      subjects.map((subject): Interaction => ({ kind: 'document', document, subject })),
    ),
    ...[...registry.actions.keys()].flatMap((action) =>
      subjects.slice(1).map((payload): Interaction => ({ kind: 'action', id: action, payload })),
    ),
    ...[...registry.forms.keys(), ...registry.namelessForms.keys()].flatMap((form) =>
      subjects.map((subject): Interaction => ({ kind: 'open-form', form, subject })),
    ),
    ...[...registry.messageActions.values()].map(
      ({ form }): Interaction => ({
        kind: 'open-form',
        form,
        subject: { message: 'https://chat.example/p1' },
      }),
    ),
  ];
}

/** Without the contract of the surfaces, which other tests hold everything to: this one asks for thousands of answers. */
function dispatchFor(town: District, registry: Registry, viewer: Person) {
  const { store, world, policy, clock, logged } = town;
  const directory = directoryOf(world);
  const dispatch = createDispatch({
    ...{
      store,
      registry,
      directory,
      policy,
      clock,
      means: { chats: ['slack'], email: false, teamChannels: true },
    },
    reach: createReach(store, clock),
    policyOf: async () => policy,
    log: createLog('debug', { write: (line) => void logged.push(line) }),
    async identify(caller) {
      const person = caller.kind === 'session' ? await directory.person(store, caller.personId) : undefined;
      return person ? ok(person) : failed('unknown');
    },
  });
  return (interaction: Interaction, surface: Surface) =>
    dispatch({
      ...{ surface, interaction, delivery: newId(), receivedAt: clock.now() },
      caller: { kind: 'session', personId: viewer.id },
    });
}

/** What is tried is undone, so that each answer is to the district as it stood. */
function undoing(feature: Feature): Feature {
  const { forms, actions, namelessForms } = feature;
  return {
    ...feature,
    ...(forms
      ? {
          forms: forms.map(
            (one): FormHandler => ({ ...one, submit: async (...g) => undone(await one.submit(...g)) }),
          ),
        }
      : {}),
    ...(namelessForms
      ? {
          namelessForms: namelessForms.map((one) => ({
            ...one,
            submit: async (...g: Parameters<typeof one.submit>) => undone(await one.submit(...g)),
          })),
        }
      : {}),
    ...(actions
      ? {
          actions: actions.map(
            (one): ActionHandler => ({ ...one, run: async (...g) => undone(await one.run(...g)) }),
          ),
        }
      : {}),
  };
}

function undone(outcome: Outcome): Outcome {
  if (outcome.kind !== 'done') return outcome;
  return { kind: 'refused', text: outcome.text, ...(outcome.card ? { card: outcome.card } : {}) };
}

/**
 * As text in which nothing is random: ids that the district knows stay, those of a form's instance and of an answer do
 * not, and codes that are drawn anew for each answer neither.
 */
export function readable(
  value: unknown,
  probe: Pick<Probe, 'id' | 'reference' | 'parts'>,
  town: District,
): string {
  const known = new Set([
    ...Object.values(town.people).map(({ id }) => id),
    probe.id,
    ...Object.values(probe.parts),
  ]);
  return JSON.stringify(value)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) =>
      known.has(id) ? id : '<id>',
    )
    .replace(/reference: [0-9A-Z]{6}/g, 'reference: <code>')
    .replace(/\bBR-[0-9A-HJKMNP-TV-Z]{5}\b/g, (one) => (one === probe.reference ? one : '<new>'))
    .replace(/\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, '<code>')
    .replace(/eyJ[\w-]+/g, '<token>');
}
