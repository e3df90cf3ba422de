/** The contract that holds every surface: what each of them must make of one reply, and what is broken about it. */
import type { Card } from '../../../src/chat/card.ts';
import { isShown, type OpenForm, type RawValue, type RawValues } from '../../../src/chat/form.ts';
import type { Interaction, Reply } from '../../../src/chat/interaction.ts';
import { assertNever } from '../../../src/kernel/assert-never.ts';
import { cardBreaches, formBreaches } from './rules.ts';
import { type Said, saidByCard, saidByDocument, saidByForm, saidByLongForm } from './said.ts';
import { slack } from './slack.ts';
import type { Does, Screen, Sheet, Surface, Told } from './surface.ts';
import { teams } from './teams.ts';
import { web } from './web.ts';
import { brokenText, halves } from './whole.ts';

export const surfaces: readonly Surface[] = [slack, teams, web];

/** One sentence for each thing that some surface would refuse, lose, cut or change; none when all hold. */
export async function broken(
  reply: Reply,
  interaction?: Interaction,
  sentFrom?: OpenForm,
): Promise<readonly string[]> {
  const parts = await Promise.all(surfaces.map((surface) => brokenOn(surface, reply, interaction, sentFrom)));
  return [...breaches(reply), ...parts.flat()];
}

function breaches(reply: Reply): string[] {
  switch (reply.kind) {
    case 'card':
      return cardBreaches(reply.card);
    case 'done':
      return [
        ...(reply.card ? cardBreaches(reply.card) : []),
        ...(reply.text.trim() === '' ? ['it says nothing'] : []),
      ];
    case 'form':
    case 'invalid':
      return formBreaches(reply.open);
    default:
      return [];
  }
}

export async function brokenOn(
  surface: Surface,
  reply: Reply,
  interaction?: Interaction,
  sentFrom?: OpenForm,
): Promise<readonly string[]> {
  switch (reply.kind) {
    case 'card':
      return interaction?.kind === 'home' ? brokenHome(surface, reply.card) : brokenCard(surface, reply.card);
    case 'done': {
      const told = { text: reply.text, tone: reply.tone };
      return reply.card ? brokenCard(surface, reply.card, told) : brokenSentence(surface, told);
    }
    case 'form':
      return brokenForm(surface, reply.open);
    case 'invalid':
      return brokenReturn(surface, reply.open, interaction, sentFrom);
    case 'options':
      return onScreen(surface, surface.options(reply.options), nothingSaid);
    case 'document': {
      const screens = await surface.document(reply.document);
      // chat leads to the page; only the web draws it
      const said = surface.name === 'web' ? saidByDocument(reply.document) : nothingSaid;
      return screens.flatMap((screen) => onScreen(surface, screen, said));
    }
    default:
      return assertNever(reply);
  }
}

const nothingSaid: Said = { always: [], body: [], buttons: [], bodyButtons: [] };

export function brokenCard(surface: Surface, card: Card, told?: Told): string[] {
  const said = saidByCard(card);
  const always = told ? [told.text, ...said.always] : said.always;
  return surface.card(card, told).flatMap((screen) => onScreen(surface, screen, { ...said, always }));
}

function brokenHome(surface: Surface, card: Card): string[] {
  return surface.home(card).flatMap((screen) => onScreen(surface, screen, saidByCard(card)));
}

export function brokenSentence(surface: Surface, told: Told): string[] {
  return surface
    .sentence(told)
    .flatMap((screen) => onScreen(surface, screen, { ...nothingSaid, always: [told.text] }));
}

export function brokenForm(surface: Surface, open: OpenForm): string[] {
  const sheet = surface.form(open);
  // a form that a platform has no room for leads to the web page, whole or in its introduction alone
  const isElsewhere = gaveWay(sheet) && !sheet.texts.includes(open.form.submit);
  if (isElsewhere) return onScreen(surface, sheet, saidByLongForm(open));
  return [
    ...(gaveWay(sheet) ? onScreen(surface, sheet, saidByLongForm(open)) : []),
    ...onScreen(surface, sheet, saidByForm(open)),
    ...lostValues(surface, sheet, open, open.form.values),
  ];
}

