import type { OpenForm } from '../../../src/chat/form.ts';
import { decodeToken } from '../../../src/chat/form-token.ts';
import { drawResult } from '../../../src/platforms/web/answer.ts';
import { drawHome } from '../../../src/platforms/web/conversation.ts';
import { drawDocument } from '../../../src/platforms/web/document.ts';
import { drawForm } from '../../../src/platforms/web/form.ts';
import type { Html } from '../../../src/platforms/web/html.ts';
import { type Posted, readPayload, readPosted, readValues } from '../../../src/platforms/web/inbound.ts';
import * as limits from '../../../src/platforms/web/limits.ts';
import { penFor } from '../../../src/platforms/web/pen.ts';
import { drawCase, drawMessage } from '../../../src/platforms/web/stream.ts';
import { type Element, everyElement, parseMarkup, textsIn } from './markup.ts';
import type { Does, Screen, Sheet, Surface } from './surface.ts';
import { nameOf, structureFaults, withIds } from './web-structure.ts';

const pen = penFor('csrf', true, 'Jordan Whitfield');

export const web: Surface = {
  name: 'web',
  limits: Object.fromEntries(
    Object.entries(limits).filter(([, limit]) => typeof limit === 'number'),
  ) as Record<string, number>,
  card: (card, told) => [
    told
      ? part(
          'answer',
          drawMessage(drawResult({ kind: 'done', tone: 'good', text: told.text })),
          drawCase(card, pen),
        )
      : part('message', drawCase(card, pen)),
  ],
  home: (card) => [part('lists', drawHome(card, pen))],
  sentence: ({ text }) => [part('answer', drawMessage(drawResult({ kind: 'done', tone: 'good', text })))],
  async document(document) {
    if (document.kind === 'file') return [];
    return [part('page', drawDocument(document, pen))];
  },
  form: (open) => sheet(open),
  // drawn by the page's script, as text
  options: (options) => ({
    as: 'typeahead',
    faults: [],
    texts: options.flatMap(({ label, description }) => [label, description ?? '']),
    buttons: [],
  }),
  async comesBack(before, typed, after) {
    const stood = sheet({
      ...before,
      form: { ...before.form, values: { ...before.form.values, ...typed } },
    }).values;
    return { stood, sheet: sheet({ ...after, form: { ...after.form, values: stood } }) };
  },
};

function part(as: string, ...drawn: readonly Html[]): Screen {
  return screen(as, parseMarkup(drawn.join('')));
}

function screen(as: string, root: Element): Screen {
  const all = everyElement(root);
  const read = all.filter(({ tag }) => tag === 'form').map(pressed);
  const links = all
    .filter(
      ({ tag, attributes }) => tag === 'a' && attributes.href !== undefined && !('data-cancel' in attributes),
    )
    .map(({ attributes }): Does => ({ kind: 'link', to: attributes.href ?? '' }));
  const articles = all.filter(({ tag }) => tag === 'article');
  const byId = withIds(all);
  return {
    as,
    texts: [...textsIn(root), ...all.flatMap(spoken)],
    buttons: [...read.flatMap((does) => does ?? []), ...links],
    faults: structureFaults(root),
    ...(articles.length > 0 ? { fallback: articles.map((one) => nameOf(one, all, byId)) } : {}),
  };
}

/** Words that stand in attributes: what is read out, what an empty field says, what a button asks, whose name is chosen. */
function spoken({ attributes }: Element): string[] {
  const asks = attributes.name?.startsWith('_ask.') ? attributes.value : undefined;
  const chosen = attributes.role === 'combobox' ? attributes.value : undefined;
  return [attributes['aria-label'], attributes.placeholder, asks, chosen].filter(
    (text) => text !== undefined,
  );
}

/** What pressing the only button of a small form posts, or asks for. */
function pressed(form: Element): Does | undefined {
  const [, place, name = ''] = /^\/(actions|forms)\/([^/]+)$/.exec(form.attributes.action ?? '') ?? [];
  const payload = readPayload(postedBy(form), 'p.');
  if (place === 'actions') return { kind: 'run', id: decodeURIComponent(name), payload };
  if (place === 'forms') return { kind: 'form', form: decodeURIComponent(name), subject: payload };
  return undefined;
}

function sheet(open: OpenForm): Sheet {
  const root = parseMarkup(drawForm(open, pen).toString());
  const posted = postedBy(root);
  const drawn = screen('form', root);
  const token = typeof posted.token === 'string' ? decodeToken(posted.token) : undefined;
  return {
    ...drawn,
    values: readValues(posted),
    faults: [
      ...drawn.faults,
      ...(token?.instance === open.token.instance ? [] : ['its token cannot be read back']),
    ],
  };
}

/** The successful controls of a form, as HTML defines them. */
function postedBy(form: Element): Posted {
  const posted: Record<string, string[]> = {};
  for (const element of everyElement(form)) {
    const { name } = element.attributes;
    const value = name === undefined ? undefined : controlValue(element);
    if (name !== undefined && value !== undefined) posted[name] = [...(posted[name] ?? []), value];
  }
  const read = readPosted(
    Object.fromEntries(
      Object.entries(posted).map(([name, [first = '', ...more]]) => [
        name,
        more.length > 0 ? [first, ...more] : first,
      ]),
    ),
  );
  if (!read) throw new Error('a form that our own reading refuses');
  return read;
}

function controlValue(element: Element): string | undefined {
  const { tag, attributes } = element;
  if (tag === 'textarea') return element.children.join('').replace(/^\n/, '');
  if (tag === 'select') {
    const options = everyElement(element).filter((one) => one.tag === 'option');
    const option = options.find((one) => 'selected' in one.attributes) ?? options[0];
    return option?.attributes.value;
  }
  if (tag !== 'input') return undefined;
  const boxed = attributes.type === 'checkbox' || attributes.type === 'radio';
  return boxed && !('checked' in attributes) ? undefined : (attributes.value ?? '');
}
