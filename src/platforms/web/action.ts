/** Action -> a button that works as a plain form too, or a link. */

import type { Action, Payload } from '../../chat/card.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { type Html, html } from './html.ts';
import { type Pen, seals } from './pen.ts';

/** `about` tells buttons of one label apart for people who hear the page. */
export function drawAction(action: Action, pen: Pen, size: 'normal' | 'small', about?: string): Html {
  const aside = about === undefined ? undefined : html`<span class="visually-hidden">: ${about}</span>`;
  switch (action.kind) {
    case 'run': {
      const style = `button ${action.style ?? 'plain'} ${size}`;
      const carried = html`${seals(pen)}${hidden(action.payload)}`;
      const path = `/actions/${encodeURIComponent(action.id)}`;
      if (!action.confirm) {
        return html`<form class="act" method="post" action="${path}" data-act>${carried}<button class="${style}">${action.label}${aside}</button></form>`;
      }
      return html`<details class="confirm"><summary class="${style}">${action.label}${aside}</summary><form class="act" method="post" action="${path}" data-act>${carried}<p class="confirm-title" dir="auto">${action.confirm.title}</p><p class="confirm-text" dir="auto">${action.confirm.text}</p><div class="confirm-buttons"><button class="button ${action.style ?? 'primary'} ${size}">${action.confirm.yes}</button><button type="button" class="button plain ${size}" data-close-confirm>Cancel</button></div></form></details>`;
    }
    case 'open-form':
      return html`<form class="act" method="get" action="/forms/${encodeURIComponent(action.form)}" data-open-form>${hidden(action.subject)}<button class="button ${action.style ?? 'plain'} ${size}" aria-haspopup="dialog">${action.label}${aside}</button></form>`;
    case 'link':
      return drawLink(action.label, action.path, `button plain ${size}`, aside);
    default:
      return assertNever(action);
  }
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

/** "//host" and "/\host" are other people's addresses to a browser. */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[^\s\\]*$/.test(path);
}
