/** What the tour of the whole product (campaigns/product) would say of a room that forgot something: proven on bad samples. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Feature } from '../../src/app/feature.ts';
import { houseFeature } from '../../src/app/home.ts';
import { createRegistry } from '../../src/app/registry.ts';
import { crawl, type Journey } from './crawl.ts';
import { forgotten, Ledger } from './ledger.ts';
import { cardOf, openOf } from './slots.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage([]);
});
afterAll(() => stage?.drop());

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
