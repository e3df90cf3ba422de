/** Block -> HTML. Text of people is escaped, keeps its white space and finds its own direction. */

import type { Block, ListItem } from '../../chat/card.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { drawAction } from './action.ts';
import { type Html, html } from './html.ts';
import type { Pen } from './pen.ts';
import { spoken } from './spoken.ts';

/** `level` is the heading level that the blocks' own headings take. */
export function drawBlocks(blocks: readonly Block[], pen: Pen, level: 2 | 3 = 3): Html {
  return html`${blocks.map((block) => drawBlock(block, pen, level))}`;
}

export function drawBlock(block: Block, pen: Pen, level: 2 | 3): Html {
  switch (block.kind) {
    case 'text':
      return html`<p class="text" dir="auto">${spoken(block.text)}</p>`;
    case 'heading':
      return level === 3
        ? html`<h3 class="block-heading" dir="auto">${block.text}</h3>`
        : html`<h2 class="block-heading" dir="auto">${block.text}</h2>`;
    case 'facts':
      return html`<dl class="facts">${block.facts.map(
        (fact) =>
          html`<div class="fact${fact.copy && ' to-copy'}"><dt dir="auto">${fact.label}</dt><dd dir="auto">${
            fact.copy ? drawToCopy(fact) : linked(fact.value, spoken)
          }</dd></div>`,
      )}</dl>`;
    case 'quote':
      return html`<figure class="quote"><figcaption dir="auto">${block.label}</figcaption><blockquote dir="auto">${linked(block.text)}</blockquote></figure>`;
    case 'note':
      return html`<p class="note tone-${block.tone}" dir="auto">${spoken(block.text)}</p>`;
    case 'steps':
      return html`<ol class="steps">${block.steps.map(
        (step) =>
          html`<li class="step ${step.state}"${step.state === 'now' && html` aria-current="step"`}><span class="step-label" dir="auto">${step.label}</span><span class="visually-hidden"> (${stateWords[step.state]})</span>${
            step.detail !== undefined && html`<span class="step-detail" dir="auto">${step.detail}</span>`
          }</li>`,
      )}</ol>`;
    case 'list':
      return html`<ul class="items">${block.items.map((item) => drawItem(item, pen))}</ul>`;
    case 'divider':
      return html`<hr>`;
    default:
      return assertNever(block);
  }
}

/** A value that is one https address, and nothing else, may be pressed; it is shown as it was typed. */
function linked(value: string, otherwise = (text: string): Html | string => text): Html | string {
  if (!/^https:\/\/\S+$/i.test(value) || !URL.canParse(value)) return otherwise(value);
  const { username, password } = new URL(value);
  // "https://known.example@other.example" leads elsewhere than it looks
  if (username !== '' || password !== '') return value;
  return html`<a class="outward" href="${value}" target="_blank" rel="noopener noreferrer">${value}<span class="visually-hidden"> (opens in a new tab)</span></a>`;
}

const stateWords = { done: 'done', now: 'now', later: 'later' } as const;

function drawItem(item: ListItem, pen: Pen): Html {
  return html`<li class="item tone-${item.tone ?? 'neutral'}"><div class="item-words"><span class="item-title" dir="auto">${item.title}</span>${
    item.detail !== undefined && html`<span class="item-detail" dir="auto">${spoken(item.detail)}</span>`
  }</div>${item.action && html`<div class="item-action">${drawAction(item.action, pen, 'small', item.title)}</div>`}</li>`;
}

/** Without script, or where the browser keeps the clipboard shut, it can still be marked by one press. */
function drawToCopy({ label, value }: { readonly label: string; readonly value: string }): Html {
  return html`<code class="copied">${value}</code><button type="button" class="button plain small needs-script" data-copy="${value}">Copy<span class="visually-hidden">: ${label}</span></button>`;
}
