/** Goes through the whole product as a person of each role, as far as buttons and links lead; whatever is done is undone. */

import { mayUse } from '../../src/app/access.ts';
import type { ActionHandler, Feature, FormHandler, NamelessForm, Outcome } from '../../src/app/feature.ts';
import type { Person } from '../../src/app/person.ts';
import type { Action, Card } from '../../src/chat/card.ts';
import type { Document } from '../../src/chat/document.ts';
import type { OpenForm } from '../../src/chat/form.ts';
import { encodeToken } from '../../src/chat/form-token.ts';
import type { Interaction, Reply, Surface } from '../../src/chat/interaction.ts';
import { type FrontDoor, frontDoor } from '../support/front-door.ts';
import { actionsIn, actionsOf } from '../support/surfaces/rules.ts';
import type { Ledger } from './ledger.ts';
import { plausible } from './plausible.ts';
import type { Stage } from './stage.ts';

/** So often one person opens, presses or reads the same thing about different cases. */
const sameThing = 2;
/** So many openings of one form about one kind of thing are filled in: what it answers hangs little on who fills it in. */
const filledIn = 3;
const surfaces: readonly Surface[] = ['slack', 'teams', 'web'];

/** Words after a word that takes some. Everybody tries none, and one of these: each is tried by people of many roles. */
const afterwards = ['DR-1001', 'Nadia', 'ar'] as const;

/** What went on: for the bound, and for messages. */
export interface Journey {
  readonly steps: number;
  /** Links that lead to nothing that the web surface serves. */
  readonly deadEnds: readonly string[];
}

/** `told` are cards that lie in people's chats: they can be pressed there too. */
export async function crawl(
  stage: Stage,
  visitors: readonly Person[],
  told: ReadonlyMap<string, readonly Card[]>,
): Promise<Journey> {
  const { ledger, world } = stage;
  const door = frontDoor({
    ...world,
    features: world.features.map((feature) => undoing(feature, ledger)),
    heard: (interaction, reply) => ledger.answered(interaction, reply),
  });
  const pages = new Map([...stage.registry.namelessForms.values()].map(({ id, path }) => [`/${path}`, id]));
  const deadEnds = new Set<string>();
  const fills = new Map<string, number>();
  let steps = 0;
  for (const [at, who] of visitors.entries()) {
    const surface = surfaces[at % surfaces.length] ?? 'web';
    const done = new Map<string, number>();
    const seen = new Set<string>();
    const waiting = beginnings(stage, who, afterwards[at % afterwards.length] ?? '');
    const { next: fromChat, dead: deadInChat } = onwards(told.get(who.id) ?? [], pages);
    waiting.push(...fromChat);
    for (const path of deadInChat) deadEnds.add(`“${path}” from a notice`);
    for (let interaction = waiting.shift(); interaction; interaction = waiting.shift()) {
      const exactly = JSON.stringify(interaction);
      const times = done.get(thingOf(interaction)) ?? 0;
      if (seen.has(exactly) || times >= sameThing) continue;
      seen.add(exactly);
      done.set(thingOf(interaction), times + 1);
      steps += 1;
      const reply = await door.does(who.id, interaction, undefined, surface);
      const { next, dead } = onwards(shownBy(reply), pages);
      for (const path of dead) deadEnds.add(`“${path}” from ${exactly}`);
      waiting.push(...next);
      if (reply.kind !== 'form') continue;
      const { form, subject } = reply.open.token;
      const filling = `${form} ${Object.keys(subject).sort()}`;
      const before = fills.get(filling) ?? 0;
      if (before >= filledIn) continue;
      fills.set(filling, before + 1);
      await fillIn(stage, door, who, reply.open, surface);
    }
  }
  return { steps, deadEnds: [...deadEnds] };
}

function beginnings({ registry, world }: Stage, who: Person, after: string): Interaction[] {
  const words = [...registry.commands.keys()].flatMap((name) =>
    registry
      .wordsOf(name)
      .filter(({ access }) => mayUse(access, who, world.policy))
      .flatMap(({ word, takes }) =>
        (takes === undefined ? [''] : ['', after]).map((rest) => `${word} ${rest}`.trim()),
      )
      .map((text): Interaction => ({ kind: 'command', name, text })),
  );
  return [
    { kind: 'home' },
    { kind: 'lifecycle', event: 'installed' },
    ...[...registry.commands.keys()].map((name): Interaction => ({ kind: 'command', name, text: '' })),
    ...words,
    { kind: 'command', name: 'safekeep', text: 'no-such-word' },
    { kind: 'command', name: 'data-request', text: 'DR-1001' },
    { kind: 'options', query: who.name.slice(0, 3) },
    ...[...registry.messageActions.values()].map(
      ({ form }): Interaction => ({
        kind: 'open-form',
        form,
        subject: { message: 'https://chat.example/archives/C1/p1' },
      }),
    ),
  ];
}

