import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Card, Tone } from '../../../src/chat/card.ts';
import type { Field } from '../../../src/chat/form.ts';
import { drawAction } from '../../../src/platforms/web/action.ts';
import { drawBlock } from '../../../src/platforms/web/blocks.ts';
import { drawCard, fingerprintOf } from '../../../src/platforms/web/card.ts';
import { drawDocument, fileHeaders, layoutOf } from '../../../src/platforms/web/document.ts';
import { drawForm } from '../../../src/platforms/web/form.ts';
import { html } from '../../../src/platforms/web/html.ts';
import { split } from '../../../src/platforms/web/marked.ts';
import { isOwnPath } from '../../../src/platforms/web/own-path.ts';
import { initialsOf, type Pen } from '../../../src/platforms/web/pen.ts';
import { certificate, everyCard, everyField, ndaFields, openForm, wild } from './samples.ts';

const pen: Pen = { csrf: 'the-token', sample: true, initials: 'JW', nonce: () => 'a-nonce' };
const escaped = html`${wild}`.toString();

describe('the template tag', () => {
  it('escapes whatever is put into it, and changes nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const drawn = html`<p title="${text}">${text}</p>`.toString();
        expect(drawn.match(/[<>"']/g)?.join('')).toBe('<""><>');
        const shown = drawn.slice(drawn.indexOf('>') + 1, -4);
        const back = shown
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&');
        expect(back).toBe(text);
      }),
    );
  });

  it('draws nothing for false and undefined, and every part of a list', () => {
    expect(html`${false}${undefined}${['<', html`<b></b>`, 3]}`.toString()).toBe('&lt;<b></b>3');
  });
});

