/** What a view's state says, back into a form's values. */
import { z } from 'zod';
import type { RawValue, RawValues } from '../../chat/form.ts';
import { actionOf, timeSuffix } from './fields.ts';
import { unescaped } from './text.ts';

const option = z.looseObject({ text: z.looseObject({ text: z.string() }).optional(), value: z.string() });

const element = z.looseObject({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
});

export const stateShape = z.looseObject({ values: z.record(z.string(), z.record(z.string(), element)) });
export type State = z.infer<typeof stateShape>;

/** Our block ids: `f:NAME`, then `:N` once a value was set anew. */
export function blockIdOf(name: string, generation: number): string {
  return generation === 0 ? `f:${name}` : `f:${name}:${generation}`;
}

export function readBlockId(
  id: string,
): { readonly name: string; readonly generation: number; readonly time: boolean } | undefined {
  const time = id.endsWith(timeSuffix);
  const match = /^f:(.+?)(?::(\d+))?$/s.exec(time ? id.slice(0, -timeSuffix.length) : id);
  return match?.[1] ? { name: match[1], generation: Number(match[2] ?? 0), time } : undefined;
}

export interface ReadState {
  readonly values: RawValues;
  /** The block each field on screen stands in. */
  readonly blockIds: ReadonlyMap<string, string>;
  /** How often each field on screen was set anew. */
  readonly generations: ReadonlyMap<string, number>;
  /** Names of chosen people, by id, as the screen showed them. */
  readonly names: ReadonlyMap<string, string>;
}

export function readState(state: State | undefined): ReadState {
  const values: Record<string, RawValue> = {};
  const times: Record<string, string> = {};
  const generations = new Map<string, number>();
  const blockIds = new Map<string, string>();
  const names = new Map<string, string>();
  for (const [id, elements] of Object.entries(state?.values ?? {})) {
    const block = readBlockId(id);
    const [action, first] = Object.entries(elements)[0] ?? [];
    if (!block || !first) continue;
    generations.set(block.name, block.generation);
    if (!block.time) blockIds.set(block.name, id);
    for (const chosen of [first.selected_option, ...(first.selected_options ?? [])])
      if (chosen?.text) names.set(chosen.value, unescaped(chosen.text.text));
    if (block.time) {
      times[block.name] = first.selected_time ?? '';
      continue;
    }
    const value = action === actionOf.tick ? (first.selected_options ?? []).length > 0 : chosenIn(first);
    if (value !== undefined) values[block.name] = value;
  }
  // a day without a time, or the reverse, goes on as half a moment, so that the form can say what is missing
  for (const [name, time] of Object.entries(times)) {
    const day = values[name] ?? '';
    if (day !== '' || time !== '') values[name] = `${String(day)}T${time}`;
  }
  return { values, blockIds, generations, names };
}

function chosenIn(one: z.infer<typeof element>): RawValue | undefined {
  switch (one.type) {
    case 'plain_text_input':
      return one.value ?? undefined;
    case 'datepicker':
      return one.selected_date ?? undefined;
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return one.selected_option?.value;
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return one.selected_options?.map((chosen) => chosen.value) ?? [];
    default:
      return undefined;
  }
}
