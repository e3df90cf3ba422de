/** Action -> a button that works as a plain form too, or a link. */

import type { Action, Payload } from '../../chat/card.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { hrefOf, placeOf, wayFields } from './back.ts';
import { type Html, html } from './html.ts';
import { isOwnPath } from './own-path.ts';
import { type Pen, seals, type Way } from './pen.ts';

/** `about` tells buttons of one label apart for people who hear the page. */
export function drawAction(action: Action, pen: Pen, size: 'normal' | 'small', about?: string): Html {
  const aside = about === undefined ? undefined : html`<span class="visually-hidden">: ${about}</span>`;
  const at = action.kind === 'link' || !pen.way ? undefined : placeOf(action);
  const way = pen.way && at !== undefined ? { path: pen.way.path, at } : undefined;
  const id = way && html` id="${at ?? ''}"`;
  switch (action.kind) {
    case 'run': {
      const { confirm } = action;
      const asks =
        confirm &&
        html`<input type="hidden" name="_ask.title" value="${confirm.title}"><input type="hidden" name="_ask.text" value="${confirm.text}"><input type="hidden" name="_ask.yes" value="${confirm.yes}">`;
      return html`<form class="act"${id} method="post" action="/actions/${encodeURIComponent(action.id)}" data-act${
        confirm && html` data-asks`
      }>${seals(pen)}${wayFields(way)}${asks}${hidden(action.payload)}<button class="button ${action.style ?? 'plain'} ${size}"${
        confirm && html` aria-haspopup="dialog"`
      }>${action.label}${aside}</button></form>`;
    }
    case 'open-form':
      return html`<form class="act"${id} method="get" action="/forms/${encodeURIComponent(action.form)}" data-open-form>${wayFields(way)}${hidden(action.subject)}<button class="button ${action.style ?? 'plain'} ${size}" aria-haspopup="dialog">${action.label}${aside}</button></form>`;
    case 'link':
      return drawLink(action.label, action.path, `button plain ${size}`, aside);
    default:
      return assertNever(action);
  }
}

/** What a browser without script gets between a button that asks first and the deed; script asks on the spot. */
export function drawAsk(id: string, payload: Payload, ask: Asking, pen: Pen, way?: Way): Html {
  return html`<div class="panel"><h1 dir="auto">${ask.title}</h1><p dir="auto">${ask.text}</p><form class="ask-buttons" method="post" action="/actions/${encodeURIComponent(id)}">${seals(pen)}${wayFields(way)}${hidden(payload)}<a class="button plain normal" href="${way ? hrefOf(way) : '/'}">Cancel</a><button class="button primary normal">${ask.yes}</button></form></div>`;
}

export interface Asking {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
}

function hidden(payload: Payload): Html {
  return html`${Object.entries(payload).map(
    ([name, value]) => html`<input type="hidden" name="p.${name}" value="${value}">`,
  )}`;
}

/** Into our own pages, or out over https; anything else is shown as words that cannot be pressed. */
export function drawLink(label: string, path: string, style: string, aside?: Html): Html {
  if (isOwnPath(path)) return html`<a class="${style}" href="${path}">${label}${aside}</a>`;
  if (/^https:\/\//i.test(path) && URL.canParse(path)) {
    return html`<a class="${style} outward" href="${path}" target="_blank" rel="noopener noreferrer">${label}${aside}<span class="visually-hidden"> (opens in a new tab)</span></a>`;
  }
  return html`<span class="unlinked" dir="auto">${label}: ${path}</span>`;
}
