/** Card -> an Adaptive Card of version 1.5. */
import type { Action, Card, CaseRef, Tone } from '../../chat/card.ts';
import { pathOfCard } from '../../chat/case-path.ts';
import type { OpenForm } from '../../chat/form.ts';
import { dots, sampleWords } from '../../chat/marks.ts';
import { headline } from '../../chat/plain-text.ts';
import type { Told } from '../../chat/shown.ts';
import { drawBlocks, note } from './blocks.ts';
import { actionSets, button, drawActions, type Origin, type Pen, type Place, type Spot } from './buttons.ts';
import { limits } from './limits.ts';
import { type Element, heading, paragraphs } from './text.ts';

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  /** What a client shows that is too old to draw the card. */
  readonly fallbackText: string;
  readonly speak: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Element[];
  readonly refresh?: { readonly action: Element; readonly userIds?: readonly string[] };
  readonly msteams: { readonly width: 'Full' };
}

export interface Where {
  readonly spot: Spot;
  readonly origin: Origin;
  readonly told?: Told;
  /** The `29:…` id of the one whose copy this is, so that it draws itself anew when they look at it. */
  readonly viewer?: string;
  /** A notice says more than its case: it is drawn anew by the outbox, and never by being looked at. */
  readonly notice?: true;
}

export function drawCard(card: Card, pen: Pen, where: Where): AdaptiveCard {
  const { spot } = where;
  const place: Place = { spot, origin: card.audience === 'place' ? 'place' : where.origin };
  const { above, row } = drawActions(card.actions, pen, place);
  const drawn = assemble(pen, {
    says: headline(card),
    top: [
      ...(where.told ? note(where.told.tone, where.told.text) : []),
      ...heading(card.title, 'large'),
      ...(card.status ? paragraphs(card.status.label, {}, dots[card.status.tone]) : []),
    ],
    body: drawBlocks(card.blocks, pen, place),
    bottom: above,
    row,
    path: pathOfCard(card.about),
  });
  const data =
    place.spot === 'message' && !where.notice ? refreshing(card, place.origin, where.told) : undefined;
  if (!data) return drawn;
  const action = { type: 'Action.Execute', title: 'Refresh', verb: data.do, data: { safekeep: data } };
  return { ...drawn, refresh: { action, ...(where.viewer ? { userIds: [where.viewer] } : {}) } };
}

function refreshing(
  card: Card,
  origin: Origin,
  told: Told | undefined,
): { readonly do: string; readonly about?: CaseRef; readonly told?: Told } | undefined {
  if (card.audience === 'place') return undefined;
  const said = told ? { told } : {};
  if (origin === 'home') return { do: 'home', ...said };
  return card.about && { do: 'look', about: card.about, ...said };
}

/** A sentence, and at most a few buttons. */
export function drawSentence(
  text: string,
  tone: Tone,
  pen: Pen,
  actions: readonly Action[] = [],
  spot: Spot = 'message',
): AdaptiveCard {
  const { above, row } = drawActions(actions, pen, { spot, origin: 'answer' });
  return assemble(pen, { says: text, top: [], body: note(tone, text), bottom: above, row });
}

/** For a form that a typed command asked for: Teams opens a dialog only from a button. */
export function drawInvitation(open: OpenForm, pen: Pen): AdaptiveCard {
  const { form, subject } = open.token;
  const { title } = open.form;
  const action: Action = { kind: 'open-form', form, label: 'Open', subject, style: 'primary' };
  return assemble(pen, {
    says: title,
    top: [...heading(title, 'large'), ...paragraphs('Press “Open” to fill it in.')],
    body: [],
    bottom: [],
    row: [button(action, pen, { spot: 'message', origin: 'answer' })],
  });
}

export interface Parts {
  /** One line for lock screens, screen readers and clients too old for the card. */
  readonly says: string;
  readonly top: readonly Element[];
  /** Gives way from its end where the whole is more than Teams takes. */
  readonly body: readonly Element[];
  /** Where on the web all of it can be read. */
  readonly path?: string;
  readonly bottom: readonly Element[];
  readonly row: readonly Element[];
}

export function assemble(pen: Pen, parts: Parts): AdaptiveCard {
  const { body, path = '/' } = parts;
  const all = whole(pen, parts, body);
  if (isWithin(limits.cardBytes, all)) return all;
  const more: Action = { kind: 'link', label: 'See it all on the web page', path };
  const rest = [
    ...paragraphs('There is more than Teams can show here.'),
    ...actionSets([button(more, pen, { spot: 'dialog', origin: 'answer' })]),
  ];
  let room = limits.cardBytes - bytes(whole(pen, parts, rest));
  const fitting = body.findIndex((element) => {
    room -= bytes(element) + 1;
    return room < 0;
  });
  return whole(pen, parts, [...body.slice(0, fitting < 0 ? body.length : fitting), ...rest]);
}

/** Whether it is enough that its body gives way. */
export function fits(pen: Pen, parts: Parts): boolean {
  return isWithin(limits.cardBytes, assemble(pen, parts));
}

function whole(pen: Pen, { top, bottom, row, ...parts }: Parts, body: readonly Element[]): AdaptiveCard {
  const says = parts.says.trim() === '' ? 'Safekeep' : parts.says;
  const sample = pen.sample ? paragraphs(sampleWords, { isSubtle: true, size: 'small' }) : [];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: says,
    speak: says,
    msteams: { width: 'Full' },
    body: [...top, ...body, ...bottom, ...sample],
    ...(row.length > 0 ? { actions: row } : {}),
  };
}

/** Nothing takes more than three bytes a unit, so that most cards are not counted letter by letter. */
function isWithin(most: number, card: AdaptiveCard): boolean {
  const json = JSON.stringify(card);
  return json.length * 3 <= most || Buffer.byteLength(json) <= most;
}

function bytes(json: unknown): number {
  return Buffer.byteLength(JSON.stringify(json));
}
