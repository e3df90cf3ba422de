import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Temporal } from '../../../src/kernel/clock.ts';
import { type FakeHouse, startFakeHouse } from '../../platforms/web/fake-house.ts';
import { claimedCard, everyCard, everyField, openForm, wild } from '../../platforms/web/samples.ts';
import { gate } from '../../support/gate.ts';
import { complaintsOf, describeInBrowser, patient } from './chromium.ts';

let house: FakeHouse;
beforeEach(async () => {
  house = await startFakeHouse();
});
afterEach(() => house.stop());

describeInBrowser('the conversation in a browser', (browser) => {
  let context: BrowserContext;
  let page: Page;
  let complaints: readonly string[];

  async function enter(options: { readonly script?: boolean } = {}): Promise<void> {
    context = await browser().newContext({
      viewport: { width: 1000, height: 800 },
      reducedMotion: 'reduce',
      javaScriptEnabled: options.script ?? true,
    });
    await context.addCookies([
      {
        name: 'safekeep_session',
        value: house.session('jordan'),
        url: house.url,
        httpOnly: true,
        sameSite: 'Lax',
      },
    ]);
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    complaints = complaintsOf(page);
  }

  beforeEach(() => enter());
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await context.close();
  });

  const composer = () => page.getByRole('combobox', { name: 'Type a command' });
  const dialog = () => page.getByRole('dialog');
  const focused = () =>
    page.evaluate<string>('document.activeElement.id || document.activeElement.className');

  async function type(text: string): Promise<void> {
    await composer().fill(text);
    await page.keyboard.press('Enter');
  }

  it('goes from the door to a sent form by keyboard alone', async () => {
    await context.clearCookies();
    await page.goto(`${house.url}/pick`);
    const { keyboard } = page;
    await keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the main part');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.type('jordan');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByText('Hello Jordan Whitfield.').waitFor();

    // completion: the arrow chooses, Enter takes, Enter sends
    await composer().focus();
    await keyboard.type('/da');
    await keyboard.press('ArrowDown');
    expect(await composer().getAttribute('aria-activedescendant')).toBe('command-0');
    await keyboard.press('Enter');
    expect(await composer().inputValue()).toBe('/data-request');
    expect(await composer().getAttribute('aria-expanded')).toBe('false');
    await keyboard.press('Enter');
    await dialog().waitFor();
    expect(await focused()).toBe('sheet-title');

    // sent empty: the first field in question has the focus and says why
    await keyboard.press('Tab'); // Close
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await dialog().getByText('things need your attention').waitFor();
    expect(await focused()).toBe('field-title');
    expect(await page.locator('#field-title').getAttribute('aria-describedby')).toBe('field-title-error');

    await keyboard.type('Graduation rate');
    await keyboard.press('Tab');
    await keyboard.type('By year, please');
    await keyboard.press('Tab');
    await keyboard.press('Space');
    await keyboard.press('ArrowDown');
    await keyboard.press('Tab');
    // the field that this choice asks for: somebody found by typing
    await keyboard.type('maria');
    await dialog().getByRole('option', { name: 'Maria de la Cruz' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    expect(await page.locator('[name="one.colleague"]').inputValue()).toBe('maria');
    await keyboard.press('Tab');
    await keyboard.type('lea');
    await dialog().getByRole('option', { name: 'Lea Okafor' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.type('Sch');
    await keyboard.press('Tab');
    await keyboard.press('Space');
    await page.getByLabel('When did it come in?').focus();
    await keyboard.type('11202026');
    await keyboard.press('ArrowRight');
    await keyboard.type('0930AM');
    await page.getByLabel('I need this for my work').focus();
    await keyboard.press('Space');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByText('Sent. A data steward is told.').waitFor();
    expect(await dialog().count()).toBe(0);
    expect(await focused()).toContain('result');
    const sent = house.seen.findLast(({ interaction }) => interaction.kind === 'submit')?.interaction;
    expect(sent).toMatchObject({
      values: {
        title: 'Graduation rate',
        question: 'By year, please',
        asker: 'colleague',
        colleague: 'maria',
        readers: ['lea'],
        detail: 'school',
        collections: ['powerschool'],
        came: '2026-11-20T09:30',
        interest: true,
      },
    });
  });

  it('shows text as it was typed: markup, two directions, emoji, lines', async () => {
    await page.goto(house.url);
    const quote = 'document.querySelector("blockquote")';
    expect(await page.evaluate(`${quote}.textContent`)).toBe(wild);
    expect(await page.evaluate(`getComputedStyle(${quote}).whiteSpace`)).toBe('pre-wrap');
    await type('/safekeep <img src=x onerror=alert(1)>');
    await page.locator('.mine').getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('.mine img').count()).toBe(0);
  });

  it('brings a notice without a reload, and changes a card in place when its case moves on', async () => {
    await page.goto(house.url);
    await expect.poll(() => house.watching(), patient).toBe(1);
    await page.evaluate('window.stays = true');
    const moved = { rowId: 'n1', at: Temporal.Instant.from('2026-11-21T20:00:00Z'), card: claimedCard };
    house.notices = [
      moved,
      {
        ...moved,
        rowId: 'n2',
        card: { ...everyCard, title: 'DR-1002: New', about: { kind: 'request', id: 'r2' } },
      },
    ];
    house.nudge('jordan');
    await page.getByRole('heading', { name: 'DR-1002: New' }).waitFor();
    expect(await page.locator('[data-row=n1] .pill').innerText()).toBe('Claimed by you');
    expect(await page.locator('[data-row]').count()).toBe(2);
    expect(await page.evaluate('window.stays')).toBe(true);
  });

  it('a button changes every copy of its case and says what happened', async () => {
    await page.goto(house.url);
    await type('/data-request DR-1001');
    await expect.poll(() => page.locator('[data-about="request:r1"]').count(), patient).toBe(2);
    house.notices = house.notices.map((notice) => ({ ...notice, card: claimedCard }));
    await page.locator('.card-actions').getByRole('button', { name: 'Claim', exact: true }).first().click();
    await page.getByText('Claimed. It is yours now.').waitFor();
    await expect
      .poll(() => page.locator('.card .pill').allInnerTexts(), patient)
      .toEqual(['Claimed by you', 'Claimed by you']);
    const ids = await page.evaluate<string[]>('[...document.querySelectorAll("[id]")].map(({ id }) => id)');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('a button in the lists brings the case into the conversation', async () => {
    await page.goto(house.url);
    await page
      .getByRole('complementary')
      .getByRole('button', { name: /^Claim/ })
      .click();
    await page.getByText('Claimed. It is yours now.').waitFor();
    const [result, card] = await page.evaluate<string[]>(
      '[...document.querySelectorAll(".message")].slice(-2).map((message) => message.firstElementChild.className)',
    );
    expect(result).toContain('result');
    expect(card).toBe('card');
  });

  it('what was not understood stays in the box, to be mended; the arrow up brings back what was', async () => {
    house.answer = ({ interaction }) =>
      interaction.kind === 'command' && interaction.name === 'nad'
        ? { kind: 'done', tone: 'warning', text: 'Did you mean /nda?' }
        : undefined;
    await page.goto(house.url);
    await type('/safekeep help');
    await expect.poll(() => composer().inputValue(), patient).toBe('');
    await type('/nad');
    await page.getByText('Did you mean /nda?').waitFor();
    expect(await composer().inputValue()).toBe('/nad');
    await composer().fill('');
    await composer().press('ArrowUp');
    await composer().press('ArrowUp');
    expect(await composer().inputValue()).toBe('/safekeep help');
  });

  it('two presses at once are one delivery', async () => {
    await page.goto(house.url);
    await page.locator('.card-actions').getByRole('button', { name: 'Claim', exact: true }).dblclick();
    await page.getByText('Claimed. It is yours now.').first().waitFor();
    const presses = house.seen.filter(({ interaction }) => interaction.kind === 'action');
    expect(new Set(presses.map(({ delivery }) => delivery)).size).toBe(1);
  });

  it('what cannot be taken back asks first; Cancel and Escape do nothing', async () => {
    await page.goto(house.url);
    const withdraw = page.getByRole('button', { name: 'Withdraw', exact: true });
    const question = page.getByRole('alertdialog', { name: 'Withdraw DR-1001?' });
    const acted = () => house.seen.some(({ interaction }) => interaction.kind === 'action');
    await withdraw.press('Enter');
    await question.getByRole('button', { name: 'Cancel' }).press('Enter');
    await expect.poll(() => question.count(), patient).toBe(0);
    await withdraw.press('Enter');
    await question.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => question.count(), patient).toBe(0);
    expect(acted()).toBe(false);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Withdraw');
    await withdraw.press('Enter');
    await question.getByRole('button', { name: 'Withdraw it' }).press('Enter');
    await page.getByText('It is yours now').waitFor();
  });

  it('keeps what was typed when the connection is gone, and sends it once it is back', async () => {
    await page.goto(house.url);
    await type('/data-request');
    await dialog().getByLabel('Title').fill(wild.replaceAll('\n', ' '));
    await context.setOffline(true);
    await dialog().getByRole('button', { name: 'Send' }).click();
    await dialog().getByText('could not be reached').waitFor();
    expect(await dialog().getByLabel('Title').inputValue()).toBe(wild.replaceAll('\n', ' '));
    await context.setOffline(false);
    await dialog().getByRole('button', { name: 'Send' }).click();
    await dialog().getByText('things need your attention').waitFor();
    expect(await dialog().getByLabel('Title').inputValue()).toBe(wild.replaceAll('\n', ' '));
  });

  it('keeps what was typed when the session ended: sign in elsewhere, press again', async () => {
    await page.goto(house.url);
    await type('/data-request');
    await dialog().getByLabel('Title').fill('Not lost');
    house.forget();
    await dialog().getByRole('button', { name: 'Send' }).click();
    await dialog()
      .getByRole('link', { name: /Sign in in a new tab/ })
      .waitFor();
    await context.addCookies([
      {
        name: 'safekeep_session',
        value: house.session('jordan'),
        url: house.url,
        httpOnly: true,
        sameSite: 'Lax',
      },
    ]);
    await dialog().getByRole('button', { name: 'Send' }).click();
    await dialog().getByText('things need your attention').waitFor();
    expect(await dialog().getByLabel('Title').inputValue()).toBe('Not lost');
  });

  it('keeps a typed command that could not be sent', async () => {
    await page.goto(house.url);
    await context.setOffline(true);
    await type('/safekeep help');
    await page.locator('.composer').getByText('could not be reached').waitFor();
    expect(await composer().inputValue()).toBe('/safekeep help');
    await context.setOffline(false);
  });

  it('asks before Escape throws typed words away', async () => {
    await page.goto(house.url);
    await type('/data-request');
    await dialog().getByLabel('Title').fill('x');
    await page.keyboard.press('Escape');
    await dialog().getByText('not sent yet').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog().count(), patient).toBe(0);
  });

  it('marks the words that were objected to, beside the text as it was typed', async () => {
    house.answer = ({ interaction }) => {
      if (interaction.kind !== 'submit') return undefined;
      return {
        kind: 'invalid',
        open: openForm(everyField, 'request.file', interaction.values, {
          errors: { question: 'This looks like student data.' },
          marked: { question: ['Jo Doe 01/02/2015'] },
        }),
      };
    };
    await page.goto(house.url);
    await type('/data-request');
    await dialog().getByLabel('Your question').fill('About Jo Doe 01/02/2015\nplease');
    await dialog().getByRole('button', { name: 'Send' }).click();
    expect(await dialog().locator('mark').innerText()).toBe('Jo Doe 01/02/2015');
    expect(await dialog().getByLabel('Your question').inputValue()).toBe('About Jo Doe 01/02/2015\nplease');
    expect(await focused()).toBe('field-question');
  });

  it('sends each initial at once, so that an interrupted signing goes on where it stopped', async () => {
    await page.goto(house.url);
    await type('/nda');
    await dialog()
      .getByRole('checkbox', { name: /Assurances/ })
      .check();
    await expect
      .poll(
        () => house.seen.findLast(({ interaction }) => interaction.kind === 'change')?.interaction,
        patient,
      )
      .toMatchObject({ changed: 'g1', values: { g1: true } });
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog().count(), patient).toBe(0);
  });

  it('a slow answer to one initial takes back none of those that came after it', async () => {
    const held = gate();
    house.answer = async ({ interaction }) => {
      if (interaction.kind === 'change' && interaction.changed === 'g1') await held.opened;
      return undefined;
    };
    await page.goto(house.url);
    await type('/nda');
    const boxes = await dialog().getByRole('checkbox').all();
    for (const box of boxes) await box.check();
    held.open();
    const drafts = () => house.seen.filter(({ interaction }) => interaction.kind === 'change');
    await expect.poll(() => drafts().length, patient).toBe(boxes.length);
    expect(drafts().at(-1)?.interaction).toMatchObject({
      values: { g1: true, g2: true, t1: true, t2: true },
    });
    for (const box of boxes) expect(await box.isChecked()).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('says how much room is left, and never cuts what is pasted', async () => {
    await page.goto(house.url);
    await type('/data-request');
    const question = dialog().getByLabel('Your question');
    await question.fill('x'.repeat(190));
    await dialog().getByText('10 characters left').waitFor();
    await question.fill('x'.repeat(230));
    await dialog().getByText('30 characters too many').waitFor();
    expect((await question.inputValue()).length).toBe(230);
  });

  it('works without script: pick, type, open a form, correct it, press a button', async () => {
    await context.close();
    await enter({ script: false });
    await page.goto(house.url);
    await composer().fill('/data-request');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByLabel('Title').fill('Typed');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('things need your attention').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Typed');
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.locator('.card-actions').getByRole('button', { name: 'Claim', exact: true }).click();
    await page.getByText('Claimed. It is yours now.').waitFor();
  });
});
