/** The few cards, forms and pages that between them have everything that any of them has: for what takes long to look at. */
import type { Action, Card } from '../../src/chat/card.ts';
import type { Document, DocumentBlock } from '../../src/chat/document.ts';
import type { Field, OpenForm } from '../../src/chat/form.ts';

/** Takes the one that adds most, until none adds anything. */
export function covering<T>(all: readonly T[], traitsOf: (one: T) => readonly string[]): readonly T[] {
  const left = new Map(all.map((one) => [one, new Set(traitsOf(one))]));
  const taken: T[] = [];
  for (;;) {
    const [best] = [...left].reduce<[T | undefined, number]>(
      ([one, most], [other, traits]) => (traits.size > most ? [other, traits.size] : [one, most]),
      [undefined, 0],
    );
    if (best === undefined) return taken;
    const new_ = left.get(best) ?? new Set();
    taken.push(best);
    for (const [other, traits] of left) {
      if (other === best) continue;
      for (const trait of new_) traits.delete(trait);
    }
    left.delete(best);
  }
}

/** "note:warning", "list item, detail, button primary": what is drawn in a way of its own. */
export function traitsOfCard(card: Card): readonly string[] {
  return [
    ...(card.status ? [`status ${card.status.tone}`] : []),
    ...(card.about ? ['about a case'] : []),
    ...card.blocks.flatMap(traitsOfBlock),
    ...card.actions.map((action) => `below: ${traitOfAction(action)}`),
    `buttons: ${some(card.actions.length)}`,
  ];
}

export function traitsOfForm({ form, errors, marked }: OpenForm): readonly string[] {
  return [
    ...form.intro.flatMap(traitsOfBlock).map((trait) => `above: ${trait}`),
    ...Object.entries(form.fields).flatMap(([name, field]) =>
      traitsOfField(field, form.values[name] !== undefined, errors[name] !== undefined, name in marked),
    ),
    `faults: ${some(Object.keys(errors).length)}`,
    ...(form.keepsDraft ? ['keeps a draft'] : []),
  ];
}

export function traitsOfDocument(document: Document): readonly string[] {
  if (document.kind === 'file') return [];
  const { blocks, subtitle, downloads = [] } = document;
  return [
    ...blocks.flatMap(traitsOfBlock),
    `downloads: ${some(downloads.length)}`,
    ...(subtitle === undefined ? [] : ['subtitle']),
  ];
}

function traitsOfBlock(block: DocumentBlock): readonly string[] {
  switch (block.kind) {
    case 'note':
      return [`note ${block.tone}`];
    case 'steps':
      return block.steps.map(({ state, detail }) => `step ${state}${detail ? ' with a detail' : ''}`);
    case 'list':
      return [
        `list: ${some(block.items.length)}`,
        ...block.items.flatMap(({ tone, detail, action }) => [
          `item ${tone ?? ''}`,
          ...(detail ? ['item with a detail'] : []),
          ...(action ? [`beside an item: ${traitOfAction(action)}`] : []),
        ]),
      ];
    case 'facts':
      return [`facts: ${some(block.facts.length)}`];
    case 'table':
      return [
        `table of ${block.columns.length > 4 ? 'many' : 'few'} columns, rows: ${some(block.rows.length)}`,
        ...(block.lines ?? []).flatMap(({ path, tone }) => [
          ...(path ? ['row that leads on'] : []),
          ...(tone ? [`row ${tone}`] : []),
        ]),
      ];
    case 'filters':
      return block.fields.map(({ kind }) => `filter by ${kind}`);
    case 'bars':
      return block.bars.map(({ tone, value }) => `bar ${tone ?? ''} ${value > 0}`);
    default:
      return [block.kind];
  }
}

function traitOfAction(action: Action): string {
  if (action.kind === 'link') return `link ${action.path.startsWith('/') ? 'within' : 'outward'}`;
  const asks = action.kind === 'run' && action.confirm ? ' that asks' : '';
  return `${action.kind} ${action.style ?? 'plain'}${asks}`;
}

/** Each thing about a field by itself: how they stand together is the same for all kinds. */
function traitsOfField(field: Field, filled: boolean, wrong: boolean, marked: boolean): readonly string[] {
  const options = field.kind === 'choice' || field.kind === 'choices' ? field.options : [];
  const many = options.length > 7 ? 'many options' : 'few options';
  const kind = `${field.kind}${field.kind === 'text' && field.multiline ? ' of several lines' : ''}${options.length > 0 ? ` of ${many}` : ''}`;
  const about = {
    optional: field.optional,
    'a hint': field.hint,
    'a section': field.section,
    'a condition': field.showIf,
    descriptions: options.some(({ description }) => description),
    'a value': filled,
    'a fault': wrong,
    'marked words': marked,
  };
  return [kind, ...Object.entries(about).flatMap(([what, is]) => (is ? [`${kind} with ${what}`] : []))];
}

function some(count: number): string {
  return count === 0 ? 'none' : count === 1 ? 'one' : 'several';
}
