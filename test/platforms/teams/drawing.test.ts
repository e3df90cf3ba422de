/** Cards as literal Adaptive Cards; what somebody typed is never read as markup, and every card passes the check. */
import { describe, expect, it } from 'vitest';
import type { Action, Block, Card } from '../../../src/chat/card.ts';
import { type Pressed, readPressed } from '../../../src/platforms/teams/buttons.ts';
import {
  type AdaptiveCard,
  drawCard,
  drawInvitation,
  drawSentence,
} from '../../../src/platforms/teams/card.ts';
import { checkCard, textsOf } from '../../support/adaptive-cards.ts';
import { everyAction, everyBlock, everyCard, wild } from '../web/samples.ts';
import { open } from './samples.ts';

const pen = { publicUrl: 'https://safekeep.example', sample: false };
const message = { spot: 'message', origin: 'case' } as const;
const dialog = { spot: 'dialog', origin: 'answer' } as const;

const run = (text: string, style: object = {}) => ({ type: 'TextRun', text, ...style });
const rich = (...inlines: object[]) => ({ type: 'RichTextBlock', inlines });
const bolder = { weight: 'bolder' };
const faint = { isSubtle: true };
const small = { isSubtle: true, size: 'small' };

const odd =
  '*b* _i_ ~~s~~ `c` [a](https://x.example) # h <at>Ana</at> &amp; {{DATE(2026-01-02T03:04:05Z)}} 👩‍🏫';

function cardOf(blocks: readonly Block[], more: Partial<Card> = {}): Card {
  return { audience: 'person', title: 'DR-1001', blocks, actions: [], ...more };
}

/** Without the title. */
function bodyOf(block: Block): readonly object[] {
  return drawCard(cardOf([block]), pen, message).body.slice(1);
}

