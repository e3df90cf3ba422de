import type { Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gate } from '../support/gate.ts';
import { patient } from '../support/patience.ts';
import { type SampleProgram, startSampleProgram } from '../support/sample-program.ts';
import { describeInBrowser } from './web/chromium.ts';
import { Desk } from './web/desk.ts';

let program: SampleProgram;
beforeAll(async () => {
  program = await startSampleProgram();
});
afterAll(() => program?.close());

describeInBrowser('the privacy agreement in the browser (R041–R048)', (browser) => {
  let signer: Desk;
  let late: Desk;
  beforeAll(async () => {
    signer = await Desk.of(browser(), program.url, 'Hugo Penrose');
  });
  afterAll(async () => {
    await signer?.leave();
    await late?.leave();
  });

  const lines = (desk: Desk) => desk.dialog.locator('[data-kind=initial]').getByRole('checkbox');
  const line = (desk: Desk, id: string) => desk.dialog.locator(`[name="tick.${id}"]`);

  it('R048: has 24 lines, each initialled by itself and kept at once', async () => {
    await signer.type('/nda sign');
    await signer.dialog.waitFor();
    expect(await lines(signer).count()).toBe(24);
    await line(signer, 'G1').check();
    await line(signer, 'G2').check();
    const drafted = async () => {
      const [draft] = await program.database.store.db.agreementDraft.findMany();
      return Object.keys((draft?.initials ?? {}) as object).sort();
    };
    await expect.poll(drafted, patient).toEqual(['G1', 'G2']);
  });

  it('goes on where it was interrupted, on another device too', async () => {
    late = await Desk.of(browser(), program.url, 'Hugo Penrose');
    await late.type('/nda sign');
    await late.dialog.waitFor();
    expect(await line(late, 'G1').isChecked()).toBe(true);
    expect(await line(late, 'G3').isChecked()).toBe(false);
  });

  it('R048: every line ticked as fast as can be, with slow answers that come out of order: each tick stays and is kept', async () => {
    const quick = await Desk.of(browser(), program.url, 'Lucinda Farrow');
    const held: Route[] = [];
    let free = false;
    await quick.page.route('**/forms/change', async (route) => {
      const answer = await route.fetch();
      if (!free) {
        held.push(route);
        await released.opened;
      }
      await route.fulfill({ response: answer });
    });
    const released = gate();
    await quick.type('/nda sign');
    await quick.dialog.waitFor();
    const ticked = await quick.page.evaluate<number>(`(() => {
      const boxes = [...document.querySelectorAll('dialog [data-kind=initial] input:not([name="tick.T2"])')];
      for (const box of boxes) box.click();
      return boxes.length;
    })()`);
    expect(ticked).toBe(23);
    await expect.poll(() => held.length, patient).toBeGreaterThan(0);
    const checked = () => quick.dialog.locator('[data-kind=initial] input:checked').count();
    expect(await checked()).toBe(23);
    // one taken back while the answer to its tick is still on its way
    await line(quick, 'G1').uncheck();
    await line(quick, 'G1').check();
    await line(quick, 'G2').uncheck();
    free = true;
    released.open();
    await expect.poll(() => quick.dialog.getByText(/^Kept \d/).count(), patient).toBe(22);
    expect(await checked()).toBe(22);
    expect(await line(quick, 'G2').isChecked()).toBe(false);
    await quick.page.keyboard.press('Escape');
    await quick.result('Kept: 22 of 23 lines.').waitFor();
    await quick.type('/nda sign');
    await quick.dialog.waitFor();
    expect(await checked()).toBe(22);
    expect(await line(quick, 'G2').isChecked()).toBe(false);
    await quick.leave();
  });

  it('R042: T1 and T2 both, or a line missing: the form comes back naming the line, nothing lost', async () => {
    const boxes = await lines(signer).all();
    for (const box of boxes) await box.check();
    await line(signer, 'G3').uncheck();
    await signer.dialog.getByLabel('I agree to sign this agreement electronically').check();
    await signer.dialog.getByLabel('Your full name').fill('Hugo Penrose');
    await signer.submit('Sign');
    const summary = signer.dialog.locator('[data-summary]');
    await summary.waitFor();
    expect(await summary.innerText()).toMatch(/not initialled yet.*G3/);
    await line(signer, 'G3').check();
    await signer.submit('Sign');
    await signer.dialog.getByText('both initialled').first().waitFor();
    expect(await summary.innerText()).toContain('T1');
    expect(await line(signer, 'E1').isChecked()).toBe(true);
    expect(await signer.dialog.getByLabel('Your full name').inputValue()).toBe('Hugo Penrose');
    expect(await program.database.store.db.signature.count({ where: { way: 'signed' } })).toBe(0);
  });

  it('is signed once complete, opens the training of T2, and gives a certificate to print', async () => {
    await line(signer, 'T1').uncheck();
    await signer.submit('Sign');
    await signer.result('Signed and sealed').waitFor();
    await signer.page
      .getByRole('link', { name: /certificate/i })
      .last()
      .click();
    await signer.page.waitForURL(/\/documents\//);
    const certificate = signer.page.getByRole('article');
    expect(await certificate.innerText()).toMatch(/Hugo Penrose[\s\S]*the seal matches/);
    expect(await signer.page.getByRole('button', { name: 'Print' }).isVisible()).toBe(true);
  });

  it('is nobody else’s to read', async () => {
    const address = signer.page.url();
    const other = await Desk.of(browser(), program.url, 'Vera Castleberry');
    const answer = await other.page.goto(address);
    expect(answer?.status()).toBe(404);
    expect(await other.page.innerText('main')).not.toContain('Hugo');
    await other.leave();
  });
});