describe('telephone numbers', () => {
  it.each([
    ['Call now: Superintendent’s office: 555-0110.', ['5550110']],
    ['(801) 555-0142 or +1 801-555-0142', ['8015550142', '+18015550142']],
    ['BR-55501, 529-12-3456, 2026-05-06, 13-44-102, 84043-1234, 555-01423', []],
  ])('can be pressed in our own sentences: %s', (text, numbers) => {
    for (const block of [
      { kind: 'text', text },
      { kind: 'note', tone: 'info', text },
      { kind: 'facts', facts: [{ label: 'To call', value: text }] },
      { kind: 'list', items: [{ title: 'By phone', detail: text }] },
    ] as const) {
      const drawn = drawBlock(block, pen, 3).toString();
      expect([...drawn.matchAll(/href="tel:([^"]*)"/g)].map(([, number]) => number)).toEqual(numbers);
    }
    // A person's own words stay as they were typed.
    expect(drawBlock({ kind: 'quote', label: 'You wrote', text }, pen, 3).toString()).not.toContain('tel:');
  });

  it('what is to be taken along can be copied, and marked by hand where it cannot', () => {
    const drawn = drawBlock(
      { kind: 'facts', facts: [{ label: 'Your code', value: 'ABCD-EFGH', copy: true }] },
      pen,
      3,
    ).toString();
    expect(drawn).toContain('<code class="copied">ABCD-EFGH</code>');
    expect(drawn).toContain('data-copy="ABCD-EFGH"');
  });
});

describe('blocks', () => {
  const tone: Tone = 'warning';
  const blocks: readonly (readonly [string, Block, readonly string[]])[] = [
    ['text', { kind: 'text', text: wild }, [`<p class="text" dir="auto">${escaped}</p>`]],
    ['heading', { kind: 'heading', text: wild }, ['<h3', escaped]],
    [
      'facts',
      { kind: 'facts', facts: [{ label: 'Who', value: wild }] },
      ['<dt dir="auto">Who</dt>', escaped],
    ],
    [
      'quote',
      { kind: 'quote', label: 'Words', text: wild },
      [`<blockquote dir="auto">${escaped}</blockquote>`],
    ],
    ['note', { kind: 'note', tone, text: wild }, ['tone-warning', escaped]],
    ['steps', { kind: 'steps', steps: [{ label: wild, state: 'now' }] }, ['aria-current="step"', escaped]],
    ['list', { kind: 'list', items: [{ title: wild, detail: wild, tone }] }, ['tone-warning', escaped]],
    ['divider', { kind: 'divider' }, ['<hr>']],
  ];

  it.each(blocks)('a %s shows what people typed as they typed it', (_kind, block, parts) => {
    const drawn = drawBlock(block, pen, 3).toString();
    for (const part of parts) expect(drawn).toContain(part);
    expect(drawn).not.toContain('<script');
  });

  it('a list’s button says what it is about to people who hear it', () => {
    const drawn = drawBlock(
      everyCard.blocks.find(({ kind }) => kind === 'list') ?? everyCard.blocks[0] ?? { kind: 'divider' },
      pen,
      3,
    );
    expect(drawn.toString()).toContain(
      'Claim<span class="visually-hidden">: DR-1001 waits for a steward</span>',
    );
  });
});

describe('actions', () => {
  it('a run button is a plain POST that carries ids, the token and a nonce', () => {
    const drawn = drawAction(
      { kind: 'run', id: 'request.claim', label: 'Claim', payload: { id: 'r"1' }, style: 'primary' },
      pen,
      'normal',
    ).toString();
    expect(drawn).toContain('method="post" action="/actions/request.claim"');
    expect(drawn).toContain('name="_csrf" value="the-token"');
    expect(drawn).toContain('name="_nonce" value="a-nonce"');
    expect(drawn).toContain('name="p.id" value="r&quot;1"');
  });

  it('one that cannot be taken back is marked to ask first, with its words', () => {
    const drawn = drawAction(
      everyCard.actions[2] ?? { kind: 'link', label: '', path: '/' },
      pen,
      'normal',
    ).toString();
    expect(drawn).toContain('data-asks');
    expect(drawn).toContain('name="_ask.title" value="Withdraw DR-1001?"');
    expect(drawn).toContain('name="_ask.yes" value="Withdraw it"');
  });

  it('a form is opened by a GET: opening changes nothing', () => {
    const drawn = drawAction(
      { kind: 'open-form', form: 'a b', label: 'Open', subject: { id: '1' } },
      pen,
      'small',
    );
    expect(drawn.toString()).toContain('method="get" action="/forms/a%20b"');
    expect(drawn.toString()).not.toContain('the-token');
  });

  it.each([
    ['/documents/a?id=1', 'href="/documents/a?id=1"'],
    ['https://example.org/x', 'rel="noopener noreferrer"'],
  ])('a link to %s can be followed', (path, part) => {
    expect(drawAction({ kind: 'link', label: 'L', path }, pen, 'normal').toString()).toContain(part);
  });

  it.each([
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    'http://example.org',
    'data:text/html,x',
    '/a b',
  ])('a link to %s is words only', (path) => {
    expect(drawAction({ kind: 'link', label: 'L', path }, pen, 'normal').toString()).not.toContain('href');
    expect(isOwnPath(path)).toBe(false);
  });
});

describe('cards', () => {
  it('bear their title, status, case and the words of the sample district', () => {
    const drawn = drawCard(everyCard, pen).toString();
    expect(drawn).toContain('data-about="request:r1"');
    expect(drawn).toContain('<span class="pill tone-warning">Waits for a steward</span>');
    expect(drawn).toContain('Sample district: invented people, no real data');
    expect(drawCard(everyCard, { ...pen, sample: false }).toString()).not.toContain('Sample district');
  });

  it('have a fingerprint that follows what is shown and not the nonces', () => {
    const changed: Card = { ...everyCard, title: `${everyCard.title}!` };
    expect(fingerprintOf(everyCard)).toBe(fingerprintOf(structuredClone(everyCard)));
    expect(fingerprintOf(changed)).not.toBe(fingerprintOf(everyCard));
  });
});

describe('forms', () => {
  it('draw every kind of field with a label that leads to its control', () => {
    const drawn = drawForm(openForm({ ...everyField, ...ndaFields }, 'request.file', {}), pen).toString();
    for (const [name, field] of Object.entries({ ...everyField, ...ndaFields })) {
      expect(drawn, name).toContain(`data-field="${name}" data-kind="${field.kind}"`);
      expect(drawn, name).toContain(`id="field-${name}"`);
      expect(drawn, name).toContain(html`${field.label}`.toString());
    }
  });

  it('keep every value that was typed, whatever it holds', () => {
    const values = {
      title: wild,
      question: `\n${wild}`,
      asker: 'outsider',
      detail: 'school',
      collections: ['schoolzilla'],
      needed: '2026-12-04',
      came: '2026-11-20T09:30',
      interest: true,
      colleague: 'p1',
      readers: ['p2', 'p3'],
      g1: true,
    };
    const names = { p1: 'Ann & Lee', p2: 'Bo' };
    const drawn = drawForm(openForm({ ...everyField, ...ndaFields }, 'x', values, { names }), pen).toString();
    expect(drawn).toContain(`value="${escaped}"`);
    // the line break after the tag is eaten by HTML: the text's own stays
    expect(drawn).toContain(`>\n\n${escaped}</textarea>`);
    expect(drawn).toContain('value="outsider" checked');
    expect(drawn).toContain('<option value="school" selected>');
    expect(drawn).toMatch(/value="schoolzilla" checked/);
    expect(drawn).not.toMatch(/value="powerschool" checked/);
    expect(drawn).toContain('value="2026-12-04"');
    expect(drawn).toContain('value="2026-11-20T09:30"');
    expect(drawn).toContain('name="one.colleague" value="p1"');
    expect(drawn).toContain('value="Ann &amp; Lee"');
    expect(drawn).toContain('name="many.readers" value="p2"');
    expect(drawn).toContain('name="many.readers" value="p3"');
    expect(drawn).toMatch(/name="tick.interest" value="1" checked/);
    expect(drawn).toMatch(/name="tick.g1" value="1"[^>]* checked/);
  });

  it('tie each error to its field and lead to it from a summary', () => {
    const errors = { title: 'Please fill this in.', g1: 'This line is not initialled yet.' };
    const drawn = drawForm(openForm({ ...everyField, ...ndaFields }, 'x', {}, { errors }), pen).toString();
    expect(drawn).toContain('2 things need your attention');
    expect(drawn).toContain('<a href="#field-title"');
    expect(drawn).toMatch(
      /id="field-title" aria-required="true" aria-invalid="true" aria-describedby="field-title-error"/,
    );
    expect(drawn).toContain(
      'id="field-title-error" data-error aria-live="polite" dir="auto">Please fill this in.</p>',
    );
    expect(drawn).toMatch(/name="tick.g1"[^>]*aria-invalid="true"/);
  });

  it('mark the words that were objected to', () => {
    const open = openForm(
      { title: everyField.title as Field },
      'x',
      { title: 'ask about 123-45-6789 <b>' },
      {
        errors: { title: 'This looks like student data.' },
        marked: { title: ['123-45-6789'] },
      },
    );
    expect(drawForm(open, pen).toString()).toContain('ask about <mark>123-45-6789</mark> &lt;b&gt;');
  });

  it('lead from the summary to the box at the end by which a writer overrules us', () => {
    const says = 'This is not a student.';
    const box = { kind: 'tick', label: 'If we are mistaken', says, optional: true } as const;
    const faults = { errors: { title: 'Looks like it.' }, marked: { title: ['123-45-6789'] } };
    const drawn = drawForm(
      openForm(
        { title: everyField.title as Field, not_a_student: box },
        'x',
        { title: '123-45-6789' },
        faults,
      ),
      pen,
    ).toString();
    expect(drawn.slice(0, drawn.indexOf('class="field'))).toContain(
      `If we are mistaken: <a href="#field-not_a_student" dir="auto">${says}</a>`,
    );
    expect(drawn).toMatch(/<input[^>]*name="tick.not_a_student"[^>]*id="field-not_a_student"/);
  });

  it('hide by script only what a condition hides, and say the condition to everybody else', () => {
    const drawn = drawForm(openForm(everyField, 'x', { asker: 'outsider' }), pen).toString();
    expect(drawn).toMatch(/data-field="colleague"[^>]*data-unshown/);
    expect(drawn).not.toMatch(/data-field="email"[^>]*data-unshown/);
    expect(drawn).toContain('Only if “Who is asking?” is “A colleague”:');
  });

  it('never let a browser cut what is pasted', () => {
    expect(drawForm(openForm(everyField, 'x', {}), pen).toString()).not.toContain('maxlength');
  });
});

describe('marking words', () => {
  it('loses no letter of the text, whatever the words', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (text, words) => {
        expect(
          split(text, words)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('what people type', () => {
  const shown = (text: string) =>
    [
      drawBlock({ kind: 'quote', label: 'Words', text }, pen, 3),
      drawBlock({ kind: 'facts', facts: [{ label: 'Where', value: text }] }, pen, 3),
    ].map(String);

  it('is a link only when it is one https address and nothing else', () => {
    for (const drawn of shown('https://files.example.org/a?b=1&c=2'))
      expect(drawn).toContain(
        '<a class="outward" href="https://files.example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">https://files.example.org/a?b=1&amp;c=2<',
      );
  });

  it.each([
    'http://files.example.org/a',
    'see https://files.example.org/a',
    'https://files.example.org/a\nhttps://other.example',
    'https://known.example@other.example/',
    'javascript:alert(1)//https://',
    'https://',
  ])('is no link: %s', (text) => {
    for (const drawn of shown(text)) expect(drawn).not.toContain('<a');
  });
});

it('what may wait but has to be there in the end is not called optional', () => {
  const field = { kind: 'text', label: 'What happened', max: 100, optional: true } as const;
  const drawn = (wanted: boolean) =>
    drawForm(openForm({ happened: { ...field, wanted } }, 'letter.write', {}), pen).toString();
  expect(drawn(false)).toContain('(optional)');
  expect(drawn(true)).not.toContain('(optional)');
  expect(drawn(true)).not.toContain('aria-required');
});

describe('documents', () => {
  it('a long one begins with links to its parts, and says how what it is about stands', () => {
    const drawn = drawDocument(
      {
        kind: 'page',
        title: 'BR-7K2QD',
        status: { label: 'A breach', tone: 'danger' },
        contents: true,
        blocks: [
          { kind: 'text', text: 'First.' },
          { kind: 'heading', text: 'What to do' },
          {
            kind: 'table',
            caption: 'Below its heading',
            columns: ['What', 'How many'],
            rows: [['Reports', '2']],
          },
          { kind: 'text', text: 'Then.' },
          { kind: 'table', caption: 'What was done', columns: ['When', 'Who', 'What'], rows: [] },
        ],
      },
      pen,
    ).toString();
    const links = [...drawn.matchAll(/<li><a href="#([^"]+)"[^>]*>([^<]+)/g)].map(([, id, says]) => [
      id,
      says,
    ]);
    expect(links.map(([, says]) => says)).toEqual(['What to do', 'What was done']);
    for (const [id] of links) expect(drawn.split(`id="${id}"`)).toHaveLength(2);
    expect(drawn).toContain('<span class="pill tone-danger">A breach</span>');
    expect(drawn.split('class="pairs"')).toHaveLength(2);
  });

  it('are wide only for a table of many columns', () => {
    if (certificate.kind !== 'page') throw new Error('a page is wanted');
    expect(layoutOf(certificate)).toBe('narrow');
    const table = { kind: 'table', caption: 'All', columns: ['a', 'b', 'c', 'd', 'e'], rows: [] } as const;
    expect(layoutOf({ ...certificate, blocks: [table] })).toBe('wide');
  });

  it('draw tables with captions and heads, signatures, and text as typed', () => {
    if (certificate.kind !== 'page') throw new Error('a page is wanted');
    const drawn = drawDocument(certificate, pen).toString();
    expect(drawn).toContain('class="document certificate"');
    expect(drawn).toMatch(/<caption id="caption-3"[^>]*>Lines and initials<\/caption>/);
    expect(drawn).toContain('<th scope="col" role="columnheader" dir="auto">Line</th>');
    expect(drawn).toContain('&lt;b&gt;not bold&lt;/b&gt;');
    expect(drawn).toContain('<rect class="bar-part" width="25" height="10"/>');
    expect(drawn).toContain('<span class="bar-says" dir="auto">3 of 12 &lt;late&gt;</span>');
    expect(drawn).toContain('<rect class="bar-part" width="0" height="10"/>');
    expect(drawn).toContain('<p class="signature-name" dir="auto">Jordan Whitfield</p>');
  });

  it.each([
    ['text/csv', 'text/csv; charset=utf-8'],
    ['text/html', 'application/octet-stream'],
    ['image/svg+xml', 'application/octet-stream'],
  ])('a file of type %s is saved as %s, never run', (mediaType, type) => {
    const headers = fileHeaders({ kind: 'file', name: 'ü "x"\r\n.csv', mediaType, content: '' });
    expect(headers['Content-Type']).toBe(type);
    expect(headers['Content-Disposition']).toMatch(
      /^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w%.-]+$/,
    );
  });
});

describe('initials', () => {
  it.each([
    ['Jordan Whitfield', 'JW'],
    ['Maria de la Cruz', 'MC'],
    ['سامي الحسن', 'س'],
    ['Ann', 'A'],
    ['', ''],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

it('what is said of a choice in a list stands under the list once it is chosen, and is not cut off in it', () => {
  const options = [...'abcdefgh'].map((value) => ({
    value,
    label: value,
    description: `All about ${value}`,
  }));
  const field = { kind: 'choice', label: 'Which?', options } as const;
  const drawn = drawForm(openForm({ which: field }, 'x', { which: 'b' }), pen).toString();
  expect(drawn).toContain('<option value="b" selected>b</option>');
  expect(drawn).toMatch(/data-show-is="\[&quot;b&quot;\]"><span[^>]*>b: <\/span>All about b<\/p>/);
  expect(drawn).toMatch(/data-show-is="\[&quot;c&quot;\]" data-unshown>/);
});
