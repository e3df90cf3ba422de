/** What a Slack client remembers of an open modal: what stands in its fields, by block and action. */

// Slack's own JSON, read as an outsider reads it
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
type Loose = any;

export type Memory = Record<string, Record<string, Loose>>;

export function inputsOf(view: Loose): Loose[] {
  return view.blocks.filter((block: Loose) => block.type === 'input');
}

/** A view on screen: its own values, except where block and action are the same as before. */
export function remember(view: Loose, before: Memory = {}): Memory {
  return Object.fromEntries(
    inputsOf(view).map(({ block_id, element }) => {
      const held = before[block_id]?.[element.action_id];
      return [block_id, { [element.action_id]: held ?? initial(element) }];
    }),
  );
}

function initial(element: Loose): Loose {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
      return { type, value: element.initial_value ?? null };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    default:
      return { type, selected_options: element.initial_options ?? [] };
  }
}

/** Every option of a menu or of boxes, those in groups too. */
export function optionsIn(element: Loose): Loose[] {
  return [
    ...(element.options ?? []),
    ...(element.option_groups ?? []).flatMap((group: Loose) => group.options),
  ];
}

/** As Slack writes it down when these are chosen. */
export function chosen(element: Loose, options: readonly Loose[]): Loose {
  const several = element.type.startsWith('multi_') || element.type === 'checkboxes';
  return several
    ? { type: element.type, selected_options: [...options] }
    : { type: element.type, selected_option: options[0] ?? null };
}