describe('a card', () => {
  it.each<[Block, readonly unknown[]]>([
    [{ kind: 'text', text: 'It *waits*.' }, [rich(run('It *waits*.'))]],
    [
      { kind: 'heading', text: 'What was asked' },
      [
        {
          type: 'TextBlock',
          text: 'What was asked',
          style: 'heading',
          size: 'medium',
          weight: 'bolder',
          wrap: true,
          spacing: 'large',
        },
      ],
    ],
    [
      { kind: 'heading', text: '*What* was asked' },
      [{ ...rich(run('*What* was asked', { size: 'medium', weight: 'bolder' })), spacing: 'large' }],
    ],
    [
      {
        kind: 'facts',
        facts: [
          { label: 'Asked by', value: 'Ana' },
          { label: 'Until', value: '' },
        ],
      },
      [
        columns([1, [rich(run('Asked by', faint))]], [2, [rich(run('Ana'))]]),
        columns([1, [rich(run('Until', faint))]], [2, [rich(run('–'))]]),
      ],
    ],
    [
      { kind: 'quote', label: 'Question', text: 'How many?' },
      [
        rich(run('Question', bolder)),
        { type: 'Container', style: 'emphasis', spacing: 'small', items: [rich(run('How many?'))] },
      ],
    ],
    [
      { kind: 'note', tone: 'warning', text: 'Late' },
      [{ type: 'Container', style: 'warning', items: [rich(run('⚠️ '), run('Late'))] }],
    ],
    [{ kind: 'note', tone: 'neutral', text: 'By the way' }, [rich(run('By the way', faint))]],
    [
      {
        kind: 'steps',
        steps: [
          { label: 'Filed', state: 'done', detail: '1 Sep' },
          { label: 'Fulfil', state: 'now' },
        ],
      },
      [
        columns(
          ['auto', [rich(run('✅ '))]],
          ['stretch', [rich(run('Filed')), { ...rich(run('1 Sep', small)), spacing: 'none' }]],
        ),
        columns(['auto', [rich(run('▶️ '))]], ['stretch', [rich(run('Fulfil', bolder))]]),
      ],
    ],
    [
      {
        kind: 'list',
        items: [
          { title: 'One', detail: 'first', tone: 'danger' },
          { title: 'Two', action: { kind: 'link', label: 'Read', path: '/documents/x' } },
        ],
      },
      [
        {
          type: 'Container',
          items: [
            rich(run('⛔ ', bolder), run('One', bolder)),
            { ...rich(run('first', small)), spacing: 'none' },
          ],
        },
        columns(
          ['stretch', [rich(run('Two', bolder))]],
          [
            'auto',
            [
              {
                type: 'ActionSet',
                actions: [
                  { type: 'Action.OpenUrl', title: 'Read', url: 'https://safekeep.example/documents/x' },
                ],
              },
            ],
          ],
        ),
      ],
    ],
  ])('draws %j', (block, expected) => {
    expect(bodyOf(block)).toEqual(expected);
    expect(checkCard(drawCard(cardOf([block]), pen, message), 'message')).toEqual([]);
  });

  it('draws a divider as a line above what follows it, and none at the end', () => {
    const text = { kind: 'text', text: 'Words' } as const;
    const { body } = drawCard(cardOf([{ kind: 'divider' }, text, text, { kind: 'divider' }]), pen, message);
    expect(body.slice(1)).toEqual([
      { ...rich(run('Words')), separator: true, spacing: 'medium' },
      rich(run('Words')),
    ]);
  });

  it('is whole: title, status, what just happened, fallback, and how it draws itself anew', () => {
    const card = cardOf([], {
      status: { label: 'Late', tone: 'danger' },
      about: { kind: 'request', id: 'r1' },
    });
    const told = { text: 'Claimed.', tone: 'good' } as const;
    expect(drawCard(card, pen, { ...message, told, viewer: '29:ana' })).toEqual({
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      fallbackText: 'DR-1001 · Late',
      speak: 'DR-1001 · Late',
      msteams: { width: 'Full' },
      body: [
        { type: 'Container', style: 'good', items: [rich(run('✅ '), run('Claimed.'))] },
        {
          type: 'TextBlock',
          text: 'DR-1001',
          style: 'heading',
          size: 'large',
          weight: 'bolder',
          wrap: true,
        },
        rich(run('🔴 '), run('Late')),
      ],
      refresh: {
        action: {
          type: 'Action.Execute',
          title: 'Refresh',
          verb: 'look',
          data: { safekeep: { do: 'look', about: { kind: 'request', id: 'r1' }, told } },
        },
        userIds: ['29:ana'],
      },
    });
  });

  it.each([
    ['a case', cardOf([], { about: { kind: 'request', id: 'r1' } }), message, { kind: 'look' }],
    ['the list', cardOf([]), { spot: 'message', origin: 'home' } as const, { kind: 'home' }],
    ['a card about nothing', cardOf([]), message, undefined],
    ['a case in a dialog', cardOf([], { about: { kind: 'request', id: 'r1' } }), dialog, undefined],
    [
      'a place card',
      cardOf([], { audience: 'place', about: { kind: 'request', id: 'r1' } }),
      message,
      undefined,
    ],
  ])(
    'draws itself anew when looked at, if it is one person’s and has something new: %s',
    (_name, card, where, expected) => {
      const { refresh } = drawCard(card, pen, where);
      const pressed = refresh && readPressed(refresh.action.data);
      if (expected) expect(pressed).toMatchObject(expected);
      else expect(refresh).toBeUndefined();
      expect(refresh?.userIds).toBeUndefined();
    },
  );

  it.each(['message', 'dialog'] as const)('of every block and action passes the check in a %s', (spot) => {
    for (const audience of ['person', 'place'] as const) {
      const drawn = drawCard({ ...everyCard, audience }, pen, { ...message, spot });
      expect(checkCard(drawn, spot)).toEqual([]);
    }
  });

  it.each(everyBlock.map((block) => [block.kind, block] as const))(
    'shows a %s as it was typed',
    (_kind, block) => {
      for (const text of [odd, wild, '1. one', '- two', '# three', `${odd}\n${wild}`]) {
        const typed = JSON.parse(
          JSON.stringify(block, (key, value: unknown) =>
            ['text', 'title', 'detail', 'label', 'value'].includes(key) ? text : value,
          ),
        ) as Block;
        const drawn = drawCard(
          cardOf([typed], { title: text, status: { label: text, tone: 'info' } }),
          pen,
          message,
        );
        expect(checkCard(drawn, 'message')).toEqual([]);
        const said = textsOf(drawn).filter((one) => one.includes(text));
        expect(said.length).toBeGreaterThanOrEqual(
          2 + (JSON.stringify(block).match(/"(text|title|detail|value)":/g)?.length ?? 0),
        );
      }
    },
  );

  it.each([
    ['שלום, עולם', true],
    ['«مرحبا» DR-1001', true],
    ['DR-1001: שלום', false],
    ['Hello', false],
  ])('lets %s run in its own direction', (text, rightToLeft) => {
    const [drawn] = bodyOf({ kind: 'text', text });
    expect(drawn).toEqual(
      rightToLeft ? { type: 'Container', rtl: true, items: [rich(run(text))] } : rich(run(text)),
    );
    expect(checkCard(drawCard(cardOf([], { title: text }), pen, message), 'message')).toEqual([]);
  });

  it('says that the district is a sample, wherever it is drawn', () => {
    const sample = { ...pen, sample: true };
    for (const drawn of [
      drawCard(everyCard, sample, message),
      drawCard({ ...everyCard, audience: 'place' }, sample, message),
      drawCard(everyCard, sample, dialog),
      drawSentence('Done', 'good', sample),
      drawInvitation(open(), sample),
    ])
      expect(textsOf(drawn)).toContain('Sample district: invented people, no real data');
    expect(JSON.stringify(drawCard(everyCard, pen, message))).not.toContain('Sample district');
  });

  it.each([10, 40, 60, 80, 500])('of %i long paragraphs fits Teams, or says where the rest is', (count) => {
    const blocks = Array.from(
      { length: count },
      (_, at): Block => ({ kind: 'text', text: `${'ж'.repeat(200)} ${at}.` }),
    );
    const told = { text: 'It is done.', tone: 'good' } as const;
    const drawn = drawCard(
      cardOf(blocks, { actions: everyAction }),
      { ...pen, sample: true },
      { ...message, told },
    );
    expect(checkCard(drawn, 'message')).toEqual([]);
    const texts = textsOf(drawn);
    const whole = texts.some((text) => text.endsWith(` ${count - 1}.`));
    expect(texts.includes('There is more than Teams can show here.')).toBe(!whole);
    expect(JSON.stringify(drawn).includes('"https://safekeep.example/"')).toBe(!whole);
    expect(whole).toBe(count < 60);
    expect(texts.slice(0, 2)).toEqual(['✅ It is done.', 'DR-1001']);
    for (const { label } of everyAction)
      expect(JSON.stringify(drawn)).toContain(`"title":${JSON.stringify(label)}`);
    // not one paragraph less than there is room for
    if (!whole) expect(Buffer.byteLength(JSON.stringify(drawn))).toBeGreaterThan(26_400);
  });

  it.each([2999, 3000, 3001, 9001])('keeps the whole of a text of %i characters', (length) => {
    const long = 'word '.repeat(length).slice(0, length);
    const drawn = drawCard(cardOf([{ kind: 'quote', label: 'Q', text: long }]), pen, message);
    expect(checkCard(drawn, 'message')).toEqual([]);
    expect(textsOf(drawn).slice(2).join('')).toBe(long);
  });
});

