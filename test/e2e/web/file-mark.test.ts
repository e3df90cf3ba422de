/** The mark of a file is read in the browser: right, by keyboard, read out, and without one byte of the file leaving. */
import { createHash, randomBytes } from 'node:crypto';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Fields } from '../../../src/chat/form.ts';
import { type FakeHouse, startFakeHouse } from '../../platforms/web/fake-house.ts';
import { openForm } from '../../platforms/web/samples.ts';
import { complaintsOf, describeInBrowser } from './chromium.ts';

let house: FakeHouse;
beforeAll(async () => {
  house = await startFakeHouse();
});
afterAll(() => house.stop());

const markOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const table = Buffer.from('year,percent\n2025,91\n2026,≥95%\n');
const markFields: Fields = {
  mark: { kind: 'text', label: 'Mark of your copy', max: 64, format: 'file-mark', scan: false },
};

describeInBrowser('the mark of a file', (browser) => {
  let page: Page;
  let sent: { readonly method: string; readonly url: string; readonly bytes: number }[];

  beforeEach(async () => {
    const context = await browser().newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    await context.addCookies([{ name: 'safekeep_session', value: house.session('jordan'), url: house.url }]);
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    sent = [];
    page.on('request', (request) =>
      sent.push({
        method: request.method(),
        url: request.url(),
        bytes: request.postDataBuffer()?.length ?? 0,
      }),
    );
  });

  const choose = (content: Buffer, name = 'dr-1001.csv') =>
    page
      .locator('[data-file-mark-box]')
      .last()
      .setInputFiles({ name, mimeType: 'text/csv', buffer: content });

  it('is the SHA-256 of what was chosen, and choosing asks the network for nothing', async () => {
    const complaints = complaintsOf(page);
    await page.goto(`${house.url}/file-mark`);
    await page.waitForLoadState('networkidle');
    sent = [];
    for (const content of [table, Buffer.alloc(0), randomBytes(20 * 1024 * 1024)]) {
      await choose(content);
      await expect.poll(() => page.getByLabel('The file’s mark').inputValue()).toBe(markOf(content));
    }
    await page.getByText('The mark of dr-1001.csv is read.').waitFor();
    expect(sent).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('is read out, copied by keyboard alone, and the page meets WCAG 2.2 AA', async () => {
    await page.goto(`${house.url}/file-mark`);
    const copy = page.getByRole('button', { name: 'Copy the mark' });
    expect(await copy.isDisabled()).toBe(true);
    await choose(table);
    expect(await page.getByRole('status').first().textContent()).toContain('dr-1001.csv');
    await page.locator('[data-file-mark-box]').focus();
    for (const wanted of ['file-mark-value', '']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.id')).toBe(wanted);
    }
    await page.keyboard.press('Enter');
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(markOf(table));
    await page.evaluate(axe.source);
    const found = await page.evaluate(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id }) => id))`,
    );
    expect(found).toEqual([]);
  });

  it('of a file too large for a browser is refused with another way, before the file is read', async () => {
    await page.goto(`${house.url}/file-mark`);
    await page.evaluate(`
      const box = document.querySelector('[data-file-mark-box]');
      const huge = new File(['x'], 'huge.csv');
      Object.defineProperty(huge, 'size', { value: 513 * 1024 * 1024 });
      Object.defineProperty(box, 'files', { value: [huge] });
      box.dispatchEvent(new Event('change', { bubbles: true }));
    `);
    await page.getByText('larger than 512 MB').waitFor();
    await page.getByText('certutil -hashfile FILE SHA256').last().waitFor();
    expect(await page.getByLabel('The file’s mark').inputValue()).toBe('');
  });

  it('fills a form’s field, and sending the form carries the mark and nothing of the file', async () => {
    house.answer = ({ interaction }) =>
      interaction.kind === 'command'
        ? { kind: 'form', open: openForm(markFields, 'request.qa', {}) }
        : undefined;
    await page.goto(house.url);
    await page.getByRole('combobox', { name: 'Type a command' }).fill('/data-request');
    await page.getByRole('button', { name: 'Send', exact: true }).last().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Mark of your copy').waitFor();
    const big = randomBytes(5 * 1024 * 1024);
    await choose(big);
    await expect.poll(() => dialog.getByLabel('Mark of your copy').inputValue()).toBe(markOf(big));
    await dialog.locator('.sheet-foot button').click();
    await expect.poll(() => house.seen.some(({ interaction }) => interaction.kind === 'submit')).toBe(true);
    const submit = house.seen.find(({ interaction }) => interaction.kind === 'submit');
    expect(submit?.interaction).toMatchObject({ values: { mark: markOf(big) } });
    expect(JSON.stringify(submit?.interaction)).not.toContain('dr-1001.csv');
    expect(Math.max(...sent.map(({ bytes }) => bytes))).toBeLessThan(10_000);
    house.answer = undefined;
  });
});
