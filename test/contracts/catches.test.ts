/** The contract itself: each thing that it asks for is missed when it is not there. */
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { encodeToken } from '../../src/chat/form-token.ts';
import type { Envelope, Interaction } from '../../src/chat/interaction.ts';
import { brokenCard, brokenComingBack, brokenForm } from '../support/surfaces/contract.ts';
import { heldDispatch } from '../support/surfaces/held.ts';
import { parseMarkup } from '../support/surfaces/markup.ts';
import { readBlocks } from '../support/surfaces/slack-reading.ts';
import type { Screen, Surface } from '../support/surfaces/surface.ts';
import { web } from '../support/surfaces/web.ts';
import { structureFaults } from '../support/surfaces/web-structure.ts';
import { cardOf, openOf, run } from './slots.ts';

const words = 'All of what was asked, 👩🏽‍🏫 too.';
const card: Card = cardOf([{ kind: 'text', text: words }], { actions: [run('Claim')] });

/** A surface that spoils what it draws. */
function spoiled(change: (screen: Screen) => Partial<Screen>): Surface {
  return {
    ...web,
    card: (one, told) => web.card(one, told).map((screen) => ({ ...screen, ...change(screen) })),
  };
}

describe('the contract misses', () => {
  const replaced = (from: string, to: string) => (screen: Screen) => ({
    texts: screen.texts.map((text) => text.replace(from, to)),
  });
  it.each<[string, (screen: Screen) => Partial<Screen>, string]>([
    ['a text that was cut', replaced(' too.', '…'), 'not shown as it was typed'],
    ['a title that was cut', replaced('DR-1001', 'DR-…'), 'not shown as it was typed'],
    ['a text that was escaped twice', replaced('asked', '&amp;'), 'not shown as it was typed'],
    [
      'a letter in two pieces',
      ({ texts }) => ({ texts: texts.flatMap((text) => text.split(/(?<=👩)/u)) }),
      'a letter is cut in two',
    ],
    ['half a pair', ({ texts }) => ({ texts: [...texts, '👩'.slice(0, 1)] }), 'half a letter'],
    ['a button', () => ({ buttons: [] }), 'a button is missing'],
    [
      'what a button carried',
      () => ({ buttons: [{ kind: 'run', id: 'request.claim', payload: { id: 'r1' } }] }),
      'a button is missing',
    ],
    ['a line for lock screens', () => ({ fallback: [' '] }), 'lock screens'],
    ['any line for lock screens', () => ({ fallback: [] }), 'lock screens'],
    ['what the platform refuses', () => ({ faults: ['blocks: 51'] }), 'blocks: 51'],
  ])('%s', (_, change, says) => {
    expect(brokenCard(web, card)).toEqual([]);
    expect(brokenCard(spoiled(change), card).join()).toContain(says);
  });

  it('a body that gave way, unless it says so and leads to the rest', () => {
    const gone = spoiled(({ texts }) => ({ texts: texts.map((text) => text.replace(words, '')) }));
    expect(brokenCard(gone, card).join()).toContain('not shown');
    const said = spoiled(({ texts, buttons }) => ({
      texts: [...texts.map((text) => text.replace(words, '')), 'There is more than we can show here.'],
      buttons: [...buttons, { kind: 'link', to: '/' }],
    }));
    expect(brokenCard(said, card)).toEqual([]);
    const without = spoiled(() => ({ texts: ['There is more than we can show here.'], buttons: [] }));
    expect(brokenCard(without, card)).not.toEqual([]);
  });

  it('a value that was not kept, and a message that was not shown', async () => {
    const open = openOf({ one: { kind: 'text', label: 'Title', max: 20 } });
    const after = { ...open, errors: { one: 'Please look again.' } };
    const losing: Surface = {
      ...web,
      async comesBack(...given) {
        const { stood, sheet } = await web.comesBack(...given);
        return { stood, sheet: { ...sheet, values: {}, texts: [] } };
      },
    };
    expect(await brokenComingBack(web, open, { one: 'x' }, after)).toEqual([]);
    const found = (await brokenComingBack(losing, open, { one: 'x' }, after)).join();
    expect(found).toContain('the value of one is [] and not ["x"]');
    expect(found).toContain('“Please look again.”');
  });

  it('a prefilled value that is not in its field', () => {
    const open = openOf(
      { one: { kind: 'choice', label: 'Which?', options: [{ value: 'a', label: 'A' }] } },
      { one: 'b' },
    );
    expect(brokenForm(web, open)).toEqual(['web, form: the value of one is [] and not ["b"]']);
  });
});

