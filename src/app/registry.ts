/** Every room's offers by name. Built once; two rooms that claim one name is a bug that stops the start. */
import type {
  ActionHandler,
  CaseKind,
  Command,
  DocumentHandler,
  Feature,
  FormHandler,
  Job,
  NamelessForm,
  NoticeKind,
  Word,
} from './feature.ts';
import type { CommandListing, MessageAction } from './ports.ts';

export interface Registry {
  readonly features: readonly Feature[];
  readonly commands: ReadonlyMap<string, Command>;
  readonly forms: ReadonlyMap<string, FormHandler>;
  readonly namelessForms: ReadonlyMap<string, NamelessForm>;
  readonly actions: ReadonlyMap<string, ActionHandler>;
  readonly messageActions: ReadonlyMap<string, MessageAction>;
  readonly cases: ReadonlyMap<string, CaseKind>;
  readonly notices: ReadonlyMap<string, NoticeKind>;
  readonly documents: ReadonlyMap<string, DocumentHandler>;
  readonly jobs: ReadonlyMap<string, Job>;
  /** The words of one command, in the order the rooms list them. */
  wordsOf(command: string): readonly Word[];
}

export function createRegistry(features: readonly Feature[]): Registry {
  const words = features.flatMap((feature) => feature.words ?? []);
  const registry: Registry = {
    features,
    commands: byKey(
      features,
      (feature) => feature.commands,
      (command) => command.name,
    ),
    forms: byKey(
      features,
      (feature) => feature.forms,
      (form) => form.id,
    ),
    namelessForms: byKey(
      features,
      (feature) => feature.namelessForms,
      (form) => form.id,
    ),
    actions: byKey(
      features,
      (feature) => feature.actions,
      (action) => action.id,
    ),
    messageActions: byKey(
      features,
      (feature) => feature.messageActions,
      (action) => action.id,
    ),
    cases: byKey(
      features,
      (feature) => feature.cases,
      (one) => one.kind,
    ),
    notices: byKey(
      features,
      (feature) => feature.notices,
      (notice) => notice.id,
    ),
    documents: byKey(
      features,
      (feature) => feature.documents,
      (document) => document.id,
    ),
    jobs: byKey(
      features,
      (feature) => feature.jobs,
      (job) => job.name,
    ),
    wordsOf: (command) => words.filter((word) => word.command === command),
  };
  const spoken = new Set<string>();
  for (const { command, word } of words) {
    if (!registry.commands.has(command)) throw new Error(`word "${word}" belongs to no command: ${command}`);
    if (spoken.has(`${command} ${word}`)) throw new Error(`two rooms offer "/${command} ${word}"`);
    spoken.add(`${command} ${word}`);
  }
  return registry;
}

function byKey<T>(
  features: readonly Feature[],
  offers: (feature: Feature) => readonly T[] | undefined,
  key: (item: T) => string,
): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const feature of features)
    for (const item of offers(feature) ?? []) {
      if (map.has(key(item))) throw new Error(`room ${feature.room} offers "${key(item)}" a second time`);
      map.set(key(item), item);
    }
  return map;
}

/** The commands as help, completion and manifests show them, with all their words or with those that fit. */
export function listCommands(
  registry: Registry,
  fits: (word: Word) => boolean = () => true,
): readonly CommandListing[] {
  return [...registry.commands.values()].map((command) => ({
    name: command.name,
    summary: command.summary,
    ...(command.reference ? { example: command.reference.example } : {}),
    ...(command.first ? { first: command.first } : {}),
    words: registry
      .wordsOf(command.name)
      .filter(fits)
      .map(({ word, takes, summary }) => ({ word, summary, ...(takes ? { takes } : {}) })),
  }));
}
