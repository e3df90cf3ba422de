/** Field -> Adaptive Card inputs, and what they sent back -> values. */
import type { Field, RawValue } from '../../chat/form.ts';
import { type Element, paragraphs } from './text.ts';

export function drawField(_name: string, field: Field, _value: RawValue | undefined): Element[] {
  return paragraphs(field.label);
}
