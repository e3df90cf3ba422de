/** The conversation: a person's lists, the notices they got, the answers to what they typed, and the place to type. */

import type { Person } from '../../app/person.ts';
import type { CommandListing } from '../../app/ports.ts';
import type { Block, Card } from '../../chat/card.ts';
import { drawAction } from './action.ts';
import { drawBlocks } from './blocks.ts';
import { fingerprintOf } from './card.ts';
import { type Html, html } from './html.ts';
import type { Visit } from './identity.ts';
import { envelopeOf } from './inbound.ts';
import { drawPage } from './page.ts';
import { type Pen, penFor, seals } from './pen.ts';
import { drawCase, drawMessage, drawNotices, keyOf } from './stream.ts';
import type { Surroundings } from './surface.ts';

interface Looking {
  readonly web: Surroundings;
  readonly visit: Visit;
  readonly command?: string;
}

/** `answers` stand at the end, below what was typed. */
export async function conversationPage(
  looking: Looking,
  answers: readonly (Card | Html)[],
  kept = '',
): Promise<string> {
  const { web, visit } = looking;
  const { person } = visit;
  if (!person) throw new Error('a conversation needs a person');
  const pen = penFor(visit.csrf, web.deps.sample, person.name);
  const commands = firstFirst(web.commandsFor?.(person) ?? web.deps.commands);
  const [items, home] = await Promise.all([web.feed.recent(person), homeOf(web, person)]);
  return drawPage({
    title: 'Conversation',
    layout: 'conversation',
    sample: web.deps.sample,
    person,
    csrf: visit.csrf,
    canSwitch: web.allowPick && web.doors.sample !== undefined,
    main: html`<h1 class="visually-hidden">Conversation</h1>
<aside class="side" aria-label="Your lists">${drawFirst(commands, pen)}<div data-home>${drawHome(home, pen)}</div>${drawStarters(commands, pen)}</aside>
<section class="talk" aria-label="Conversation"><div class="stream" role="log" aria-live="polite" aria-relevant="additions" aria-label="Messages" tabindex="0" data-stream>
<div class="message greeting"><p dir="auto">Hello ${person.name}.</p><p>News about what concerns you arrives here. To ask for something, type “/” below, or choose something to start.</p></div>
${drawNotices(
  items,
  pen,
  answers.flatMap((one) => ('blocks' in one ? [keyOf(one)] : [])),
)}
${looking.command !== undefined && drawTyped(looking.command)}
${answers.map((one) => ('blocks' in one ? drawCase(one, pen) : drawMessage(one)))}
</div>
${drawComposer(commands, pen, kept)}
</section>
<dialog class="dialog" data-dialog aria-labelledby="sheet-title"></dialog>
<dialog class="dialog ask" role="alertdialog" data-ask aria-labelledby="ask-title" aria-describedby="ask-text"><h2 class="ask-title" id="ask-title" dir="auto"></h2><p class="text" id="ask-text" dir="auto"></p><form class="ask-buttons" method="dialog"><button class="button plain normal" value="no" data-no>Cancel</button><button class="button primary normal" value="yes" data-yes></button></form></dialog>`,
  });
}

export async function homeOf(web: Surroundings, person: Person): Promise<Card | undefined> {
  const reply = await web.deps.dispatch(envelopeOf(web.deps.clock, person.id, { kind: 'home' }, undefined));
  return reply.kind === 'card' || reply.kind === 'done' ? reply.card : undefined;
}

/** Everything that may have moved on behind an open page: its notices and its lists. */
export async function newsFor(web: Surroundings, person: Person, pen: Pen): Promise<object> {
  const [items, home] = await Promise.all([web.feed.recent(person), homeOf(web, person)]);
  return {
    kind: 'news',
    csrf: pen.csrf,
    home: drawHome(home, pen).toString(),
    items: drawNotices(items, pen).map((drawn, index) => ({
      row: items[index]?.rowId,
      print: items[index] && fingerprintOf(items[index].card),
      html: drawn.toString(),
    })),
  };
}

