/** "Take out what is wrong": an empty box leaves what stands there, so what was a mistake is ticked to go. */
import type { Field } from '../../../chat/form.ts';

interface TakeOut {
  readonly clear: Extract<Field, { readonly kind: 'choices' }> & { readonly optional: true };
}

/** Of these labels those that stand there; a form that has none asks nothing. */
export function takeOut(labels: Readonly<Record<string, string>>, there: readonly string[]): TakeOut {
  const options = Object.entries(labels).flatMap(([value, label]) =>
    there.includes(value) ? [{ value, label }] : [],
  );
  const clear: TakeOut['clear'] = {
    kind: 'choices',
    label: 'Take out what is wrong',
    hint: 'What stood there before is kept on the timeline.',
    optional: true,
    options,
  };
  // An optional question that is not asked reads as one that was left empty.
  return options.length === 0 ? ({} as TakeOut) : { clear };
}

/** What was ticked, of what can go. */
export function takenOut(
  clear: readonly string[] | undefined,
  labels: Readonly<Record<string, string>>,
): readonly string[] {
  return (clear ?? []).filter((one) => one in labels);
}

/** As texts of the case: one that is written empty is there no longer. */
export function emptied(
  cleared: readonly string[],
  fields: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.flatMap((field) => (cleared.includes(field) ? [[field, '']] : [])));
}
