/** DRILL on every line: whatever the room shows passes here, and no line leaves it without the mark. */
import type { Outcome } from '../../app/feature.ts';
import type { Action, Block, Card, ListItem } from '../../chat/card.ts';
import type { Document, DocumentBlock } from '../../chat/document.ts';
import type { Field, Fields, Form } from '../../chat/form.ts';
import type { Reply } from '../../chat/interaction.ts';
import { assertNever } from '../../kernel/assert-never.ts';

/** Each line; one that bears the mark already, as in a reference, stays as it is. */
export function line(text: string): string {
  return text
    .split('\n')
    .map((one) => (one.trim() === '' || /\bDRILL\b/.test(one) ? one : `DRILL: ${one}`))
    .join('\n');
}

export function markCard(card: Card): Card {
  return {
    ...card,
    title: line(card.title),
    ...(card.status ? { status: { ...card.status, label: line(card.status.label) } } : {}),
    blocks: card.blocks.map(markBlock),
    actions: card.actions.map(markAction),
  };
}

function markAction(action: Action): Action {
  const label = line(action.label);
  if (action.kind !== 'run' || !action.confirm) return { ...action, label };
  const { title, text, yes } = action.confirm;
  return { ...action, label, confirm: { title: line(title), text: line(text), yes: line(yes) } };
}

function markItem(item: ListItem): ListItem {
  return {
    ...item,
    title: line(item.title),
    ...(item.detail === undefined ? {} : { detail: line(item.detail) }),
    ...(item.action ? { action: markAction(item.action) } : {}),
  };
}

function markBlock(block: Block): Block {
  switch (block.kind) {
    case 'text':
    case 'heading':
    case 'note':
      return { ...block, text: line(block.text) };
    case 'facts':
      return {
        ...block,
        facts: block.facts.map(({ label, value }) => ({ label: line(label), value: line(value) })),
      };
    case 'quote':
      return { ...block, label: line(block.label), text: line(block.text) };
    case 'steps':
      return {
        ...block,
        steps: block.steps.map((step) => ({
          ...step,
          label: line(step.label),
          ...(step.detail === undefined ? {} : { detail: line(step.detail) }),
        })),
      };
    case 'list':
      return { ...block, items: block.items.map(markItem) };
    case 'divider':
      return block;
    default:
      return assertNever(block);
  }
}

function markDocumentBlock(block: DocumentBlock): DocumentBlock {
  switch (block.kind) {
    case 'table':
      return {
        ...block,
        caption: line(block.caption),
        // On a telephone each cell stands under its column’s name.
        columns: block.columns.map(line),
        // A row is one line, and its first cell begins it.
        rows: block.rows.map((row) =>
          row.map((cell, at) => (at > 0 ? flat(cell) : line(cell.trim() === '' ? 'DRILL' : cell))),
        ),
      };
    case 'filters':
      return {
        ...block,
        label: line(block.label),
        fields: block.fields.map((one) => ({ ...one, label: line(one.label) })),
      };
    case 'bars':
      return {
        ...block,
        caption: line(block.caption),
        bars: block.bars.map((bar) => ({ ...bar, label: line(bar.label), says: line(bar.says) })),
      };
    case 'signature':
      return { ...block, name: line(block.name), lines: block.lines.map(line) };
    default:
      return markBlock(block);
  }
}

function flat(cell: string): string {
  return cell.replace(/\s*\n\s*/g, ' / ');
}

/** A file's lines begin with the mark themselves: its writer is handed `csvRow`. */
export function markDocument(document: Document): Document {
  if (document.kind === 'file')
    return { ...document, name: `DRILL-${document.name}`.replace(/^(DRILL-)+/, 'DRILL-') };
  return {
    ...document,
    title: line(document.title),
    ...(document.subtitle === undefined ? {} : { subtitle: line(document.subtitle) }),
    blocks: document.blocks.map(markDocumentBlock),
    ...(document.downloads
      ? { downloads: document.downloads.map((one) => ({ ...one, label: line(one.label) })) }
      : {}),
  };
}

/** A line of a file for spreadsheets. */
export function csvRow(cells: readonly string[]): readonly string[] {
  return ['DRILL', ...cells.map(flat)];
}

export function markForm<F extends Fields>(form: Form<F>): Form<F> {
  return {
    ...form,
    title: line(form.title),
    submit: line(form.submit),
    intro: form.intro.map(markBlock),
    fields: Object.fromEntries(
      Object.entries(form.fields).map(([name, field]) => [name, markField(field)]),
    ) as unknown as F,
  };
}

function markField(field: Field): Field {
  const said = {
    label: line(field.label),
    ...(field.hint === undefined ? {} : { hint: line(field.hint) }),
    ...(field.section === undefined ? {} : { section: line(field.section) }),
  };
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return {
        ...field,
        ...said,
        options: field.options.map((one) => ({
          ...one,
          label: line(one.label),
          ...(one.description === undefined ? {} : { description: line(one.description) }),
        })),
      };
    case 'tick':
    case 'initial':
      return { ...field, ...said, says: line(field.says) };
    case 'text':
      return {
        ...field,
        ...said,
        ...(field.placeholder === undefined ? {} : { placeholder: line(field.placeholder) }),
      };
    default:
      return { ...field, ...said };
  }
}

export function markOutcome(outcome: Outcome): Outcome {
  if (outcome.kind === 'invalid')
    return {
      ...outcome,
      errors: Object.fromEntries(Object.entries(outcome.errors).map(([name, says]) => [name, line(says)])),
    };
  return { ...outcome, text: line(outcome.text), ...(outcome.card ? { card: markCard(outcome.card) } : {}) };
}

/** Forms were marked when they were opened, by their own handler. */
export function markReply(reply: Reply): Reply {
  switch (reply.kind) {
    case 'card':
      return { ...reply, card: markCard(reply.card) };
    case 'done':
      return { ...reply, text: line(reply.text), ...(reply.card ? { card: markCard(reply.card) } : {}) };
    case 'document':
      return { ...reply, document: markDocument(reply.document) };
    case 'form':
    case 'invalid':
    case 'options':
      return reply;
    default:
      return assertNever(reply);
  }
}
