/** Pages that ask nobody who they are: /report. No session is looked up, no address is kept, and nothing is logged. */
import { type Response, Router } from 'express';
import type { PlatformDeps } from '../../app/ports.ts';
import type { Interaction, Reply } from '../../chat/interaction.ts';
import { newId } from '../../kernel/ids.ts';
import { drawResult } from './answer.ts';
import { drawPlainForm } from './form.ts';
import { isOurs } from './guard.ts';
import { type Html, html } from './html.ts';
import { namelessVisit, type Visit } from './identity.ts';
import { one, readPosted, readValues } from './inbound.ts';
import { drawPage } from './page.ts';
import { penFor } from './pen.ts';
import { drawCase } from './stream.ts';
import type { Surroundings } from './surface.ts';
import { showTrouble, troubles } from './trouble.ts';

export function namelessRoutes(web: Surroundings): Router {
  const router = Router();
  const { deps } = web;

  function ask(interaction: Interaction): Promise<Reply> {
    const caller = { kind: 'nobody' } as const;
    return deps.dispatch({
      surface: 'web',
      caller,
      delivery: newId(),
      receivedAt: deps.clock.now(),
      interaction,
    });
  }

  function show(res: Response, visit: Visit, path: string, reply: Reply): void {
    const pen = penFor(visit.csrf, deps.sample, undefined);
    const shell = { sample: deps.sample, csrf: visit.csrf, layout: 'narrow' } as const;
    switch (reply.kind) {
      case 'form':
      case 'invalid': {
        const { title } = reply.open.form;
        const main = html`<h1 class="visually-hidden">${title}</h1>${drawPlainForm(reply.open, pen, path)}`;
        res.status(reply.kind === 'invalid' ? 422 : 200).send(drawPage({ ...shell, title, main }));
        return;
      }
      case 'done': {
        const { card, page } = reply;
        const shown = page
          ? html`${drawPlainForm(page.open, pen, path)}${page.below && drawCase(page.below, pen)}`
          : card && drawCase(card, pen);
        const title = page?.open.form.title ?? card?.title ?? 'Done';
        res.send(drawPage({ ...shell, title, main: html`${drawResult(reply)}${shown}` }));
        return;
      }
      default:
        throw new Error(`a form that asks for no name answered with a ${reply.kind}`);
    }
  }

  for (const { id, path: name } of deps.namelessForms) {
    const path = `/${name}`;
    router.get(path, async (req, res) => {
      show(res, namelessVisit(web, req, res), path, await ask({ kind: 'open-form', form: id, subject: {} }));
    });
    router.post(path, async (req, res) => {
      const visit = namelessVisit(web, req, res);
      const posted = readPosted(req.body);
      if (!posted) return showTrouble(web, req, res, troubles.unreadable);
      if (!isOurs(req, visit, posted, deps.publicUrl)) return showTrouble(web, req, res, troubles.notOurs);
      const values = readValues(posted);
      show(res, visit, path, await ask({ kind: 'submit', token: one(posted, 'token'), values }));
    });
  }

  return router;
}

/** What can be done before signing in: nobody who is worried should have to find out how first. */
export function drawNamelessWays(forms: PlatformDeps['namelessForms']): Html | undefined {
  if (forms.length === 0) return undefined;
  return html`<nav class="nameless-ways" aria-label="Without signing in">${forms.map(
    ({ path, offer }, index) =>
      html`<a${index === 0 && html` class="button danger normal"`} href="/${path}">${offer}</a>`,
  )}</nav>`;
}
