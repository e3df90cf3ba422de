/** Card -> an article on the page. */
import type { Card } from '../../chat/card.ts';
import { sampleWords } from '../../chat/marks.ts';
import { sha256 } from '../../kernel/hash.ts';
import { drawAction } from './action.ts';
import { drawBlocks } from './blocks.ts';
import { type Html, html } from './html.ts';
import type { Pen } from './pen.ts';

export function drawCard(card: Card, pen: Pen): Html {
  const id = `card-${pen.nonce()}`;
  return html`<article class="card" aria-labelledby="${id}"${aboutOf(card)} data-print-of="${fingerprintOf(card)}" tabindex="-1">
<header class="card-head"><h2 class="card-title" id="${id}" dir="auto">${card.title}</h2>${
    card.status && html`<span class="pill tone-${card.status.tone}">${card.status.label}</span>`
  }</header>
<div class="card-body">${drawBlocks(card.blocks, pen)}</div>
${card.actions.length > 0 && html`<div class="card-actions">${card.actions.map((action) => drawAction(action, pen, 'normal'))}</div>`}
${pen.sample && html`<footer class="card-foot">${sampleWords}</footer>`}
</article>`;
}

/** Lets the page find every copy of a case when it moves on. */
function aboutOf(card: Card): Html | undefined {
  return card.about && html` data-about="${card.about.kind}:${card.about.id}"`;
}

/** Changes exactly when what is shown changes; nonces are left out of it. */
export function fingerprintOf(card: Card): string {
  return sha256(JSON.stringify(card)).slice(0, 16);
}
