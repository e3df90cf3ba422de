import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FeedItem } from '../../../src/app/ports.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import { type FakeHouse, startFakeHouse } from '../../platforms/web/fake-house.ts';
import { claimedCard, everyCard, everyField, openForm, wild } from '../../platforms/web/samples.ts';
import { gate } from '../../support/gate.ts';
import { patient } from '../../support/patience.ts';
import { complaintsOf, describeInBrowser } from './chromium.ts';

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
    // what cannot wait for the door comes before it
    await keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Report without your name');
    await keyboard.press('Tab');
    await keyboard.type('jordan');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByText('Hello Jordan Whitfield.').waitFor();
    await page.waitForLoadState('load');

    // completion: the arrow chooses, Enter takes, Enter sends
    await composer().focus();
    await keyboard.type('/da');
    await keyboard.press('ArrowDown');
    expect(await composer().getAttribute('aria-activedescendant')).toBe('command-1');
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
    const moved = {
      rowId: 'n1',
      at: Temporal.Instant.from('2026-11-21T20:00:00Z'),
      when: '1:00 PM',
      card: claimedCard,
    };
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
      .poll(() => page.locator('.stream .pill').allTextContents(), patient)
      .toEqual(['Claimed by you', 'Claimed by you']);
    const ids = await page.evaluate<string[]>('[...document.querySelectorAll("[id]")].map(({ id }) => id)');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows one case once: earlier notices of it are a line each, that opens', async () => {
    const notice = (rowId: string, text: string, id = 'r1'): FeedItem => ({
      rowId,
      at: Temporal.Instant.from('2026-11-21T20:00:00Z'),
      when: 'November 21, 2026 at 1:00 PM',
      card: {
        ...everyCard,
        title: `DR of ${id}`,
        about: { kind: 'request', id },
        blocks: [{ kind: 'text', text: `${text} And more of it.` }, ...everyCard.blocks],
      },
    });
    house.notices = [notice('n1', 'Filed.'), notice('n2', 'Other.', 'r2'), notice('n3', 'Claimed.')];
    await page.goto(house.url);
    const cards = () => page.locator('.stream').getByRole('article').count();
    expect(await cards()).toBe(2);
    const line = page.locator('[data-row=n1] summary');
    // as on the cards, in the district's zone, wherever the browser is
    expect(await line.innerText()).toBe('November 21, 2026 at 1:00 PM · DR of r1 · Filed.');
    await expect.poll(() => house.watching(), patient).toBe(1);
    house.notices = [...house.notices, notice('n4', 'Sent.')];
    house.nudge('jordan');
    await page.locator('[data-row=n4]').waitFor();
    expect(await cards()).toBe(2);
    expect(await page.locator('[data-row=n3] summary').innerText()).toContain('Claimed.');
    // its news is what one sees, not its foot
    const top = await page
      .locator('[data-row=n4] .card-body')
      .evaluate((card) => card.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(60);
    expect(top).toBeLessThan(400);
    await line.press('Enter');
    expect(await cards()).toBe(3);
    // typed for, the case is below, once
    await type('/data-request DR-1001');
    await expect.poll(() => page.locator('[data-row=n4].earlier').count(), patient).toBe(1);
  });

  it('what was just done is said once, above the card that it changed', async () => {
    await page.goto(house.url);
    const act = () =>
      page.locator('.stream').getByRole('button', { name: 'Claim', exact: true }).first().click();
    house.answer = ({ interaction }) =>
      interaction.kind === 'action'
        ? { kind: 'done', tone: 'good', text: `Done ${house.seen.length}.`, card: everyCard }
        : undefined;
    await act();
    const said = page.locator('.result');
    await said.waitFor();
    const first = await said.innerText();
    await act();
    await expect.poll(() => said.innerText(), patient).not.toBe(first);
    expect(await said.count()).toBe(1);
    const next = page.locator('.message:has(> .result) + .message').getByRole('article');
    expect(await next.count()).toBe(1);
    await expect.poll(() => said.evaluate((one) => one.getBoundingClientRect().top >= 0), patient).toBe(true);
  });

  it('the example of a reference is no suggestion', async () => {
    await page.goto(house.url);
    await composer().fill('/data-request');
    await composer().press('ArrowDown');
    const options = await page.getByRole('option').allInnerTexts();
    expect(options.join()).not.toContain('DR-1042');
    await composer().fill('/d');
    expect(await page.getByRole('option').first().innerText()).toContain('DR-…');
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
    expect(card).toBe('case');
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
    const question = page.getByRole('alertdialog', { name: 'Throw away what you typed?' });
    await question.waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Keep writing');
    await page.keyboard.press('Escape');
    await expect.poll(() => question.count(), patient).toBe(0);
    // a second Escape is asked again: browsers let it pass by themselves
    await page.keyboard.press('Escape');
    await question.waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => question.count(), patient).toBe(0);
    expect(await dialog().getByLabel('Title').inputValue()).toBe('x');
    await dialog().getByRole('link', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Throw it away' }).press('Enter');
    await expect.poll(() => page.locator('dialog[open]').count(), patient).toBe(0);
  });

  it.each(['Close', 'Cancel'])(
    '%s lets a form go at once when nothing was typed, or all of it taken back',
    async (name) => {
      await page.goto(house.url);
      await type('/data-request');
      await dialog().getByLabel('Title').fill('x');
      await dialog().getByLabel('Title').fill('');
      await dialog().getByRole('link', { name }).click();
      await expect.poll(() => page.locator('dialog[open]').count(), patient).toBe(0);
    },
  );

  it('a reload or Back asks first while a form is filled in, and nothing typed is stored', async () => {
    await page.goto(house.url);
    await type('/data-request');
    await dialog().getByLabel('Title').pressSequentially('Not lost');
    const asked = page.waitForEvent('dialog');
    const reload = page.evaluate('void location.reload()');
    const box = await asked;
    expect(box.type()).toBe('beforeunload');
    await box.dismiss();
    await reload;
    expect(await dialog().getByLabel('Title').inputValue()).toBe('Not lost');
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
  });

  it('what was typed while a form is on its way stays, though the form comes back', async () => {
    const held = gate();
    house.answer = async ({ interaction }) => {
      if (interaction.kind === 'submit') await held.opened;
      return undefined;
    };
    await page.goto(house.url);
    await type('/data-request');
    await dialog().getByLabel('Your question').fill('Sent');
    await dialog().getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => house.seen.some(({ interaction }) => interaction.kind === 'submit'), patient)
      .toBe(true);
    await dialog().getByLabel('Title').fill('Typed since');
    await dialog().getByLabel('I need this for my work').check();
    held.open();
    await dialog().getByText('things need your attention').waitFor();
    expect(await dialog().getByLabel('Title').inputValue()).toBe('Typed since');
    expect(await dialog().getByLabel('I need this for my work').isChecked()).toBe(true);
    expect(await dialog().getByLabel('Your question').inputValue()).toBe('Sent');
    expect(await dialog().locator('[data-summary] a').allInnerTexts()).not.toContain('Title');
  });

  it('an error goes once its field is changed, from the summary too', async () => {
    await page.goto(house.url);
    await type('/data-request');
    await dialog()
      .getByLabel('Your question')
      .fill(`${'x'.repeat(203)}  `);
    await dialog().getByRole('button', { name: 'Send' }).click();
    const summary = dialog().locator('[data-summary]');
    await summary.waitFor();
    // one message: the server's, of what was sent
    expect(await dialog().locator('[data-field=question] .error').innerText()).toBe(
      'At most 200 characters; this has 203.',
    );
    expect(await dialog().locator('[data-field=question] .counter').count()).toBe(0);
    const before = await summary.locator('li').count();
    await dialog()
      .getByLabel('Your question')
      .fill(`${'x'.repeat(201)}  `);
    await dialog().locator('[data-field=question] .error').waitFor({ state: 'hidden' });
    expect(await dialog().locator('[data-field=question] .counter').innerText()).toBe('1 character too many');
    expect(await summary.locator('li').count()).toBe(before - 1);
    expect(await summary.innerText()).not.toContain('Your question');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Throw it away' }).click();
  });

  it('somebody who is not on the roster is said to be so: in the list, at the field, and when it is sent', async () => {
    await page.goto(house.url);
    await type('/data-request');
    const readers = dialog().getByLabel('Who else will read it?');
    await readers.pressSequentially('zzz');
    await dialog().getByRole('option', { name: 'Nobody on the roster fits.' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const error = dialog().locator('[data-field=readers] .error');
    expect(await error.innerText()).toContain('Nobody on the roster fits.');
    await dialog().getByRole('button', { name: 'Send' }).click();
    await dialog().locator('[data-summary]').getByText('Nobody on the roster fits.').waitFor();
    expect(await readers.inputValue()).toBe('zzz');
    await readers.fill('lea');
    await dialog().getByRole('option', { name: 'Lea Okafor' }).click();
    await error.waitFor({ state: 'hidden' });
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

  it('a line that could not be kept says so, keeps its tick, and is tried again', async () => {
    await page.goto(house.url);
    await type('/nda');
    const line = dialog().locator('[data-field=g1]');
    await context.setOffline(true);
    await line.getByRole('checkbox').check();
    await line.getByText('could not be reached').waitFor();
    expect(await line.getByRole('checkbox').isChecked()).toBe(true);
    await context.setOffline(false);
    await line.getByRole('button', { name: 'Try again' }).click();
    await line.getByText(/^Kept \d/).waitFor();
    await line.locator('.error').waitFor({ state: 'hidden' });
    await dialog().getByRole('link', { name: 'Go on later' }).click();
    await page.getByText('Kept: 1 of 3 lines.').waitFor();
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
    await dialog().waitFor();
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
