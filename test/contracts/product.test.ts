/**
 * Everything that the product can show, on every surface: scenes are played in the sample district, a person of each role
 * goes wherever buttons and links lead, and nothing that a room offers may be left out.
 */
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Feature } from '../../src/app/feature.ts';
import { houseFeature } from '../../src/app/home.ts';
import type { Person } from '../../src/app/person.ts';
import { createRegistry } from '../../src/app/registry.ts';
import { features } from '../../src/governance/features.ts';
import { describeInBrowser } from '../e2e/web/chromium.ts';
import { crawl, type Journey } from './crawl.ts';
import { forgotten, Ledger } from './ledger.ts';
import { laterScenes, type Scene, scenes } from './scenes.ts';
import { type ShapePages, showShapes } from './shape-pages.ts';
import { covering, traitsOfCard, traitsOfDocument, traitsOfForm } from './shapes.ts';
import { cardOf, openOf } from './slots.ts';
import { type Stage, setStage } from './stage.ts';
import { drawWhatWasTold } from './told.ts';
import { visitorsOf } from './visitors.ts';

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
}, 600_000);
afterAll(() => stage?.drop());

describe('the product', () => {
  it('draws everything that its rooms offer, on every surface', () => {
    expect(forgotten(stage.registry, stage.ledger).join('\n')).toBe('');
  });

  it('leads nowhere that is not there', () => {
    expect(journeys.flatMap(({ deadEnds }) => deadEnds)).toEqual([]);
  });
});

describe('a new room', () => {
  const open: Feature['forms'] = [
    {
      id: 'toy.found',
      access: 'everyone',
      open: async () => openOf({ one: { kind: 'text', label: 'One', max: 9 } }).form,
      submit: async () => ({ kind: 'done', text: 'Kept.' }),
    },
  ];
  const lost: Feature['forms'] = [...open.map((form) => ({ ...form, id: 'toy.lost' }))];
  const room = (more: Partial<Feature>): Feature => ({
    room: 'toy',
    words: [
      {
        command: 'safekeep',
        word: 'toy',
        summary: 'A toy',
        access: 'everyone',
        run: (ask) => ask.house.openForm(ask, 'toy.found', {}),
      },
    ],
    forms: open,
    ...more,
  });

  /** One visitor goes through the house and this room alone. */
  async function goesThrough(
    feature: Feature,
  ): Promise<{ readonly missing: string; readonly journey: Journey }> {
    const registry = createRegistry([houseFeature, feature]);
    const ledger = new Ledger();
    const alone = { ...stage, registry, ledger, world: { ...stage.world, features: [feature] } };
    const gone = await crawl(alone, [stage.plain()], new Map());
    return { missing: forgotten(registry, ledger).join('\n'), journey: gone };
  }

  it('passes when everything that it offers is led to', async () => {
    expect(await goesThrough(room({}))).toMatchObject({ missing: '', journey: { deadEnds: [] } });
  });

  it('fails for a form that nothing leads to, named, with what to do', async () => {
    const { missing } = await goesThrough(room({ forms: [...open, ...lost] }));
    expect(missing).toBe(
      'The form “toy.lost” of the room toy was never drawn: no card, list or word led to it. Lead to it, or play what has to happen first in a scene of test/contracts/scenes.ts, so that every surface is tried with it.',
    );
  });

  it.each<[string, Partial<Feature>]>([
    ['notice “toy.told”', { notices: [{ id: 'toy.told', render: async () => cardOf([]) }] }],
    [
      'action “toy.press”',
      {
        actions: [
          { id: 'toy.press', access: 'everyone', run: async () => ({ kind: 'done', text: 'Done.' }) },
        ],
      },
    ],
    [
      'document “toy.page”',
      { documents: [{ id: 'toy.page', access: 'everyone', load: async () => undefined }] },
    ],
    [
      'case “toy”',
      { cases: [{ kind: 'toy', pattern: /(?!)/, find: async () => undefined, card: async () => undefined }] },
    ],
    [
      'word “safekeep toys”',
      {
        words: [
          {
            command: 'safekeep',
            word: 'toys',
            summary: 'Nobody’s',
            access: { anyOf: ['nobody'] },
            run: async () => ({ kind: 'card', card: cardOf([]) }),
          },
        ],
        forms: [],
      },
    ],
  ])('fails for a %s that nothing leads to', async (named, more) => {
    expect((await goesThrough(room(more))).missing).toContain(`The ${named} of the room toy was never drawn`);
  });

  it('fails for a link that leads nowhere', async () => {
    const dead = cardOf([], { actions: [{ kind: 'link', label: 'Look', path: '/nowhere' }] });
    const leading = room({
      tasksOf: undefined as never,
      words: [
        {
          command: 'safekeep',
          word: 'toy',
          summary: 'A toy',
          access: 'everyone',
          run: async () => ({ kind: 'card', card: dead }),
        },
      ],
      forms: [],
    });
    expect((await goesThrough(leading)).journey.deadEnds).toEqual([
      '“/nowhere” from {"kind":"command","name":"safekeep","text":"toy"}',
    ]);
  });

  it('fails for a form that some surface cannot show, as soon as it opens', async () => {
    const wide = openOf({ one: { kind: 'tick', label: 'One', says: 'x'.repeat(76) } }).form;
    const forms: Feature['forms'] = open.map((form) => ({ ...form, open: async () => wide }));
    await expect(goesThrough(room({ forms }))).rejects.toThrow(
      'words beside the box has 76 characters, at most 75',
    );
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
