/** One contract for Slack, Teams and the web: what every reply must be on each of them, whatever people type. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/chat/card.ts';
import type { Field, OpenForm, RawValues } from '../../src/chat/form.ts';
import { formPath } from '../../src/chat/form-token.ts';
import type { Reply } from '../../src/chat/interaction.ts';
import { readPayload, readPosted } from '../../src/platforms/web/inbound.ts';
import { everyAction, everyBlock, everyField, ndaFields } from '../platforms/web/samples.ts';
import { broken, brokenComingBack, surfaces } from '../support/surfaces/contract.ts';
import { anyCard, anyDocument, anyFilled } from './anything.ts';
import { oddTexts } from './odd-texts.ts';
import { cardOf, fieldOf, openOf, run, textSlots, tones } from './slots.ts';

const runs = { numRuns: 60 };

describe('a card', () => {
  const blocks: readonly Block[] = [
    ...everyBlock,
    ...tones.map((tone): Block => ({ kind: 'note', tone, text: `A ${tone} note.` })),
    { kind: 'facts', facts: [{ label: 'Nothing', value: '' }] },
    { kind: 'facts', facts: [] },
    { kind: 'steps', steps: [] },
    { kind: 'list', items: [] },
  ];
  it.each(blocks.map((block) => [block.kind, block] as const))(
    'with a block of kind %s',
    async (_, block) => {
      expect(await broken({ kind: 'card', card: cardOf([block]) })).toEqual([]);
    },
  );

  it.each(tones)('with a status in the tone %s', async (tone) => {
    expect(await broken({ kind: 'card', card: cardOf([], { status: { label: 'Open', tone } }) })).toEqual([]);
  });

  it.each(everyAction.map((action) => [action.kind, action] as const))(
    'with an action of kind %s, below it and beside an item',
    async (_, action) => {
      const beside: Block = { kind: 'list', items: [{ title: 'An item', action }] };
      expect(await broken({ kind: 'card', card: cardOf([beside], { actions: [action] }) })).toEqual([]);
    },
  );

  it('for a place shows reference, state and one button', async () => {
    const place = {
      audience: 'place',
      status: { label: 'Open', tone: 'info' },
      actions: [run('Open')],
    } as const;
    expect(await broken({ kind: 'card', card: cardOf([], place) })).toEqual([]);
    const two = { ...place, actions: [run('Open'), run('Claim')] };
    expect(await broken({ kind: 'card', card: cardOf([], two) })).toEqual([
      'a card for a place has one button, "Open"',
    ]);
  });

  it('with nothing but a title', async () => {
    expect(await broken({ kind: 'card', card: cardOf([]) })).toEqual([]);
  });

  it('holds whatever is put into it', async () => {
    await fc.assert(
      fc.asyncProperty(anyCard, fc.boolean(), async (card, home) => {
        expect(await broken({ kind: 'card', card }, home ? { kind: 'home' } : undefined)).toEqual([]);
        expect(await broken({ kind: 'done', tone: 'good', text: card.title, card })).toEqual([]);
      }),
      runs,
    );
  });
});

describe('a sentence', () => {
  it.each(['good', 'warning', 'danger'] as const)('in the tone %s', async (tone) => {
    expect(await broken({ kind: 'done', tone, text: 'It is yours now.' })).toEqual([]);
  });
});

describe('a form', () => {
  const kinds: readonly Field['kind'][] = [
    'text',
    'choice',
    'choices',
    'date',
    'moment',
    'person',
    'people',
    'tick',
    'initial',
  ];
  const values: RawValues = {
    text: 'Typed',
    choice: 'v1',
    choices: ['v0', 'v2'],
    date: '2026-11-20',
    moment: '2026-11-20T09:30',
    person: 'p1',
    people: ['p1', 'p2'],
    tick: true,
    initial: true,
  };
  const names = { p1: 'Ann Lee', p2: 'Bo Ek' };

  it.each(kinds.flatMap((kind) => [true, false].map((optional) => ({ kind, optional }))))(
    'with a field of kind $kind (optional: $optional), empty and filled in',
    async ({ kind, optional }) => {
      const one = { ...fieldOf(kind, `A ${kind}`, { optional }), hint: 'A hint', section: 'A section' };
      for (const value of [undefined, values[kind]])
        expect(await broken({ kind: 'form', open: { ...openOf({ one }, { one: value }), names } })).toEqual(
          [],
        );
    },
  );

  it.each([1, 2, 5, 6, 7, 8, 10, 11])(
    'with %i options, described or not, one of them chosen',
    async (count) => {
      for (const description of [undefined, 'What it means'])
        for (const kind of ['choice', 'choices'] as const) {
          const options = Array.from({ length: count }, (_, at) => ({
            value: `v${at}`,
            label: `Choice ${at}`,
            ...(description ? { description } : {}),
          }));
          const value = kind === 'choice' ? 'v0' : ['v0'];
          const open = openOf({ one: { kind, label: 'Which?', options } }, { one: value });
          expect(await broken({ kind: 'form', open })).toEqual([]);
        }
    },
  );

  it('shows a conditional field while its condition holds', async () => {
    for (const asker of ['me', 'colleague', 'outsider'])
      expect(await broken({ kind: 'form', open: openOf(everyField, { asker }) })).toEqual([]);
  });

  it('that keeps a draft shows what is initialled', async () => {
    const open = openOf(ndaFields, { g1: true, t2: true }, { title: 'Privacy agreement', keepsDraft: true });
    expect(await broken({ kind: 'form', open })).toEqual([]);
  });

  it('holds whatever is put into it', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilled, async ({ open, typed }) => {
        expect(await broken({ kind: 'form', open })).toEqual([]);
        expect(
          await broken({ kind: 'form', open: { ...open, form: { ...open.form, values: typed } } }),
        ).toEqual([]);
      }),
      runs,
    );
  });

  it('is led to on the web by an address that carries its subject', () => {
    const subject = { id: 'a b&c=d', message: 'https://chat.example/?x=1#y' };
    const address = new URL(formPath({ form: 'request.file', subject }), 'https://safekeep.example');
    expect(address.pathname).toBe('/forms/request.file');
    expect(readPayload(readPosted(Object.fromEntries(address.searchParams)) ?? {}, 'p.')).toEqual(subject);
  });
});

describe.each(surfaces)('a refused form on $name', (surface) => {
  const fields = { ...everyField, ...ndaFields };
  const typed: RawValues = {
    title: 'Ask about *x* <b> 👩🏽‍🏫',
    question: 'line\n\nline  two',
    asker: 'outsider',
    email: 'not an address',
    readers: ['p2', 'p3'],
    detail: 'school',
    collections: ['schoolzilla'],
    needed: '2026-12-04',
    came: '2026-11-20T09:30',
    interest: true,
    g1: true,
    t2: true,
    name: 'Jordan',
  };

  /** As dispatch draws it: the fields it had, and perhaps one more. */
  function refused(
    open: OpenForm,
    errors: Readonly<Record<string, string>>,
    more: Partial<OpenForm> = {},
  ): OpenForm {
    return { ...open, errors, marked: {}, ...more };
  }

  it('keeps every value and shows every message', async () => {
    const open = openOf(fields);
    const errors = { email: 'This does not look like an e-mail address.', g2: 'Not initialled yet.' };
    expect(await brokenComingBack(surface, open, typed, refused(open, errors))).toEqual([]);
  });

  it('shows what concerns no field, and what concerns a field that is not on screen', async () => {
    const open = openOf(fields);
    const errors = { form: 'Somebody was faster.', colleague: 'Please choose one.' };
    expect(await brokenComingBack(surface, open, typed, refused(open, errors))).toEqual([]);
  });

  it('keeps every value where a box to overrule it is new', async () => {
    const open = openOf(fields);
    const overrule: Field = {
      kind: 'tick',
      label: 'If we are mistaken',
      says: 'This is not a student.',
      optional: true,
    };
    const more = openOf({ ...fields, not_a_student: overrule });
    const after = refused(
      more,
      { title: 'This looks like student data: “about”.' },
      { marked: { title: ['about'] } },
    );
    expect(await brokenComingBack(surface, open, typed, after)).toEqual([]);
  });

  it('keeps every value where the plan changed meanwhile and a sentence is new', async () => {
    const open = openOf(fields);
    const changed = openOf(
      fields,
      {},
      { intro: [{ kind: 'note', tone: 'warning', text: 'The plan changed.' }] },
    );
    expect(await brokenComingBack(surface, open, typed, refused(changed, {}))).toEqual([]);
  });

  it('keeps whatever was typed into whatever form', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilled, fc.boolean(), async ({ open, typed: filled }, alsoForm) => {
        const wrong = Object.keys(open.form.fields).filter((_, at) => at % 2 === 0);
        const errors = Object.fromEntries([
          ...wrong.map((name) => [name, `Please look at ${name} again.`]),
          ...(alsoForm ? [['form', 'Please look at it all.']] : []),
        ]);
        expect(await brokenComingBack(surface, open, filled, refused(open, errors))).toEqual([]);
      }),
      runs,
    );
  });
});

describe('a document', () => {
  it('holds whatever is put into it', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) => {
        expect(await broken({ kind: 'document', document })).toEqual([]);
      }),
      runs,
    );
  });
});

describe('what somebody typed is shown as it was typed', () => {
  it.each(textSlots)('$name', async ({ of, most = 1000 }) => {
    const replies: readonly Reply[] = oddTexts.filter((text) => text.length <= most).map(of);
    const found = await Promise.all(replies.map((reply) => broken(reply)));
    expect(found.flat()).toEqual([]);
  });
});
