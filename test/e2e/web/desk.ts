/** Somebody of the sample district at their own browser. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { complaintsOf } from './chromium.ts';

export class Desk {
  readonly page: Page;
  readonly complaints: readonly string[];
  private readonly context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    this.complaints = complaintsOf(page);
  }

  static async of(browser: Browser, url: string, name: string): Promise<Desk> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const desk = new Desk(context, page);
    await page.goto(url);
    await page.getByRole('button', { name }).click();
    await page.getByText(`Hello ${name}.`).waitFor();
    // until its script runs, a page answers by whole pages and opens no dialog
    await page.waitForLoadState('load');
    return desk;
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }

  async type(text: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Type a command' }).fill(text);
    await this.page.getByRole('button', { name: 'Send', exact: true }).last().click();
  }

  /** The newest card whose title holds the words. */
  card(title: string) {
    return this.page.getByRole('article', { name: title }).last();
  }

  async press(title: string, button: string): Promise<void> {
    await this.card(title).getByRole('button', { name: button, exact: true }).click();
  }

  async submit(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
  }

  result(words: string | RegExp) {
    return this.page.locator('.result').getByText(words).last();
  }

  async leave(): Promise<void> {
    expect(this.complaints).toEqual([]);
    await this.context.close();
  }
}
