/** A frightened teacher with a phone: the page without sign-in, from opening it to "do this now". */
import axe from 'axe-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SampleProgram, startSampleProgram } from '../../support/sample-program.ts';
import { complaintsOf, describeInBrowser } from './chromium.ts';

let program: SampleProgram;
beforeAll(async () => {
  program = await startSampleProgram();
});
afterAll(() => program?.close());

/** Run in the page, as text: the tests know no browser types. */
const faults = `axe.run('main', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(
  ({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`;
const wider = 'document.documentElement.scrollWidth > innerWidth';

describeInBrowser('reporting without a name on a phone', (browser) => {
  it.each(['light', 'dark'] as const)(
    'is one answer and one tap, in the %s',
    { timeout: 120_000 },
    async (colorScheme) => {
      const context = await browser().newContext({ viewport: { width: 390, height: 844 }, colorScheme });
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto(`${program.url}/report`);
      const happened = page.getByLabel('What happened?');
      const box = await happened.boundingBox();
      // On the first screen, and with room to write.
      expect((box?.y ?? 999) + (box?.height ?? 999)).toBeLessThan(844);
      expect(box?.height ?? 0).toBeGreaterThan(90);
      expect(await page.evaluate(wider)).toBe(false);
      await page.evaluate(axe.source);
      expect(await page.evaluate(faults)).toEqual([]);
      await happened.fill('I lost my school laptop on the bus.');
      await page.getByRole('button', { name: 'Report it now' }).click();
      const doNow = page.getByText('Do this now');
      await doNow.waitFor();
      expect((await doNow.boundingBox())?.y ?? 999).toBeLessThan(600);
      const code =
        /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await page.textContent('main')) ?? '')?.[0] ?? '';
      expect(code).not.toBe('');
      expect(await page.locator('a[href="tel:5550142"]').count()).toBe(1);
      expect(await page.evaluate(wider)).toBe(false);
      await page.evaluate(axe.source);
      expect(await page.evaluate(faults)).toEqual([]);
      // Loaded again, the page is whole; and by its code they answer on the page that it opens.
      await page.reload();
      expect(await page.textContent('main')).toContain(code);
      await page.getByText('Do this now').waitFor();
      await page.getByRole('link', { name: 'Where to use the code' }).click();
      await page.getByLabel('Your code').fill(code);
      await page.getByRole('button', { name: 'Show it' }).click();
      await page.getByLabel('Anything to add?').fill('It was the bus to the station.');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('It is kept, without your name').waitFor();
      expect(await page.textContent('main')).toMatch(/It was the bus to the station\..*locked from afar/s);
      expect(await page.evaluate(wider)).toBe(false);
      await page.evaluate(axe.source);
      expect(await page.evaluate(faults)).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
