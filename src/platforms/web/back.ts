/** The way back to the page that a button stood on, and what is said there when it was pressed. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Action } from '../../chat/card.ts';
import type { Reply } from '../../chat/interaction.ts';
import { sha256 } from '../../kernel/hash.ts';
import { type Html, html } from './html.ts';
import { cookieAttributes, cookieNames, readCookies, sameText, type Visit } from './identity.ts';
import { one, type Posted } from './inbound.ts';
import { isOwnPath } from './own-path.ts';
import type { Way } from './pen.ts';

/** Only pages of ours that are read on their own: the conversation has its own way of going on. */
export function wayIn(posted: Posted): Way | undefined {
  const path = one(posted, '_back');
  const at = one(posted, '_at');
  if (path.length > 600 || !/^\/documents\/[\w.-]+(\?|$)/.test(path) || !isOwnPath(path)) return undefined;
  return { path, ...(/^at-[\da-f]{10}$/.test(at) ? { at } : {}) };
}

/** With the place, if the button has one. */
export function hrefOf({ path, at }: Way): string {
  return at === undefined ? path : `${path}#${at}`;
}

export function wayFields(way: Way | undefined): Html | undefined {
  if (!way) return undefined;
  return html`<input type="hidden" name="_back" value="${way.path}">${
    way.at !== undefined && html`<input type="hidden" name="_at" value="${way.at}">`
  }`;
}

/** The same for the same button on the page that comes after, whatever it is called by then. */
export function placeOf(action: Exclude<Action, { kind: 'link' }>): string {
  const what = action.kind === 'run' ? [action.id, action.payload] : [action.form, action.subject];
  return `at-${sha256(JSON.stringify(what)).slice(0, 10)}`;
}

const said = z.object({ tone: z.enum(['good', 'warning', 'danger']), text: z.string() });
export type Said = z.infer<typeof said>;
const mostLetters = 1200;
const lastsMs = 60_000;

/** The words go along in a cookie, since another instance may draw the page; never in an address, which is kept and logged. */
export function sendBack(
  publicUrl: string,
  res: Response,
  visit: Visit,
  way: Way,
  { tone, text }: Extract<Reply, { kind: 'done' }>,
): void {
  const short = [...text].length > mostLetters ? `${[...text].slice(0, mostLetters).join('')}…` : text;
  const body = Buffer.from(JSON.stringify({ tone, text: short })).toString('base64url');
  res.cookie(cookieNames(publicUrl).said, `${body}.${sealOf(visit, body)}`, {
    ...cookieAttributes(publicUrl),
    maxAge: lastsMs,
  });
  res.redirect(303, hrefOf(way));
}

/** Once: it is gone with this answer. */
export function takeSaid(publicUrl: string, req: Request, res: Response, visit: Visit): Said | undefined {
  const name = cookieNames(publicUrl).said;
  const [body = '', seal = ''] = (readCookies(req.headers.cookie).get(name) ?? '').split('.');
  if (body === '') return undefined;
  res.clearCookie(name, cookieAttributes(publicUrl));
  if (!sameText(seal, sealOf(visit, body))) return undefined;
  try {
    const parsed = said.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function sealOf({ csrf }: Visit, body: string): string {
  return sha256(`said:${csrf}:${body}`).slice(0, 43);
}

export function drawSaid({ tone, text }: Said): Html {
  return html`<div class="said" role="status" aria-live="polite" data-said><p class="result tone-${tone}" tabindex="-1" dir="auto">${text}</p></div>`;
}
