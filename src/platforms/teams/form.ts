/** OpenForm -> the card of a dialog, page by page where lines are initialled. */
import { z } from 'zod';
import { excerpts } from '../../chat/excerpts.ts';
import { type Field, isShown, type OpenForm, type RawValues } from '../../chat/form.ts';
import { type Page, pagesOf, pageToShow } from '../../chat/form-pages.ts';
import { encodeToken } from '../../chat/form-token.ts';
import { marks } from '../../chat/marks.ts';
import { drawBlocks, note } from './blocks.ts';
import { type Origin, originShape, type Pen } from './buttons.ts';
import { type AdaptiveCard, assemble } from './card.ts';
import { drawField, type Reading, readField, readingOf } from './fields.ts';
import { type Element, heading, line, paragraphs, run } from './text.ts';

export interface DrawnForm {
  readonly title: string;
  readonly card: AdaptiveCard;
  readonly size: 'small' | 'medium' | 'large';
}

export interface MoreOfForm {
  readonly page?: number;
  /** Values that stand instead of the form's own. */
  readonly kept?: RawValues;
  readonly source?: Luggage['source'];
  /** A sentence above the form. */
  readonly told?: { readonly text: string; readonly tone: 'info' | 'warning' | 'danger' };
}

/** Names of the fields that a form shows now, on whatever page. */
export function shownFields({ form }: OpenForm): readonly string[] {
  return shown(form.fields, form.values).map(([name]) => name);
}

function shown(fields: Readonly<Record<string, Field>>, values: RawValues): Page {
  return Object.entries(fields).filter(([, field]) => isShown(field, values));
}

export function drawForm(open: OpenForm, pen: Pen, more: MoreOfForm = {}): DrawnForm {
  const { form } = open;
  const values: RawValues = { ...form.values, ...more.kept };
  const all = shown(form.fields, values);
  const pages = pagesOf(all);
  const at = pageToShow(pages, open.errors, more.page ?? 1);
  const here = pages[at - 1] ?? [];
  const inputs = here.filter(([, field]) => field.kind !== 'initial');
  const send = (title: string, does: object, style?: string): Element => ({
    type: 'Action.Submit',
    title,
    data: { safekeep: { ...does, ...luggage } },
    ...(style ? { style } : {}),
  });
  const luggage = packedLuggage(
    {
      token: encodeToken(open.token),
      page: at,
      kept: without(values, inputs),
      drawn: all.map(([name]) => name),
      ...(more.source ? { source: more.source } : {}),
    },
    Object.fromEntries(
      inputs.flatMap(([name, { kind }]) => (kind === 'initial' ? [] : [[name, readingOf(kind)]])),
    ),
  );
  const place = { spot: 'dialog', origin: 'answer' } as const;
  const last = at >= pages.length;
  return {
    title: form.title,
    size: sizeOf(all.length + form.intro.length, pages.length),
    card: assemble(pen, {
      says: form.title,
      top: [
        ...(more.told ? note(more.told.tone, more.told.text) : []),
        ...summary(open),
        ...(pages.length > 1
          ? paragraphs(`Page ${at} of ${pages.length}`, { isSubtle: true, size: 'small' })
          : []),
      ],
      body: at === 1 ? drawBlocks(form.intro, pen, place) : [],
      bottom: here.flatMap(([name, field]) => [
        ...sectionOf(field),
        ...(field.kind === 'initial'
          ? initial(name, field, values[name] === true, send)
          : drawField(field, { name, value: values[name], names: open.names ?? {} })),
        ...below(name, field, open),
      ]),
      row: [
        ...(at > 1 ? [send('Back', { do: 'back' })] : []),
        last ? send(form.submit, { do: 'submit' }, 'positive') : send('Next', { do: 'next' }, 'positive'),
      ],
    }),
  };
}

