/** Cards as a browser shows them, drawn by Adaptive Cards itself with Markdown on: text as typed, nothing wider than a telephone. */
import type { Browser } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Block, Card } from '../../../src/chat/card.ts';
import { drawCard } from '../../../src/platforms/teams/card.ts';
import { drawForm } from '../../../src/platforms/teams/form.ts';
import { describeInBrowser } from '../../e2e/web/chromium.ts';
import { cardLibrary, cardPage, type Theme } from '../../support/adaptive-page.ts';
import { everyBlock, everyCard, everyField, homeCard, ndaFields, openForm, wild } from '../web/samples.ts';

const pen = { publicUrl: 'https://safekeep.example', sample: true };
const message = { spot: 'message', origin: 'case' } as const;
const odd = '**b** _i_ 1. one <at>Ana</at> {{DATE(2026-01-02T03:04:05Z)}} {{TIME(2026-01-02T03:04:05Z)}}';

interface Seen {
  readonly text: string;
  readonly width: number;
  readonly bold: number;
}

async function look(browser: Browser, card: unknown, width = 360, theme: Theme = 'light'): Promise<Seen> {
  const page = await browser.newPage({ viewport: { width, height: 700 } });
  try {
    await page.setContent(cardPage(card, theme));
    await page.addScriptTag({ path: cardLibrary });
    // text that runs in a browser, which this program's types do not know
    await page.evaluate('render()');
    const [text, shown, bold] = (await page.evaluate(
      "[document.body.innerText, document.documentElement.scrollWidth, document.querySelectorAll('b').length]",
    )) as [string, number, number];
    return { text: text.replace(/\s+/g, ' '), width: shown, bold };
  } finally {
    await page.close();
  }
}

describeInBrowser('a card of Teams in a browser', (browser) => {
  const errors = { title: 'Please fill this in.', came: 'Please choose a date.' };
  it.each<[string, unknown]>([
    ['a request', drawCard(everyCard, pen, message)],
    ['the list', drawCard(homeCard, pen, { ...message, origin: 'home' })],
    ['a form with mistakes', drawForm(openForm(everyField, 'request.file', {}, { errors }), pen).card],
    ['a page of lines', drawForm(openForm(ndaFields, 'nda.sign', { g1: true }), pen).card],
  ])('is no wider than a telephone: %s', async (_name, card) => {
    for (const theme of ['light', 'dark'] as const) {
      const seen = await look(browser(), card, 360, theme);
      expect(seen.width).toBe(360);
      expect(seen.text).toContain('Sample district: invented people, no real data');
    }
  });

  it('shows what people typed as they typed it, in every block', async () => {
    for (const typed of [odd, wild]) {
      const blocks = JSON.parse(
        JSON.stringify(everyBlock, (key, value: unknown) =>
          ['text', 'title', 'detail', 'value', 'label'].includes(key) ? typed : value,
        ),
      ) as Block[];
      const card: Card = {
        ...everyCard,
        title: typed,
        status: { label: typed, tone: 'info' },
        blocks,
        actions: [],
      };
      const seen = await look(browser(), drawCard(card, pen, message));
      const times = seen.text.split(typed.replace(/\s+/g, ' ')).length - 1;
      const inBlocks = JSON.stringify(blocks).match(/"(text|title|detail|value|label)":/g)?.length ?? 0;
      expect(times).toBe(2 + inBlocks);
      expect(seen.bold).toBe(0);
    }
  });

  it('would be seen to read Markdown and dates, if they stood where those are read', async () => {
    const seen = await look(browser(), {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: odd, wrap: true }],
    });
    expect(seen.bold).toBe(1);
    expect(seen.text).not.toContain('DATE');
  });
});
