/** Reply -> what a page's script puts into the page, or a whole page for browsers without it. */
import type { Request, Response } from 'express';
import type { Reply } from '../../chat/interaction.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { sendBack } from './back.ts';
import { conversationPage } from './conversation.ts';
import { drawDocument, fileHeaders } from './document.ts';
import { drawForm, type TypedNames } from './form.ts';
import { type Html, html } from './html.ts';
import type { Visit } from './identity.ts';
import { drawPage } from './page.ts';
import { type Pen, penFor, type Way } from './pen.ts';
import { spoken } from './spoken.ts';
import { drawCase, drawMessage } from './stream.ts';
import type { Surroundings } from './surface.ts';

export interface Asked {
  readonly web: Surroundings;
  readonly req: Request;
  readonly res: Response;
  readonly visit: Visit;
  /** What was typed into the composer, to be shown above the answer and kept when it failed. */
  readonly command?: string;
  readonly typed?: TypedNames;
  /** What is wrong with names that fit nobody, or several: said instead of the house's own sentence. */
  readonly faults?: Readonly<Record<string, string>>;
  /** The page that its button stood on. */
  readonly way?: Way | undefined;
}

/** The page's script asks for JSON; a plain form asks for a page. */
export function wantsFragment(req: Request): boolean {
  return (req.headers.accept ?? '').includes('application/json');
}

export function penOf({ web, visit, way }: Pick<Asked, 'web' | 'visit' | 'way'>): Pen {
  return { ...penFor(visit.csrf, web.deps.sample, visit.person?.name), ...(way ? { way } : {}) };
}

export async function answer(asked: Asked, reply: Reply): Promise<void> {
  if (reply.kind === 'document' && reply.document.kind === 'file') {
    asked.res.set(fileHeaders(reply.document)).send(reply.document.content);
    return;
  }
  if (reply.kind === 'options') {
    asked.res.json({ kind: 'options', options: reply.options });
    return;
  }
  if (reply.kind === 'done' && !('page' in reply && reply.page) && asked.way && !wantsFragment(asked.req)) {
    sendBack(asked.web.deps.publicUrl, asked.res, asked.visit, asked.way, reply);
    return;
  }
  asked.res.status(reply.kind === 'invalid' ? 422 : 200);
  if (wantsFragment(asked.req)) asked.res.json(fragment(asked, reply));
  else asked.res.send(await page(asked, reply));
}

type Drawable = Exclude<Reply, { kind: 'options' }>;

function fragment(asked: Asked, reply: Drawable): object {
  const pen = penOf(asked);
  switch (reply.kind) {
    case 'form':
    case 'invalid':
      return { kind: 'sheet', invalid: reply.kind === 'invalid', html: sheet(asked, reply, pen).toString() };
    case 'card':
      return { kind: 'message', html: drawCase(reply.card, pen).toString() };
    case 'done':
      return {
        kind: 'done',
        good: reply.tone === 'good',
        html: drawMessage(drawResult(reply)).toString(),
        ...(reply.card ? { card: drawCase(reply.card, pen).toString() } : {}),
      };
    case 'document':
      return { kind: 'message', html: drawMessage(inline(reply, pen)).toString() };
    default:
      return assertNever(reply);
  }
}

async function page(asked: Asked, reply: Drawable): Promise<string> {
  switch (reply.kind) {
    case 'form':
    case 'invalid':
      return drawPage({
        ...shellOf(asked),
        title: reply.open.form.title,
        layout: 'narrow',
        main: html`<h1 class="visually-hidden">${reply.open.form.title}</h1>${sheet(asked, reply, penOf(asked))}`,
      });
    case 'card':
      return conversationPage(asked, [reply.card]);
    case 'done':
      return conversationPage(asked, [drawResult(reply), ...(reply.card ? [reply.card] : [])]);
    case 'document':
      return conversationPage(asked, [inline(reply, penOf({ web: asked.web, visit: asked.visit }))]);
    default:
      return assertNever(reply);
  }
}

function sheet(asked: Asked, reply: Extract<Reply, { kind: 'form' | 'invalid' }>, pen: Pen): Html {
  const { errors } = reply.open;
  const said = Object.fromEntries(
    Object.entries(asked.faults ?? {}).filter(([name]) => errors[name] !== undefined),
  );
  return drawForm({ ...reply.open, errors: { ...errors, ...said } }, pen, asked.typed);
}

export function drawResult(reply: Extract<Reply, { kind: 'done' }>): Html {
  return html`<p class="result tone-${reply.tone}" tabindex="-1" dir="auto">${spoken(reply.text)}</p>`;
}

function inline(reply: Extract<Reply, { kind: 'document' }>, pen: Pen): Html {
  return reply.document.kind === 'page'
    ? html`<div class="card inline-document">${drawDocument(reply.document, pen)}</div>`
    : html``;
}

export function shellOf({ web, visit }: Pick<Asked, 'web' | 'visit'>) {
  return {
    sample: web.deps.sample,
    person: visit.person,
    csrf: visit.csrf,
    canSwitch: web.allowPick && web.doors.sample !== undefined,
  };
}
