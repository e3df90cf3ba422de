import { afterAll, beforeAll, expect, it } from 'vitest';
import { patient } from '../support/patience.ts';
import { type SampleProgram, startSampleProgram } from '../support/sample-program.ts';
import { describeInBrowser } from './web/chromium.ts';
import { Desk } from './web/desk.ts';

let program: SampleProgram;
beforeAll(async () => {
  program = await startSampleProgram();
});
afterAll(() => program?.close());

describeInBrowser('a low-risk request in the browser, whole (R064)', (browser) => {
  let teacher: Desk;
  let coordinator: Desk;
  let steward: Desk;
  let reference = '';

  beforeAll(async () => {
    teacher = await Desk.of(browser(), program.url, 'Vera Castleberry');
    coordinator = await Desk.of(browser(), program.url, 'Anjali Deshmukh');
    steward = await Desk.of(browser(), program.url, 'Nadia Petrakis');
  });
  afterAll(async () => {
    for (const desk of [teacher, coordinator, steward]) await desk?.leave();
  });

  it('the teacher asks; what looks like student data comes back marked and is stored nowhere', async () => {
    await teacher.type('/data-request');
    const { dialog } = teacher;
    await dialog.getByLabel('Title').fill('Proficiency by year');
    await dialog.getByLabel('Question').fill('How did Jo Doe 01/02/2015 do?');
    await dialog.getByLabel('Purpose').fill('Plan next year <b>well</b>');
    await dialog.getByLabel('Who will receive the data?').fill('The mathematics teachers');
    await dialog.getByLabel('Assessment results').check();
    await dialog.getByLabel(/One figure for the whole state/).check();
    await dialog.getByLabel('Groups and years').fill('Grade 3, 2023 to 2026');
    await dialog.getByLabel(/Spreadsheet/).check();
    await dialog.getByLabel('Legitimate interest').fill('I teach mathematics');
    await teacher.submit('File the request');
    expect(await dialog.locator('mark').innerText()).toBe('Jo Doe 01/02/2015');
    expect(await dialog.getByLabel('Title').inputValue()).toBe('Proficiency by year');
    expect(await program.database.store.db.dataRequest.count()).toBe(0);
    expect(await program.database.store.db.caseText.count()).toBe(0);
  });

  it('corrected and sent again, it is one request with a number', async () => {
    const { dialog } = teacher;
    await dialog.getByLabel('Question').fill('Which share is proficient in each year?');
    await teacher.submit('File the request');
    await teacher.result(/DR-\d+/).waitFor();
    reference = /DR-\d+/.exec(await teacher.result(/DR-\d+/).innerText())?.[0] ?? '';
    expect(reference).toMatch(/^DR-1\d{3}$/);
    expect(await program.database.store.db.dataRequest.count()).toBe(1);
    expect(await teacher.card(reference).innerText()).toContain('Plan next year <b>well</b>');
  });

  it('the Coordinator hears of it without a reload and sets the risk', async () => {
    await coordinator.card(reference).waitFor();
    await coordinator.press(reference, 'Set the risk level');
    await coordinator.dialog.getByRole('radio', { name: /^Low/ }).check();
    await coordinator.dialog.getByLabel('Reason').fill('District totals only');
    await coordinator.submit('Set the risk level');
    await coordinator.result(reference).waitFor();
  });

  it('a steward claims it: one audit entry, and the card moves on wherever it is open', async () => {
    // the card that asked her was drawn before the risk was set: it follows by itself
    await expect.poll(() => steward.card(reference).innerText(), patient).toMatch(/Risk level\s+Low/);
    await steward.press(reference, 'Claim');
    await steward.result(`You hold ${reference} now`).waitFor();
    const claims = await program.database.store.db.auditEntry.count({
      where: { line: { contains: '"request.claimed"' } },
    });
    expect(claims).toBe(1);
  });

  it('fulfils it; a folder link that is none is refused at its field with all else kept', async () => {
    await steward.press(reference, 'Fulfil');
    const { dialog } = steward;
    const link = dialog.getByLabel('Link to the secure folder');
    await link.fill('on my desk');
    await steward.submit('Fulfil');
    await dialog.getByText('needs your attention').waitFor();
    expect(await link.inputValue()).toBe('on my desk');
    await link.fill('https://files.legacyprep.example/DataStats/1');
    await steward.submit('Fulfil');
    await steward.result(reference).waitFor();
  });

  it('sends and closes it, and the teacher reads so', async () => {
    await steward.press(reference, 'Send');
    await steward.dialog.getByRole('radio').first().check();
    await steward.submit('Send');
    await steward.result(/sent/).waitFor();
    await steward.press(reference, 'Close');
    await steward.page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => teacher.card(reference).innerText(), patient).toMatch(/Closed/);
  });

  it('logs nothing of what was typed', () => {
    const log = program.log.join('\n');
    for (const typed of ['Jo Doe', 'Proficiency', 'proficient']) expect(log).not.toContain(typed);
  });
});
