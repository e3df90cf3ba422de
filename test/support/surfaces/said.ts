/** Everything that a card, form or document says and can do, before any platform draws it. */
import type { Action, Block, Card } from '../../../src/chat/card.ts';
import type { Document, DocumentBlock } from '../../../src/chat/document.ts';
import { type Field, isShown, type OpenForm } from '../../../src/chat/form.ts';
import { formPath } from '../../../src/chat/form-token.ts';
import { assertNever } from '../../../src/kernel/assert-never.ts';
import type { Does } from './surface.ts';

export interface Said {
  /** Always shown, however much there is. */
  readonly always: readonly string[];
  /** May give way to a line that says so and leads to the whole of it. */
  readonly body: readonly string[];
  readonly buttons: readonly Does[];
  /** Buttons in the body, which give way with it. */
  readonly bodyButtons: readonly Does[];
}

export function saidByCard(card: Card): Said {
  return {
    always: words([card.title, card.status?.label, ...card.actions.flatMap(saidByAction)]),
    body: words(card.blocks.flatMap(saidByBlock)),
    buttons: card.actions.map(doneBy),
    bodyButtons: card.blocks.flatMap(buttonsIn),
  };
}

/** Of a list in its own place, where title and buttons frame nothing else. */
export function saidByDocument(document: Document): Said {
  if (document.kind === 'file') return { always: [], body: [], buttons: [], bodyButtons: [] };
  const downloads = (document.downloads ?? []).map((one): Action => ({ kind: 'link', ...one }));
  return {
    always: words([
      document.title,
      document.subtitle,
      ...document.blocks.flatMap(saidByBlock),
      ...downloads.flatMap(saidByAction),
    ]),
    body: [],
    buttons: [...downloads.map(doneBy), ...document.blocks.flatMap(buttonsIn)],
    bodyButtons: [],
  };
}

export function saidByForm({ form, errors, names = {} }: OpenForm): Said {
  const shown = Object.entries(form.fields).filter(([, field]) => isShown(field, form.values));
  const chosen = shown.flatMap(([name, field]) =>
    field.kind === 'person' || field.kind === 'people' ? [form.values[name] ?? []].flat().map(String) : [],
  );
  return {
    always: words([
      form.title,
      form.submit,
      ...shown.flatMap(([, field]) => saidByField(field)),
      ...Object.values(errors),
      ...chosen.map((id) => names[id]),
    ]),
    body: words(form.intro.flatMap(saidByBlock)),
    buttons: [],
    bodyButtons: form.intro.flatMap(buttonsIn),
  };
}

/** One that a platform has no room for at all: its title, and the way to the web page that has. */
export function saidByLongForm({ form, token }: OpenForm): Said {
  return {
    always: [form.title],
    body: [],
    buttons: [{ kind: 'link', to: formPath(token) }],
    bodyButtons: [],
  };
}

function words(texts: readonly (string | undefined)[]): string[] {
  return texts.flatMap((text) => (text === undefined || text.trim() === '' ? [] : [text]));
}

function saidByAction(action: Action): string[] {
  const asks = action.kind === 'run' && action.confirm;
  return asks ? [action.label, asks.title, asks.text, asks.yes] : [action.label];
}

function doneBy(action: Action): Does {
  switch (action.kind) {
    case 'run':
      return { kind: 'run', id: action.id, payload: action.payload };
    case 'open-form':
      return { kind: 'form', form: action.form, subject: action.subject };
    case 'link':
      return { kind: 'link', to: action.path };
    default:
      return assertNever(action);
  }
}

function buttonsIn(block: DocumentBlock): Does[] {
  if (block.kind === 'table')
    return (block.lines ?? []).flatMap(({ path }) => (path ? [{ kind: 'link', to: path }] : []));
  return block.kind === 'list' ? block.items.flatMap(({ action }) => (action ? [doneBy(action)] : [])) : [];
}

function saidByBlock(block: DocumentBlock | Block): (string | undefined)[] {
  switch (block.kind) {
    case 'text':
    case 'heading':
    case 'note':
      return [block.text];
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [label, value]);
    case 'quote':
      return [block.label, block.text];
    case 'steps':
      return block.steps.flatMap(({ label, detail }) => [label, detail]);
    case 'list':
      return block.items.flatMap(({ title, detail, action }) => [
        title,
        detail,
        ...(action ? saidByAction(action) : []),
      ]);
    case 'divider':
      return [];
    case 'table':
      return [block.caption, ...block.columns, ...block.rows.flat()];
    case 'bars':
      return [block.caption, ...block.bars.flatMap(({ label, says }) => [label, says])];
    case 'filters':
      return [
        block.label,
        ...block.fields.flatMap((field) => [
          field.label,
          ...(field.kind === 'choice' ? field.options.map(({ label }) => label) : []),
        ]),
      ];
    case 'signature':
      return [block.name, ...block.lines];
    default:
      return assertNever(block);
  }
}

function saidByField(field: Field): (string | undefined)[] {
  const frame = [field.section, field.label, field.hint];
  switch (field.kind) {
    case 'text':
      return [...frame, field.placeholder];
    case 'choice':
    case 'choices':
      return [...frame, ...field.options.flatMap(({ label, description }) => [label, description])];
    case 'tick':
    case 'initial':
      return [...frame, field.says];
    case 'date':
    case 'moment':
    case 'person':
    case 'people':
      return frame;
    default:
      return assertNever(field);
  }
}
