/** The field for a file's mark, and what it says where the mark is not the one that was given before. */
import type { Field } from '../../../chat/form.ts';
import type { MarkWanted } from '../rules/file-mark.ts';

/** In the one form in which marks are kept and compared. */
export function asMark(typed: string | undefined): string | undefined {
  return typed?.toLowerCase();
}

export function markField(label: string, hint: string, wanted: Exclude<MarkWanted, 'later'>): Field {
  return {
    kind: 'text',
    label,
    hint,
    max: 64,
    format: 'file-mark',
    scan: false,
    ...(wanted === 'optional' ? { optional: true } : {}),
  };
}
