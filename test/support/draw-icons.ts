/** Draws the icons anew from their SVG sources, in Chromium: `node --import tsx test/support/draw-icons.ts`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const manifests = path.resolve(import.meta.dirname, '../../manifests');

const icons = [
  { from: 'icon.svg', to: 'teams/color.png', size: 192 },
  { from: 'icon.svg', to: 'slack/icon.png', size: 512 },
  { from: 'outline.svg', to: 'teams/outline.png', size: 32 },
] as const;

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const { from, to, size } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = await readFile(path.join(manifests, from), 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
  await page.screenshot({ path: path.join(manifests, to), omitBackground: true });
}
await browser.close();