/** A refused form keeps what was typed, on every surface, and says what is wrong. */
async function brokenReturn(
  surface: Surface,
  after: OpenForm,
  interaction: Interaction | undefined,
  sentFrom: OpenForm | undefined,
): Promise<string[]> {
  const typed = interaction?.kind === 'submit' ? interaction.values : after.form.values;
  const before = sentFrom ?? { ...after, form: { ...after.form, values: {} }, errors: {}, marked: {} };
  return [
    ...lostValues(surface, { as: 'reply', values: after.form.values }, after, typed),
    ...(await brokenComingBack(surface, before, typed, after)),
  ];
}

export async function brokenComingBack(
  surface: Surface,
  before: OpenForm,
  typed: RawValues,
  after: OpenForm,
): Promise<string[]> {
  // what was never shown here cannot be sent from here
  if (gaveWay(surface.form(before))) return [];
  const { stood, sheet } = await surface.comesBack(before, typed, after);
  const said = saidByForm({ ...after, form: { ...after.form, values: stood }, names: {} });
  return [...onScreen(surface, sheet, said), ...lostValues(surface, sheet, after, stood)];
}

function lostValues(
  surface: Surface,
  sheet: Pick<Sheet, 'as' | 'values'>,
  { form }: OpenForm,
  wanted: RawValues,
): string[] {
  return Object.entries(form.fields).flatMap(([name, field]) =>
    !isShown(field, wanted) || bare(sheet.values[name]) === bare(wanted[name])
      ? []
      : [
          `${surface.name}, ${sheet.as}: the value of ${name} is ${bare(sheet.values[name])} and not ${bare(wanted[name])}`,
        ],
  );
}

/** Nothing chosen, nothing typed and nothing ticked are one thing; the order of a list is its drawer's. */
function bare(value: RawValue | undefined): string {
  const list = [value ?? []].flat().filter((one) => one !== '' && one !== false);
  return JSON.stringify(list.map(String).sort());
}

function onScreen(surface: Surface, screen: Screen, said: Said): string[] {
  const less = gaveWay(screen);
  const texts = less ? said.always : [...said.always, ...said.body];
  const buttons = less ? said.buttons : [...said.buttons, ...said.bodyButtons];
  const faults = [
    ...screen.faults,
    ...halves(screen.texts),
    ...texts.flatMap((text) => brokenText(text, screen.texts) ?? []),
    ...missingButtons(screen, buttons),
    ...(screen.fallback &&
    (screen.fallback.length === 0 || screen.fallback.some((text) => text.trim() === ''))
      ? ['its line for lock screens and screen readers is empty or would be interpreted']
      : []),
  ];
  return faults.map((fault) => `${surface.name}, ${screen.as}: ${fault}`);
}

/** What has no room says so, and leads to where the rest is. */
function gaveWay(screen: Screen): boolean {
  return (
    /there is more .{0,20}than .{1,40} can show/i.test(screen.texts.join('')) &&
    screen.buttons.some(({ kind }) => kind === 'link')
  );
}

function missingButtons(screen: Screen, wanted: readonly Does[]): string[] {
  const there = new Set(screen.buttons.map(key));
  return wanted
    .filter((does) => !there.has(key(does)))
    .map((does) => `a button is missing, or brings back something else: ${key(does)}`);
}

function key(does: Does): string {
  const carried = does.kind === 'run' ? does.payload : does.kind === 'form' ? does.subject : {};
  const name = does.kind === 'run' ? does.id : does.kind === 'form' ? does.form : does.to;
  return JSON.stringify([does.kind, name, Object.entries(carried).sort()]);
}
