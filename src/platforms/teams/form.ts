/** OpenForm -> the card of a dialog, page by page where lines are initialled. */
import { z } from 'zod';
import { excerpts } from '../../chat/excerpts.ts';
import { fileMarkHelp } from '../../chat/file-mark.ts';
import { type Field, isShown, type OpenForm, type RawValues } from '../../chat/form.ts';
import { type Page, pagesOf, pageToShow } from '../../chat/form-pages.ts';
import { encodeToken, formPath } from '../../chat/form-token.ts';
import { marks } from '../../chat/marks.ts';
import { longFormCard } from '../../chat/page-card.ts';
import { columns, drawBlocks, note, section } from './blocks.ts';
import { besideButton, type Origin, originShape, type Pen, titleOf } from './buttons.ts';
import { type AdaptiveCard, assemble, drawCard, fits, type Parts } from './card.ts';
import { drawField, type InputKind, inputKinds, readField } from './fields.ts';
import { type Element, line, paragraphs, run, type Style } from './text.ts';

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
  const inputs = Object.fromEntries(
    here.flatMap(([name, { kind }]) => (kind === 'initial' ? [] : [[name, kind]])),
  );
  const luggage: Packed = {
    token: encodeToken(open.token),
    page: at,
    kept: Object.fromEntries(
      Object.entries(values).filter(([name, value]) => value !== undefined && !(name in inputs)),
    ),
    drawn: all.map(([name]) => name),
    inputs,
    ...(more.source ? { source: more.source } : {}),
  };
  const send: Send = (title, does, style) => ({
    type: 'Action.Submit',
    title: titleOf(title),
    data: { safekeep: { ...does, ...luggage } },
    ...(style ? { style } : {}),
  });
  const place = { spot: 'dialog', origin: 'answer' } as const;
  const last = at >= pages.length;
  const parts: Parts = {
    says: form.title,
    top: [
      ...(more.told ? note(more.told.tone, more.told.text) : []),
      ...summary(open),
      ...(pages.length > 1
        ? paragraphs(`Page ${at} of ${pages.length}`, { isSubtle: true, size: 'small' })
        : []),
    ],
    body: at === 1 ? drawBlocks(form.intro, pen, place) : [],
    path: formPath(open.token),
    bottom: here.flatMap(([name, field]) => [
      ...(field.section ? section(field.section) : []),
      ...(field.kind === 'initial'
        ? [
            ...paragraphs(field.label),
            ...hint(field),
            ...initial(name, field.says, values[name] === true, send),
          ]
        : [
            ...drawField(field, { name, value: values[name], names: open.names ?? {} }),
            ...hint(field),
            ...(field.kind === 'text' && field.format === 'file-mark'
              ? drawBlocks(fileMarkHelp, pen, place)
              : []),
          ]),
      ...faults(name, open),
    ]),
    row: [
      ...(at > 1 ? [send('Back', { do: 'back' })] : []),
      last ? send(form.submit, { do: 'submit' }, 'positive') : send('Next', { do: 'next' }, 'positive'),
    ],
  };
  // what is typed already must come back, even where an old client may not take so much
  const isOpening = more.kept === undefined && Object.keys(open.errors).length === 0;
  if (isOpening && !fits(pen, parts))
    return { title: 'Safekeep', size: 'small', card: drawCard(longFormCard(open, 'Teams'), pen, place) };
  return {
    title: form.title,
    size: sizeOf(all.length + form.intro.length, pages.length),
    card: assemble(pen, parts),
  };
}

function sizeOf(parts: number, pages: number): DrawnForm['size'] {
  if (pages > 1 || parts > 7) return 'large';
  return parts > 3 ? 'medium' : 'small';
}

function hint(field: Field): Element[] {
  return small(field.hint, { isSubtle: true, size: 'small' });
}

type Send = (title: string, does: object, style?: 'positive') => Element;

/** A button keeps the line at once, with its own time. */
function initial(name: string, says: string, on: boolean, send: Send): Element[] {
  const button = send(on ? 'Take back' : says, { do: 'initial', line: name, on: !on });
  const set = { type: 'ActionSet', spacing: 'small', actions: [button] };
  if (!on) return [...besideButton(says), set];
  return [columns(['stretch', paragraphs(says, { weight: 'bolder' }, marks.good)], ['auto', [set]])];
}

/** Something small and its own line below what it belongs to. */
function small(text: string | undefined, style: Style, mark = ''): Element[] {
  return paragraphs(text ?? '', style, mark).map((element) => ({ ...element, spacing: 'small' }));
}

/** What is wrong, and the words that were objected to. */
function faults(name: string, open: OpenForm): Element[] {
  const value = open.form.values[name];
  const found = typeof value === 'string' ? excerpts(value, open.marked[name] ?? []) : [];
  return [
    ...small(open.errors[name], { color: 'attention', weight: 'bolder' }, marks.warning),
    ...found.map(({ before, word, after }) =>
      line(...run(before), ...run(word, { highlight: true, weight: 'bolder' }), ...run(after)),
    ),
  ];
}

/** A dialog that is drawn again stands at its top: said there is that something is wrong below, and what belongs to no field. */
function summary(open: OpenForm): Element[] {
  const fields = new Set(shownFields(open));
  const stray = Object.entries(open.errors).filter(([name]) => !fields.has(name));
  const below = Object.keys(open.errors).length - stray.length;
  const count = below === 1 ? 'One thing needs your attention' : `${below} things need your attention`;
  return [
    ...stray.flatMap(([, message]) => note('danger', message)),
    ...(below > 0 ? note('danger', count) : []),
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

/** On the wire `inputs` tells how this page's inputs are read: what comes back is text alone. */
type Packed = Luggage & { readonly inputs: Readonly<Record<string, InputKind>> };

const name = z.string().min(1).max(80);
const luggageShape = {
  token: z.string(),
  page: z.int().min(1).max(99),
  kept: z.record(name, z.union([z.string(), z.array(z.string()), z.boolean()])),
  drawn: z.array(name),
  source: z.object({ activity: z.string().min(1).max(300), on: originShape }).optional(),
  inputs: z.record(name, z.enum(inputKinds)),
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
  const typed = Object.entries(inputs).map(([field, kind]) => [field, readField(field, kind, sent)]);
  const values = Object.fromEntries([...Object.entries(kept), ...typed]) as RawValues;
  const luggage = { token, page, kept, drawn, ...(source ? { source } : {}) };
  if (pressed.do !== 'initial') return { luggage, values, does: pressed.do };
  const { line, on } = pressed;
  return { luggage, values: { ...values, [line]: on }, does: { initial: line, on } };
}
