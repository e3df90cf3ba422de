/** OpenForm -> a modal, and a modal's payload back into what the form asked for. */
import type { types } from '@slack/bolt';
import { z } from 'zod';
import { excerpts } from '../../chat/excerpts.ts';
import { fileMarkHelp } from '../../chat/file-mark.ts';
import { controllingFields, type Field, isShown, type OpenForm } from '../../chat/form.ts';
import { encodeToken } from '../../chat/form-token.ts';
import { marks, sampleWords } from '../../chat/marks.ts';
import { longFormCard } from '../../chat/page-card.ts';
import { counter, drawBlocks, heading, small } from './blocks.ts';
import type { Pen } from './buttons.ts';
import { drawField } from './fields.ts';
import { limits } from './limits.ts';
import { blockIdOf, type ReadState } from './state.ts';
import { plain, richSection, type SlackBlock, words } from './text.ts';
import { resultView } from './views.ts';

export const formCallback = 'safekeep-form';

/** What a modal carries beside its blocks. `source` is where it was opened from, for showing there what came of it. */
export interface Luggage {
  readonly token: string;
  readonly source?: string | undefined;
}

const luggageShape = z.object({ t: z.string(), u: z.string().optional() });

function packed({ token, source }: Luggage): string {
  const both = JSON.stringify({ t: token, ...(source ? { u: source } : {}) });
  return both.length <= limits.privateMetadata ? both : JSON.stringify({ t: token });
}

/** An unreadable text goes on as a token, which dispatch then refuses with its own sentence. */
export function unpack(text: string | undefined): Luggage {
  try {
    const parsed = luggageShape.safeParse(JSON.parse(text ?? ''));
    if (parsed.success) return { token: parsed.data.t, source: parsed.data.u };
  } catch {
    // falls through to the refusal
  }
  return { token: text ?? '' };
}

export interface Redraw {
  /** What the screen holds now; fields whose value must differ from it get a new block_id. */
  readonly state?: ReadState;
  readonly source?: string | undefined;
  /** True where Slack cannot put the messages under the fields itself. */
  readonly withErrors?: boolean;
}

/** Blocks kept free for what a refusal adds: a sentence above the form, and a box to overrule it. */
const spare = 4;

export function drawForm(open: OpenForm, pen: Pen, redraw: Redraw = {}): types.ModalView {
  const { form } = open;
  const fits = form.title.length <= limits.viewTitle;
  const next = counter();
  const top = [
    ...(pen.sample ? small(sampleWords) : []),
    ...(fits ? [] : heading(form.title)),
    ...drawBlocks(form.intro, next, pen),
  ];
  const controlling = controllingFields(form.fields);
  const names = new Map([...Object.entries(open.names ?? {}), ...(redraw.state?.names ?? [])]);
  const fields = Object.entries(form.fields).map(([name, field]) => ({
    name,
    isShown: isShown(field, form.values),
    blocks: [
      ...(field.section ? heading(field.section) : []),
      ...drawField(field, {
        name,
        value: form.values[name],
        blockId: blockIdOf(name, generationOf(name, field, open, redraw.state)),
        tellAtOnce: controlling.has(name) || (form.keepsDraft === true && field.kind !== 'text'),
        names,
      }),
      ...(field.kind === 'text' && field.format === 'file-mark' ? drawBlocks(fileMarkHelp, next, pen) : []),
    ],
  }));
  // told by all that it may come to show, so that it never turns into another view under somebody's hand
  if (top.length + fields.flatMap(({ blocks }) => blocks).length > limits.viewBlocks - spare)
    return resultView(undefined, longFormCard(open, 'Slack'), pen);
  const shown = fields.filter((field) => field.isShown);
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain(fits ? form.title : 'Safekeep'),
    submit: plain(form.submit.length <= limits.viewButton ? form.submit : 'Send'),
    close: plain('Cancel'),
    private_metadata: packed({ token: encodeToken(open.token), source: redraw.source }),
    blocks: redraw.withErrors ? withErrors(open, top, shown) : [...top, ...shown.flatMap(blocksOf)],
  };
}

