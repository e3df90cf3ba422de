/** The files a browser needs, read once and served by ourselves. */
import { readFile } from 'node:fs/promises';
import { Router } from 'express';
import { sha256 } from '../../kernel/hash.ts';

const scripts = [
  'app',
  'ask',
  'composer',
  'conversation',
  'file-mark',
  'fold',
  'initials',
  'news',
  'people',
  'popup',
  'scroll',
  'sheet',
  'tables',
  'talk',
];
const sheets = ['base', 'page', 'card', 'form', 'document'];

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

/** A listed name and nothing else: no path of a request ever reaches the disk. */
export async function assetRoutes(): Promise<Router> {
  const router = Router();
  for (const { path, type, body } of await readAssets()) {
    const etag = `"${sha256(body).slice(0, 24)}"`;
    router.get(path, (req, res) => {
      res.set({ 'Content-Type': type, 'Cache-Control': 'no-cache', ETag: etag });
      if (req.headers['if-none-match'] === etag) res.status(304).end();
      else res.end(body);
    });
  }
  return router;
}

/** The style sheets become one; the scripts stay modules, which pages ask for at once. */
async function readAssets(): Promise<readonly Asset[]> {
  const read = (name: string) => readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const layered = await Promise.all(
    sheets.map(async (name) => `@layer parts {\n${await read(`${name}.css`)}}\n`),
  );
  return [
    ...(await Promise.all(
      scripts.map(async (name) => ({
        path: `/assets/${name}.js`,
        type: 'text/javascript; charset=utf-8',
        body: await read(`${name}.js`),
      })),
    )),
    {
      path: '/assets/app.css',
      type: 'text/css; charset=utf-8',
      body: layered.join('') + (await read('app.css')),
    },
    { path: '/assets/icon.svg', type: 'image/svg+xml', body: await read('icon.svg') },
  ];
}

export const preloaded: readonly string[] = scripts
  .filter((name) => name !== 'app')
  .map((name) => `/assets/${name}.js`);
