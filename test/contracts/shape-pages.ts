/** Cards, forms and documents on pages of the web surface, for a browser to look at. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Card } from '../../src/chat/card.ts';
import type { Document } from '../../src/chat/document.ts';
import type { OpenForm } from '../../src/chat/form.ts';
import { assetRoutes } from '../../src/platforms/web/assets.ts';
import { drawDocument, layoutOf } from '../../src/platforms/web/document.ts';
import { drawForm } from '../../src/platforms/web/form.ts';
import { html } from '../../src/platforms/web/html.ts';
import { drawPage, type Shell } from '../../src/platforms/web/page.ts';
import { penFor } from '../../src/platforms/web/pen.ts';
import { drawCase } from '../../src/platforms/web/stream.ts';

export interface ShapePages {
  readonly url: string;
  /** Paths, each with what it shows in a few words. */
  readonly paths: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

export interface Shapes {
  readonly cards: readonly Card[];
  readonly forms: readonly OpenForm[];
  readonly documents: readonly Document[];
}

const pen = penFor('csrf', true, 'Jordan Whitfield');

export async function showShapes(shapes: Shapes): Promise<ShapePages> {
  const pages = new Map<
    string,
    { readonly says: string; readonly page: Partial<Shell> & Pick<Shell, 'main'> }
  >();
  pages.set('/cards', {
    says: 'cards',
    page: {
      main: html`<h1 class="visually-hidden">Cards</h1>${shapes.cards.map((card) => drawCase(card, pen))}`,
    },
  });
  for (const [at, open] of shapes.forms.entries())
    pages.set(`/forms/${at}`, {
      says: `the form ${open.token.form}`,
      page: { main: html`<h1 class="visually-hidden">${open.form.title}</h1>${drawForm(open, pen)}` },
    });
  for (const [at, document] of shapes.documents.entries())
    if (document.kind === 'page')
      pages.set(`/documents/${at}`, {
        says: `the page ${document.title}`,
        page: { main: drawDocument(document, pen), layout: layoutOf(document) },
      });
  const app = express();
  app.use(await assetRoutes());
  app.use((req, res) => {
    const found = pages.get(req.path);
    if (!found) return void res.status(404).end();
    res.send(drawPage({ title: found.says, sample: true, layout: 'narrow', csrf: 'csrf', ...found.page }));
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths: new Map([...pages].map(([path, { says }]) => [path, says])),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
