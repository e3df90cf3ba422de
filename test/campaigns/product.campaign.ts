/**
 * Everything that the product can show, on every surface: scenes are played in the sample district, a person of each role
 * goes wherever buttons and links lead, and nothing that a room offers may be left out.
 */
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../src/app/person.ts';
import { features } from '../../src/governance/features.ts';
import { crawl, type Journey } from '../contracts/crawl.ts';
import { forgotten } from '../contracts/ledger.ts';
import { laterScenes, type Scene, scenes } from '../contracts/scenes.ts';
import { type ShapePages, showShapes } from '../contracts/shape-pages.ts';
import { covering, traitsOfCard, traitsOfDocument, traitsOfForm } from '../contracts/shapes.ts';
import { type Stage, setStage } from '../contracts/stage.ts';
import { drawWhatWasTold } from '../contracts/told.ts';
import { visitorsOf } from '../contracts/visitors.ts';
import { describeInBrowser } from '../e2e/web/chromium.ts';

/** A day after the scenes, some days, a week, more: for whatever comes due. */
const sweeps = ['2026-11-19', '2026-11-23', '2026-11-30', '2026-12-07'].map((day) => `${day}T16:00:00Z`);

let stage: Stage;
let journeys: readonly Journey[];

async function plays(all: readonly Scene[]): Promise<readonly Person[]> {
  const looking: Person[] = [];
  for (const scene of all)
    looking.push(
      ...(await scene.play(stage).catch((error: Error) => {
        throw new Error(`the scene “${scene.name}” cannot be played: ${error.message}`, { cause: error });
      })),
    );
  return looking;
}

beforeAll(async () => {
  stage = await setStage(features);
  const looking = await plays(scenes);
  for (const at of sweeps) await stage.sweep(at);
  const visitors = new Set([...visitorsOf(stage), ...looking]);
  const first = await crawl(stage, [...visitors], await drawWhatWasTold(stage));
  const later = new Set(await plays(laterScenes));
  journeys = [first, await crawl(stage, [...later], await drawWhatWasTold(stage))];
}, 1_800_000);
afterAll(() => stage?.drop());

describe('the product', () => {
  it('draws everything that its rooms offer, on every surface', () => {
    expect(forgotten(stage.registry, stage.ledger).join('\n')).toBe('');
  });

  it('leads nowhere that is not there', () => {
    expect(journeys.flatMap(({ deadEnds }) => deadEnds)).toEqual([]);
  });
});

describeInBrowser('every kind of card, form and page that was drawn meets WCAG 2.2 AA', (browser) => {
  let pages: ShapePages;
  beforeAll(async () => {
    const { cards, forms, documents } = stage.ledger;
    pages = await showShapes({
      cards: covering(cards, traitsOfCard),
      forms: covering(forms, traitsOfForm),
      documents: covering(documents, traitsOfDocument),
    });
  });
  afterAll(() => pages?.stop());

  it('at 390 and 1280 px, in light and in dark', { timeout: 240_000 }, async () => {
    const context = await browser().newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    const faults: string[] = [];
    const looks = async (says: string, width: number, colorScheme: 'light' | 'dark', what: string) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate<readonly string[]>(what);
      faults.push(...found.map((fault) => `${says}, ${width} px, ${colorScheme}: ${fault}`));
    };
    for (const [path, says] of pages.paths) {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(pages.url + path);
      await page.evaluate(axe.source);
      await looks(says, 390, 'light', everything);
      await looks(says, 1280, 'light', everything);
      await looks(says, 1280, 'dark', contrast);
    }
    await context.close();
    expect(faults).toEqual([]);
  });
});

/** Run in the page, as text: the tests know no browser types. */
const told = `({ violations }) => violations.map(({ id, nodes }) =>
  id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | '))`;

/** What axe finds, and whether the page must be pushed sideways. */
const everything = `axe.run('main', {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
}).then(${told}).then((found) =>
  document.documentElement.scrollWidth > innerWidth ? [...found, 'wider than the window'] : found)`;

/** Colours are all that differs in the dark, and they are the same at every width. */
const contrast = `axe.run('main', { runOnly: { type: 'rule', values: ['color-contrast'] } }).then(${told})`;
