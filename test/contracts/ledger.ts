/** What of the product was drawn, and what was not: nothing that a room offers may be forgotten. */
import type { Feature } from '../../src/app/feature.ts';
import type { Registry } from '../../src/app/registry.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Document } from '../../src/chat/document.ts';
import type { OpenForm } from '../../src/chat/form.ts';
import type { Interaction, Reply } from '../../src/chat/interaction.ts';

export const kinds = [
  'command',
  'word',
  'form',
  'action',
  'message action',
  'notice',
  'case',
  'document',
] as const;
export type Kind = (typeof kinds)[number];

export class Ledger {
  readonly #drawn = new Set<string>();
  readonly cards: Card[] = [];
  readonly forms: OpenForm[] = [];
  readonly documents: Document[] = [];

  mark(kind: Kind, id: string): void {
    this.#drawn.add(`${kind} ${id}`);
  }

  has(kind: Kind, id: string): boolean {
    return this.#drawn.has(`${kind} ${id}`);
  }

  /** Every answer passes here; what was refused is no drawing of what was asked for. */
  answered(interaction: Interaction, reply: Reply): void {
    if (reply.kind === 'form' || reply.kind === 'invalid') {
      this.mark('form', reply.open.token.form);
      this.forms.push(reply.open);
    }
    if (reply.kind === 'form' && interaction.kind === 'open-form' && 'message' in interaction.subject)
      this.mark('message action', interaction.form);
    if (reply.kind === 'document') this.documents.push(reply.document);
    if ((reply.kind === 'card' || reply.kind === 'done') && reply.card) this.card(reply.card);
    if (reply.kind === 'document' && interaction.kind === 'document')
      this.mark('document', interaction.document);
    if (interaction.kind === 'action' && reply.kind === 'done' && reply.tone === 'good')
      this.mark('action', interaction.id);
    if (interaction.kind === 'command' && !isRefused(reply)) {
      const [word = ''] = interaction.text.split(/\s+/);
      if (word === '') this.mark('command', interaction.name);
      else this.mark(...wordOf(interaction.name, word));
    }
  }

  card(card: Card): void {
    if (card.about) this.mark('case', card.about.kind);
    this.cards.push(card);
  }
}

function wordOf(command: string, word: string): readonly ['word', string] {
  return ['word', `${command} ${word}`];
}

function isRefused(reply: Reply): boolean {
  return reply.kind === 'done' && /not open to your role|I do not know/.test(reply.text);
}

/** Everything that the rooms offer, by kind and id. */
export function offeredBy(registry: Registry): readonly (readonly [Kind, string])[] {
  const ids = (kind: Kind, all: Iterable<string>) => [...all].map((id) => [kind, id] as const);
  return [
    ...ids('command', registry.commands.keys()),
    ...[...registry.commands.keys()].flatMap((name) =>
      registry.wordsOf(name).map(({ word }) => wordOf(name, word)),
    ),
    ...ids('form', registry.forms.keys()),
    ...ids('form', registry.namelessForms.keys()),
    ...ids('action', registry.actions.keys()),
    ...ids(
      'message action',
      [...registry.messageActions.values()].map(({ form }) => form),
    ),
    ...ids('notice', registry.notices.keys()),
    ...ids('case', registry.cases.keys()),
    ...ids('document', registry.documents.keys()),
  ];
}

const howToReach: Readonly<Record<Kind, string>> = {
  command: 'nobody of the sample district got an answer to it',
  word: 'nobody of the sample district got an answer to it',
  form: 'no card, list or word led to it',
  action: 'no button led to it, or none of its presses went well',
  'message action': 'its form did not open for anybody',
  notice: 'nobody was told',
  case: 'no card is about one',
  document: 'no link led to it',
};

/** One sentence for each that was never drawn, and what to do about it. */
export function forgotten(registry: Registry, ledger: Ledger): readonly string[] {
  return offeredBy(registry)
    .filter(([kind, id]) => !ledger.has(kind, id))
    .map(
      ([kind, id]) =>
        `The ${kind} “${id}” of the room ${roomOf(registry.features, id)} was never drawn: ${howToReach[kind]}. Lead to it, or play what has to happen first in a scene of test/contracts/scenes.ts, so that every surface is tried with it.`,
    );
}

function roomOf(features: readonly Feature[], id: string): string {
  const [, word = ''] = id.split(' ');
  const found = features.find((feature) =>
    [
      ...(feature.commands ?? []).map(({ name }) => name),
      ...(feature.words ?? []).map((one) => `${one.command} ${one.word}`),
      ...(feature.forms ?? []).map((one) => one.id),
      ...(feature.namelessForms ?? []).map((one) => one.id),
      ...(feature.actions ?? []).map((one) => one.id),
      ...(feature.messageActions ?? []).map((one) => one.id),
      ...(feature.notices ?? []).map((one) => one.id),
      ...(feature.cases ?? []).map(({ kind }) => kind),
      ...(feature.documents ?? []).map((one) => one.id),
    ].includes(id),
  );
  return found?.room ?? word;
}