describe('a story', () => {
  it('fails at the first answer that some surface cannot show, and says which and why', async () => {
    const long = openOf({ one: { kind: 'tick', label: 'Purpose', says: 'x'.repeat(76) } });
    const dispatch = heldDispatch(async () => ({ kind: 'form', open: long }));
    const asked = dispatch({ interaction: { kind: 'open-form', form: 'a.b', subject: {} } } as Envelope);
    await expect(asked).rejects.toThrow(
      /reply “form” to \{"kind":"open-form","form":"a.b"[\s\S]*has 76 characters/,
    );
  });

  it('fails where a refused form loses what was typed', async () => {
    const open = openOf({ one: { kind: 'text', label: 'Title', max: 20 } });
    const dispatch = heldDispatch(async () => ({
      kind: 'invalid',
      open: { ...open, errors: { one: 'No.' } },
    }));
    const interaction: Interaction = {
      kind: 'submit',
      token: encodeToken(open.token),
      values: { one: 'x' },
    };
    await expect(dispatch({ interaction } as Envelope)).rejects.toThrow(
      'the value of one is [] and not ["x"]',
    );
  });
});

describe('Slack’s texts that would be interpreted', () => {
  it.each([
    { type: 'section', text: { type: 'mrkdwn', text: 'x' } },
    { type: 'section', text: { type: 'plain_text', text: ':smile:' } },
    { type: 'markdown', text: 'x' },
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'x' }] }] },
    {
      type: 'actions',
      elements: [{ type: 'button', text: { type: 'plain_text', text: 'x', emoji: false } }],
    },
  ])('are a fault: %j', (block) => {
    expect(readBlocks([block]).faults).toHaveLength(1);
  });
});

describe('a page’s structure', () => {
  it.each([
    ['<p>never closed', 'never closed'],
    ['<p></div>', 'closes <p>'],
    ['<p class=x></p>', 'not quoted'],
    ['<p id="a" id="b"></p>', 'twice'],
    ['<p>a < b</p>', 'begins no tag'],
    ['<p>a & b</p>', 'not escaped'],
  ])('is not read from %s', (markup, says) => {
    expect(() => parseMarkup(markup)).toThrow(says);
  });

  it.each([
    ['<input type="text" name="a">', 'has no name'],
    ['<label for="a">A</label>', 'refers to a'],
    ['<input type="text" id="a" aria-describedby="b" aria-label="A">', 'refers to b'],
    ['<button></button>', 'has no name'],
    ['<button><span aria-hidden="true">×</span></button>', 'has no name'],
    ['<a href="#nowhere">x</a>', 'refers to nowhere'],
    ['<a>x</a>', 'leads nowhere'],
    ['<a href="javascript:x">x</a>', 'leads to javascript'],
    ['<p id="a"></p><p id="a"></p>', 'the id a'],
    ['<form><form></form></form>', 'another form'],
    ['<a href="/"><button>x</button></a>', 'something else that is pressed'],
    ['<p><div></div></p>', 'close before it'],
    ['<li></li>', 'outside of a list'],
    ['<p onclick="x">x</p>', 'the attribute onclick'],
    ['<script>x</script>', 'a script'],
  ])('with %s has a fault', (markup, says) => {
    expect(structureFaults(parseMarkup(markup)).join()).toContain(says);
  });
});
