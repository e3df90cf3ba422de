/** The files a browser needs, read once and served by ourselves. */
import { readFile } from 'node:fs/promises';
import { Router } from 'express';
import { sha256 } from '../../kernel/hash.ts';

const types = {
  'app.js': 'text/javascript; charset=utf-8',
  'composer.js': 'text/javascript; charset=utf-8',
  'conversation.js': 'text/javascript; charset=utf-8',
  'people.js': 'text/javascript; charset=utf-8',
  'popup.js': 'text/javascript; charset=utf-8',
  'sheet.js': 'text/javascript; charset=utf-8',
  'talk.js': 'text/javascript; charset=utf-8',
  'app.css': 'text/css; charset=utf-8',
  'base.css': 'text/css; charset=utf-8',
  'card.css': 'text/css; charset=utf-8',
  'document.css': 'text/css; charset=utf-8',
  'form.css': 'text/css; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

/** A listed name and nothing else: no path of a request ever reaches the disk. */
export async function assetRoutes(): Promise<Router> {
  const router = Router();
  for (const [name, type] of Object.entries(types)) {
    const body = await readFile(new URL(`./assets/${name}`, import.meta.url));
    const etag = `"${sha256(body.toString('utf8')).slice(0, 24)}"`;
    router.get(`/assets/${name}`, (req, res) => {
      res.set({ 'Content-Type': type, 'Cache-Control': 'no-cache', ETag: etag });
      if (req.headers['if-none-match'] === etag) res.status(304).end();
      else res.end(body);
    });
  }
  return router;
}