export function drawTyped(command: string): Html {
  return html`<div class="message mine"><p dir="auto"><span class="visually-hidden">You typed: </span>${command}</p></div>`;
}

export function drawHome(card: Card | undefined, pen: Pen): Html {
  if (!card) return html`<p class="text">Your lists cannot be shown just now. Please reload the page.</p>`;
  return html`<details class="home" open data-print="${fingerprintOf(card)}"><summary><h2 class="home-title" dir="auto">${card.title}</h2>${
    card.status && html`<span class="pill tone-${card.status.tone}">${card.status.label}</span>`
  }<span class="home-counts">${countsOf(card.blocks)}</span></summary><div class="home-body">${drawBlocks(card.blocks, pen)}${
    card.actions.length > 0 &&
    html`<div class="card-actions">${card.actions.map((action) => drawAction(action, pen, 'small'))}</div>`
  }</div></details>`;
}

/** "What I owe 2 · What waits for me 0": what a phone shows while the lists are folded. */
function countsOf(blocks: readonly Block[]): string {
  const counts: string[] = [];
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    if (block.kind === 'heading')
      counts.push(`${block.text} ${next?.kind === 'list' ? next.items.length : 0}`);
  }
  return counts.join(' · ');
}

/** Where minutes matter, nobody should have to look for it. */
function firstFirst(commands: readonly CommandListing[]): readonly CommandListing[] {
  return [...commands.filter(({ first }) => first), ...commands.filter(({ first }) => !first)];
}

/** Above one's lists, on a telephone too. */
function drawFirst(commands: readonly CommandListing[], pen: Pen): Html | undefined {
  const first = commands.flatMap((command) => command.first ?? []);
  if (first.length === 0) return undefined;
  return html`<div class="urgent">${first.map(({ form, label }) =>
    drawAction({ kind: 'open-form', form, label, subject: {}, style: 'danger' }, pen, 'normal'),
  )}</div>`;
}

function drawStarters(commands: readonly CommandListing[], pen: Pen): Html {
  return html`<form class="starters" method="post" action="/say" data-say aria-labelledby="starters-title">${seals(pen)}<h2 class="side-title" id="starters-title">Start something</h2>${commands
    .filter(({ first }) => !first)
    .map(
      (command) =>
        html`<button class="starter" name="text" value="/${command.name}"><span class="starter-name">/${command.name}</span><span class="starter-says" dir="auto">${command.summary}</span></button>`,
    )}</form>`;
}

/** The example is nobody's case, so it is not offered to be chosen: only how one looks is said. */
function alsoTakes({ example }: CommandListing): string {
  return example === undefined ? '' : `(with ${example.replace(/-.*/s, '-…')} it shows that case)`;
}

function drawComposer(commands: readonly CommandListing[], pen: Pen, kept: string): Html {
  const lines = commands.flatMap((command) => [
    { fill: `/${command.name}`, takes: '', also: alsoTakes(command), says: command.summary },
    ...command.words.map((word) => ({
      fill: `/${command.name} ${word.word}`,
      takes: word.takes ?? '',
      also: '',
      says: word.summary,
    })),
  ]);
  return html`<form class="composer" method="post" action="/say" data-composer data-say>${seals(pen)}<div class="composer-box"><label class="visually-hidden" for="composer-input">Type a command</label><input class="composer-input" id="composer-input" name="text" value="${kept}" type="text" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="Type / for what you can do" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="composer-list"><button class="button primary normal composer-send">Send</button><ul class="popup up" role="listbox" id="composer-list" aria-label="Commands" hidden>${lines.map(
    (line, index) =>
      html`<li class="popup-option" role="option" id="command-${index}" aria-selected="false" data-fill="${line.fill}" data-takes="${line.takes}"><span class="popup-main">${line.fill}${line.takes !== '' && html` <span class="popup-takes">${line.takes}</span>`}${line.also !== '' && html` <span class="popup-takes">${line.also}</span>`}</span><span class="popup-says" dir="auto">${line.says}</span></li>`,
  )}</ul></div><p class="composer-trouble" role="alert" data-trouble hidden></p></form>`;
}