function without(values: RawValues, fields: Page): RawValues {
  const names = new Set(fields.map(([name]) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}

function sizeOf(parts: number, pages: number): DrawnForm['size'] {
  if (pages > 1 || parts > 7) return 'large';
  return parts > 3 ? 'medium' : 'small';
}

function sectionOf({ section }: Field): Element[] {
  return section ? heading(section, 'medium').map((element) => ({ ...element, spacing: 'medium' })) : [];
}

function initial(
  name: string,
  field: Extract<Field, { kind: 'initial' }>,
  on: boolean,
  send: (title: string, does: object, style?: string) => Element,
): Element[] {
  const press = send(on ? 'Take back' : field.says, { do: 'initial', line: name, on: !on });
  const set = { type: 'ActionSet', actions: [press] };
  const done = paragraphs(field.says, { weight: 'bolder' }, marks.good);
  return [...paragraphs(field.label), ...(on ? done : []), set];
}

/** The hint, what is wrong, and the words that were objected to. */
function below(name: string, { hint }: Field, open: OpenForm): Element[] {
  const error = open.errors[name];
  const value = open.form.values[name];
  const found = typeof value === 'string' ? excerpts(value, open.marked[name] ?? []) : [];
  return [
    ...(hint ? paragraphs(hint, { isSubtle: true, size: 'small' }) : []),
    ...(error ? paragraphs(error, { color: 'attention', weight: 'bolder' }, marks.warning) : []),
    ...found.map(({ before, word, after }) =>
      line(...run(before), ...run(word, { highlight: true, weight: 'bolder' }), ...run(after)),
    ),
  ].map((element) => ({ ...element, spacing: 'small' }));
}

/** A dialog that is drawn again stands at its top: what is wrong further down is said there, and what belongs to no field. */
function summary(open: OpenForm): Element[] {
  const errors = Object.entries(open.errors);
  if (errors.length === 0) return [];
  const fields = new Set(shownFields(open));
  const stray = errors
    .filter(([name]) => !fields.has(name))
    .flatMap(([, message]) => note('danger', message));
  const count = errors.length - stray.length;
  if (count === 0) return stray;
  return [
    ...stray,
    ...note('danger', count === 1 ? 'One thing needs your attention' : `${count} things need your attention`),
  ];
}

export interface Luggage {
  readonly token: string;
  readonly page: number;
  /** Values that no input of this page holds: those of other pages, and lines initialled. */
  readonly kept: RawValues;
  /** Names of the fields that the form showed, on whatever page. */
  readonly drawn: readonly string[];
  /** The message from which the dialog was opened, for showing there what came of it. */
  readonly source?: { readonly activity: string; readonly on: Origin };
}

/** Every value, those of other pages included. */
export interface Submitted {
  readonly luggage: Luggage;
  readonly values: RawValues;
  readonly does: 'submit' | 'next' | 'back' | { readonly initial: string; readonly on: boolean };
}

/** On the wire `inputs` tells how this page's inputs are read. */
export function packedLuggage(luggage: Luggage, inputs: Readonly<Record<string, Reading>>): object {
  return { ...luggage, inputs };
}

const name = z.string().min(1).max(80);
const value = z.union([z.string().max(20_000), z.array(z.string().max(200)).max(500), z.boolean()]);
const luggageShape = {
  token: z.string().max(3000),
  page: z.int().min(1).max(99),
  kept: z.record(name, value),
  drawn: z.array(name).max(500),
  source: z.object({ activity: z.string().min(1).max(300), on: originShape }).optional(),
  inputs: z.record(name, z.enum(['text', 'one', 'many', 'moment', 'tick'])),
};

const submittedShape = z.looseObject({
  safekeep: z.discriminatedUnion('do', [
    z.object({ do: z.enum(['submit', 'next', 'back']), ...luggageShape }),
    z.object({ do: z.literal('initial'), line: name, on: z.boolean(), ...luggageShape }),
  ]),
});

/** `undefined` for what no form of ours sent. */
export function readSubmitted(data: unknown): Submitted | undefined {
  const parsed = submittedShape.safeParse(data);
  if (!parsed.success) return undefined;
  const { safekeep: pressed, ...sent } = parsed.data;
  const { token, page, kept, drawn, source, inputs } = pressed;
  const typed = Object.entries(inputs).map(([field, reading]) => [field, readField(field, reading, sent)]);
  const values = Object.fromEntries([...Object.entries(kept), ...typed]) as RawValues;
  const luggage = { token, page, kept, drawn, ...(source ? { source } : {}) };
  if (pressed.do !== 'initial') return { luggage, values, does: pressed.do };
  const { line, on } = pressed;
  return { luggage, values: { ...values, [line]: on }, does: { initial: line, on } };
}