describe('a sentence', () => {
  it('stands alone or with buttons, in a message and in a dialog', () => {
    for (const spot of ['message', 'dialog'] as const)
      for (const actions of [[], everyAction]) {
        const drawn = drawSentence(odd, 'danger', pen, actions, spot);
        expect(checkCard(drawn, spot)).toEqual([]);
        expect(textsOf(drawn)[0]).toBe(`⛔ ${odd}`);
        expect(drawn.fallbackText).toBe(odd);
      }
  });

  it('is never without words for a client that is too old', () => {
    expect(checkCard(drawSentence('', 'neutral', pen), 'message')).toEqual([]);
  });
});

describe('an invitation', () => {
  it('has one button, which opens the form', () => {
    const drawn = drawInvitation(open(), pen);
    expect(checkCard(drawn, 'message')).toEqual([]);
    expect(drawn.actions).toEqual([
      {
        type: 'Action.Submit',
        title: 'Open',
        style: 'positive',
        associatedInputs: 'none',
        data: {
          msteams: { type: 'task/fetch' },
          safekeep: { do: 'form', form: 'request.file', subject: { for: 'me' }, on: 'answer' },
        },
      },
    ]);
  });
});

describe('a button', () => {
  const claim: Action = {
    kind: 'run',
    id: 'request.claim',
    label: 'Claim',
    payload: { id: 'r1', version: '3' },
  };
  const ask: Action = { kind: 'open-form', form: 'request.ask', label: 'Ask', subject: { id: 'r1' } };
  const drawn = (action: Action, where: Parameters<typeof drawCard>[2] = message, more: Partial<Card> = {}) =>
    drawCard(cardOf([], { actions: [action], ...more }), pen, where).actions?.[0];
  const ran = {
    safekeep: { do: 'run', id: 'request.claim', payload: { id: 'r1', version: '3' }, on: 'case' },
  };

  it('runs in place in a message', () => {
    expect(drawn({ ...claim, style: 'primary' })).toEqual({
      type: 'Action.Execute',
      title: 'Claim',
      verb: 'run',
      style: 'positive',
      associatedInputs: 'none',
      data: ran,
    });
  });

  it('answers only the clicker from a place card: in a dialog', () => {
    const place = { ...ran.safekeep, on: 'place' };
    expect(drawn(claim, message, { audience: 'place' })).toEqual({
      type: 'Action.Submit',
      title: 'Claim',
      associatedInputs: 'none',
      data: { msteams: { type: 'task/fetch' }, safekeep: place },
    });
  });

  it('is submitted as it is in a dialog, where there is nothing to fill in', () => {
    const expected = { type: 'Action.Submit', title: 'Claim', associatedInputs: 'none', data: ran };
    expect(drawn(claim, { spot: 'dialog', origin: 'case' })).toEqual(expected);
    expect(JSON.stringify(drawn(ask, dialog))).not.toContain('msteams');
  });

  it('opens a form in a dialog', () => {
    expect(drawn(ask)?.data).toEqual({
      msteams: { type: 'task/fetch' },
      safekeep: { do: 'form', form: 'request.ask', subject: { id: 'r1' }, on: 'case' },
    });
  });

  it.each(['message', 'dialog'] as const)('asks first before what cannot be taken back, in a %s', (spot) => {
    const confirm = { title: 'Withdraw *it*?', text: odd, yes: 'Withdraw it' };
    const shown = drawn({ ...claim, style: 'danger', confirm }, { spot, origin: 'case' });
    expect(shown).toMatchObject({ type: 'Action.ShowCard', title: 'Claim', style: 'destructive' });
    const inner = shown?.card as AdaptiveCard;
    expect(textsOf(inner)).toEqual(['Withdraw *it*?', odd]);
    expect(inner.actions).toEqual([
      {
        type: spot === 'dialog' ? 'Action.Submit' : 'Action.Execute',
        title: 'Withdraw it',
        ...(spot === 'dialog' ? {} : { verb: 'run' }),
        style: 'destructive',
        associatedInputs: 'none',
        data: ran,
      },
    ]);
  });

  it.each([
    ['/documents/x?id=1', 'https://safekeep.example/documents/x?id=1'],
    ['https://law.example/', 'https://law.example/'],
    ['javascript:alert(1)', 'https://safekeep.examplejavascript:alert(1)'],
  ])('that links to %s leads to %s', (path, url) => {
    expect(drawn({ kind: 'link', label: 'Read', path })).toEqual({
      type: 'Action.OpenUrl',
      title: 'Read',
      url,
    });
  });

  it.each([1, 3, 4, 6, 7, 13])('is there for each of %i actions, three a row at most', (count) => {
    const actions = Array.from({ length: count }, (_, at): Action => ({ ...claim, label: `Action ${at}` }));
    const card = drawCard(cardOf([], { actions }), pen, message);
    expect(checkCard(card, 'message')).toEqual([]);
    expect(JSON.stringify(card).match(/"title":"Action \d+"/g)).toHaveLength(count);
    expect(card.actions?.length).toBe(count <= 3 ? count : undefined);
  });

  it.each([
    ['below a card', (action: Action): Partial<Card> => ({ actions: [action] })],
    [
      'in a list',
      (action: Action): Partial<Card> => ({ blocks: [{ kind: 'list', items: [{ title: 'It', action }] }] }),
    ],
  ])('whose words are too long says them above it: %s', (_name, card) => {
    const label = 'Ask the steward of this collection once more';
    const confirm = { title: 'Sure?', text: 'Really?', yes: `Yes, please: ${label}` };
    const drawn = drawCard(cardOf([], card({ ...claim, label, confirm })), pen, message);
    expect(checkCard(drawn, 'message')).toEqual([]);
    expect(textsOf(drawn)).toEqual(expect.arrayContaining([label, confirm.yes]));
  });

  it('in a list stands beside short words, and below where it asks first', () => {
    const confirm = { title: 'Sure?', text: 'Really?', yes: 'Yes' };
    const [beside, below] = [claim, { ...claim, confirm }].map(
      (action) => bodyOf({ kind: 'list', items: [{ title: 'DR-1', action }] })[0] as { type: string },
    );
    expect(beside?.type).toBe('ColumnSet');
    expect(below?.type).toBe('Container');
  });

  it.each(['case', 'home', 'answer'] as const)('says what it was and that it stood on %s', (origin) => {
    for (const spot of ['message', 'dialog'] as const) {
      const read = [claim, ask].map((action) => readPressed(drawn(action, { spot, origin })?.data));
      expect(read).toEqual([
        { kind: 'run', id: 'request.claim', payload: { id: 'r1', version: '3' }, on: origin },
        { kind: 'form', form: 'request.ask', subject: { id: 'r1' }, on: origin },
      ] satisfies Pressed[]);
    }
  });

  it.each([
    undefined,
    'text',
    {},
    { safekeep: {} },
    { safekeep: { do: 'delete', id: 'x' } },
    { safekeep: { do: 'run', id: 'x', payload: { id: 7 }, on: 'case' } },
    { safekeep: { do: 'run', id: 'x', payload: { id: 'x'.repeat(601) }, on: 'case' } },
    { safekeep: { do: 'run', id: 'x', payload: {}, on: 'elsewhere' } },
    { safekeep: { do: 'look', about: { kind: 'request' } } },
  ])('that we never drew is none: %j', (data) => {
    expect(readPressed(data)).toBeUndefined();
  });
});

function columns(...parts: readonly (readonly [number | string, readonly object[]])[]): object {
  return {
    type: 'ColumnSet',
    spacing: 'small',
    columns: parts.map(([width, items]) => ({ type: 'Column', width, items })),
  };
}