/** One thing, whatever case it is done to. */
function thingOf(interaction: Interaction): string {
  switch (interaction.kind) {
    case 'open-form':
      return `form ${interaction.form} ${Object.keys(interaction.subject).sort()}`;
    case 'action':
      return `action ${interaction.id}`;
    case 'document':
      return `document ${interaction.document}`;
    case 'look':
      return `look ${interaction.about.kind}`;
    default:
      return JSON.stringify(interaction);
  }
}

type Shown = Card | OpenForm | Document;

function shownBy(reply: Reply): readonly Shown[] {
  if (reply.kind === 'card' || reply.kind === 'done') return reply.card ? [reply.card] : [];
  if (reply.kind === 'form') return [reply.open];
  return reply.kind === 'document' ? [reply.document] : [];
}

/** `pages` are those that ask nobody who they are: their forms, by path. */
function onwards(
  shown: readonly Shown[],
  pages: ReadonlyMap<string, string>,
): {
  readonly next: readonly Interaction[];
  readonly dead: readonly string[];
} {
  const led = shown.flatMap(buttonsOn).map((action) => whereTo(action, pages));
  const abouts = shown.flatMap((one) => ('about' in one && one.about ? [one.about] : []));
  return {
    next: [
      ...led.flatMap((one) => (one === undefined || typeof one === 'string' ? [] : [one])),
      ...abouts.map((about): Interaction => ({ kind: 'look', about })),
    ],
    dead: led.filter((one) => typeof one === 'string'),
  };
}

function buttonsOn(shown: Shown): readonly Action[] {
  if ('form' in shown) return actionsIn(shown.form.intro);
  return 'kind' in shown ? linksOf(shown) : actionsOf(shown);
}

function linksOf(document: Document): Action[] {
  if (document.kind === 'file') return [];
  const downloads = (document.downloads ?? []).map((one): Action => ({ kind: 'link', ...one }));
  return [...downloads, ...actionsIn(document.blocks)];
}

/** A path, where nothing is served there; nothing, where it leads out or to the front page. */
function whereTo(action: Action, pages: ReadonlyMap<string, string>): Interaction | string | undefined {
  if (action.kind === 'run') return { kind: 'action', id: action.id, payload: action.payload };
  if (action.kind === 'open-form') return { kind: 'open-form', form: action.form, subject: action.subject };
  const { path } = action;
  if (path === '/' || /^https:\/\//.test(path)) return undefined;
  const nameless = pages.get(path);
  if (nameless !== undefined) return { kind: 'open-form', form: nameless, subject: {} };
  const address = new URL(path, 'https://safekeep.example');
  const [, place, id = ''] = /^\/(documents|forms)\/([^/]+)$/.exec(address.pathname) ?? [];
  const given = Object.fromEntries(address.searchParams);
  const [, kind, about] = /^\/cases\/([^/]+)\/([^/]+)$/.exec(address.pathname) ?? [];
  if (kind !== undefined && about !== undefined)
    return { kind: 'look', about: { kind: decodeURIComponent(kind), id: decodeURIComponent(about) } };
  if (place === 'documents') return { kind: 'document', document: decodeURIComponent(id), subject: given };
  if (place !== 'forms') return path;
  const subject = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.replace(/^p\./, ''), value]),
  );
  return { kind: 'open-form', form: decodeURIComponent(id), subject };
}

/** Empty, for all that it then objects to; and with plausible answers, of which the first ones and the last ones. */
async function fillIn(
  stage: Stage,
  door: FrontDoor,
  who: Person,
  open: OpenForm,
  surface: Surface,
): Promise<void> {
  const token = encodeToken(open.token);
  const other = stage.people.find(({ id }) => id !== who.id)?.id ?? who.id;
  for (const values of [{}, plausible(open.form, 'first', other), plausible(open.form, 'last', other)])
    await door.does(who.id, { kind: 'submit', token, values }, undefined, surface);
}

/** The same room, whose every change is thrown away once its answer is drawn. */
function undoing(feature: Feature, ledger: Ledger): Feature {
  return {
    ...feature,
    ...(feature.forms
      ? {
          forms: feature.forms.map(
            (form): FormHandler => ({
              ...form,
              submit: async (...given) => undone(await form.submit(...given)),
            }),
          ),
        }
      : {}),
    ...(feature.namelessForms
      ? {
          namelessForms: feature.namelessForms.map(
            (form): NamelessForm => ({
              ...form,
              submit: async (...given) => undone(await form.submit(...given)),
            }),
          ),
        }
      : {}),
    ...(feature.actions
      ? {
          actions: feature.actions.map(
            (action): ActionHandler => ({
              ...action,
              async run(...given) {
                const outcome = await action.run(...given);
                if (outcome.kind === 'done') ledger.mark('action', action.id);
                return undone(outcome);
              },
            }),
          ),
        }
      : {}),
  };
}

/** What is refused leaves nothing behind, and shows the same words and card. */
function undone(outcome: Outcome): Outcome {
  if (outcome.kind !== 'done') return outcome;
  return { kind: 'refused', text: outcome.text, ...(outcome.card ? { card: outcome.card } : {}) };
}