interface ShownField {
  readonly name: string;
  readonly blocks: readonly SlackBlock[];
}

function blocksOf({ blocks }: ShownField): readonly SlackBlock[] {
  return blocks;
}

/** Under each field while there is room; else all of them above the form. */
function withErrors(open: OpenForm, top: readonly SlackBlock[], shown: readonly ShownField[]): SlackBlock[] {
  const names = new Set(shown.map(({ name }) => name));
  const below = [
    ...top,
    ...strayErrors(open, names),
    ...shown.flatMap(({ name, blocks }) => [...blocks, ...errorBelow(name, open)]),
  ];
  if (below.length <= limits.viewBlocks) return below;
  const messages = [...new Set(Object.values(open.errors))].map((message) => `${marks.warning}${message}`);
  return [...top, ...small(messages.join('\n')), ...shown.flatMap(blocksOf)];
}

/** Slack remembers what was typed by block_id and then ignores our value; where ours must win, the id is new. */
function generationOf(name: string, field: Field, open: OpenForm, state: ReadState | undefined): number {
  const now = state?.generations.get(name);
  if (now === undefined) return 0;
  return same(state?.values[name], open.form.values[name], field) ? now : now + 1;
}

function same(held: unknown, wanted: unknown, field: Field): boolean {
  const empty =
    field.kind === 'choices' || field.kind === 'people'
      ? []
      : field.kind === 'tick' || field.kind === 'initial'
        ? false
        : '';
  return JSON.stringify(held ?? empty) === JSON.stringify(wanted ?? empty);
}

/** Messages that belong to no field on screen. */
function strayErrors(open: OpenForm, shown: ReadonlySet<string>): SlackBlock[] {
  return Object.entries(open.errors)
    .filter(([name]) => !shown.has(name))
    .flatMap(([, message]) => small(`${marks.warning}${message}`));
}

function errorBelow(name: string, open: OpenForm): SlackBlock[] {
  const message = open.errors[name];
  if (!message) return [];
  const value = open.form.values[name];
  const marked = open.marked[name] ?? [];
  return [
    ...small(`${marks.warning}${message}`),
    ...(typeof value === 'string' && marked.length > 0 ? [offending(value, marked)] : []),
  ];
}

/** The offending words where they stand, set apart as code. */
function offending(text: string, marked: readonly string[]): SlackBlock {
  const lines = excerpts(text, marked).flatMap(({ before, word, after }, at) => [
    ...(at > 0 ? [words('\n')] : []),
    words(before),
    words(word, { code: true }),
    words(after),
  ]);
  return { type: 'rich_text', elements: [richSection(...lines)] };
}

const shownText = z.looseObject({ text: z.string() });
const shownBlock = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  text: shownText.optional(),
  label: shownText.optional(),
  hint: shownText.nullish(),
  elements: z.array(z.unknown()).optional(),
});
export const shownBlocks = z.array(shownBlock);

/** What a person sees of a view, without the values: equal outlines need no re-drawing. */
export function outline(blocks: unknown): string | undefined {
  const parsed = shownBlocks.safeParse(blocks);
  if (!parsed.success) return undefined;
  return JSON.stringify(
    parsed.data.map((block) => [
      block.type,
      block.type === 'input' ? block.block_id : undefined,
      [block.text?.text, block.label?.text, block.hint?.text, ...texts(block.elements)].map(bare),
    ]),
  );
}

function texts(elements: unknown): string[] {
  if (!Array.isArray(elements)) return [];
  return elements.flatMap((element) => {
    const { text, elements: inner } = element as { text?: unknown; elements?: unknown };
    const own = typeof text === 'string' ? text : ((text as { text?: string } | undefined)?.text ?? '');
    return [own, ...texts(inner)];
  });
}

/** Slack sends texts back escaped, and some of them trimmed. */
function bare(text: string | undefined): string {
  return (text ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();
}
