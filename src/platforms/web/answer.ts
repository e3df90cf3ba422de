/** Reply -> what a page's script puts into the page, or a whole page for browsers without it. */
import type { Request, Response } from 'express';
import type { Reply } from '../../chat/interaction.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { conversationPage } from './conversation.ts';
import { drawDocument, fileHeaders } from './document.ts';
import { drawForm, type TypedNames } from './form.ts';
import { type Html, html } from './html.ts';
import type { Visit } from './identity.ts';
import { drawPage } from './page.ts';
import { type Pen, penFor } from './pen.ts';
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
}

/** The page's script asks for JSON; a plain form asks for a page. */
export function wantsFragment(req: Request): boolean {
  return (req.headers.accept ?? '').includes('application/json');
}

export function penOf(asked: Pick<Asked, 'web' | 'visit'>): Pen {
  return penFor(asked.visit.csrf, asked.web.deps.sample, asked.visit.person?.name);
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
  const pen = penOf(asked);
  switch (reply.kind) {
    case 'form':
    case 'invalid':
      return drawPage({
        ...shellOf(asked),
        title: reply.open.form.title,
        layout: 'narrow',
        main: html`<h1 class="visually-hidden">${reply.open.form.title}</h1>${sheet(asked, reply, pen)}`,
      });
    case 'card':
      return conversationPage(asked, [reply.card]);
    case 'done':
      return conversationPage(asked, [drawResult(reply), ...(reply.card ? [reply.card] : [])]);
    case 'document':
      return conversationPage(asked, [inline(reply, pen)]);
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
  return html`<p class="result tone-${reply.tone}" tabindex="-1" dir="auto">${reply.text}</p>`;
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
