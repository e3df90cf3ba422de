/** Signing in by e-mail: a link and a code, spent only by a person's button press (mail scanners open links). */
import { Router } from 'express';
import { isOurs } from './guard.ts';
import { type Html, html } from './html.ts';
import { endSession, startSession, type Visit, visitOf } from './identity.ts';
import { one, readPosted } from './inbound.ts';
import { drawNamelessWays } from './nameless.ts';
import { isOwnPath } from './own-path.ts';
import { drawPage } from './page.ts';
import type { Surroundings } from './surface.ts';
import { showTrouble, troubles } from './trouble.ts';

export function signInRoutes(web: Surroundings): Router {
  const router = Router();
  const { doors, deps } = web;

  function show(csrf: string, title: string, main: Html): string {
    return drawPage({ title, main, sample: deps.sample, csrf, layout: 'narrow' });
  }

  router.get('/sign-in', async (req, res) => {
    const visit = await visitOf(web, req, res);
    const next = nextPath(req.query.next);
    if (visit.person) return res.redirect(303, next);
    const main = web.mailConfigured ? askEmail(visit, next, '') : noMail(web);
    res.send(show(visit.csrf, 'Sign in', html`${main}${drawNamelessWays(deps.namelessForms)}`));
  });

  router.post('/sign-in', async (req, res) => {
    const visit = await visitOf(web, req, res);
    const posted = readPosted(req.body);
    if (!posted || !isOurs(req, visit, posted, deps.publicUrl))
      return showTrouble(web, req, res, troubles.notOurs);
    const email = one(posted, 'email').trim().slice(0, 254);
    const next = nextPath(one(posted, 'next'));
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
      res.status(422).send(show(visit.csrf, 'Sign in', askEmail(visit, next, email, notAnAddress)));
      return;
    }
    if (web.mailConfigured) await doors.sendLink(email, deps.publicUrl);
    res.send(show(visit.csrf, 'Look at your mail', askCode(visit, next, email)));
  });

  router.post('/sign-in/code', async (req, res) => {
    const visit = await visitOf(web, req, res);
    const posted = readPosted(req.body);
    if (!posted || !isOurs(req, visit, posted, deps.publicUrl))
      return showTrouble(web, req, res, troubles.notOurs);
    const email = one(posted, 'email').trim().slice(0, 254);
    const next = nextPath(one(posted, 'next'));
    const session = await doors.spendCode(email, one(posted, 'code').replace(/\D/g, '').slice(0, 6));
    if (!session) {
      res.status(422).send(show(visit.csrf, 'Look at your mail', askCode(visit, next, email, wrongCode)));
      return;
    }
    startSession(web, res, session);
    res.redirect(303, next);
  });

  // looks only: what spends the link is the button on the page
  router.get('/sign-in/:token', async (req, res) => {
    const visit = await visitOf(web, req, res);
    const token = req.params.token.slice(0, 200);
    const good = await doors.looksGood(token);
    res.status(good ? 200 : 410).send(show(visit.csrf, 'Sign in', good ? pressButton(visit, token) : spent));
  });

  router.post('/sign-in/link', async (req, res) => {
    const visit = await visitOf(web, req, res);
    const posted = readPosted(req.body);
    if (!posted || !isOurs(req, visit, posted, deps.publicUrl))
      return showTrouble(web, req, res, troubles.notOurs);
    const session = await doors.spendLink(one(posted, 'token').slice(0, 200));
    if (!session) {
      res.status(410).send(show(visit.csrf, 'Sign in', spent));
      return;
    }
    startSession(web, res, session);
    res.redirect(303, '/');
  });

  router.post('/sign-out', async (req, res) => {
    const visit = await visitOf(web, req, res);
    const posted = readPosted(req.body);
    if (!posted || !isOurs(req, visit, posted, deps.publicUrl))
      return showTrouble(web, req, res, troubles.notOurs);
    await endSession(web, visit, res);
    res.redirect(303, '/');
  });

  return router;
}

/** Where a person wanted to go; never another site. */
export function nextPath(asked: unknown): string {
  return typeof asked === 'string' && asked.length < 500 && isOwnPath(asked) ? asked : '/';
}

const notAnAddress = 'This does not look like an e-mail address. Example: name@example.org';
const wrongCode =
  'This code is wrong, used, or older than 15 minutes. Look for the newest mail, or ask for a new one.';

function askEmail(visit: Visit, next: string, email: string, error?: string): Html {
  return html`<div class="panel"><h1>Sign in</h1><p>Type your work e-mail address. We send you a link and a code; there is no password.</p><form method="post" action="/sign-in" novalidate><input type="hidden" name="_csrf" value="${visit.csrf}"><input type="hidden" name="next" value="${next}"><div class="field${error !== undefined && ' wrong'}"><label class="label" for="email">Work e-mail</label><input class="input" id="email" name="email" type="email" autocomplete="email" value="${email}" aria-required="true"${
    error !== undefined && html` aria-invalid="true" aria-describedby="email-error"`
  }>${error !== undefined && html`<p class="error" id="email-error" role="alert">${error}</p>`}</div><button class="button primary normal">Send me a link</button></form></div>`;
}

function askCode(visit: Visit, next: string, email: string, error?: string): Html {
  return html`<div class="panel"><h1>Look at your mail</h1><p>If <strong dir="auto">${email}</strong> is the address of somebody on the district roster, a mail is on its way. Press the link in it, or type its six digits here. Both work once, for 15 minutes.</p><form method="post" action="/sign-in/code" novalidate><input type="hidden" name="_csrf" value="${visit.csrf}"><input type="hidden" name="next" value="${next}"><input type="hidden" name="email" value="${email}"><div class="field${error !== undefined && ' wrong'}"><label class="label" for="code">Six-digit code</label><input class="input code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" aria-required="true"${
    error !== undefined && html` aria-invalid="true" aria-describedby="code-error"`
  }>${error !== undefined && html`<p class="error" id="code-error" role="alert">${error}</p>`}</div><button class="button primary normal">Sign in</button></form><p class="aside"><a href="/sign-in">Use another address, or send a new mail</a></p></div>`;
}

function pressButton(visit: Visit, token: string): Html {
  return html`<div class="panel"><h1>Sign in</h1><p>Press the button to sign in on this device. The link works once.</p><form method="post" action="/sign-in/link"><input type="hidden" name="_csrf" value="${visit.csrf}"><input type="hidden" name="token" value="${token}"><button class="button primary normal">Sign in to Safekeep</button></form></div>`;
}

const spent = html`<div class="panel"><h1>This link is used up</h1><p>It works once, for 15 minutes. Ask for a new one.</p><p><a class="button primary normal" href="/sign-in">Send me a new link</a></p></div>`;

function noMail(web: Surroundings): Html {
  return html`<div class="panel"><h1>Sign in</h1><p class="note tone-warning">Safekeep cannot send e-mail yet, so nobody can sign in here. Ask your IT team to set SMTP_URL.</p>${
    web.allowPick &&
    web.doors.sample !== undefined &&
    html`<p><a class="button primary normal" href="/pick">Pick who you are</a></p>`
  }</div>`;
}
