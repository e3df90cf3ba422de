/** A page on paper: nothing of a table stands beyond its edge, and nobody is told to move it. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { drawDocument } from '../../../src/platforms/web/document.ts';
import { describeInBrowser } from './chromium.ts';

const css = (name: string) =>
  readFile(new URL(`../../../src/platforms/web/assets/${name}.css`, import.meta.url), 'utf8');
/** Run in the page, as text: the tests know no browser types. */
const widest = `Math.max(...[...document.querySelectorAll('table, th, td')].map((one) => one.getBoundingClientRect().right))`;

describeInBrowser('a table that is wider than the page', (browser) => {
  it('breaks its cells when it is printed, without the hint to move it', async () => {
    const columns = ['One', 'Two', 'Three', 'Four', 'Five'].map((one) => `${one}andsomuchmorethatisoneword`);
    const pen = { csrf: 'a', sample: false, initials: 'a', nonce: () => 'a' };
    const blocks = [{ kind: 'table', caption: 'Wide', columns, rows: [columns, columns] }] as const;
    const drawn = drawDocument({ kind: 'page', title: 'A page', blocks }, pen).toString();
    const styles = (await Promise.all(['base', 'page', 'document', 'app'].map(css))).join('');
    const page = await browser().newPage({ viewport: { width: 720, height: 900 } });
    await page.setContent(`<style>${styles}</style><body class="layout-wide"><main>${drawn}</main>`);
    // As the page's script finds it on the screen before.
    await page.evaluate(`document.querySelector('.table-scroll').toggleAttribute('data-wide', true)`);
    expect(await page.evaluate(widest)).toBeGreaterThan(720);
    expect(await page.locator('.table-hint').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(widest)).toBeLessThanOrEqual(720);
    expect(await page.locator('.table-hint').isVisible()).toBe(false);
    await page.close();
  });
});
