/** What is said when a request cannot be answered: what went wrong, what to do, and no more. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Interaction } from '../../chat/interaction.ts';
import { readLine } from '../../chat/typed-line.ts';
import { newErrorReference } from '../../kernel/ids.ts';
import { errorFields } from '../../kernel/log.ts';
import { wantsFragment } from './answer.ts';
import { html } from './html.ts';
import { one, readPosted } from './inbound.ts';
import { maxCommand } from './limits.ts';
import { drawPage } from './page.ts';
import { spoken } from './spoken.ts';
import type { Surroundings } from './surface.ts';

export interface Trouble {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** Signing in again helps; the page's script offers it without losing what was typed. */
  readonly signIn?: boolean;
}

export const troubles = {
  unreadable: {
    status: 400,
    title: 'We could not read that',
    text: 'What your browser sent could not be read, and nothing was changed. Please go back and try again.',
  },
  signedOut: {
    status: 401,
    title: 'You are signed out',
    text: 'Your session has ended, and nothing was changed. Sign in again; what you typed stays on this page.',
    signIn: true,
  },
  notOurs: {
    status: 403,
    title: 'This page is out of date',
    text: 'The page you sent this from is too old or is not ours, so nothing was changed. Please reload it and try again.',
  },
  pickRefused: {
    status: 403,
    title: 'Not from here',
    text: 'Picking who you are works only on this computer itself, at http://localhost or http://127.0.0.1, and not through a proxy.',
  },
  notFound: {
    status: 404,
    title: 'There is no such page',
    text: 'The address may be mistyped, or the page may have moved. Start again from your conversation.',
  },
  tooLarge: {
    status: 413,
    title: 'That is too long',
    text: 'What was sent is larger than Safekeep takes, and nothing was changed. Shorten your text; files go into the secure folder, never here.',
  },
  unknownType: {
    status: 415,
    title: 'We could not read that',
    text: 'What your browser sent is in a form that Safekeep does not read, and nothing was changed.',
  },
} as const satisfies Record<string, Trouble>;

export function showTrouble(web: Surroundings, req: Request, res: Response, trouble: Trouble): void {
  res.status(trouble.status);
  if (wantsFragment(req)) {
    res.json({ kind: 'trouble', title: trouble.title, text: trouble.text, signIn: trouble.signIn === true });
    return;
  }
  res.send(
    drawPage({
      title: trouble.title,
      sample: web.deps.sample,
      layout: 'narrow',
      main: html`<div class="panel"><h1>${trouble.title}</h1><p>${spoken(trouble.text)}</p><p><a class="button primary normal" href="/">${
        trouble.signIn === true ? 'Sign in again' : 'To your conversation'
      }</a></p></div>`,
    }),
  );
}

export function unknownPage(web: Surroundings): RequestHandler {
  return (req, res) => showTrouble(web, req, res, troubles.notFound);
}

/** Bodies that cannot be read get their own status; all else is a fault with a reference, and no stack on screen. */
export function onError(web: Surroundings): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    showTrouble(web, req, res, troubleOf(web, req, error));
  };
}

function troubleOf(web: Surroundings, req: Request, error: unknown): Trouble {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) return troubles.tooLarge;
  if (status === 415) return troubles.unknownType;
  if (typeof status === 'number' && status >= 400 && status < 500) return troubles.unreadable;
  const reference = newErrorReference();
  web.deps.log.error({ reference, ...errorFields(error) }, 'web page failed');
  const asked = askedFor(web, req);
  const instead = asked && web.unkept?.(asked);
  return {
    status: 500,
    title: 'Something went wrong on our side',
    text: `${instead === undefined ? '' : `${instead} `}Please try again. If it happens again, give your IT team${web.opsEmail === undefined ? '' : ` (${web.opsEmail})`} this reference: ${reference}.`,
  };
}

/** What was wanted of a form or a command, as far as the request says so by itself: nobody could be asked who it was. */
function askedFor({ deps }: Surroundings, req: Request): Interaction | undefined {
  const opened = /^\/forms\/([^/]+)$/.exec(req.path)?.[1];
  if (req.method === 'GET' && opened !== undefined)
    return { kind: 'open-form', form: decodeURIComponent(opened), subject: {} };
  const posted = readPosted(req.body) ?? {};
  if (req.path === '/forms') return { kind: 'submit', token: one(posted, 'token'), values: {} };
  const line =
    req.path === '/say' ? readLine(one(posted, 'text').slice(0, maxCommand), deps.commands) : undefined;
  return line?.isCommand ? { kind: 'command', name: line.name, text: '' } : undefined;
}
