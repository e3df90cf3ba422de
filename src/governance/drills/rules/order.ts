/** In which order the options of a question stand: the same for everybody of one exercise, and not the file's, where the right ones come first. */
import { sha256 } from '../../../kernel/hash.ts';

export function inOrderOf<Option extends { readonly id: string }>(
  drillId: string,
  options: readonly Option[],
): readonly Option[] {
  const key = ({ id }: Option) => sha256(`${drillId} ${id}`);
  return options.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
