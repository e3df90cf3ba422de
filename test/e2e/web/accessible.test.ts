import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FakeHouse, goodLink, startFakeHouse } from '../../platforms/web/fake-house.ts';
import { describeInBrowser } from './chromium.ts';

let house: FakeHouse;
beforeAll(async () => {
  house = await startFakeHouse();
});
afterAll(() => house.stop());

interface State {
  readonly name: string;
  readonly reach: (page: Page) => Promise<unknown>;
}

const command = (page: Page) => page.getByRole('combobox', { name: 'Type a command' });
const dialog = (page: Page) => page.getByRole('dialog');

async function type(page: Page, text: string): Promise<void> {
  await page.goto(house.url);
  await command(page).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

const states: readonly State[] = [
  { name: 'pick who you are', reach: (page) => page.goto(`${house.url}/pick`) },
  {
    name: 'pick, nobody fits',
    async reach(page) {
      await page.goto(`${house.url}/pick`);
      await page.getByRole('searchbox').fill('zzz');
      await page.getByText('Nobody fits').waitFor();
    },
  },
  { name: 'sign in', reach: (page) => signedOut(page, '/sign-in') },
  {
    name: 'sign in, wrong address',
    async reach(page) {
      await signedOut(page, '/sign-in');
      await page.getByLabel('Work e-mail').fill('nobody');
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'type the code',
    async reach(page) {
      await signedOut(page, '/sign-in');
      await page.getByLabel('Work e-mail').fill('a@example.org');
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await page.getByLabel('Six-digit code').waitFor();
    },
  },
  { name: 'the page behind the link', reach: (page) => signedOut(page, `/sign-in/${goodLink}`) },
  { name: 'no such page', reach: (page) => page.goto(`${house.url}/nowhere`) },
  { name: 'the conversation', reach: (page) => page.goto(house.url) },
  {
    name: 'commands while typing',
    async reach(page) {
      await page.goto(house.url);
      await command(page).fill('/d');
      await command(page).press('ArrowDown');
    },
  },
  {
    name: 'an answer and a result',
    async reach(page) {
      await type(page, '/safekeep help');
      await page.locator('.stream').getByRole('button', { name: 'Claim', exact: true }).last().click();
      await page.getByText('It is yours now').waitFor();
    },
  },
  {
    name: 'a button that asks first',
    async reach(page) {
      await page.goto(house.url);
      await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'a form',
    async reach(page) {
      await type(page, '/data-request');
      await dialog(page).getByLabel('A colleague').check();
      await dialog(page).getByLabel('Which colleague?').pressSequentially('ma');
      await dialog(page).getByRole('option').first().waitFor();
    },
  },
  {
    name: 'a form with errors',
    async reach(page) {
      await type(page, '/data-request');
      await dialog(page).getByLabel('Somebody outside').check();
      await dialog(page).getByRole('button', { name: 'Send' }).click();
      await dialog(page).getByText('things need your attention').waitFor();
    },
  },
  {
    name: 'nobody fits, and throwing it away',
    async reach(page) {
      await type(page, '/data-request');
      await dialog(page).getByLabel('Who else will read it?').fill('zzz');
      await page.getByRole('option', { name: 'Nobody on the roster fits.' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'earlier news of a case, folded and opened',
    async reach(page) {
      await type(page, '/data-request DR-1001');
      await page.locator('.earlier summary').waitFor();
      await page.locator('.earlier summary').first().press('Enter');
    },
  },
  {
    name: 'a line that is not kept',
    async reach(page) {
      await type(page, '/nda');
      await page.context().setOffline(true);
      await dialog(page).getByRole('checkbox').first().check();
      await dialog(page).getByRole('button', { name: 'Try again' }).waitFor();
      await page.context().setOffline(false);
    },
  },
  {
    name: 'lines to initial',
    async reach(page) {
      await type(page, '/nda');
      await dialog(page).getByRole('checkbox').first().check();
      await dialog(page).getByRole('button', { name: 'Sign' }).click();
      await dialog(page).getByText('need your attention').waitFor();
    },
  },
  { name: 'a certificate', reach: (page) => page.goto(`${house.url}/documents/agreement.certificate?id=s1`) },
];

async function signedOut(page: Page, path: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(house.url + path);
}

describeInBrowser('every page meets WCAG AA', (browser) => {
  it.each([360, 1280])(
    'at %i px, light and dark',
    async (width) => {
      const context = await browser().newContext({
        viewport: { width, height: 800 },
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      const faults: string[] = [];
      for (const state of states) {
        await context.addCookies([
          {
            name: 'safekeep_session',
            value: house.session('jordan'),
            url: house.url,
            httpOnly: true,
            sameSite: 'Lax',
          },
        ]);
        await page.emulateMedia({ colorScheme: 'light' });
        await state.reach(page);
        await page.evaluate(axe.source);
        const light = await page.evaluate<readonly string[]>(everything);
        await page.emulateMedia({ colorScheme: 'dark' });
        const dark = await page.evaluate<readonly string[]>(contrast);
        faults.push(...light.map((fault) => `${state.name}: ${fault}`));
        faults.push(...dark.map((fault) => `${state.name}, dark: ${fault}`));
      }
      await context.close();
      expect(faults).toEqual([]);
    },
    180_000,
  );

  it('a table is cards on a phone, and a table again on a desk and on paper', async () => {
    const context = await browser().newContext({ viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${house.url}/pick`);
    await page.getByRole('button', { name: /Jordan/ }).click();
    await page.getByText('Hello Jordan').waitFor();
    await page.goto(`${house.url}/documents/agreement.certificate?id=s1`);
    const layout = () =>
      page.evaluate('getComputedStyle(document.querySelector(".table-scroll td")).display');
    const label = page.locator('td .cell-label').first();
    expect(await layout()).toBe('block');
    expect(await label.isVisible()).toBe(true);
    expect(await page.getByRole('table').getByRole('row').count()).toBe(4);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(layout).toBe('table-cell');
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(layout).toBe('table-cell');
    await label.waitFor({ state: 'hidden' });
    // one that is wider than its place says so above it
    const hint = page.locator('.table-hint').first();
    await hint.waitFor({ state: 'hidden' });
    await page.evaluate('document.querySelector("table").style.minWidth = "2000px"');
    await hint.waitFor();
    await context.close();
  });

  it('a window 256 px high, as at four times the size, scrolls as one page and loses nothing', async () => {
    const page = await browser().newPage({ viewport: { width: 320, height: 256 } });
    await page.goto(`${house.url}/pick`);
    await page.getByRole('button', { name: /Jordan/ }).click();
    await page.getByText('Hello Jordan').waitFor();
    expect(await page.evaluate('document.documentElement.scrollHeight > innerHeight * 2')).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await page.close();
  });
});

/** Run in the page, as text: the tests know no browser types. */
const told = `({ violations }) => violations.map(({ id, nodes }) =>
  id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | '))`;

/** What axe finds, and whether the page must be pushed sideways. */
const everything = `axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}).then(${told}).then((found) =>
  document.documentElement.scrollWidth > innerWidth ? [...found, 'wider than the window'] : found)`;

/** Colours are all that differs in the dark. */
const contrast = `axe.run(document, { runOnly: { type: 'rule', values: ['color-contrast'] } }).then(${told})`;
