/** A real browser for the web surface. Where it must be there (CI) its absence fails; elsewhere it is said and skipped. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const found = places.find((place) => existsSync(place));

/** The tests get a way to the browser, opened before the first of them. */
export function describeInBrowser(name: string, tests: (browser: () => Browser) => void): void {
  if (!found && process.env.CI !== 'true') {
    describe.skip(`${name} (skipped: no Chromium here; on Debian: apt-get install chromium)`, () =>
      tests(missing));
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: found ?? '/usr/bin/chromium',
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      });
    });
    afterAll(() => browser?.close());
    tests(() => browser ?? missing());
  });
}

function missing(): never {
  throw new Error('Chromium is not installed; on Debian: apt-get install chromium');
}

/** What went wrong in a page without being asked: faults of script, and files that the policy refused. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d|ERR_INTERNET_DISCONNECTED/.test(message.text()))
      complaints.push(message.text());
  });
  return complaints;
}
